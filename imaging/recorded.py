"""A clip as it is recorded: a camera's frames as JPEGs and what was heard, in memory, and at the end one Matroska file.

Safe to import anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imaging import ebml
from imaging.ebml import elements
from imaging.recorded_sound import SAMPLE_BYTES, SOUND_HZ, HeardSound, blocks_of
from imaging.sound_track import PCM, samples_of, sound_track
from imaging.video_file import BLOCK_HEAD_BYTES, VIDEO_TRACK, Sound, matroska_of_jpegs
from imaging.video_values import MAX_CLIP_BYTES, MAX_CLIP_S, ClipUnreadable, Pace, SoundCannotBeKept

__all__ = ["SOUND_HZ", "ClipRecording", "Place", "frame_of", "pcm_of", "places_of", "shown_at"]

NOTHING_RECORDED = "Nothing was recorded. Try again."
FRAME_HEAD_BYTES = 32  # around each frame in the file: at most 13, and a second's own share
FILE_HEAD_BYTES = 8192  # head, tracks and places of 31 seconds: about 2,000; sound that is laid a little later: 3,840
LONE_FRAME_MS = 40
LATE_S = 2.0  # a frame is coded before it comes; what was heard longer than that before it is not the clip's
LATE_SOUND_BYTES = 200_000  # kept free by frames: what was heard beside them may come two seconds after them
LONGEST_MS = round(MAX_CLIP_S * 1000) + 500  # of sound: a clip's last frame may last a little longer than the clip may
RECORDED_PER_S = 29.98  # a little less than a reader takes: what is recorded is read, frame for frame
Data = bytes  # inside the class that word is how many
_CODEC = ebml.write(0x86, "V_MJPEG")
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"


class ClipRecording:
    """Frames of one size, and sound. It takes what fits into a clip that the worker reads, and keeps what it has when it is full.

    Not safe from several threads at once. For 30 s at 30 frames a second a frame may have 74 kB, with sound 71; larger fill it sooner.
    """

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._frames = list[tuple[int, bytes]]()
        self._first_s = self._newest_s = -math.inf
        self._bytes, self._is_full, self._pace = FILE_HEAD_BYTES, False, Pace(RECORDED_PER_S)
        self._heard = HeardSound()

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self._frames)

    @property
    def seconds(self) -> float:
        """From the first frame to the last one."""
        return self._frames[-1][0] / 1000 if self._frames else 0.0

    @property
    def bytes(self) -> int:
        """How large the file will be, rounded up; never more than a clip may have."""
        return self._bytes + self._heard.size_bytes

    @property
    def is_full(self) -> bool:
        """Whether something came that does not fit any more, by its time or its size: no later frame is taken then."""
        return self._is_full

    def add(self, jpeg: Data, at_s: float) -> bool:
        """Take a frame, unless the recording is full or the frame comes too soon. Returns whether it was taken.

        at_s: when it was seen, by a clock that never goes back; only differences matter. Raises ValueError for what is no JPEG.
        """
        if not (jpeg.startswith(_JPEG_START) and jpeg.endswith(_JPEG_END)):
            raise ValueError("A frame that is no whole JPEG")
        since_s = round(at_s - self._first_s, 3) if self._frames else 0.0
        late_bytes = LATE_SOUND_BYTES if self._heard.size_bytes else 0
        fits = since_s <= MAX_CLIP_S and self.bytes + len(jpeg) + FRAME_HEAD_BYTES + late_bytes <= MAX_CLIP_BYTES
        self._is_full = self._is_full or not fits
        if self._is_full or at_s <= self._newest_s or not self._pace.takes(since_s):
            return False
        self._first_s = self._first_s if self._frames else at_s
        self._newest_s = at_s
        self._frames.append((round(since_s * 1000), jpeg))
        self._bytes += len(jpeg) + FRAME_HEAD_BYTES
        return True

    def hear(self, pcm: Data, at_s: float) -> None:
        """Take a piece of sound, whole samples: mono, 16 bit, the lower byte first, 48,000 Hz.

        at_s: when its first sample was heard, by the clock of the frames. What came before the first frame or comes after the last one
        is left out in the file, gaps are silence there. A piece that has no room makes the recording full.
        """
        if self._frames and not -LATE_S <= at_s - self._first_s <= MAX_CLIP_S + LATE_S:
            return
        if not self._frames:
            self._heard.forget_before(at_s - LATE_S)
        if self.bytes + self._heard.room_for(pcm, at_s) > MAX_CLIP_BYTES:
            self._is_full = True
            return
        self._heard.add(pcm, at_s)

    def finish(self) -> Data:
        """The file: true times, nothing about who, when or where; silent when nothing was heard. Raises ClipUnreadable when no frame came.

        The recording stays as it is: whoever has the file lets go of it.
        """
        if not self._frames:
            raise ClipUnreadable(NOTHING_RECORDED)
        times_ms = [at_ms for at_ms, _ in self._frames]
        gap_ms = times_ms[-1] - times_ms[-2] if len(times_ms) > 1 else LONE_FRAME_MS
        end_ms = times_ms[-1] + gap_ms
        pcm = self._heard.laid(self._first_s, min(end_ms, LONGEST_MS))
        return matroska_of_jpegs(self._frames, self._width, self._height, end_ms, _sound(pcm) if pcm else None)


def _sound(pcm: bytes) -> Sound:
    return Sound(PCM.decode(), b"", SOUND_HZ, 1, 0, blocks_of(pcm), 8 * SAMPLE_BYTES)


def pcm_of(recording: bytes) -> bytes | None:
    """What was heard, from the clip's start: samples as `hear` takes them. None for a clip that was recorded without sound."""
    try:
        track = sound_track(recording)
        return samples_of(track) if track.codec == PCM else None
    except SoundCannotBeKept:
        return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a frame's JPEG lies in the file, [start, end), and when it is shown, in milliseconds."""

    at_ms: int
    start: int
    end: int


