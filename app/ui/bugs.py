"""What nobody foresaw: logged by its place, without names, words or pixels, and told with a number."""

from __future__ import annotations

import sys
import traceback
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

LOG_LIMIT_BYTES = 1 << 20


def place_of(trace: TracebackType | None) -> str:
    """File, line and function of every frame; never a value."""
    return "\n".join(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace))


def number_of(kind: type[BaseException], place: str) -> str:
    """Four letters that are the same for the same bug."""
    return f"{zlib.crc32(f'{kind.__name__}{place}'.encode()) & 0xFFFF:04X}"


def sentence_of(number: str) -> str:
    """What the person reads."""
    return f"Something went wrong ({number}). What you wrote is kept. Tell the office the number."


def catch_bugs(log: Path, say: Callable[[str], None]) -> None:
    """From now on every error that nobody handles is logged and said; the window stays."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        place = place_of(trace)
        number = number_of(kind, place)
        write(log, f"{datetime.now(UTC).isoformat()} {number} {kind.__name__}\n{place}\n")
        print(f"{number} {kind.__name__}\n{place}", file=sys.stderr)  # noqa: T201
        say(sentence_of(number))

    sys.excepthook = caught


def write(log: Path, text: str) -> None:
    """Append; a log that is full begins anew."""
    log.parent.mkdir(parents=True, exist_ok=True)
    mode = "w" if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES else "a"
    with log.open(mode, encoding="utf-8") as file:
        file.write(text)
