"""The shape of a clip that a tablet may send: WebM of VP8 key frames, perhaps with Opus, and nothing beside them in the file.

What our own writer in `imaging` makes and no more: no title, tag, attachment, place or date; no frame of another size.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from imaging import ebml
from imaging.ebml import Element
from server.media.jpeg import WrongShape

# What each element may hold; an element that is no key here holds a value. Numbers are those of the Matroska specification.
ENTRY, VIDEO, AUDIO, COLOUR, CUE_POINT, CUE_PLACE = 0xAE, 0xE0, 0xE1, 0x55B0, 0xBB, 0xB7
BLOCK, CODEC, CODEC_HEAD, WIDTH, HEIGHT, APP_NAMES = 0xA3, 0x86, 0x63A2, 0xB0, 0xBA, (0x4D80, 0x5741)
INSIDE = {
    ebml.HEADER: frozenset({0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285}),
    ebml.SEGMENT: frozenset({ebml.INFO, ebml.TRACKS, ebml.CUES, ebml.CLUSTER}),
    ebml.INFO: frozenset({0x2AD7B1, 0x4489, *APP_NAMES}),
    ebml.TRACKS: frozenset({ENTRY}),
    ENTRY: frozenset({0xD7, 0x73C5, 0x83, 0x9C, CODEC, CODEC_HEAD, 0x56AA, 0x56BB, VIDEO, AUDIO}),
    VIDEO: frozenset({WIDTH, HEIGHT, COLOUR}),
    AUDIO: frozenset({0xB5, 0x9F}),
    COLOUR: frozenset({0x55B1, 0x55B9, 0x55BA, 0x55BB}),
    ebml.CUES: frozenset({CUE_POINT}),
    CUE_POINT: frozenset({0xB3, CUE_PLACE}),
    CUE_PLACE: frozenset({0xF7, 0xF1}),
    ebml.CLUSTER: frozenset({0xE7, BLOCK}),
}
CODECS, PROGRAM = (b"V_VP8", b"A_OPUS"), b"Daybook"
VALUE_BYTES = 40  # the longest value is the head of a sound track
BLOCK_HEAD, VIDEO_TRACK = 4, 0x81  # track, two bytes of time, flags
MAX_LONG_PX, MAX_SHORT_PX = 1280, 720
MOST_VALUES = 10_000  # half a minute has 916 frames and 1,550 packets of sound; a file of crumbs must not fill the memory


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, after a walk over all elements up to the last byte. Decodes no pixel. Raises WrongShape."""
    top = list(_all_of(data, 0, len(data)))
    if [element.id for element in top] != [ebml.HEADER, ebml.SEGMENT]:
        raise WrongShape("no WebM")
    values = list(islice((value for element in top for value in _walk(data, element)), MOST_VALUES))
    if len(values) == MOST_VALUES:
        raise WrongShape("too many pieces")
    widths, heights = ([ebml.number(data, value) for value in values if value.id == edge] for edge in (WIDTH, HEIGHT))
    if len(widths) != 1 or len(heights) != 1:
        raise WrongShape("not one picture track")
    size = widths[0], heights[0]
    if max(size) > MAX_LONG_PX or min(size) > MAX_SHORT_PX:
        raise WrongShape("too large")
    frames = [value for value in values if value.id == BLOCK and data[value.start] == VIDEO_TRACK]
    if not frames or any(_frame_size(data, frame) != size for frame in frames):
        raise WrongShape("a frame that is no whole picture of that size")
    return size


def _walk(data: bytes, element: Element) -> Iterator[Element]:
    """Every value inside, after a look at it."""
    allowed = INSIDE.get(element.id)
    if allowed is None:
        _check_value(data, element)
        yield element
        return
    for inner in _all_of(data, element.start, element.end):
        if inner.id not in allowed:
            raise WrongShape(f"element {inner.id:X}")
        yield from _walk(data, inner)


def _all_of(data: bytes, start: int, end: int) -> Iterator[Element]:
    """The elements between two places, which they must fill; our writer gives each length in 8 bytes, so a cut one shows."""
    for element in ebml.elements(data, start, end):
        if data[element.start - 8 : element.start] != ebml.size(element.end - element.start):
            raise WrongShape("cut off")
        start = element.end
        yield element
    if start != end:
        raise WrongShape("cut off, or bytes between the elements")


def _check_value(data: bytes, value: Element) -> None:
    content = data[value.start : value.end]
    if value.id == BLOCK:
        if len(content) <= BLOCK_HEAD:
            raise WrongShape("an empty block")
    elif len(content) > VALUE_BYTES:
        raise WrongShape("a long value")
    elif (value.id == CODEC and content not in CODECS) or (value.id in APP_NAMES and content != PROGRAM):
        raise WrongShape("other words")


def _frame_size(data: bytes, block: Element) -> tuple[int, int]:
    """The size that a VP8 key frame says of itself; (0, 0) for any other frame (RFC 6386 §9.1)."""
    head = data[block.start + BLOCK_HEAD : block.start + BLOCK_HEAD + 10]
    if len(head) < 10 or head[0] & 1 or head[3:6] != b"\x9d\x01\x2a":
        return 0, 0
    return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF
