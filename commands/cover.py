"""A covered picture, as a parent would get it: `cover IN OUT [--faces JSON]`."""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from domain.boxes import Box, cover_region
from domain.errors import KnownError
from imaging.values import SAME_FACE_OVERLAP, CoveredPicture, FoundFace, KeptPicture
from imaging.worker import ImagingWorker

ABOUT = """Finds the faces in IN, covers them and writes OUT, a new JPEG of at most 2560 px.
Without --faces every face is covered, maybes too."""
FACES_HELP = """the faces that may be SEEN: a list of {"x", "y", "w", "h"} in pixels of the upright picture as given, inline or in a file
(a line of the faces command fits too). Every other face found is covered; where a cover and a face overlap, the cover wins."""


class Face(BaseModel):
    """One face that may be seen, in pixels of the upright picture as given."""

    x: float
    y: float
    w: float = Field(gt=0)
    h: float = Field(gt=0)


class FacesLine(BaseModel):
    """The faces as the faces command prints them."""

    faces: list[Face]


def main(arguments: list[str]) -> int:
    """Cover one picture; returns the exit code."""
    parser = argparse.ArgumentParser(prog="cover", description=ABOUT)
    parser.add_argument("picture", metavar="IN", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--faces", metavar="JSON", default="[]", help=FACES_HELP)
    options = parser.parse_args(arguments)
    try:
        print(_cover(options.picture, options.out, _faces(options.faces)))
    except KnownError as error:
        return _refuse(error.sentence)
    except OSError as error:
        return _refuse(f"{error.filename or 'A file'}: {error.strerror}.")
    except ValidationError:
        return _refuse('--faces: this is no list of {"x", "y", "w", "h"}.')
    return 0


def _faces(text: str) -> list[Face]:
    """The faces out of inline JSON or out of a file. Raises OSError, ValidationError."""
    inline = text.lstrip().startswith(("[", "{"))
    content = text if inline else Path(text).read_text(encoding="utf-8")
    given = TypeAdapter[list[Face] | FacesLine](list[Face] | FacesLine).validate_json(content)
    return given.faces if isinstance(given, FacesLine) else given


def _cover(picture: Path, out: Path, may_be_seen: list[Face]) -> str:
    """Write the covered picture and return what was done, as a JSON line."""
    data = picture.read_bytes()
    with ImagingWorker() as worker:
        kept = worker.keep(data)
        width, height = worker.measure(data)
        allowed = [_as_kept(face, kept.width / width, kept.height / height) for face in may_be_seen]
        found = worker.find(kept.jpeg)
        hidden = [face for face in found if not any(face.box.overlap(box) >= SAME_FACE_OVERLAP for box in allowed)]
        covered = _covered(worker, kept, hidden, allowed)
    out.write_bytes(covered.jpeg)
    said = {"file": str(out), "width": covered.width, "height": covered.height, "found": len(found), "covered": len(hidden)}
    return json.dumps({**said, "sha256": covered.sha256}, ensure_ascii=False)


def _covered(worker: ImagingWorker, kept: KeptPicture, hidden: list[FoundFace], allowed: list[Box]) -> CoveredPicture:
    regions = [cover_region(face.box, kept.width, kept.height) for face in hidden]
    return worker.cover(kept.jpeg, regions, allowed)


def _as_kept(face: Face, across: float, down: float) -> Box:
    x0, y0 = math.floor(face.x * across), math.floor(face.y * down)
    return Box(x0, y0, max(x0 + 1, math.ceil((face.x + face.w) * across)), max(y0 + 1, math.ceil((face.y + face.h) * down)))


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
