"""How names are put in order: as a British reader looks for them, so Łukasz stands among the L."""

from __future__ import annotations

import unicodedata

# Letters that do not come apart into a plain one and a mark.
LIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def sort_key(name: str) -> str:
    """The name without case and marks; names that differ only there keep the order of a second key."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(LIKE))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
