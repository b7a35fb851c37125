"""The worker's door for clips: what a program may ask, with the long works asked for step by step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from typing import Any

from imaging.channel import Message
from imaging.video_told import hear_boxes, hear_tracks, tell_boxes, tell_tracks
from imaging.video_values import (
    WHOLE,
    ClipMeasure,
    ClipStopped,
    ClipTooLarge,
    ClipTooLong,
    ClipUnreadable,
    CoveredClip,
    DrawnRegion,
    FaceLeftUncoveredAt,
    FoundTracks,
    SoundCannotBeKept,
    Span,
    Track,
)

Progress = Callable[[float], None]  # hears how much is done, 0 to 1
Stop = Callable[[], bool]

FRAME_SIDE_PX = 640


class ClipQuestions:
    """The questions about clips. Every one may raise ClipUnreadable, ClipTooLarge, ClipTooLong and DetectorUnavailable.

    One long work at a time: a second one waits for the first. Questions about photos do not wait.
    """

    def __init__(self) -> None:
        self._working_on_clip = threading.Lock()

    def _ask(self, head: dict[str, Any], body: bytes = b"") -> Message:
        raise NotImplementedError  # the worker's own

    def video_measure(self, clip: bytes) -> ClipMeasure:
        """What the clip's head says; no frame is read."""
        return ClipMeasure(**self._ask({"ask": "clip_measure"}, clip).head)

    def video_tracks(self, clip: bytes, on_progress: Progress | None = None, stop: Stop | None = None) -> FoundTracks:
        """The faces of the clip through time, after all looks. Raises ClipStopped when `stop` says so between two steps."""
        answer = self._long_work({"ask": "clip_search"}, clip, on_progress, stop)
        told = answer.head
        return FoundTracks(hear_tracks(told["tracks"]), tuple(told["times_s"]), told["width"], told["height"])

    def video_frame(
        self, clip: bytes, frame: int, tracks: Sequence[Track], seen: Collection[int] = (), max_side: int = FRAME_SIDE_PX
    ) -> bytes:
        """A small JPEG of one frame with every track covered that is not `seen`. For a screen and for memory, never for a disk."""
        boxes = [box for track in tracks if track.id not in seen and (box := track.box_at(frame)) is not None]
        return self._ask({"ask": "clip_frame", "frame": frame, "boxes": tell_boxes(boxes), "max_side": max_side}, clip).body

    def video_cover(
        self,
        clip: bytes,
        tracks: Sequence[Track],
        seen: Collection[int] = (),
        drawn: Sequence[DrawnRegion] = (),
        *,
        span: Span = WHOLE,
        with_sound: bool = False,
        check: bool = True,
        add_found: bool = False,
        on_progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> CoveredClip:
        """A new file of what lies in `span`, with every track covered that is not `seen`, and every drawn region.

        Silent unless asked; `with_sound` takes along what was heard inside `span` and nothing else.

        Without `check` no face is looked for, neither in the clip nor in what is written: for covering further what was checked before.
        Each written frame is compared with the drawings and the original all the same. Raises FaceLeftUncoveredAt when
        a face of the clip is neither covered nor allowed, SoundCannotBeKept, ClipStopped. With `add_found` such a face is covered too,
        and `added` tells of it; only a clip in which that finds no end is still raised.
        """
        told = [{"region": tell_boxes([each.region])[0], "span": (each.span.start_s, each.span.end_s)} for each in drawn]
        head: dict[str, Any] = {"ask": "clip_cover", "tracks": tell_tracks(tracks), "seen": sorted(seen), "drawn": told}
        head |= {"span": (span.start_s, span.end_s), "with_sound": with_sound, "check": check, "add_found": add_found}
        return _covered(self._long_work(head, clip, on_progress, stop))

    def video_mark(self, clip: bytes, mark: str, *, on_progress: Progress | None = None, stop: Stop | None = None) -> CoveredClip:
        """A covered clip written anew with the family's words at the bottom right of every frame; its sound comes along.

        Raises SoundCannotBeKept for sound that is not ours, ClipStopped.
        """
        return _covered(self._long_work({"ask": "clip_mark", "words": mark}, clip, on_progress, stop))

    def _long_work(self, head: dict[str, Any], clip: bytes, on_progress: Progress | None, stop: Stop | None) -> Message:
        with self._working_on_clip:
            answer = self._ask(head, clip)
            while not answer.head["final"]:
                if on_progress is not None:
                    on_progress(answer.head["progress"])
                if stop is not None and stop():
                    self._ask({"ask": "clip_stop"})
                    raise ClipStopped
                answer = self._ask({"ask": "clip_on", "work": answer.head["work"]})
            return answer


def _covered(answer: Message) -> CoveredClip:
    told = {key: value for key, value in answer.head.items() if key not in ("final", "added")}
    return CoveredClip(answer.body, **told, added=hear_tracks(answer.head["added"]))


def raise_about_clip(head: dict[str, Any]) -> None:
    """Raise in the program what was raised in the worker about a clip; returns when it was about something else."""
    match head["error"]:
        case "ClipUnreadable":
            raise ClipUnreadable(head["sentence"])
        case "ClipTooLarge":
            raise ClipTooLarge(head["sentence"])
        case "ClipTooLong":
            raise ClipTooLong
        case "SoundCannotBeKept":
            raise SoundCannotBeKept
        case "FaceLeftUncoveredAt":
            raise FaceLeftUncoveredAt(head["at_s"], hear_boxes(head["boxes"]))
