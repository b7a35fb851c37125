"""The faces found in pictures, one JSON line each: `faces PHOTO…`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from domain.errors import KnownError
from imaging.values import FoundFace
from imaging.worker import ImagingWorker

ABOUT = """Prints for every picture {"file", "width", "height", "ms", "faces": [{"x", "y", "w", "h", "score", "tier"}]}:
pixels of the upright picture as given; tier 1 = a face to tag, 2 = maybe a face. "ms" is reading and all passes, without start-up.
A picture that cannot be read gives {"file", "error"}, and the exit code 1 at the end."""


def main(arguments: list[str]) -> int:
    """Look at every picture, one process for all; returns the exit code."""
    parser = argparse.ArgumentParser(prog="faces", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", nargs="+", metavar="PHOTO", type=Path)
    photos = parser.parse_args(arguments).photos
    with ImagingWorker() as worker:
        return max(_print_line(worker, photo) for photo in photos)


def _print_line(worker: ImagingWorker, photo: Path) -> int:
    """Print what is in one picture; 0, or 1 when it cannot be read."""
    try:
        answer, code = _look(worker, photo), 0
    except KnownError as error:
        answer, code = {"file": str(photo), "error": error.sentence}, 1
    except OSError as error:
        answer, code = {"file": str(photo), "error": f"This file cannot be opened: {error.strerror}."}, 1
    print(json.dumps(answer, ensure_ascii=False), flush=True)
    return code


def _look(worker: ImagingWorker, photo: Path) -> dict[str, Any]:
    data = photo.read_bytes()
    worker.start()
    started = time.perf_counter()
    kept = worker.keep(data)
    found = worker.find(kept.jpeg)
    ms = round((time.perf_counter() - started) * 1000, 1)
    width, height = worker.measure(data)
    faces = [_as_given(face, width / kept.width, height / kept.height) for face in found]
    return {"file": str(photo), "width": width, "height": height, "ms": ms, "faces": faces}


def _as_given(face: FoundFace, across: float, down: float) -> dict[str, Any]:
    """The face in pixels of the picture as given, which is that many times larger than the kept one."""
    box = face.box
    edges = {"x": box.x0 * across, "y": box.y0 * down, "w": box.width * across, "h": box.height * down}
    return {**{name: round(value, 1) for name, value in edges.items()}, "score": face.score, "tier": face.tier.value}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
