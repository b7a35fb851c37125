"""Parts of a file, as players ask for them: to begin at once, to jump, and to read the end first (RFC 9110 §14)."""

from __future__ import annotations

import re

PIECE_BYTES = 2 << 20  # of what is asked for without an end: a player that stops reading holds no thread for long, and asks again
ONE_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


class OutsideFile(ValueError):
    """Nothing of the file lies there."""


def asked_part(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None = all of them: no header, several ranges, or one that is not understood.

    Raises OutsideFile.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start = int(first)
        end = min(size, int(last) + 1 if last else start + PIECE_BYTES)
        if last and int(last) < start:
            return None
    if start >= end:
        raise OutsideFile
    return range(start, end)
