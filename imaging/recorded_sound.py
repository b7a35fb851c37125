"""What a microphone heard while a clip was recorded: pieces with their moments, laid into one row of samples. Safe to import anywhere."""

from __future__ import annotations

import math
from collections.abc import Iterator

SOUND_HZ = 48_000
SAMPLE_BYTES = 2  # 16 bit, the lower byte first, one channel
BYTES_PER_MS = SOUND_HZ // 1000 * SAMPLE_BYTES
BLOCK_MS = 100  # a block begins at a whole millisecond, and so at a whole sample
IN_PLACE = SOUND_HZ * 40 // 1000  # samples: nobody sees that lips and voice are so far apart; a step in the sound is heard at once
LATE_PIECES = 8  # so many words in a row may come late, while the program was busy
_PIECE_BYTES = 32  # around a piece, as a file or the memory has it, and a share of a hundredth
_SHARE = 100


class HeardSound:
    """Pieces of sound as they come. Not safe from several threads at once."""

    def __init__(self) -> None:
        self._pieces = list[tuple[float, bytes]]()
        self._until_s = -math.inf
        self._size_bytes = 0

    @property
    def size_bytes(self) -> int:
        """At most so much they take in a file, silence between them included."""
        return self._size_bytes

    def room_for(self, pcm: bytes, at_s: float) -> int:
        """How much `size_bytes` grows by that piece. It begins at `at_s` and may leave a gap behind the newest one."""
        gap_s = max(0.0, at_s - self._until_s) if self._pieces else 0.0
        size = len(pcm) + round(gap_s * 1000) * BYTES_PER_MS
        return size + size // _SHARE + _PIECE_BYTES

    def add(self, pcm: bytes, at_s: float) -> None:
        """Take a piece; half a sample at its end is left out, for every piece begins with a whole one."""
        whole = pcm[: len(pcm) // SAMPLE_BYTES * SAMPLE_BYTES]
        self._size_bytes += self.room_for(whole, at_s)
        self._pieces.append((at_s, whole))
        self._until_s = max(self._until_s, at_s + len(whole) / (BYTES_PER_MS * 1000))

    def forget_before(self, at_s: float) -> None:
        """Let go of the pieces that began earlier."""
        pieces, self._pieces, self._size_bytes, self._until_s = self._pieces, [], 0, -math.inf
        for begun_s, pcm in pieces:
            if begun_s >= at_s:
                self.add(pcm, begun_s)

    def laid(self, first_s: float, end_ms: int) -> bytes:
        """The samples from `first_s` on, for `end_ms` at most; silence where nothing was heard, nothing behind the last piece.

        The clock of a sound card is not the clock of the frames: pieces follow each other without a seam until they are out of place
        by more than 40 ms, and then begin anew where they belong.
        """
        row, most = bytearray(), end_ms * BYTES_PER_MS
        for sample, pcm in self._placed(first_s):
            start = sample * SAMPLE_BYTES
            if start >= most:
                break
            row += bytes(max(0, start - len(row)))
            row += pcm[max(0, len(row) - start) :]  # not what is there already, or lies before the first frame
        return bytes(row[:most])

    def _placed(self, first_s: float) -> Iterator[tuple[int, bytes]]:
        """Each piece with the sample at which it begins."""
        before, shifts = 0, list[int]()
        for at_s, pcm in self._pieces:
            shifts.append(round((at_s - first_s) * SOUND_HZ) - before)
            before += len(pcm) // SAMPLE_BYTES
        before, shift = 0, None
        for number, (_, pcm) in enumerate(self._pieces):
            # a microphone never hears two moments at once: where pieces would lie over each other the earlier one's word came late
            told = min(shifts[number : number + LATE_PIECES])
            shift = told if shift is None or abs(told - shift) > IN_PLACE else shift
            yield shift + before, pcm
            before += len(pcm) // SAMPLE_BYTES


def blocks_of(pcm: bytes) -> list[tuple[int, bytes]]:
    """The row cut for a file: (at_ms, samples) in order."""
    step = BLOCK_MS * BYTES_PER_MS
    return [(at // BYTES_PER_MS, pcm[at : at + step]) for at in range(0, len(pcm), step)]
