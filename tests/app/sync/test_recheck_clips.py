"""A permission that is withdrawn while a clip waits: held at once, covered further or silenced beside the sync, and only then sent."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from app.storage import entries, outbox, renditions
from app.storage.amending import amend_entry
from app.storage.database import transaction
from app.storage.failures import NEEDS_YOU_AFTER
from app.storage.vault import FOLDER_NAME
from app.sync.engine import SyncEngine
from app.sync.recheck import HOLD_REASON_OF_SOUND
from app.sync.recheck_clips import NOT_AS_SENT, ClipRecheck
from domain.boxes import Box
from domain.consent import FACTS_LIFE, Scope
from domain.covering import Says, Why
from domain.ids import ChildId, EntryId
from domain.lifecycle import RenditionState
from domain.wire import EntryBody, FactKind, operation_hash
from domain.wire.clips import WireClip, WireTrack, packed
from imaging.video_values import Track
from tests.app.services.sounding import SoundingClips, loud, sound_in
from tests.app.sync.test_recheck import only, withdraw
from tests.fakes.clips import FRAME_S, clip, moving_face, read_clip
from tests.model.door import Door
from tests.model.tablet import AMELIA, ISLA, NOAH, Tablet, child_fact

FRAMES = 6


class Worker(SoundingClips):
    """The worker's clips; `between` is what happens while one is covered."""

    def __init__(self) -> None:
        self.fails = False
        self.between: Callable[[], object] = lambda: None
        self.asked: list[dict[str, Any]] = []
        self.loses_a_frame = False

    def video_cover(self, clip: bytes, tracks: Any, seen: Any = (), drawn: Any = (), **more: Any) -> Any:
        self.asked.append({"tracks": tracks, "seen": list(seen), "drawn": list(drawn), "check": more.get("check")})
        covered = super().video_cover(clip, tracks, seen, drawn, **more)
        self.between()
        return dataclasses.replace(covered, frames=covered.frames - self.loses_a_frame)


def never() -> bool:
    return False


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def recheck(tablet: Tablet, worker: Worker) -> ClipRecheck:
    return ClipRecheck(tablet.store, tablet.vault, worker, tablet.clock)


def hand_in_clip(tablet: Tablet, *, heard: Sequence[ChildId] | None = None) -> EntryId:
    """An entry of Amelia's with a clip of Amelia, Isla and Noah, in which Noah is covered; with sound, when it is said who is heard.

    Of one with sound nobody has named the third face.
    """
    boxes = [Box(64 * number, 0, 64 * number + 32, 32) for number in range(3)]
    names = ("amelia", "isla")
    content = clip(*(moving_face(name, *(box,) * FRAMES) for name, box in zip(names, boxes, strict=False)), frames=FRAMES)
    entry_id = tablet.hand_in([AMELIA], faces=[AMELIA, ISLA, NOAH])
    row, has_sound = only(tablet), heard is not None
    regions = row.manifest.regions
    if has_sound:
        regions = (*regions[:2], regions[2].model_copy(update={"says": Says.NOTHING, "child_id": None, "why": Why.NOBODY_SAID}))
        content = loud(content)
    told = WireClip(
        photo_id=row.photo_id,
        has_sound=has_sound,
        heard=tuple(heard or ()),
        frames=FRAMES,
        duration_ms=round(FRAMES * FRAME_S * 1000),
        tracks=tuple(WireTrack(region_id=region.id, boxes=packed((box,) * FRAMES)) for region, box in zip(regions, boxes, strict=True)),
    )
    with transaction(tablet.connection):
        file_id = tablet.vault.seal(tablet.connection, content, tablet.clock())
        old, entry = row.file_id or "", entries.read(tablet.connection, entry_id)
        assert entry is not None
        sha256 = hashlib.sha256(content).hexdigest()
        update = {"bytes": len(content), "sha256": sha256, "regions": regions, "has_sound": has_sound}
        changed = row.manifest.model_copy(update=update)
        renditions.replace_picture(tablet.connection, row.id, file_id=file_id, sha256=sha256, bytes=len(content), manifest=changed)
        body = entry.body.model_copy(update={"clips": (told,), "renditions": (changed,)})
        tablet.vault.destroy_key(tablet.connection, old)
        amend_entry(tablet.connection, body)
    tablet.vault.unlink(old)
    return entry_id


def covered(tablet: Tablet) -> list[bool]:
    """Which of the three are covered in the clip that waits."""
    return [region.covered for region in only(tablet).manifest.regions]