def frame_of(recording: bytes, at_s: float) -> bytes | None:
    """The JPEG that is shown at that moment (the last one after the end), without a decoder; None for a file that is not of ours."""
    place = shown_at(places_of(recording), at_s)
    return None if place is None else recording[place.start : place.end]


def shown_at(places: Sequence[Place], at_s: float) -> Place | None:
    """The frame that is shown at that moment; None when there are none."""
    until_ms = round(at_s * 1000)
    return next((place for place in reversed(places) if place.at_ms <= until_ms), places[0] if places else None)


def places_of(recording: bytes) -> tuple[Place, ...]:
    """Where every frame lies, so that one can be read without the rest; nothing for a file that is not of ours."""
    segment = next((element for element in elements(recording, 0, len(recording)) if element.id == ebml.SEGMENT), None)
    if segment is None or _CODEC not in recording[: segment.start + FILE_HEAD_BYTES]:
        return ()
    clusters = (element for element in elements(recording, segment.start, segment.end) if element.id == ebml.CLUSTER)
    return tuple(Place(*frame) for cluster in clusters for frame in _frames(recording, cluster))


def _frames(recording: bytes, cluster: ebml.Element) -> Iterator[tuple[int, int, int]]:
    """When each frame of a cluster is shown, in ms, and where it lies."""
    start_ms = 0
    for field in elements(recording, cluster.start, cluster.end):
        if field.id == ebml.CLUSTER_TIME:
            start_ms = ebml.number(recording, field)
        is_long = field.end - field.start > BLOCK_HEAD_BYTES
        if field.id == ebml.SIMPLE_BLOCK and is_long and recording[field.start] == 0x80 | VIDEO_TRACK:
            step_ms = int.from_bytes(recording[field.start + 1 : field.start + 3])
            yield start_ms + step_ms, field.start + BLOCK_HEAD_BYTES, field.end
