"""The worker process: answers one question after another until the program closes its end. Writes no file, ever."""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import IO, Any

import cv2
import numpy as np

from domain.boxes import Box
from domain.errors import KnownError
from imaging import covers, keep, watermark
from imaging.channel import Message, receive, send
from imaging.confine import confine
from imaging.cutting import cut_boxes, cut_faces, cut_picture, put_back
from imaging.encode import decode_own, encode_jpeg, encode_kept
from imaging.faces import Search
from imaging.gate import Searched, confirmed, forgotten, left_uncovered
from imaging.known import KnownWhole
from imaging.model import FaceNet, RgbArray
from imaging.values import CoveredPicture, DetectorUnavailable, FaceLeftUncovered, FoundFace, PictureTooLarge
from imaging.video_serving import ClipAnswers
from imaging.video_values import FaceLeftUncoveredAt

QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")  # set by cv2's import; its Qt is not ours

DRAWN_AT_MOST = 3  # a drawing beside a collar may look like a face by chance; a real face is found each time


def main() -> None:
    """Answer on the standard streams until the program is gone."""
    for name in QT_VARIABLES:
        os.environ.pop(name, None)
    warnings.simplefilter("ignore")  # Pillow's remarks on odd files have no reader here
    confine(int(os.environ.get("DAYBOOK_WORKER_MB", "1500")))
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not break into an answer
    Server().serve(questions, answers)


class Server(ClipAnswers):
    """What the worker knows between two questions: the net, once proved, and the search that is going on."""

    def __init__(self) -> None:
        super().__init__()
        self._net: FaceNet | None = None
        self._search: Search | None = None
        self._search_number, self._search_bytes = 0, b""
        self._searched = Searched()
        self._known = KnownWhole()

    def serve(self, questions: IO[bytes], answers: IO[bytes]) -> None:
        """Answer until `questions` ends."""
        while (question := receive(questions)) is not None:
            send(answers, self.answer(question))

    def answer(self, question: Message) -> Message:
        """The answer to one question; an error is an answer too."""
        answer: Callable[[dict[str, Any], bytes], Message] = getattr(self, f"_{question.head['ask']}")
        try:
            return answer(question.head, question.body)
        except KnownError as error:
            return Message(_told(error))
        except (MemoryError, cv2.error) as error:
            return Message(_told(DetectorUnavailable(f"{type(error).__name__} at {question.head['ask']}")))
        except Exception as error:  # the program raises it as a bug; the text names lines of ours, never pixels
            return Message({"error": f"{type(error).__name__} at {_place(error)}"})

    def _hello(self, head: dict[str, Any], body: bytes) -> Message:
        self._proved_net()
        return Message({"opencv": cv2.__version__})

    def _measure(self, head: dict[str, Any], body: bytes) -> Message:
        width, height = keep.measure(body)
        return Message({"width": width, "height": height})

    def _keep(self, head: dict[str, Any], body: bytes) -> Message:
        image = keep.keep_picture(body, head["max_side"])
        return Message(_size(image), self._known.wrote(encode_kept(image)))

    def _keep_frame(self, head: dict[str, Any], body: bytes) -> Message:
        frame = np.frombuffer(body, np.uint8).reshape(head["height"], head["width"], 3)
        image = keep.keep_frame(frame, head["turn"], head["max_side"])
        return Message(_size(image), self._known.wrote(encode_kept(image)))

    def _search_new(self, head: dict[str, Any], body: bytes) -> Message:
        self._search, self._search_bytes = Search(self._proved_net(), self._known.read(body)), body
        self._search_number += 1
        self._search.first()
        return self._found(self._search)

    def _search_on(self, head: dict[str, Any], body: bytes) -> Message:
        if self._search is None or head["search"] != self._search_number:
            raise DetectorUnavailable("the search is gone")  # the process was started anew in between
        self._search.step()
        return self._found(self._search)

    def _cover(self, head: dict[str, Any], body: bytes) -> Message:
        whole, crop = self._known.read(body), _crop(head)
        image = cut_picture(whole, crop)
        regions, seen = cut_boxes(_boxes(head["regions"]), crop), cut_boxes(_boxes(head["seen"]), crop)
        max_side = head["max_side"] or max(image.shape[:2])
        if not head["check"]:
            return _sent(_written(covers.cover_smaller(image, regions, max_side)))
        faces = cut_faces(self._searched.faces(self._proved_net(), body, whole), crop)
        left = forgotten(faces, regions, confirmed(seen, faces))
        for _ in range(0 if left else DRAWN_AT_MOST):
            written = _written(covers.cover_smaller(image, regions, max_side))
            left = left_uncovered(self._proved_net(), image, decode_own(written.jpeg), regions, seen)
            if not left:
                return _sent(written)
        raise FaceLeftUncovered(put_back(left, crop))

    def _rewrite(self, head: dict[str, Any], body: bytes) -> Message:
        return _sent(_written(self._known.read(body)))

    def _mark(self, head: dict[str, Any], body: bytes) -> Message:
        return _sent(_written(watermark.mark(self._known.read(body), head["words"])))

    def _preview(self, head: dict[str, Any], body: bytes) -> Message:
        crop = _crop(head)
        regions = cut_boxes(_boxes(head["regions"]), crop)
        image = covers.cover_smaller(cut_picture(self._known.read(body), crop), regions, head["max_side"])
        return Message(_size(image), image.tobytes())

    def _proved_net(self) -> FaceNet:
        if self._net is None:
            self._net = FaceNet()
        return self._net

    def _found(self, search: Search) -> Message:
        head = {"search": self._search_number, "final": search.is_final, "faces": [_face(face) for face in search.faces()]}
        if search.is_final:
            self._searched.remember(self._search_bytes, search.faces())
            self._search, self._search_bytes = None, b""  # the pixels go with them
        return Message(head)


def _size(image: RgbArray) -> dict[str, int]:
    return {"width": image.shape[1], "height": image.shape[0]}


def _face(face: FoundFace) -> dict[str, Any]:
    return {"box": (face.box.x0, face.box.y0, face.box.x1, face.box.y1), "score": face.score, "tier": face.tier.value}


def _boxes(flat: Sequence[Sequence[int]]) -> list[Box]:
    return [Box(*edges) for edges in flat]


def _crop(head: dict[str, Any]) -> Box | None:
    return Box(*head["crop"]) if head["crop"] else None


def _written(image: RgbArray) -> CoveredPicture:
    jpeg = encode_jpeg(image)
    return CoveredPicture(jpeg, image.shape[1], image.shape[0], hashlib.sha256(jpeg).hexdigest())


def _sent(picture: CoveredPicture) -> Message:
    return Message({"width": picture.width, "height": picture.height, "sha256": picture.sha256}, picture.jpeg)


def _told(error: KnownError) -> dict[str, Any]:
    """The error as an answer, with what it takes to raise it again on the other side."""
    told: dict[str, Any] = {"error": type(error).__name__, "sentence": error.sentence}
    match error:
        case PictureTooLarge():
            told |= {"width": error.width, "height": error.height}
        case DetectorUnavailable():
            told |= {"reason": error.reason}
        case FaceLeftUncoveredAt():
            told |= {"at_s": error.at_s, "boxes": [(box.x0, box.y0, box.x1, box.y1) for box in error.boxes]}
        case FaceLeftUncovered():
            told |= {"boxes": [(box.x0, box.y0, box.x1, box.y1) for box in error.boxes]}
    return told


def _place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119  # the name alone, whatever the platform


if __name__ == "__main__":
    main()
