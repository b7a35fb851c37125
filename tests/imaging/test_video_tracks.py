"""Faces are followed through a clip: on every frame, both ways in time, and split where it is unsure whose face it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from domain.boxes import Box, cover_region
from imaging.model import FaceNet
from imaging.values import FoundFace, Tier
from imaging.video_flow import camera_step, carry, is_cut, small_grey
from imaging.video_live import LiveTracks
from imaging.video_search import EXTENDED_S, ClipSearch
from imaging.video_values import FoundTracks, Span, Track
from tests.imaging.clips import MadeFrame, Path, across, clip_of, frame, growing, moving, room, standing, turning
from tests.imaging.pictures import Placed

SIZE = (640, 360)


def bare(frames: Sequence[MadeFrame], found: FoundTracks) -> list[tuple[int, int]]:
    """Frame and head of every face of which the covers would leave more than 30 % open."""
    return [(index, head) for index, each in enumerate(frames) for head, face in each.faces.items() if hidden(face, found, index) < 0.7]


def hidden(face: Box, found: FoundTracks, index: int) -> float:
    mask = np.zeros((found.height, found.width), bool)
    for track in found.tracks:
        if (box := track.box_at(index)) is not None:
            region = cover_region(box, found.width, found.height)
            mask[region.y0 : region.y1, region.x0 : region.x1] = True
    return float(mask[face.y0 : face.y1, face.x0 : face.x1].mean())


def tracks_of(face: Sequence[Box], found: FoundTracks) -> list[Track]:
    """The tracks of sure faces that follow these boxes."""
    faces = [track for track in found.tracks if track.tier is Tier.FACE]
    return [track for track in faces if (box := track.box_at(track.best)) is not None and box.overlap(face[track.best]) > 0.3]


@pytest.mark.slow
def test_a_head_that_walks_in_and_out_is_followed_on_every_frame(net: FaceNet) -> None:
    frames = moving(40, [across])

    found = ClipSearch(net, clip_of(frames)).finish()

    assert bare(frames, found) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [turning, growing])
def test_a_head_that_turns_or_comes_nearer_is_followed(net: FaceNet, path: Path) -> None:
    frames = moving(30, [path])

    found = ClipSearch(net, clip_of(frames)).finish()

    assert bare(frames, found) == []


@pytest.mark.slow
def test_a_head_that_passes_behind_something_is_covered_whenever_it_is_seen(net: FaceNet) -> None:
    frames = moving(40, [across], screens=[Box(280, 0, 380, 360)])

    found = ClipSearch(net, clip_of(frames)).finish()

    assert bare(frames, found) == []


@pytest.mark.slow
def test_no_track_goes_on_over_a_cut(net: FaceNet) -> None:
    one, other = room(*SIZE), 255 - room(*SIZE, seed=8)
    heads = (Placed(200, 180, 80), Placed(220, 190, 80))
    frames = [frame(one, [heads[0]])] * 8 + [frame(other, [None, heads[1]])] * 8

    found = ClipSearch(net, clip_of(frames)).finish()

    assert bare(frames, found) == []
    assert all(track.end <= 8 or track.first >= 8 for track in found.tracks)
    assert {(track.first, track.end) for track in found.tracks if track.tier is Tier.FACE} == {(0, 8), (8, 16)}


@pytest.mark.slow
def test_a_still_head_is_one_track_and_an_empty_room_none(net: FaceNet) -> None:
    frames = moving(20, [standing])

    found = ClipSearch(net, clip_of(frames)).finish()
    faces = [track for track in found.tracks if track.tier is Tier.FACE]

    assert [(track.first, track.end) for track in faces] == [(0, 20)]
    assert ClipSearch(net, clip_of(moving(12, []))).finish().tracks == ()


@pytest.mark.slow
def test_two_heads_that_stand_apart_never_share_a_track(net: FaceNet) -> None:
    frames = moving(30, [standing, lambda share: Placed(round(120 + 150 * share), 200, 70)])

    found = ClipSearch(net, clip_of(frames)).finish()

    assert bare(frames, found) == []
    for track in found.tracks:
        met = {head for index, each in enumerate(frames) for head, face in each.faces.items() if met_by(track, index, face)}
        assert len(met) <= 1


@pytest.mark.slow
def test_no_track_goes_over_from_one_head_to_another_that_crosses_it(net: FaceNet) -> None:
    frames = moving(40, [lambda share: Placed(round(100 + 440 * share), 180, 70), lambda share: Placed(round(540 - 440 * share), 185, 70)])

    found = ClipSearch(net, clip_of(frames)).finish()

    assert bare(frames, found) == []
    for track in found.tracks:
        met = [nearest(box, each) for index, each in enumerate(frames) if (box := track.followed_at(index)) is not None]
        known = [head for head in met if head is not None]
        assert not known or known[0] == known[-1]


def nearest(box: Box, frame: MadeFrame) -> int | None:
    """The head that the box lies on, or None where it is on none."""
    shared = {head: box.overlap(face) for head, face in frame.faces.items()}
    return max(shared, key=shared.__getitem__) if max(shared.values(), default=0) > 0.4 else None


def met_by(track: Track, index: int, face: Box) -> bool:
    box = track.box_at(index)
    return box is not None and box.overlap(face) > 0.4


def test_a_search_tells_at_every_step_how_far_it_is(net: FaceNet) -> None:
    search = ClipSearch(net, clip_of([MadeFrame(room(320, 192), {})] * 12))
    heard = [search.progress]

    while not search.is_final:
        search.step()
        heard.append(search.progress)

    assert heard[0] == 0 and heard[-1] == 1 and heard == sorted(heard)
    assert len(set(heard)) == len(heard)


@pytest.mark.slow
def test_the_same_clip_gives_the_same_tracks(net: FaceNet) -> None:
    clip = clip_of(moving(12, [across, standing]))

    assert ClipSearch(net, clip).finish() == ClipSearch(net, clip).finish()


def test_a_box_is_carried_along_and_back() -> None:
    one, other = (small_grey(frame(room(*SIZE), [head]).rgb) for head in (Placed(300, 180, 80), Placed(312, 175, 84)))
    box = np.array([262, 142, 338, 218], np.float32)

    (there,) = carry(one, other, [box])
    assert there is not None
    (back,) = carry(other, one, [there])

    assert np.abs((there[:2] + there[2:]) / 2 - (312, 175)).max() < 3 and there[2] - there[0] > 76
    assert back is not None and np.abs(back - box).max() < 4


def test_a_box_whose_content_is_gone_is_not_carried() -> None:
    one = small_grey(frame(room(*SIZE), [Placed(300, 180, 80)]).rgb)
    noise = np.random.default_rng(2).integers(0, 256, one.shape).astype(np.uint8)

    assert carry(one, noise, [np.array([262, 142, 338, 218], np.float32)]) == [None]


def test_a_swung_camera_is_told_by_the_whole_picture_and_a_still_one_is_not() -> None:
    wide = room(800, 400)
    one, other = (small_grey(np.ascontiguousarray(wide[y : y + 360, x : x + 640])) for x, y in ((80, 20), (110, 10)))

    step = camera_step(one, other)

    assert step is not None and np.abs(step - (-30, 10)).max() <= 2
    heads = [small_grey(frame(room(*SIZE), [Placed(x, 180, 150)]).rgb) for x in (300, 330)]
    assert camera_step(*heads) is None  # a large head that runs is no camera that is swung
    assert camera_step(one, one) is None and camera_step(one, small_grey(255 - room(*SIZE, seed=8))) is None


def test_a_lost_box_goes_with_the_camera() -> None:
    tracks = live([face(100)], [face(100)])
    tracks.times_s.append(0.08)

    tracks.step([None], SIZE, np.array([-30, 10], np.float32))

    assert tracks.living[0].boxes[-1].tolist() == [70, 110, 130, 170] and tracks.living[0].held_since == 2


def test_a_cut_is_noticed_and_a_step_is_not() -> None:
    one, near = (small_grey(frame(room(*SIZE), [Placed(x, 180, 120)]).rgb) for x in (300, 340))

    assert is_cut(one, small_grey(255 - room(*SIZE, seed=8))) and not is_cut(one, near)


def face(x: int, score: float = 0.9, tier: Tier = Tier.FACE, y: int = 100, side: int = 60) -> FoundFace:
    return FoundFace(Box(x, y, x + side, y + side), score, tier)


def live(*looks: Sequence[FoundFace]) -> LiveTracks:
    """Looks at frames 40 ms apart; between them every box stays where it was."""
    times: list[float] = []
    tracks = LiveTracks(times)
    for index, faces in enumerate(looks):
        times.append(index * 0.04)
        if index:
            tracks.step([each.boxes[-1] for each in tracks.living], SIZE)
        tracks.see(index, faces, 1.0, starts=True)
    return tracks


def test_a_face_found_near_where_it_was_carried_goes_on() -> None:
    tracks = live([face(100)], [face(112)], [face(125)])

    assert [len(track.sightings) for track in tracks.living] == [3] and not tracks.ended


def test_two_faces_that_could_both_be_meant_split_the_track() -> None:
    tracks = live([face(100)], [face(70), face(130)])

    assert len(tracks.ended) == 1 and len(tracks.living) == 2


def test_a_face_that_two_tracks_could_mean_ends_both() -> None:
    tracks = live([face(70), face(130)], [face(100)])

    assert len(tracks.ended) == 2 and len(tracks.living) == 1


def test_a_faint_answer_beside_a_sure_face_does_not_split_its_track() -> None:
    tracks = live([face(100)], [face(104), face(120, 0.13, Tier.MAYBE)])

    assert not tracks.ended and len(tracks.living[0].sightings) == 2


def test_a_face_found_far_away_is_another_track() -> None:
    tracks = live([face(100)], [face(300)])

    assert [len(track.sightings) for track in tracks.living] == [1, 1]


def test_a_mouth_taken_for_a_face_belongs_to_the_face_around_it() -> None:
    mouth = FoundFace(Box(105, 135, 155, 158), 0.4, Tier.FACE)

    assert len(live([face(100), mouth]).living) == 1
    assert (
        len(live([face(100), FoundFace(mouth.box, 0.8, Tier.FACE)]).living) == 2
    )  # as strong as the other: a small face before a large one


def test_boxes_between_two_sightings_are_drawn_towards_the_second() -> None:
    tracks = live([face(100)], [], [], [], [face(140)])

    assert [round(float(box[0])) for box in tracks.living[0].boxes] == [100, 110, 120, 130, 140]


def test_a_track_unseen_for_a_second_ends() -> None:
    assert len(live([face(100)], [face(100)], *[[]] * 24).living) == 1

    tracks = live([face(100)], [face(100)], *[[]] * 27)
    assert not tracks.living and tracks.ended[0].last == 27


def test_what_was_found_once_only_is_carried_for_a_shorter_time() -> None:
    assert not live([face(100)], *[[]] * 12).living


def test_a_box_that_leaves_the_picture_ends_its_track() -> None:
    tracks = live([face(600)])
    tracks.times_s.append(0.04)

    tracks.step([np.array([641, 100, 700, 160], np.float32)], SIZE)

    assert not tracks.living


def test_a_lost_box_goes_on_for_a_moment_and_is_then_held() -> None:
    tracks = live([face(100)], [face(110)])
    for index in range(2, 8):
        tracks.times_s.append(index * 0.04)
        tracks.step([None], SIZE)

    assert [round(float(box[0])) for box in tracks.living[0].boxes] == [100, 110, 120, 130, 140, 150, 150, 150]


def test_a_lone_faint_answer_is_no_track_and_two_are() -> None:
    faint = face(100, 0.13, Tier.MAYBE)

    assert not live([faint]).living[0].is_believed
    assert live([faint], [faint]).living[0].is_believed


@pytest.mark.slow
def test_tracks_reach_a_third_of_a_second_beyond_what_was_found(net: FaceNet) -> None:
    blank, there = room(*SIZE), frame(room(*SIZE), [Placed(320, 180, 90)])
    frames = [frame(blank, [])] * 20 + [there] * 6 + [frame(blank, [])] * 20

    found = ClipSearch(net, clip_of(frames)).finish()
    reach = int(EXTENDED_S * 25)

    assert all(track.followed_at(track.first) is None for track in found.tracks if track.reach[0])
    assert min(track.first for track in found.tracks) <= 20 - reach
    assert max(track.end for track in found.tracks) >= 26 + reach


def test_tracks_within_a_span_are_counted_from_its_first_frame() -> None:
    boxes = tuple(Box(index, 0, index + 10, 10) for index in range(6))
    times = tuple(index * 0.04 for index in range(10))
    found = FoundTracks((Track(1, Tier.FACE, 2, 3, boxes, (3, 1)), Track(2, Tier.MAYBE, 0, 0, boxes[:2])), times, 64, 64)

    cut = found.within(Span(0.16, 0.24))

    assert cut.tracks == (Track(1, Tier.FACE, 0, 0, boxes[2:4], (1, 0)),)
    assert cut.times_s == pytest.approx((0.0, 0.04)) and found.within(Span(5.0, 6.0)).tracks == ()


def test_a_part_in_which_a_face_was_never_followed_is_all_reach() -> None:
    track = Track(1, Tier.FACE, 0, 5, (Box(0, 0, 10, 10),) * 10, (4, 4))

    cuts = {(first, end): track.within(first, end) for first in range(10) for end in range(first + 1, 11)}

    assert cuts[0, 2].reach == (2, 0) and cuts[8, 10].reach == (0, 2) and cuts[3, 7].reach == (1, 1)
    for (first, end), cut in cuts.items():
        assert sum(cut.reach) <= len(cut.boxes) == end - first  # the server refuses what says more
        assert [cut.followed_at(frame - first) for frame in range(first, end)] == [track.followed_at(frame) for frame in range(first, end)]
