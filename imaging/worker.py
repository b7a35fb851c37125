"""The one door to the pixels: a process of its own, so that memory is bounded and a crash takes nothing with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NoReturn, Self

from domain.boxes import Box
from imaging.channel import WORKER_FLAG, Message, receive, send
from imaging.values import (
    MAX_SIDE_PX,
    CoveredPicture,
    DetectorUnavailable,
    FaceLeftUncovered,
    FoundFace,
    KeptPicture,
    PictureTooLarge,
    PictureUnreadable,
    SearchStopped,
    Tier,
)
from imaging.video_door import ClipQuestions, raise_about_clip

ROOT = Path(__file__).resolve().parent.parent


class WorkerBug(RuntimeError):
    """The worker met something that no one foresaw; the text names the place, never the picture."""


class ImagingWorker(ClipQuestions):
    """Asks one worker process, started at the first question and again after each death. Safe from any thread.

    Every question may raise DetectorUnavailable: the process is dead, late by `timeout_s`, or failed its self-test.
    While a long search goes on, other questions are answered between its passes.
    """

    def __init__(self, *, timeout_s: float = 60.0, memory_mb: int = 1500) -> None:
        super().__init__()
        self._timeout_s, self._memory_mb = timeout_s, memory_mb
        self._asking, self._searching = threading.Lock(), threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process that runs now, for those who measure it."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process and prove the detector now rather than at the first photo. Raises DetectorUnavailable."""
        self._ask({"ask": "hello"})

    def measure(self, data: bytes) -> tuple[int, int]:
        """Width and height of the upright picture in `data`. Raises PictureUnreadable, PictureTooLarge."""
        answer = self._ask({"ask": "measure"}, data)
        return answer.head["width"], answer.head["height"]

    def keep(self, data: bytes, max_side: int = MAX_SIDE_PX) -> KeptPicture:
        """The picture in `data` as it is kept. Raises PictureUnreadable, PictureTooLarge."""
        answer = self._ask({"ask": "keep", "max_side": max_side}, data)
        return KeptPicture(answer.body, answer.head["width"], answer.head["height"])

    def keep_frame(self, rgb: bytes, width: int, height: int, turn: int) -> KeptPicture:
        """A camera's frame as it is kept. rgb: height × width × 3 bytes, no padding; turn: degrees clockwise that make it upright."""
        if len(rgb) != width * height * 3 or turn % 90:
            raise ValueError("The frame's bytes do not fit its size, or its turn is no quarter")
        answer = self._ask({"ask": "keep_frame", "width": width, "height": height, "turn": turn, "max_side": MAX_SIDE_PX}, rgb)
        return KeptPicture(answer.body, answer.head["width"], answer.head["height"])

    def find(
        self,
        jpeg: bytes,
        on_first: Callable[[tuple[FoundFace, ...]], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> tuple[FoundFace, ...]:
        """The faces in a kept picture, after the last pass. `on_first` hears the first look within about half a second, in this thread.

        Raises SearchStopped when `stop` says so between two passes, PictureUnreadable, DetectorUnavailable.
        """
        with self._searching:
            answer = self._ask({"ask": "search_new"}, jpeg)
            if on_first is not None:
                on_first(_faces(answer))
            while not answer.head["final"]:
                if stop is not None and stop():
                    raise SearchStopped
                answer = self._ask({"ask": "search_on", "search": answer.head["search"]})
            return _faces(answer)

    def cover(
        self,
        jpeg: bytes,
        regions: Sequence[Box],
        seen: Sequence[Box],
        check: bool = True,
        max_side: int | None = None,
        crop: Box | None = None,
    ) -> CoveredPicture:
        """Burn an opaque drawing into every region and write the picture anew; boxes in pixels of `jpeg`.

        With `check` the detector looks once more at the result: a face neither in `seen` nor covered raises FaceLeftUncovered.
        `max_side` makes the result smaller; what is covered is covered before. `crop` keeps that part only: what lies outside is in no
        pixel of the result and asks for no cover, a face cut in two stays covered.
        """
        head = {"ask": "cover", "regions": _flat(regions), "seen": _flat(seen), "check": check, "max_side": max_side, "crop": _edges(crop)}
        return _covered(self._ask(head, jpeg))

    def rewrite(self, jpeg: bytes) -> CoveredPicture:
        """The same pixels in a new file, with nothing else in it. Raises PictureUnreadable, PictureTooLarge."""
        return _covered(self._ask({"ask": "rewrite"}, jpeg))

    def mark(self, jpeg: bytes, words: str) -> CoveredPicture:
        """The same picture in a new file, with the family's words at the bottom right. Raises PictureUnreadable."""
        return _covered(self._ask({"ask": "mark", "words": words}, jpeg))

    def preview(self, jpeg: bytes, regions: Sequence[Box], max_side: int, crop: Box | None = None) -> tuple[bytes, int, int]:
        """A small covered picture for a screen: its RGB bytes (no padding), width and height. For memory only, never for a disk."""
        answer = self._ask({"ask": "preview", "regions": _flat(regions), "max_side": max_side, "crop": _edges(crop)}, jpeg)
        return answer.body, answer.head["width"], answer.head["height"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process. A later question starts a new one."""
        with self._asking:
            self._end()

    def _ask(self, head: dict[str, Any], body: bytes = b"") -> Message:
        with self._asking:
            answer = self._answer(Message(head, body))
        if "error" in answer.head:
            _raise(answer.head)
        return answer

    def _answer(self, question: Message) -> Message:
        process = self._living()
        late = threading.Timer(self._timeout_s, process.kill)  # ends the waiting below, while writing and while reading
        late.start()
        try:
            send(_pipe(process.stdin), question)
            answer = receive(_pipe(process.stdout))
        except (OSError, ValueError):
            answer = None
        finally:
            late.cancel()
        if answer is None:
            self._end()
            raise DetectorUnavailable(f"dead or later than {self._timeout_s} s at {question.head['ask']}")
        return answer

    def _living(self) -> subprocess.Popen[bytes]:
        """The process; a new one when there is none or it died since."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "DAYBOOK_WORKER_MB": str(self._memory_mb)}
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(_command(), stdin=pipe, stdout=pipe, stderr=nowhere, env=environment)
        except OSError as error:
            raise DetectorUnavailable(f"could not be started: {error}") from error
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):  # what was still to be flushed has no reader any more
                _pipe(stream).close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    return [sys.executable, "-P", "-m", "imaging.serving"]  # -P: no module out of the folder that we happen to stand in


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("A process without pipes")  # never: both are asked for
    return stream


def _raise(head: dict[str, Any]) -> NoReturn:
    """Raise in the program what was raised in the worker."""
    match head["error"]:
        case "PictureUnreadable":
            raise PictureUnreadable(head["sentence"])
        case "PictureTooLarge":
            raise PictureTooLarge(head["width"], head["height"])
        case "DetectorUnavailable":
            raise DetectorUnavailable(head["reason"])
        case "FaceLeftUncovered":
            raise FaceLeftUncovered(Box(*edges) for edges in head["boxes"])
    raise_about_clip(head)
    raise WorkerBug(head["error"])


def _edges(crop: Box | None) -> tuple[int, int, int, int] | None:
    return None if crop is None else _flat([crop])[0]


def _flat(boxes: Sequence[Box]) -> list[tuple[int, int, int, int]]:
    return [(box.x0, box.y0, box.x1, box.y1) for box in boxes]


def _faces(answer: Message) -> tuple[FoundFace, ...]:
    return tuple(FoundFace(Box(*face["box"]), face["score"], Tier(face["tier"])) for face in answer.head["faces"])


def _covered(answer: Message) -> CoveredPicture:
    return CoveredPicture(answer.body, answer.head["width"], answer.head["height"], answer.head["sha256"])
