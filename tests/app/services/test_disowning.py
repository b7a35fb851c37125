"""What was written while somebody else held the tablet, and whose it is then."""

from __future__ import annotations

import pytest

from app.services.disowning import Disowning, EntryGone, Thing, Written
from app.services.handing_in import Progress
from app.services.later import Later
from app.services.own import Disowned
from app.services.session import NotAllowed
from app.storage import audit, drafts, entries, outbox
from domain.boxes import Box
from domain.ids import DraftId, EntryId
from domain.permissions import Station
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.clips import clip, moving_face
from tests.fakes.imaging import face, picture


@pytest.fixture
def disowning(tablet: Tablet) -> Disowning:
    tablet.learn()
    return Disowning(tablet.store, tablet.vault, tablet.clock)


def handed_in(tablet: Tablet) -> str:
    """Sam hands an observation of Amelia in."""
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", Box(100, 100, 200, 220))), cast.AMELIA)
    return tablet.hand_in(draft).entry_id


def told(tablet: Tablet) -> list[str]:
    """What the audit says was done."""
    return [row.what for row in audit.rows(tablet.connection)]


def test_l16_what_was_just_written_is_listed_the_newest_first(tablet: Tablet, disowning: Disowning) -> None:
    entry_id = handed_in(tablet)
    tablet.clock.go_on(minutes=1)
    draft = tablet.draft(cast.NOAH)

    listed = disowning.recent(tablet.session)

    assert [(each.id, each.thing) for each in listed] == [(draft.id, Thing.DRAFT), (entry_id, Thing.ENTRY)]
    assert [each.what for each in listed] == ["Observation, half written", "Observation, 1 photo"]
    assert listed[1].names == "Amelia K."


def test_only_the_last_minutes_and_only_the_persons_own_are_listed(tablet: Tablet, disowning: Disowning) -> None:
    tablet.draft(cast.AMELIA)
    tablet.clock.go_on(minutes=16)

    assert disowning.recent(tablet.session) == ()
    tablet.draft(cast.AMELIA)
    assert disowning.recent(session_of(cast.JO)) == ()


def test_l16_a_disowned_entry_goes_to_the_office_as_an_operation(tablet: Tablet, disowning: Disowning) -> None:
    entry_id = handed_in(tablet)

    assert disowning.disown(disowning.recent(tablet.session), tablet.session) == 1

    operation = outbox.of_entity(tablet.connection, entry_id)[-1].operation
    assert (operation.action, operation.body, operation.actor) == ("disown", {"entry_id": entry_id}, cast.SAM)
    assert told(tablet)[-2:] == ["entry.disowned", "not_me.answered"]


def test_saying_it_twice_says_it_once(tablet: Tablet, disowning: Disowning) -> None:
    entry_id = handed_in(tablet)
    listed = disowning.recent(tablet.session)
    disowning.disown(listed, tablet.session)

    assert disowning.disown(listed, tablet.session) == 0

    actions = [each.operation.action for each in outbox.of_entity(tablet.connection, entry_id)]
    assert actions.count("disown") == 1


def test_a_disowned_draft_stays_and_is_not_handed_in(tablet: Tablet, disowning: Disowning) -> None:
    draft = tablet.draft(cast.AMELIA)
    disowning.disown(disowning.recent(tablet.session), tablet.session)

    with pytest.raises(Disowned):
        tablet.hand_in(draft)

    assert drafts.read(tablet.connection, draft.id) is not None
    assert tablet.writing.drafts(tablet.session) == ()
    assert [row.what for row in tablet.sending.panel(tablet.session).rows] == ["Observation, not yours"]
    assert [each.is_disowned for each in disowning.recent(tablet.session)] == [True]


def test_l16_a_draft_that_is_disowned_while_it_is_handed_in_is_not_handed_in(tablet: Tablet, disowning: Disowning) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed_clip(draft, clip(moving_face("amelia", *(Box(100, 100, 160, 170),) * 10)), cast.AMELIA)
    tablet.later.ask(draft.id, tablet.session)
    heard: list[float] = []

    def not_me(step: Later) -> None:
        heard.append(step.share)
        disowning.disown(disowning.recent(tablet.session), tablet.session)

    assert tablet.later.run_next(tablet.session, not_me) is None

    assert entries.read(tablet.connection, EntryId(draft.id)) is None
    assert set(heard) == {0.0}, "it stops at once"
    assert "not yours" in tablet.later.waiting(tablet.session)[0].needs_you


def test_l16_the_last_moment_is_early_enough(tablet: Tablet, disowning: Disowning) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", Box(100, 100, 200, 220))), cast.AMELIA)

    def not_me(step: Progress) -> None:
        if step.share == 1.0:
            disowning.disown(disowning.recent(tablet.session), tablet.session)

    with pytest.raises(Disowned):
        tablet.handing_in.hand_in(draft.id, tablet.session, not_me)


def test_a_disowned_draft_can_be_thrown_away_and_no_other(tablet: Tablet, disowning: Disowning) -> None:
    foreign = tablet.draft(cast.AMELIA)
    disowning.disown(disowning.recent(tablet.session), tablet.session)
    own = tablet.draft(cast.NOAH)

    disowning.throw_away(foreign.id, tablet.session)
    with pytest.raises(NotAllowed):
        disowning.throw_away(own.id, tablet.session)

    assert drafts.read(tablet.connection, foreign.id) is None
    assert drafts.read(tablet.connection, own.id) is not None


def test_not_me_asks_whoever_proves_to_be_the_person_until_it_is_answered(tablet: Tablet, disowning: Disowning) -> None:
    foreign = tablet.draft(cast.AMELIA)
    tablet.clock.go_on(seconds=30)
    disowning.say_not_me(tablet.session)
    tablet.clock.go_on(hours=1)
    tablet.draft(cast.NOAH)

    assert [each.id for each in disowning.question(tablet.session)] == [foreign.id]
    assert disowning.question(session_of(cast.JO)) == ()

    disowning.disown((), tablet.session)
    assert disowning.question(tablet.session) == ()


def test_nothing_is_asked_when_nothing_was_written(tablet: Tablet, disowning: Disowning) -> None:
    tablet.draft(cast.AMELIA)
    tablet.clock.go_on(minutes=20)
    disowning.say_not_me(tablet.session)

    assert disowning.question(tablet.session) == ()


def test_l16_nobody_disowns_what_stands_under_anothers_name(tablet: Tablet, disowning: Disowning) -> None:
    handed_in(tablet)
    tablet.draft(cast.NOAH)
    things = disowning.recent(tablet.session)
    before = told(tablet)

    for each in things:
        with pytest.raises(NotAllowed):
            disowning.disown((each,), session_of(cast.JO))

    assert told(tablet) == before


def test_nothing_is_said_of_anything_when_one_thing_is_gone(tablet: Tablet, disowning: Disowning) -> None:
    entry_id, before = handed_in(tablet), told(tablet)
    gone = Written(id=cast.NOAH, thing=Thing.ENTRY, what="", names="", at=tablet.clock(), is_disowned=False)

    with pytest.raises(EntryGone):
        disowning.disown((*disowning.recent(tablet.session), gone), tablet.session)

    assert len(outbox.of_entity(tablet.connection, entry_id)) == 1
    assert told(tablet) == before


def test_who_may_not_see_children_is_shown_nothing(tablet: Tablet, disowning: Disowning) -> None:
    with pytest.raises(NotAllowed):
        disowning.recent(session_of(cast.SAM, Station.KIOSK))
    with pytest.raises(NotAllowed):
        disowning.throw_away(DraftId(cast.NOAH), tablet.session)
