"""Entries with clips are handed in later: the wish is durable, may be stopped, and asks its author whenever something stands in its way."""

from __future__ import annotations

import dataclasses

import pytest

from app.services.handing_in import NotReady
from app.services.later import LEAST_PERCENT, LOW_BATTERY, Later, Power, reason_to_wait
from app.services.own import BeingHandedIn
from app.services.sending import SyncWord
from app.services.session import NotAllowed
from app.services.writing import Draft
from app.storage import entries, facts, renditions
from app.storage.database import transaction
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Says
from domain.ids import DraftId, EntryId
from domain.lifecycle import RenditionState
from domain.wire import FactKind
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.clips import clip, moving_face
from tests.fakes.imaging import face, picture

LEFT, RIGHT = Box(100, 100, 160, 170), Box(400, 100, 460, 170)
ONE = clip(moving_face("amelia", *(LEFT,) * 10))


def asked(tablet: Tablet, recording: bytes = ONE) -> Draft:
    """A draft with a reviewed clip whose hand-in was asked for."""
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed_clip(draft, recording, cast.AMELIA)
    tablet.later.ask(draft.id, tablet.session)
    return draft


def only(tablet: Tablet) -> Later:
    """The one wish."""
    (wish,) = tablet.later.waiting(tablet.session)
    return wish


def is_handed_in(tablet: Tablet, draft_id: DraftId) -> bool:
    """Whether the entry is there."""
    return entries.read(tablet.connection, EntryId(draft_id)) is not None


@pytest.mark.parametrize(
    ("power", "waits"),
    [
        (Power(), False),
        (Power(LEAST_PERCENT + 1, False), False),
        (Power(LEAST_PERCENT, False), True),
        (Power(5, True), False),
        (Power(5, None), True),
        (Power(None, False), False),
    ],
)
def test_long_work_runs_on_the_dock_or_on_a_full_enough_battery(power: Power, waits: bool) -> None:
    assert bool(reason_to_wait(power)) == waits


def test_a_wish_is_done_and_leaves_with_its_draft(tablet: Tablet) -> None:
    draft = asked(tablet)
    assert only(tablet) == Later(
        draft_id=draft.id, title="She pours the water.", clips=1, clip=1, share=0.0, sentence="Waiting its turn", needs_you=""
    )
    heard: list[Later] = []

    handed = tablet.later.run_next(tablet.session, heard.append)

    assert handed is not None and handed.renditions == 1
    shares = [step.share for step in heard]
    assert shares == sorted(shares) and shares[0] == 0.0 and len(shares) > 3
    assert tablet.later.waiting(tablet.session) == ()
    assert tablet.later.run_next(tablet.session) is None


def test_wishes_are_done_one_at_a_time_in_the_order_they_were_asked(tablet: Tablet) -> None:
    first, second = asked(tablet), asked(tablet)

    tablet.later.run_next(tablet.session)

    assert (is_handed_in(tablet, first.id), is_handed_in(tablet, second.id)) == (True, False)


def test_a_draft_that_is_not_ready_is_refused_at_once(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.clip(draft, ONE)

    with pytest.raises(NotReady):
        tablet.later.ask(draft.id, tablet.session)

    assert tablet.later.waiting(tablet.session) == ()


def test_nobody_writes_on_an_entry_that_is_being_handed_in_until_it_is_taken_back(tablet: Tablet) -> None:
    draft = asked(tablet)

    for write in (
        lambda: tablet.writing.open(draft.id, tablet.session),
        lambda: tablet.writing.save(draft, tablet.session),
        lambda: tablet.capturing.capture(picture(), draft.id, tablet.session),
        lambda: tablet.clips.keep(ONE, draft.id, tablet.session),
        lambda: tablet.hand_in(draft),
    ):
        with pytest.raises(BeingHandedIn):
            write()

    assert tablet.later.take_back(draft.id, tablet.session)
    assert tablet.writing.open(draft.id, tablet.session).id == draft.id
    assert not tablet.later.take_back(draft.id, tablet.session)


def test_l16_another_person_neither_takes_it_back_nor_does_it(tablet: Tablet) -> None:
    draft, other = asked(tablet), session_of(cast.JO)

    with pytest.raises(NotAllowed):
        tablet.later.take_back(draft.id, other)

    assert tablet.later.run_next(other) is None
    assert tablet.later.waiting(other) == ()


def test_a_stopped_hand_in_waits_and_begins_anew(tablet: Tablet) -> None:
    draft = asked(tablet)
    steps = iter((False, False, False, True))

    assert tablet.later.run_next(tablet.session, stop=lambda: next(steps)) is None

    assert (only(tablet).share, only(tablet).needs_you, is_handed_in(tablet, draft.id)) == (0.0, "", False)
    assert tablet.later.run_next(tablet.session) is not None


def test_a_wish_that_is_taken_back_while_it_is_at_work_is_not_done(tablet: Tablet) -> None:
    draft = asked(tablet)

    def take_back(step: Later) -> None:
        if step.share == 1.0:  # every picture is covered: only the last transaction is left
            tablet.later.take_back(draft.id, tablet.session)

    assert tablet.later.run_next(tablet.session, take_back) is None

    assert not is_handed_in(tablet, draft.id)
    assert tablet.writing.open(draft.id, tablet.session).photo_ids != ()


def test_a_low_battery_is_said_and_waits(tablet: Tablet) -> None:
    draft = asked(tablet)
    tablet.power = Power(12, False)

    assert tablet.later.run_next(tablet.session) is None
    assert (only(tablet).sentence, only(tablet).needs_you) == (LOW_BATTERY, "")

    tablet.power = Power(12, True)
    tablet.later.run_next(tablet.session)
    assert is_handed_in(tablet, draft.id)


def pause(tablet: Tablet) -> None:
    """The office pauses Daybook."""
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.SITE, cast.SITE.id, 2, {**cast.SITE.model_dump(mode="json"), "is_paused": True})


