"""A clip comes in only with every face's place on every frame."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.boxes import Box
from domain.wire import EntryBody
from domain.wire.clips import packed
from server.journal.gate import body_refusal
from tests.server.devices import new_id, region
from tests.server.moving import FRAMES, LEFT, RIGHT, moves, track

AMELIA = str(UUID(int=1))
Made = dict[str, Any]


def rendition(**other: Any) -> Made:
    """A promise for Amelia's journal: a face, and a drawn cover."""
    regions = [region(LEFT), region(RIGHT, source="drawn", why="drawn")]
    made = {"id": new_id(), "photo_id": new_id(), "child_id": AMELIA, "sha256": "0" * 64, "bytes": 1, "width": 160, "height": 96}
    said = {"regions": regions, "no_child_said": False, "reviewed_by": new_id(), "rule_version": 1, "detector": "test 1"}
    return made | said | other


def refusal(clips: list[Made], *renditions: Made) -> str | None:
    """What the gate says of an entry with these."""
    said = {"id": new_id(), "kind": "observation", "children": [AMELIA], "author_id": new_id(), "happened_at": "2026-11-19T10:00:00Z"}
    body = said | {"text": "x", "framework": "eyfs-2025", "renditions": list(renditions), "clips": clips}
    return body_refusal(EntryBody.model_validate(body))


def test_a_clip_with_its_tracks_comes_in_and_a_drawn_cover_needs_none() -> None:
    one = rendition()
    drawn = one["regions"][1]
    said = moves(one)

    assert refusal([said], one) is None
    assert refusal([said | {"tracks": [*said["tracks"], track(drawn, boxes="")]}], one) is None
    assert refusal([], one) is None, "the same as a picture that does not move"
    assert refusal([said], one, one | {"id": new_id()}) is None, "into two journals"


def wrong_track(**other: Any) -> Any:
    return lambda one: moves(one, tracks=[track(one["regions"][0], **other)])


@pytest.mark.parametrize(
    "said",
    [
        lambda one: moves(one, tracks=[]),
        lambda one: moves(one, tracks=moves(one)["tracks"] * 2),
        lambda one: moves(one, tracks=[track(each) for each in one["regions"]]),
        lambda one: moves(one, tracks=[*moves(one)["tracks"], track(region(LEFT))]),
        lambda one: moves(one, frames=FRAMES - 1),
        wrong_track(boxes=""),
        wrong_track(boxes="no boxes at all"),
        wrong_track(boxes=packed([Box(*LEFT)])[:-4]),
        wrong_track(first=1),
        wrong_track(reach=(4, 4)),
        wrong_track(boxes=packed([Box(*LEFT)] * 5 + [Box(400, 400, 420, 420)])),
        wrong_track(boxes=packed([Box(*LEFT)] * (FRAMES + 1))),
    ],
    ids=["none", "twice", "drawn", "stranger", "frames", "empty", "text", "cut", "late", "reach", "outside", "long"],
)
def test_tracks_that_do_not_fit_are_refused(said: Any) -> None:
    one = rendition()

    assert refusal([said(one)], one) == "tracks_wrong"


@pytest.mark.parametrize(
    ("size", "why"),
    [((1280, 720), None), ((720, 1280), None), ((1281, 720), "clip_size"), ((1000, 721), "clip_size"), ((160, 31), "clip_size")],
)
def test_a_clip_has_720p_at_most(size: tuple[int, int], why: str | None) -> None:
    one = rendition(width=size[0], height=size[1], regions=[region((10, 10, 20, 20))])

    assert refusal([moves(one)], one) == why


def test_a_clip_is_named_once_has_a_picture_one_size_and_no_crop() -> None:
    one = rendition()

    assert refusal([moves(one)] * 2, one) == "clips_doubled"
    assert refusal([moves(one), moves(one, photo_id=new_id())], one) == "clip_without_picture"
    assert refusal([moves(one)], one, one | {"id": new_id(), "width": 176}) == "clip_size"
    assert refusal([moves(one)], one | {"crop": (0, 0, 10, 10)}) == "crop_wrong"
    assert refusal([moves(one)], one, one | {"id": new_id(), "regions": [region(LEFT)]}) == "tracks_wrong", "other faces in another journal"


@pytest.mark.parametrize(("crop", "why"), [((16, 0, 320, 240), None), ((0, 0, 0, 10), "crop_wrong"), ((-1, 0, 10, 10), "crop_wrong")])
def test_the_kept_part_of_a_picture_is_a_part(crop: tuple[int, int, int, int], why: str | None) -> None:
    assert refusal([], rendition(crop=crop)) == why


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"detector": ""}, "picture_not_reviewed"),
        ({"regions": [], "no_child_said": False}, "picture_not_reviewed"),
        ({"regions": [], "no_child_said": True}, None),
        ({"rule_version": 0}, "rule_unknown"),
        ({"rule_version": -1}, "rule_unknown"),
        ({"rule_version": 1 << 15}, "rule_unknown"),
        ({"child_id": new_id()}, "picture_of_foreign_journal"),
    ],
)
def test_l20_a_picture_that_nobody_looked_at_stays_outside(said: Made, why: str | None) -> None:
    assert refusal([], rendition(**said)) == why
