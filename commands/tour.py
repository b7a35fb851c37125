"""The main job, end to end, on a folder of pictures; every step is seen, and every file is searched for clear bytes."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from commands.touring.marks import InputUnusable, pictures_in, read_marks
from commands.touring.report import Report, Step


def main(words: list[str]) -> int:
    """Play the tour; returns 0 when every step went well, 1 when one did not, 2 for input that cannot be used."""
    given = arguments(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;qt.multimedia*=false;qt.qpa.*=false")
    from commands.touring.play import Tour, play

    try:
        pictures, marks = pictures_in(given.photos), read_marks(given.marks)
        unknown = sorted(set(marks) - {picture.name for picture in pictures})
        if unknown:
            raise InputUnusable(f"The marks name “{unknown[0]}”, which is not in “{given.photos}”.")
    except InputUnusable as error:
        print(error.sentence, file=sys.stderr)
        return 2
    given.out.mkdir(parents=True, exist_ok=True)
    report = Report()
    try:
        with kept(given.keep) as base:
            play(Tour(pictures=pictures, marks=marks, out=given.out.resolve(), base=base, has_video=not given.no_video), report)
    except Exception as error:  # a bug of ours: what was played until then is told all the same
        traceback.print_exc()
        report.steps.append(Step("the tour itself", ok=False, note=f"{type(error).__name__}: {error}"))
    report.write(given.out / "report.json")
    print(f"{'All went well' if report.ok else 'Not all went well'}: {given.out / 'report.json'}", file=sys.stderr)
    return 0 if report.ok else 1


def arguments(words: list[str]) -> argparse.Namespace:
    """The tour's arguments."""
    parser = argparse.ArgumentParser(prog="run.py tour", description=__doc__)
    parser.add_argument("--photos", type=Path, required=True, help="a folder of JPEG or PNG pictures: what the camera sees")
    parser.add_argument("--out", type=Path, required=True, help="where the report and the pictures of every screen go")
    parser.add_argument("--marks", type=Path, help='faces to name: {"NAME.jpg": [{"at": [x, y], "child": "Amelia"}]}, upright pixels')
    parser.add_argument("--keep", type=Path, help="leave the tablet's and the server's data there, to be searched")
    parser.add_argument("--no-video", action="store_true", help="film no video: it is looked at and covered for a minute or two")
    return parser.parse_args(words)


@contextlib.contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """The folder in which the tablet, the office and the server live during the tour; gone after it unless it was named."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("tablet", "office", "server", "keys"):
            shutil.rmtree(folder / name, ignore_errors=True)
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="daybook-tour-") as name:
        yield Path(name)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
