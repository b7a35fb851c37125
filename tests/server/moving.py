"""One tiny clip for all tests of the server: six frames of a room, with tracks where nothing is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from domain.boxes import Box
from domain.lifecycle import MediaState
from domain.wire.clips import packed
from imaging.video_file import Sound, webm
from imaging.video_write import encode_frame, vp8_of
from server.journal.concerned import note_concerned
from server.journal.models import Entry, Rendition
from server.media.chest import chest
from server.media.models import Media
from tests.imaging.clips import MadeFrame, clip_of, moving, room
from tests.imaging.pictures import Placed
from tests.imaging.test_video_sound import OPUS_HEAD, packets
from tests.server.devices import Tablet, child, new_id, picture, region, staff

WIDTH, HEIGHT, FRAMES, FRAMES_PER_S = 160, 96, 6, 12.0
LEFT, RIGHT = (16, 16, 40, 44), (96, 32, 120, 60)


@cache
def clip() -> bytes:
    """A room in which nobody is."""
    return clip_of([MadeFrame(room(WIDTH, HEIGHT), {})] * FRAMES, FRAMES_PER_S)


@cache
def sounding_clip() -> bytes:
    """The same room, in which something is heard."""
    return heard_clip_of([MadeFrame(room(WIDTH, HEIGHT), {})] * FRAMES, FRAMES_PER_S)


def heard_clip_of(frames: Sequence[MadeFrame], frames_per_s: float = 25.0) -> bytes:
    """The frames as a clip with half a second of Opus."""
    coded = [(round(number * 1000 / frames_per_s), vp8_of(encode_frame(each.rgb, 80))) for number, each in enumerate(frames)]
    height, width = frames[0].rgb.shape[:2]
    sound = Sound("A_OPUS", OPUS_HEAD, 48_000, 1, 6_500_000, packets(25))
    return webm(coded, width, height, round(len(frames) * 1000 / frames_per_s), sound)


@cache
def clip_with_a_head() -> bytes:
    """A head that walks through the room."""
    frames = moving(FRAMES, [lambda share: Placed(70 + int(20 * share), 50, 40)], width=WIDTH, height=HEIGHT)
    return clip_of(frames, FRAMES_PER_S)


@cache
def long_clip() -> bytes:
    """Two seconds of coloured noise, more than one piece of what a player is answered."""
    noise = np.random.default_rng(5).integers(0, 255, (8, 360, 640, 3), np.uint8)
    return clip_of([MadeFrame(noise[number % 8], {}) for number in range(24)], FRAMES_PER_S)


def track(of: dict[str, Any], **other: Any) -> dict[str, Any]:
    """A region that stays where it is on every frame."""
    return {"region_id": of["id"], "first": 0, "reach": (0, 0), "boxes": packed([Box(*of["box"])] * FRAMES)} | other


def moves(rendition: dict[str, Any], **other: Any) -> dict[str, Any]:
    """What an entry says of a rendition that is a clip."""
    followed = [track(each) for each in rendition["regions"] if each["source"] != "drawn"]
    said = {"photo_id": rendition["photo_id"], "frames": FRAMES, "duration_ms": 500, "has_sound": False, "tracks": followed}
    return said | other


def promise(tablet: Tablet, journal: str, regions: Sequence[dict[str, Any]] | None = None, **other: Any) -> dict[str, Any]:
    """A promised clip of that journal; without regions, Amelia is seen and somebody is covered."""
    found = [region(LEFT, names="Amelia"), region(RIGHT)] if regions is None else list(regions)
    sizes: dict[str, Any] = {"content": clip(), "width": WIDTH, "height": HEIGHT}
    return tablet.rendition(journal, found, **(sizes | other))


def arrive(
    regions: Sequence[dict[str, Any]] | None = None,
    content: bytes = b"",
    journal: str = "Amelia",
    tablet: Tablet | None = None,
    **other: Any,
) -> Rendition:
    """A clip that was handed in and uploaded. other: what its entry says of it."""
    tablet, content = tablet or Tablet(), content or clip()
    promised = promise(tablet, journal, regions, content=content)
    _, result = tablet.hand_in(journal, pictures=[promised], clips=[moves(promised, **other)])
    assert result.outcome.value == "applied", result
    assert tablet.upload(promised, content).status_code == 204
    return Rendition.objects.select_related("media").get(pk=promised["id"])


def film(entry: Entry, journal: str, content: bytes = b"", **said: Any) -> Rendition:
    """A clip in the journal of a published entry, as it lies there after it was drawn. said: what its entry says of it besides."""
    content, owner = content or clip(), child(journal)
    sha256, poster = hashlib.sha256(content).hexdigest(), picture()
    key, poster_sha256 = chest().keys.child(owner.id), hashlib.sha256(poster).hexdigest()
    for name, kept in ((sha256, content), (poster_sha256, poster)):
        chest().blobs.put(owner.id, key, name, [kept], entry.handed_in_at)
    promised: dict[str, Any] = {"photo_id": new_id(), "regions": [region(LEFT, names=journal), region(RIGHT)]}
    media = Media.objects.create(
        id=new_id(),
        child_id=owner.id,
        sha256=sha256,
        bytes=len(content),
        width=WIDTH,
        height=HEIGHT,
        state=MediaState.RECEIVED.value,
        stored_at=entry.handed_in_at,
        served_sha256=sha256,
        is_clip=True,
        poster_sha256=poster_sha256,
    )
    made = Rendition.objects.create(
        id=media.id,
        entry=entry,
        version=entry.version,
        position=0,
        child=owner,
        media=media,
        photo_id=promised["photo_id"],
        regions=json.dumps(promised["regions"]),
        no_child_said=False,
        reviewed_by=staff("sam.morris"),
        rule_version=1,
        detector="test 1",
        clip=json.dumps(moves(promised, **said)),
        looked_at=entry.handed_in_at,
        has_sound=said.get("has_sound", False),
    )
    note_concerned(made)
    return made
