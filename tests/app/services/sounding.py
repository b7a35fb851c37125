"""Clips with sound, without a sample: what is heard is a word beside the faces of `tests.fakes.clips`."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

from imaging.video_values import ClipMeasure, SoundCannotBeKept
from tests.fakes.clips import HEAD, PLANTED, FakeClips, read_clip
from tests.fakes.imaging import FakeImaging

VOICES = f"{PLANTED}-voices"  # a recording's voices lie on no disk, as its faces do


def loud(clip: bytes, sound: str = VOICES) -> bytes:
    """The clip, recorded with sound."""
    return HEAD + json.dumps({**read_clip(clip), "sound": sound}).encode()


def sound_in(clip: bytes) -> str | None:
    """What is heard in a clip; None = it is silent."""
    sound: str | None = read_clip(clip).get("sound")
    return sound


class SoundingClips(FakeClips):
    """Answers about clips as the worker does: what it writes is silent unless it is asked for the sound."""

    def video_measure(self, clip: bytes) -> ClipMeasure:
        return dataclasses.replace(super().video_measure(clip), has_sound=sound_in(clip) is not None)

    def video_cover(self, clip: bytes, tracks: Any, seen: Any = (), drawn: Any = (), *, with_sound: bool = False, **more: Any) -> Any:
        sound = sound_in(clip)
        if with_sound and sound is None:
            raise SoundCannotBeKept
        covered = super().video_cover(clip, tracks, seen, drawn, with_sound=with_sound, **more)
        if not with_sound or sound is None:
            return covered
        webm = loud(covered.webm, sound.removeprefix(f"{PLANTED}-"))  # allowed where it is written, as a face that is seen is
        return dataclasses.replace(covered, webm=webm, sha256=hashlib.sha256(webm).hexdigest())


class SoundingImaging(SoundingClips, FakeImaging):
    """Answers about pictures too."""