def break_detector(tablet: Tablet) -> None:
    """The detector dies."""
    tablet.imaging.fails = True


def mark_again(tablet: Tablet) -> None:
    """A mark is changed behind the wish."""
    draft_id = only(tablet).draft_id
    (photo_id,) = tablet.clips.clips_of(draft_id, tablet.session)
    (region,) = tablet.clip_regions(photo_id)
    tablet.reviewing.say([region.id], Says.NOTHING, None, tablet.session)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [(pause, "paused"), (break_detector, "kept back"), (mark_again, "Say who is in this video first")],
)
def test_whatever_stands_in_its_way_is_asked_of_its_author(tablet: Tablet, what: object, sentence: str) -> None:
    draft = asked(tablet)
    assert callable(what)
    what(tablet)

    assert tablet.later.run_next(tablet.session) is None

    assert sentence in only(tablet).needs_you
    assert tablet.writing.open(draft.id, tablet.session).id == draft.id  # a draft as before
    assert tablet.later.run_next(tablet.session) is None
    row = next(row for row in tablet.sending.panel(tablet.session).rows if row.id == draft.id)
    assert (row.word, sentence in row.detail) == (SyncWord.NEEDS_YOU, True)


def test_l20_a_face_found_by_the_last_look_comes_back_with_its_second(tablet: Tablet) -> None:
    draft = asked(tablet, clip(moving_face("amelia", *(LEFT,) * 10), moving_face("stranger", *(RIGHT,) * 10, late=True)))

    tablet.later.run_next(tablet.session)
    assert "at 0:00 of this video" in only(tablet).needs_you

    (photo_id,) = tablet.clips.clips_of(draft.id, tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)
    tablet.later.ask(draft.id, tablet.session)
    assert tablet.later.run_next(tablet.session) is not None


def test_a_photo_that_is_marked_anew_meanwhile_goes_back_with_the_face_that_was_found_only_now(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.reviewed(draft, picture(face("amelia", LEFT), face("stranger", RIGHT, late=True)), cast.AMELIA)
    tablet.reviewed_clip(draft, ONE, cast.AMELIA)
    tablet.later.ask(draft.id, tablet.session)

    def mark(step: Later) -> None:
        tablet.reviewing.draw(photo_id, Box(0, 0, 20, 20), tablet.session)

    assert tablet.later.run_next(tablet.session, mark) is None

    assert "found only now" in only(tablet).needs_you
    assert RIGHT in [region.box for region in tablet.regions(photo_id)]


def test_a_permission_that_changes_meanwhile_holds_what_shows_too_much(tablet: Tablet) -> None:
    draft = asked(tablet)

    def withdraw(step: Later) -> None:
        if step.share == 1.0:
            tablet.set_scope(cast.AMELIA, Scope.NONE)

    handed = tablet.later.run_next(tablet.session, withdraw)

    assert handed is not None and len(handed.held) == 1
    assert renditions.of_entry(tablet.connection, EntryId(draft.id))[0].state is RenditionState.HELD


def test_an_entry_never_goes_without_a_clip_that_ended_with_its_day(tablet: Tablet) -> None:
    draft = asked(tablet)
    tablet.clock.go_on(days=1)
    tablet.starting.recover(tablet.session)

    assert tablet.later.run_next(tablet.session) is None

    assert "no longer on this tablet" in only(tablet).needs_you
    assert tablet.writing.open(draft.id, tablet.session).photo_ids == ()


def test_a_deleted_draft_takes_its_wish_with_it(tablet: Tablet) -> None:
    draft = asked(tablet)

    tablet.writing.delete(draft.id, tablet.session)

    assert tablet.later.waiting(tablet.session) == ()


def test_the_panel_says_how_far_it_is_and_counts_it_as_waiting(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed_clip(draft, ONE, cast.AMELIA)
    before = tablet.sending.waiting_count()
    tablet.later.ask(draft.id, tablet.session)

    row = next(row for row in tablet.sending.panel(tablet.session).rows if row.id == draft.id)

    assert (row.what, row.word) == ("Observation, 1 video, 0 % covered", SyncWord.WAITING)
    assert tablet.sending.waiting_count() == before + 1
    tablet.later.run_next(tablet.session)
    row = next(row for row in tablet.sending.panel(tablet.session).rows if row.id == draft.id)
    assert row.what == "Observation, 1 video"


def test_a_draft_without_clips_may_be_asked_for_too(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.later.ask(dataclasses.replace(draft).id, tablet.session)

    assert tablet.later.run_next(tablet.session) is not None
