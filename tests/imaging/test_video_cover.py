"""A covered clip carries nothing of what lay under its covers, holds nothing but its frames, and is proved before it leaves."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from domain.boxes import GRID_PX, Box, cover_region
from imaging import video_cover, video_gate
from imaging.covers import PICKS
from imaging.ebml import CLUSTER, CUES, HEADER, INFO, SEGMENT, TRACKS, elements
from imaging.model import FaceNet
from imaging.values import Tier
from imaging.video_cover import Check, ClipCover, CoverOrder
from imaging.video_file import WRITER, webm
from imaging.video_gate import allowed_at, bare_faces, unproved_at
from imaging.video_read import ClipReader
from imaging.video_regions import cover_frame, covers_of, regions_at
from imaging.video_values import ClipUnreadable, CoveredClip, DrawnRegion, FaceLeftUncoveredAt, FoundTracks, Span, Track
from imaging.video_write import LEAST_QUALITY, NotPlain, encode_frame, next_quality, vp8_of
from tests.imaging.clips import avi_of, clip_of, frame, moving, room, standing
from tests.imaging.pictures import Placed, Rgb, jpeg

SIZE = (320, 192)
REGION = Box(96, 48, 176, 144)
INSIDE = Box(112, 64, 160, 128)  # a block away from the region's edge: what a JPEG mixes of it stays under the cover
EMPTY_ROOM = room(*SIZE)


def picks() -> int:
    return 3


def two_clips(count: int = 12) -> tuple[bytes, bytes]:
    """Clips that are equal outside the region and random inside it."""
    chance = np.random.default_rng(4)
    frames: tuple[list[Rgb], list[Rgb]] = ([], [])
    for number in range(count):
        for each in frames:
            image = np.roll(EMPTY_ROOM, number, axis=1)
            image[INSIDE.y0 : INSIDE.y1, INSIDE.x0 : INSIDE.x1] = chance.integers(0, 256, (INSIDE.height, INSIDE.width, 3))
            each.append(image)
    return avi_of(frames[0]), avi_of(frames[1])


def searched(clip: bytes, tracks: tuple[Track, ...] = ()) -> FoundTracks:
    times = tuple(each.at_s for each in ClipReader(clip).frames())
    measure = ClipReader(clip).measure
    return FoundTracks(tracks, times, measure.width, measure.height)


def covered(net: FaceNet, clip: bytes, order: CoverOrder, tracks: tuple[Track, ...] = ()) -> CoveredClip:
    return ClipCover(clip, order, Check(net, searched(clip, tracks)), picks).finish()


def walking(count: int, first: int = 0, id: int = 1) -> Track:
    boxes = tuple(Box(40 + 5 * index, 60, 90 + 5 * index, 120) for index in range(count))
    return Track(id, Tier.FACE, first, first, boxes)


def test_what_lies_inside_the_regions_does_not_change_one_byte_of_the_file(net: FaceNet) -> None:
    first, second = two_clips()
    order = CoverOrder((), drawn=[DrawnRegion(REGION)])
    assert first != second

    assert covered(net, first, order).webm == covered(net, second, order).webm


def test_a_region_shows_its_drawing_whatever_lay_under_it(net: FaceNet) -> None:
    clip = two_clips()[0]
    alone = cover_frame(np.full((SIZE[1], SIZE[0], 3), 128, np.uint8), covers_of([], (), [DrawnRegion(REGION)], [0.0], SIZE, picks), 0)

    for each in ClipReader(covered(net, clip, CoverOrder((), drawn=[DrawnRegion(REGION)])).webm).frames():
        part = slice(REGION.y0, REGION.y1), slice(REGION.x0, REGION.x1)
        assert np.abs(each.rgb[part].astype(int) - alone[part]).mean() < 6


def test_a_region_is_there_in_its_span_and_not_outside(net: FaceNet) -> None:
    clip = avi_of([EMPTY_ROOM] * 10)

    frames = list(ClipReader(covered(net, clip, CoverOrder((), drawn=[DrawnRegion(REGION, Span(0.12, 0.24))])).webm).frames())

    changed = [np.abs(each.rgb[60:130, 100:170].astype(int) - EMPTY_ROOM[60:130, 100:170]).mean() > 20 for each in frames]
    assert changed == [False] * 3 + [True] * 3 + [False] * 4


def test_the_cover_of_a_track_holds_its_face_on_every_frame_and_stays_on_the_grid() -> None:
    track = walking(30)

    (cover,) = covers_of([track], (), [], [index * 0.04 for index in range(30)], SIZE, picks)

    for index, box in enumerate(track.boxes):
        needed, region = cover_region(box, *SIZE), cover.regions[index]
        assert needed.around(region) == region
        assert all(edge % GRID_PX == 0 or edge in SIZE for edge in (region.x0, region.y0, region.x1, region.y1))


def test_a_trembling_box_does_not_move_its_cover() -> None:
    chance = np.random.default_rng(1)
    boxes = tuple(Box(100 + int(x), 60 + int(y), 150 + int(x), 120 + int(y)) for x, y in chance.integers(-3, 4, (40, 2)))
    track = Track(1, Tier.FACE, 0, 0, boxes)

    (cover,) = covers_of([track], (), [], [index * 0.04 for index in range(40)], SIZE, picks)

    assert len(set(cover.regions.values())) <= 3


def test_a_track_keeps_one_drawing_and_chance_chooses_it() -> None:
    chosen = iter(range(PICKS))
    covers = covers_of([walking(5), walking(5, id=2)], (), [DrawnRegion(REGION)], [0.0] * 5, SIZE, lambda: next(chosen))

    assert [cover.pick for cover in covers] == [0, 1, 2]


def test_a_seen_track_is_not_covered_and_every_other_is() -> None:
    covers = covers_of([walking(5), walking(5, id=2)], {1}, [], [0.0] * 5, SIZE, picks)

    assert len(covers) == 1 and regions_at(covers, 0) == [cover_region(walking(5).boxes[0], *SIZE).around(covers[0].regions[0])]


def test_a_region_outside_the_picture_is_none() -> None:
    assert covers_of([], (), [DrawnRegion(Box(1000, 1000, 1100, 1100))], [0.0], SIZE, picks) == []


def test_a_clip_is_cut_to_its_span_and_starts_at_nought(net: FaceNet) -> None:
    clip = avi_of([np.roll(EMPTY_ROOM, 4 * number, axis=1) for number in range(20)])

    made = covered(net, clip, CoverOrder((), span=Span(0.2, 0.6)))
    frames = list(ClipReader(made.webm).frames())

    assert (made.frames, len(frames)) == (10, 10) and made.duration_s == pytest.approx(0.4, abs=0.01)
    assert frames[0].at_s == 0 and np.abs(frames[0].rgb.astype(int) - np.roll(EMPTY_ROOM, 20, axis=1)).mean() < 6


def test_a_span_without_a_frame_is_a_sentence(net: FaceNet) -> None:
    with pytest.raises(ClipUnreadable, match="Nothing"):
        covered(net, avi_of([EMPTY_ROOM] * 3), CoverOrder((), span=Span(5, 6)))


def test_the_file_holds_its_frames_and_nothing_else(net: FaceNet) -> None:
    data = covered(net, avi_of([EMPTY_ROOM] * 30), CoverOrder(())).webm
    top = list(elements(data, 0, len(data)))
    segment = next(element for element in top if element.id == SEGMENT)

    assert [element.id for element in top] == [HEADER, SEGMENT] and top[-1].end == len(data)
    assert [element.id for element in elements(data, segment.start, segment.end)] == [INFO, TRACKS, CUES, CLUSTER, CLUSTER]
    assert not any(word in data for word in (b"Lavf", b"EXIF", b"XMP ", b"ICCP"))


def test_a_frame_is_coded_without_the_ones_before_it(net: FaceNet) -> None:
    clip = avi_of([np.roll(EMPTY_ROOM, 4 * number, axis=1) for number in range(6)])
    whole = covered(net, clip, CoverOrder(())).webm

    alone = vp8_of(encode_frame(np.asarray(list(ClipReader(clip).frames())[4].rgb), 50))

    assert alone in whole


def test_a_picture_with_transparency_is_no_plain_frame() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (32, 32), (1, 2, 3, 4)).save(stream, "WEBP")

    with pytest.raises(NotPlain):
        vp8_of(stream.getvalue())


def test_quality_follows_the_rate_between_its_bounds() -> None:
    assert next_quality(50, 400_000, 1.0) == 55 and next_quality(60, 1, 1.0) == 60
    assert next_quality(50, 800_000, 1.0) == 45 and next_quality(50, 1_200_000, 1.0) == 40
    assert next_quality(LEAST_QUALITY, 9_000_000, 1.0) == LEAST_QUALITY
    assert next_quality(50, 700_000, 1.0) == 50


@pytest.mark.parametrize("quality", [LEAST_QUALITY, 60])
def test_an_honest_frame_is_proved_at_every_quality(quality: int) -> None:
    image = frame(room(640, 360), [Placed(200, 180, 90)]).rgb
    covers = covers_of([], (), [DrawnRegion(Box(144, 96, 256, 272))], [0.0], (640, 360), picks)

    assert unproved_at(image, read(encode_frame(cover_frame(image, covers, 0), quality)), covers, 0) == ()


def read(webp: bytes) -> Rgb:
    return np.asarray(Image.open(io.BytesIO(webp)).convert("RGB"))


def test_a_frame_that_is_not_as_ordered_is_not_proved() -> None:
    image = frame(room(640, 360), [Placed(200, 180, 90)]).rgb
    covers = covers_of([], (), [DrawnRegion(Box(144, 96, 256, 272))], [0.0], (640, 360), picks)
    astray = covers_of([], (), [DrawnRegion(Box(160, 96, 272, 272))], [0.0], (640, 360), picks)
    good = cover_frame(image, covers, 0)

    wrong = [image, cover_frame(image, astray, 0), good[:, ::-1], np.roll(good, 16, axis=0), good[:-8], with_face_over(good)]

    assert all(unproved_at(image, each, covers, 0) for each in wrong)


def with_face_over(image: Rgb) -> Rgb:
    changed = image.copy()
    changed[150:200, 180:220] = frame(room(640, 360), [Placed(200, 180, 90)]).rgb[150:200, 180:220]
    return changed


def test_a_face_left_open_is_found_in_the_written_frame(net: FaceNet) -> None:
    made = frame(room(640, 360), [Placed(200, 180, 90)])
    face = made.faces[0]

    assert bare_faces(net, made.rgb, False, [], []) and bare_faces(net, made.rgb, True, [], [])
    assert bare_faces(net, made.rgb, False, [], [face]) == () == bare_faces(net, made.rgb, False, [cover_region(face, 640, 360)], [])


def test_a_face_that_a_search_found_and_the_order_forgets_stops_the_clip(net: FaceNet) -> None:
    clip = avi_of([EMPTY_ROOM] * 8)
    track = walking(4, first=3)

    with pytest.raises(FaceLeftUncoveredAt) as stopped:
        covered(net, clip, CoverOrder(()), (track,))

    assert stopped.value.at_s == pytest.approx(0.12, abs=0.01) and stopped.value.boxes == (track.boxes[0],)
    assert covered(net, clip, CoverOrder((track,)), (track,)).frames == 8
    assert covered(net, clip, CoverOrder((track,), seen={1}), (track,)).frames == 8
    assert covered(net, clip, CoverOrder((), drawn=[DrawnRegion(Box(0, 0, 320, 192))]), (track,)).frames == 8


def test_where_a_seen_face_was_not_followed_it_allows_nothing() -> None:
    track = Track(1, Tier.FACE, 0, 5, tuple(Box(40, 60, 90, 120) for _ in range(12)), (4, 0))

    assert allowed_at([track], {1}, 0) == [] and allowed_at([track], {1}, 8) and allowed_at([track], {2}, 8) == []


def test_a_face_that_no_search_found_stops_the_clip_too(net: FaceNet) -> None:
    clip = clip_of(moving(8, [standing]))

    with pytest.raises(FaceLeftUncoveredAt, match=r"0\.0 seconds"):
        covered(net, clip, CoverOrder(()))


def test_a_drawing_that_looks_like_a_face_is_drawn_otherwise(net: FaceNet, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = iter([(Box(100, 50, 150, 100),), (), (), ()])
    monkeypatch.setattr(video_gate, "bare_faces", lambda *_: next(asked))
    clip = avi_of([EMPTY_ROOM] * 4)
    chosen = iter(range(PICKS))

    made = ClipCover(clip, CoverOrder((), drawn=[DrawnRegion(REGION)]), Check(net, searched(clip)), lambda: next(chosen)).finish()

    assert made.frames == 4 and next(chosen) == 2


def test_without_a_check_nothing_is_looked_for_and_every_frame_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    clip = clip_of(moving(8, [standing]))

    made = ClipCover(clip, CoverOrder((), drawn=[DrawnRegion(REGION), DrawnRegion(INSIDE, Span(0.08, 0.16))]), None, picks).finish()

    assert made.frames == 8
    monkeypatch.setattr(video_cover, "cover_frame", lambda rgb, *_: rgb)
    with pytest.raises(FaceLeftUncoveredAt, match=r"0\.0 seconds"):
        ClipCover(clip, CoverOrder((), drawn=[DrawnRegion(REGION)]), None, picks).finish()


@pytest.mark.parametrize("frames_per_s", [29.97, 50, 60])
def test_a_part_of_a_fast_cameras_clip_keeps_every_frame_when_it_is_read_again(frames_per_s: float) -> None:
    chance, vp8 = np.random.default_rng(6), vp8_of(encode_frame(room(64, 48), 50))
    times = sorted({round((number + chance.uniform(0, 0.5)) * 1000 / frames_per_s) for number in range(120)})
    clip = webm([(at - times[0], vp8) for at in times], 64, 48, times[-1]).replace(WRITER.encode(), b"Camera2")

    for start_s in (0.0, 0.31, 0.326, 0.348, 0.5):
        made = ClipCover(clip, CoverOrder((), span=Span(start_s, 2.0)), None).finish()
        assert len(list(ClipReader(made.webm).times())) == made.frames


def test_a_clip_is_written_alike_with_and_without_a_check(net: FaceNet) -> None:
    clip = avi_of([np.roll(EMPTY_ROOM, 4 * number, axis=1) for number in range(40)])
    order = CoverOrder([walking(30, first=5)], drawn=[DrawnRegion(REGION, Span(0.2, 0.8))])

    assert ClipCover(clip, order, None, picks).finish() == covered(net, clip, order)


def test_a_face_far_from_every_drawing_stops_at_once(net: FaceNet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_gate, "bare_faces", lambda *_: (Box(0, 0, 20, 20),))

    with pytest.raises(FaceLeftUncoveredAt):
        covered(net, avi_of([EMPTY_ROOM] * 4), CoverOrder((), drawn=[DrawnRegion(REGION)]))


def test_covering_a_covered_clip_further_keeps_what_was_covered(net: FaceNet) -> None:
    once = covered(net, two_clips()[0], CoverOrder((), drawn=[DrawnRegion(REGION)]))
    twice = covered(net, once.webm, CoverOrder((), drawn=[DrawnRegion(Box(208, 48, 288, 144))]))

    last = list(ClipReader(twice.webm).frames())[-1].rgb
    before = list(ClipReader(once.webm).frames())[-1].rgb

    assert np.abs(last[48:144, 96:176].astype(int) - before[48:144, 96:176]).mean() < 4
    assert last[60:130, 210:286].min() > 60 and jpeg(last)
