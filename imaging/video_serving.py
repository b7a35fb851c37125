"""The worker's answers about clips. Long works go on in steps of a third of a second, so that others are answered between."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

from domain.boxes import Box, cover_region
from imaging import covers
from imaging.channel import Message
from imaging.encode import encode_jpeg
from imaging.model import FaceNet
from imaging.values import DetectorUnavailable
from imaging.video_cover import Check, ClipCover, CoverOrder
from imaging.video_gate import SearchedClips
from imaging.video_mark import ClipMark
from imaging.video_read import ClipReader
from imaging.video_search import ClipSearch
from imaging.video_shown import ShownClip
from imaging.video_told import hear_boxes, hear_tracks, tell_tracks
from imaging.video_values import CoveredClip, DrawnRegion, FoundTracks, Span

STEP_S = 0.3  # and one look more: whoever waits hears of the work every second
SEARCH_SHARE = 0.7  # of the progress, where a search must come before the covering

Work = Generator[float, None, Message]  # yields how much is done, 0 to 1; returns the final answer


class ClipAnswers:
    """What the worker knows about clips between two questions: one long work, and what complete searches found."""

    def __init__(self) -> None:
        self._clip_work: Work | None = None
        self._clip_work_number = 0
        self._searched_clips = SearchedClips()
        self._shown = ShownClip()

    def _proved_net(self) -> FaceNet:
        raise NotImplementedError  # the server has it

    def _clip_measure(self, head: dict[str, Any], body: bytes) -> Message:
        measure = ClipReader(body).measure
        return Message({field: getattr(measure, field) for field in measure.__slots__})

    def _clip_frame(self, head: dict[str, Any], body: bytes) -> Message:
        frame = self._shown.frame(body, head["frame"], self._searched_clips).rgb
        height, width = frame.shape[:2]
        regions = [cover_region(box, width, height) for box in hear_boxes(head["boxes"])]
        small = covers.cover_smaller(frame, regions, head["max_side"])
        return Message({"width": small.shape[1], "height": small.shape[0]}, encode_jpeg(small))

    def _clip_search(self, head: dict[str, Any], body: bytes) -> Message:
        return self._begin(self._searching(body))

    def _clip_cover(self, head: dict[str, Any], body: bytes) -> Message:
        return self._begin(self._covering(body, _order(head), head["check"]))

    def _clip_mark(self, head: dict[str, Any], body: bytes) -> Message:
        return self._begin(_finishing(ClipMark(body, head["words"]), 0.0))

    def _clip_on(self, head: dict[str, Any], body: bytes) -> Message:
        if self._clip_work is None or head["work"] != self._clip_work_number:
            raise DetectorUnavailable("the work on the clip is gone")  # the process was started anew in between
        return self._go_on(self._clip_work)

    def _clip_stop(self, head: dict[str, Any], body: bytes) -> Message:
        self._clip_work = None  # the pixels go with it
        return Message({})

    def _begin(self, work: Work) -> Message:
        self._clip_work, self._clip_work_number = work, self._clip_work_number + 1
        self._shown = ShownClip()  # a long work needs the memory
        return self._go_on(work)

    def _go_on(self, work: Work) -> Message:
        """One step of the work; an error ends it."""
        until, self._clip_work = time.monotonic() + STEP_S, None
        try:
            done = next(work)
            while time.monotonic() < until:
                done = next(work)
        except StopIteration as end:
            answer: Message = end.value
            return Message({**answer.head, "final": True}, answer.body)
        self._clip_work = work
        return Message({"final": False, "work": self._clip_work_number, "progress": done})

    def _searching(self, clip: bytes) -> Work:
        found = yield from self._found_tracks(clip, 1.0)
        return Message({"tracks": tell_tracks(found.tracks), "times_s": found.times_s, "width": found.width, "height": found.height})

    def _covering(self, clip: bytes, order: CoverOrder, is_checked: bool) -> Work:
        check, begun = None, 0.0
        if is_checked:
            searched = self._searched_clips.recall(clip)
            if searched is None:
                searched, begun = (yield from self._found_tracks(clip, SEARCH_SHARE)), SEARCH_SHARE
            check = Check(self._proved_net(), searched)
        return (yield from _finishing(ClipCover(clip, order, check), begun))

    def _found_tracks(self, clip: bytes, share: float) -> Generator[float, None, FoundTracks]:
        search = ClipSearch(self._proved_net(), clip)
        while not search.is_final:
            search.step()
            yield share * search.progress
        found = search.found()
        self._searched_clips.remember(clip, found)
        return found


def _finishing(writing: ClipCover | ClipMark, begun: float) -> Work:
    """The rest of a writing. begun: the share of the progress that was there before it."""
    while not writing.is_final:
        writing.step()
        yield begun + (1 - begun) * writing.progress
    return _sent(writing.covered())


def _sent(covered: CoveredClip) -> Message:
    told = {field: getattr(covered, field) for field in covered.__slots__ if field not in ("webm", "added")}
    return Message({**told, "added": tell_tracks(covered.added)}, covered.webm)


def _order(head: dict[str, Any]) -> CoverOrder:
    drawn = [DrawnRegion(Box(*each["region"]), Span(*each["span"])) for each in head["drawn"]]
    tracks, seen, span = hear_tracks(head["tracks"]), frozenset(head["seen"]), Span(*head["span"])
    return CoverOrder(tracks, seen, drawn, span, head["with_sound"], head["add_found"])