def test_the_cycle_holds_a_clip_at_once_and_covers_nothing(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    entry_id = hand_in_clip(tablet)
    tablet.hand_in([NOAH], faces=[NOAH])
    withdraw(door)

    report = engine.cycle()

    assert (report.held, report.held_clips, report.covered_further) == (1, 1, 0)
    assert "this video is covered again" in renditions.of_entry(tablet.connection, entry_id)[0].hold_reason
    assert tablet.states() == [RenditionState.HELD, RenditionState.WIPED]  # the picture of the other entry went by
    assert entry_id not in door.model.rows.entries


def test_a_held_clip_is_covered_further_released_and_sent(
    tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck, worker: Worker
) -> None:
    entry_id = hand_in_clip(tablet)
    withdraw(door)
    engine.cycle()

    assert recheck.work(never) == 1

    row = only(tablet)
    assert (row.state, covered(tablet), row.manifest.regions[1].why) == (RenditionState.QUEUED, [False, True, True], Why.NO_PERMISSION)
    (asked,) = worker.asked
    assert (asked["check"], asked["drawn"], [track.id for track in asked["tracks"] if track.id in asked["seen"]]) == (False, [], [0])
    shown = read_clip(tablet.vault.open(tablet.connection, row.file_id or ""))
    assert [each["pixels"].split("-")[-1] for each in shown["faces"]] == ["amelia"]
    entry, said = entries.read(tablet.connection, entry_id), outbox.of_entity(tablet.connection, entry_id)[0].operation
    assert entry is not None and entry.body.renditions == (row.manifest,) and EntryBody.model_validate(said.body) == entry.body
    assert said.hash == operation_hash(
        op_id=said.op_id, dev_seq=said.dev_seq, kind=said.kind.value, entity_id=entry_id, action="create", actor=said.actor, body=said.body
    )
    assert len(list((tablet.store.folder / FOLDER_NAME).iterdir())) == 1

    engine.cycle()

    assert door.model.holds(row.id, row.sha256)
    assert (tablet.states(), tablet.keys()) == ([RenditionState.WIPED], 0)


def test_a_stopped_covering_leaves_the_clip_held_and_begins_anew(
    tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck
) -> None:
    hand_in_clip(tablet)
    withdraw(door)
    engine.cycle()
    steps = iter((False, False, True))

    assert recheck.work(lambda: next(steps)) == 0
    assert only(tablet).state is RenditionState.HELD

    assert recheck.work(never) == 1


def test_a_second_withdrawal_while_it_is_covered_keeps_it_held(
    tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck, worker: Worker
) -> None:
    hand_in_clip(tablet)
    withdraw(door)
    engine.cycle()
    door.model.put(FactKind.CHILD, child_fact(AMELIA, Scope.NONE))
    worker.between = engine.cycle

    assert recheck.work(never) == 0
    assert (only(tablet).state, covered(tablet)) == (RenditionState.HELD, [False, True, True])

    worker.between = lambda: None
    assert recheck.work(never) == 1
    assert covered(tablet) == [True, True, True]


def test_a_permission_that_comes_back_while_it_is_covered_wins_by_sending_what_was(
    tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck, worker: Worker
) -> None:
    hand_in_clip(tablet)
    withdraw(door)
    engine.cycle()
    withdraw(door, Scope.ALL)
    worker.between = engine.cycle

    assert recheck.work(never) == 0

    assert tablet.states() == [RenditionState.WIPED]
    assert list((tablet.store.folder / FOLDER_NAME).iterdir()) == []


def test_a_clip_that_cannot_be_covered_stays_says_why_and_is_not_tried_for_ever(
    tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck, worker: Worker
) -> None:
    hand_in_clip(tablet)
    withdraw(door)
    engine.cycle()
    worker.fails = True
    for _ in range(NEEDS_YOU_AFTER + 2):
        assert recheck.work(never) == 0
    assert len(worker.asked) == NEEDS_YOU_AFTER + 2  # a dead worker is nobody's fault, and comes back
    worker.fails = False
    worker.loses_a_frame = True

    for _ in range(NEEDS_YOU_AFTER + 2):
        assert recheck.work(never) == 0

    assert (only(tablet).state, only(tablet).last_error) == (RenditionState.HELD, NOT_AS_SENT)
    assert len(worker.asked) == 2 * NEEDS_YOU_AFTER + 2


def test_a_drawn_cover_stays_drawn(tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck, worker: Worker) -> None:
    entry_id = hand_in_clip(tablet)
    entry = entries.read(tablet.connection, entry_id)
    assert entry is not None
    (told,) = entry.body.clips
    drawn = told.tracks[2].model_copy(update={"boxes": ""})
    with transaction(tablet.connection):
        amend_entry(
            tablet.connection, entry.body.model_copy(update={"clips": (told.model_copy(update={"tracks": (*told.tracks[:2], drawn)}),)})
        )
    withdraw(door)
    engine.cycle()

    recheck.work(never)

    (asked,) = worker.asked
    assert [each.region for each in asked["drawn"]] == [Box(128, 0, 160, 32)]
    assert all(isinstance(track, Track) for track in asked["tracks"]) and len(asked["tracks"]) == 2


def allow_voices(door: Door, *children: ChildId) -> None:
    """The server says that of Amelia and Isla these may be heard."""
    for child in (AMELIA, ISLA):
        door.model.put(FactKind.CHILD, child_fact(child, Scope.ALL, is_voice_allowed=child in children))


def heard_in(tablet: Tablet) -> tuple[bool, str | None]:
    """What the manifest says of the sound of the clip that waits, and what is heard in its bytes."""
    row = only(tablet)
    return row.manifest.has_sound, sound_in(tablet.vault.open(tablet.connection, row.file_id or ""))


def test_c21_a_voice_that_is_withdrawn_while_a_clip_waits_silences_it(
    tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck
) -> None:
    entry_id = hand_in_clip(tablet, heard=())
    allow_voices(door, AMELIA)  # Isla, whom the picture names, may not be heard any more
    covers = covered(tablet)

    report = engine.cycle()
    assert (report.held, report.held_clips, only(tablet).hold_reason) == (1, 1, HOLD_REASON_OF_SOUND)
    assert recheck.work(never) == 1

    row, entry = only(tablet), entries.read(tablet.connection, entry_id)
    assert (row.state, covered(tablet), heard_in(tablet)) == (RenditionState.QUEUED, covers, (False, None))
    assert entry is not None and entry.body.renditions == (row.manifest,) and entry.body.clips[0].has_sound
    engine.cycle()
    assert door.model.holds(row.id, row.sha256)


def test_a_clip_whose_voices_may_be_heard_goes_with_its_sound(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    hand_in_clip(tablet, heard=(ISLA,))
    allow_voices(door, AMELIA, ISLA)
    sha256 = only(tablet).sha256

    report = engine.cycle()

    assert (report.held, only(tablet).manifest.has_sound) == (0, True)
    assert door.model.holds(only(tablet).id, sha256)


def test_a_tablet_that_slept_over_its_facts_takes_nothing_away_before_it_heard_of_newer_ones(
    tablet: Tablet, engine: SyncEngine, door: Door, worker: Worker
) -> None:
    hand_in_clip(tablet, heard=())
    allow_voices(door, AMELIA)
    engine.cycle()
    before = heard_in(tablet), covered(tablet)
    allow_voices(door, AMELIA, ISLA)
    woken = ClipRecheck(tablet.store, tablet.vault, worker, lambda: tablet.clock() + FACTS_LIFE + timedelta(minutes=1))

    assert woken.work(never) == 0

    assert (heard_in(tablet), covered(tablet), only(tablet).state) == (*before, RenditionState.HELD)
    sha256 = only(tablet).sha256
    engine.cycle()
    assert door.model.holds(only(tablet).id, sha256)


def leave_open(tablet: Tablet, entry_id: EntryId) -> None:
    """The second face is one that nobody named, and an older rule left it open."""
    row, entry = only(tablet), entries.read(tablet.connection, entry_id)
    assert entry is not None and row.file_id is not None
    face = row.manifest.regions[1].model_copy(update={"says": Says.NOTHING, "child_id": None})
    manifest = row.manifest.model_copy(update={"regions": (row.manifest.regions[0], face, row.manifest.regions[2])})
    with transaction(tablet.connection):
        renditions.replace_picture(tablet.connection, row.id, file_id=row.file_id, sha256=row.sha256, bytes=row.bytes, manifest=manifest)
        amend_entry(tablet.connection, entry.body.model_copy(update={"renditions": (manifest,)}))


def test_a_clip_that_is_covered_further_keeps_its_sound_until_a_voice_is_withdrawn_too(
    tablet: Tablet, engine: SyncEngine, door: Door, recheck: ClipRecheck, worker: Worker
) -> None:
    leave_open(tablet, hand_in_clip(tablet, heard=()))
    allow_voices(door, AMELIA)
    engine.cycle()
    assert "this video is covered again" in only(tablet).hold_reason
    allow_voices(door)
    worker.between = engine.cycle  # the second withdrawal comes while it is covered

    assert recheck.work(never) == 0
    assert (only(tablet).state, covered(tablet), heard_in(tablet)) == (RenditionState.HELD, [False, True, True], (True, "voices"))

    worker.between = lambda: None
    assert recheck.work(never) == 1
    assert (covered(tablet), heard_in(tablet)) == ([False, True, True], (False, None))
