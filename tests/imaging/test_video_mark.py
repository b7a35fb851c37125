"""Every frame of a family's copy of a clip has their mark in its pixels, as photos have it, and is else as it was."""

from __future__ import annotations

import numpy as np
import pytest

from imaging import video_mark, watermark
from imaging.video_mark import Band, ClipMark
from imaging.video_read import ClipReader
from imaging.video_sound import sound_of
from imaging.video_values import FaceLeftUncoveredAt, Span
from imaging.worker import ImagingWorker
from tests.imaging.clips import clip_of, moving, room, standing
from tests.imaging.test_video_sound import clip as clip_with_sound

WORDS = "Copy for the Moreau family"


@pytest.mark.parametrize("words", [WORDS, "A" * 200, ""])
def test_the_mark_is_drawn_as_on_photos(words: str) -> None:
    image = room(640, 360)

    off = np.abs(Band(words, 640, 360).over(image).astype(int) - watermark.mark(image, words))

    assert off.max() <= 1


def test_every_frame_of_the_written_clip_is_marked_and_else_as_it_was(worker: ImagingWorker) -> None:
    clip = clip_of(moving(6, [standing]))
    heard: list[float] = []

    made = worker.video_mark(clip, WORDS, on_progress=heard.append)
    before, after = (list(ClipReader(data).frames()) for data in (clip, made.webm))

    assert [frame.at_s for frame in after] == [frame.at_s for frame in before] and made.frames == 6
    for one, other in zip(before, after, strict=True):
        assert np.abs(other.rgb.astype(int) - watermark.mark(one.rgb, WORDS)).mean() < 4


def test_sound_comes_along() -> None:
    made = ClipMark(clip_with_sound(), WORDS).finish().webm

    assert sound_of(made, Span(0, 31)) == sound_of(clip_with_sound(), Span(0, 31))


def test_a_frame_that_is_not_written_as_marked_stops_the_clip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_mark.ClipMark, "_changed", lambda _, frame: frame.rgb[:, ::-1].copy())

    with pytest.raises(FaceLeftUncoveredAt):
        ClipMark(clip_of(moving(3, [standing])), WORDS).finish()
