"""Words that came from outside, on their way into a column."""

from __future__ import annotations


def plain(text: str, limit: int) -> str:
    """At most `limit` characters, without the zero byte, which PostgreSQL refuses, and lone surrogates, which nothing can encode."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")[:limit]
