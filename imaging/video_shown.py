"""Single frames of a clip for a screen: whoever plays through it has each frame decoded once, and whoever jumps need not wait."""

from __future__ import annotations

from collections.abc import Sequence

from imaging.video_gate import SearchedClips
from imaging.video_read import ClipReader, Frame


class ShownClip:
    """The clip of which frames were asked for last, open. A clip that was searched has known times, and is jumped in."""

    def __init__(self) -> None:
        self._clip: bytes | None = None
        self._reader: ClipReader | None = None
        self._times_s: Sequence[float] = ()

    def frame(self, clip: bytes, index: int, searched: SearchedClips) -> Frame:
        """One frame, the same whichever way it was come to. Raises ClipUnreadable when there are fewer."""
        reader, self._reader = self._reader, None  # gone when anything is raised
        if reader is None or clip != self._clip:
            found = searched.recall(clip)
            reader, self._clip, self._times_s = ClipReader(clip), clip, found.times_s if found else ()
        frame = reader.go_to(index, self._times_s[index]) if index < len(self._times_s) else None
        if frame is None:
            reader = ClipReader(clip) if self._times_s or index < reader.at else reader
            frame, self._times_s = reader.frame(index), ()
        self._reader = reader
        return frame
