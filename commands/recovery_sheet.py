"""The recovery kit: one text file to print and lock away, and how it is read again."""

from __future__ import annotations

import base64
import hashlib
import os
from datetime import date
from pathlib import Path

from domain.errors import KnownError

KEY_BYTES, CHECK_BYTES, GROUP = 32, 3, 4
MARK = "KEY"
WORDS = """DAYBOOK: THE NURSERY'S RECOVERY KEY                                   {day}

What it is
  Whoever has this sheet and one of the nursery's tablets can read what lies on that tablet: children's names, words and pictures.
  The server does not have it any more; backups of its key folder from before today do.

What it is for
  A tablet whose key ring is lost or was replaced, or whose people can all not log in, is opened with it, and nothing is lost:
      python3 run.py recover --data FOLDER --kit THIS-FILE --only-check
  says what lies on the tablet and changes nothing. Try it once a year.

What to do with it
  Print it twice. Put one sheet into the safe, the other into another building. Then delete this file, and its copy in the printer's queue.
  If a sheet is lost: tell whoever looks after the server. The tablets need a new key.

{lines}
"""


class KitUnreadable(KnownError):
    """The file holds no recovery key, or a letter of it is wrong."""

    def __init__(self) -> None:
        super().__init__("This file holds no whole recovery key. Compare the line that begins with KEY with the printed sheet.")


def write_kit(path: Path, private_key: bytes, day: date) -> None:
    """Write the sheet durably, for this user alone, and read it back. Raises KnownError when there is such a file already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KnownError(f"{path} is there already. Name a file that is not.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(WORDS.format(day=day.isoformat(), lines=key_line(private_key)))
        file.flush()
        os.fsync(file.fileno())
    if read_kit(path) != private_key:
        raise KitUnreadable


def read_kit(path: Path) -> bytes:
    """The private key on the sheet; small letters, spaces and line ends of whoever typed it are allowed. Raises KitUnreadable."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KitUnreadable from error
    for line in lines:
        head, _, rest = line.strip().partition(" ")
        if head.upper() == MARK:
            return checked("".join(rest.split()).upper())
    raise KitUnreadable


def key_line(private_key: bytes) -> str:
    """The key as a person can type it: base32 in groups of four, the last ones a check of the others."""
    text = base64.b32encode(private_key + check_of(private_key)).decode("ascii").rstrip("=")
    return f"{MARK} " + " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def checked(text: str) -> bytes:
    """The key in the letters. Raises KitUnreadable when one of them is wrong."""
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise KitUnreadable from error
    key, check = raw[:KEY_BYTES], raw[KEY_BYTES:]
    if len(key) != KEY_BYTES or check != check_of(key):
        raise KitUnreadable
    return key


def check_of(key: bytes) -> bytes:
    """What finds a mistyped letter."""
    return hashlib.sha256(b"daybook recovery kit" + key).digest()[:CHECK_BYTES]
