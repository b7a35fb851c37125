"""An entry that came back: its author reads why, rewords it and hands it in again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.services.handing_in import NotReady
from app.services.rewording import NotReturned, Rewording
from app.services.sending import SyncRow, SyncWord
from app.services.session import NotAllowed, Paused
from app.storage import amending, audit, entries, facts, outbox
from app.storage.database import transaction
from app.storage.settings import Setting, write
from domain.boxes import Box
from domain.entries import TEXT_LIMIT, EntryKind
from domain.ids import EntryId, OpId, StaffId
from domain.lifecycle import EntryState, OpEvent
from domain.wire import EntryBody, FactKind, Operation
from tests import cast
from tests.app.services.tablet import Tablet, framework, session_of
from tests.fakes.clips import clip, moving_face
from tests.fakes.imaging import face, picture

LEFT = Box(100, 100, 200, 220)
REASON = "Say “a friend”."


@pytest.fixture
def rewording(tablet: Tablet) -> Rewording:
    return Rewording(tablet.store, framework(), tablet.clock)


def handed_in(tablet: Tablet, *, photo: bool = False, kind: EntryKind = EntryKind.OBSERVATION, film: bool = False) -> EntryId:
    """An entry of Amelia that the server has taken."""
    draft = tablet.draft(cast.AMELIA, kind=kind, text="She pours it over Zoë. Then she laughs.")
    if photo:
        tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)
    if film:
        tablet.reviewed_clip(draft, clip(moving_face("amelia", *(LEFT,) * 10)), cast.AMELIA)
    entry_id = tablet.hand_in(draft).entry_id
    settle(tablet, entry_id, OpEvent.ACKNOWLEDGE)
    return entry_id


def settle(tablet: Tablet, entry_id: EntryId, event: OpEvent, reason: str = "") -> None:
    """The server answers the newest operation of the entry."""
    with transaction(tablet.connection):
        outbox.attempted(tablet.connection, [OpId(amendment(tablet, entry_id).op_id)])
        outbox.advance(tablet.connection, OpId(amendment(tablet, entry_id).op_id), event, server_seq=1, reason=reason)


def send_back(tablet: Tablet, entry_id: EntryId, at: datetime, state: EntryState = EntryState.RETURNED) -> None:
    """The office's word comes over the feed."""
    body = {"id": entry_id, "state": state.value, "reason": REASON, "decided_by": cast.RUTH, "decided_at": at.isoformat()}
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.ENTRY, entry_id, 3, body)


def returned(tablet: Tablet, *, photo: bool = False, kind: EntryKind = EntryKind.OBSERVATION) -> EntryId:
    """An entry that was sent back an hour after it was handed in; a minute later it is being reworded."""
    entry_id = handed_in(tablet, photo=photo, kind=kind)
    tablet.clock.now += timedelta(hours=1)
    send_back(tablet, entry_id, tablet.clock())
    tablet.clock.now += timedelta(minutes=1)
    return entry_id


def amendment(tablet: Tablet, entry_id: EntryId) -> Operation:
    """The newest operation about the entry."""
    return outbox.of_entity(tablet.connection, entry_id)[-1].operation


def body_of(tablet: Tablet, entry_id: EntryId) -> EntryBody:
    row = entries.read(tablet.connection, entry_id)
    assert row is not None
    return row.body


def row_for(tablet: Tablet, staff: StaffId = cast.SAM) -> SyncRow:
    (row,) = tablet.sending.panel(session_of(staff)).rows
    return row


def test_c16_the_author_reads_why_it_came_back_and_what_she_wrote(tablet: Tablet, rewording: Rewording) -> None:
    entry = rewording.returned(returned(tablet, photo=True), tablet.session)

    assert (entry.reason, entry.text) == (REASON, "She pours it over Zoë. Then she laughs.")
    assert (entry.kind, entry.names, entry.photos) == (EntryKind.OBSERVATION, ("Amelia K.",), 1)
    assert "Zoë" in entry.other_names and "Amelia" not in entry.other_names
    assert f"{entry.happened_at:%H:%M}" == "10:05"


def test_r6_handing_in_again_is_a_new_version_with_the_pictures_as_they_were(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = returned(tablet, photo=True)
    before = body_of(tablet, entry_id)

    rewording.hand_in_again(entry_id, " She pours it over a friend. ", " Offer cups. ", tablet.session)

    operation = amendment(tablet, entry_id)
    sent = EntryBody.model_validate_json(body_of(tablet, entry_id).model_dump_json())
    assert (operation.action, operation.actor, operation.base_ver) == ("amend", cast.SAM, 0)
    assert operation.body == sent.model_dump(mode="json")
    assert (sent.text, sent.next_step) == ("She pours it over a friend.", "Offer cups.")
    assert sent.renditions == before.renditions and len(sent.renditions) == 1
    assert sent.happened_at == before.happened_at and sent.author_id == before.author_id
    row = list(audit.rows(tablet.connection))[-1]
    assert (row.what, row.who, row.about, row.detail) == ("entry.amended", cast.SAM, entry_id, "{}")


def test_r6_a_title_that_was_the_first_words_follows_the_text(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = returned(tablet)

    rewording.hand_in_again(entry_id, "She pours it over a friend. Both laugh.", "", tablet.session)

    assert body_of(tablet, entry_id).title == "She pours it over a friend"


def test_r6_a_title_that_somebody_wrote_stays(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = returned(tablet)
    with transaction(tablet.connection):
        entries.replace_body(tablet.connection, body_of(tablet, entry_id).model_copy(update={"title": "At the water tray"}))

    rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

    assert body_of(tablet, entry_id).title == "At the water tray"


def test_r6_an_entry_of_last_years_framework_keeps_its_areas(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = returned(tablet)
    with transaction(tablet.connection):
        old = {"framework": "eyfs-2021", "areas": ("an area of then",)}
        entries.replace_body(tablet.connection, body_of(tablet, entry_id).model_copy(update=old))

    rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

    assert body_of(tablet, entry_id).areas == ("an area of then",)


@pytest.mark.parametrize(
    ("text", "next_step", "field"), [("  ", "", "text"), ("x" * (TEXT_LIMIT + 1), "", "text"), ("She pours.", "x" * 700, "next_step")]
)
def test_c16_what_is_not_right_is_named_by_its_field_and_nothing_changes(
    tablet: Tablet, rewording: Rewording, text: str, next_step: str, field: str
) -> None:
    entry_id = returned(tablet)
    before = body_of(tablet, entry_id)

    with pytest.raises(NotReady) as caught:
        rewording.hand_in_again(entry_id, text, next_step, tablet.session)

    assert [reason.field for reason in caught.value.missing] == [field]
    assert body_of(tablet, entry_id) == before and amendment(tablet, entry_id).action == "create"


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=1)])
def test_l31_a_returned_snapshot_is_reworded_also_on_the_next_day(tablet: Tablet, rewording: Rewording, later: timedelta) -> None:
    entry_id = returned(tablet, kind=EntryKind.SNAPSHOT)
    tablet.clock.now += later

    rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

    assert amendment(tablet, entry_id).action == "amend"


def test_l16_nobody_rewords_anothers_entry(tablet: Tablet, rewording: Rewording) -> None:
    entry_id, jo = returned(tablet), session_of(cast.JO)

    with pytest.raises(NotAllowed):
        rewording.returned(entry_id, jo)
    with pytest.raises(NotAllowed):
        rewording.hand_in_again(entry_id, "Mine.", "", jo)

    assert amendment(tablet, entry_id).action == "create"


@pytest.mark.parametrize("state", [EntryState.WAITING, EntryState.PUBLISHED, EntryState.REMOVED])
def test_c16_an_entry_that_the_office_did_not_return_is_not_reworded(tablet: Tablet, rewording: Rewording, state: EntryState) -> None:
    entry_id = handed_in(tablet)
    send_back(tablet, entry_id, tablet.clock(), state)

    with pytest.raises(NotReturned):
        rewording.hand_in_again(entry_id, "She pours.", "", tablet.session)


def test_c16_an_entry_that_is_not_here_is_not_returned(tablet: Tablet, rewording: Rewording) -> None:
    with pytest.raises(NotReturned):
        rewording.returned(EntryId(cast.id_of(999)), tablet.session)


def test_c16_a_second_tap_hands_nothing_in_twice(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = returned(tablet)
    rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

    with pytest.raises(NotReturned):
        rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

    assert [queued.operation.action for queued in outbox.of_entity(tablet.connection, entry_id)] == ["create", "amend"]


def test_c16_nothing_is_handed_in_while_the_nursery_is_paused(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = returned(tablet)
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.SITE, cast.SITE.id, 9, {**cast.SITE.model_dump(mode="json"), "is_paused": True})

    with pytest.raises(Paused):
        rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

    assert amendment(tablet, entry_id).action == "create"


class TestThePanel:
    def test_c16_it_needs_its_author_until_she_has_handed_it_in_again(self, tablet: Tablet, rewording: Rewording) -> None:
        entry_id = returned(tablet)
        assert (row_for(tablet).word, row_for(tablet).detail) == (SyncWord.NEEDS_YOU, f"The office sent it back: {REASON}")

        rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

        assert row_for(tablet).word is SyncWord.WAITING
        assert tablet.sending.waiting_count() == 1
        settle(tablet, entry_id, OpEvent.ACKNOWLEDGE)
        assert row_for(tablet).word is SyncWord.SENT
        assert tablet.sending.waiting_count() == 0

    def test_l16_a_colleague_is_not_asked_to_reword_it(self, tablet: Tablet) -> None:
        returned(tablet)

        assert row_for(tablet, cast.JO).word is SyncWord.SENT

    def test_c16_it_needs_her_again_when_it_comes_back_again(self, tablet: Tablet, rewording: Rewording) -> None:
        entry_id = returned(tablet)
        rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)
        settle(tablet, entry_id, OpEvent.ACKNOWLEDGE)

        send_back(tablet, entry_id, tablet.clock() + timedelta(hours=1))

        assert row_for(tablet).word is SyncWord.NEEDS_YOU
        assert rewording.returned(entry_id, tablet.session).text == "She pours it over a friend."

    def test_c16_a_tablet_whose_clock_is_slow_does_not_ask_twice(self, tablet: Tablet, rewording: Rewording) -> None:
        entry_id = returned(tablet)
        with transaction(tablet.connection):
            write(tablet.connection, Setting.OFFSET_MS, str(20 * 60 * 1000))
        tablet.clock.now -= timedelta(minutes=20)

        rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

        assert row_for(tablet).word is SyncWord.WAITING

    def test_r6_a_version_that_the_server_does_not_take_says_so_and_can_be_worded_anew(self, tablet: Tablet, rewording: Rewording) -> None:
        entry_id = returned(tablet)
        rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)
        settle(tablet, entry_id, OpEvent.REFUSE, "The server keeps this aside.")
        assert row_for(tablet).detail == "The server keeps this aside."

        rewording.hand_in_again(entry_id, "She pours.", "", tablet.session)

        assert row_for(tablet).word is SyncWord.WAITING


def test_r6_a_new_version_never_lets_a_picture_that_was_promised_be_exchanged(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = returned(tablet, photo=True)

    rewording.hand_in_again(entry_id, "She pours it over a friend.", "", tablet.session)

    assert amending.untried_entry(tablet.connection, entry_id) is None


def test_a_returned_entry_keeps_its_videos_as_they_are(tablet: Tablet, rewording: Rewording) -> None:
    entry_id = handed_in(tablet, photo=True, film=True)
    before = body_of(tablet, entry_id)
    send_back(tablet, entry_id, tablet.clock() + timedelta(hours=1))
    tablet.clock.now += timedelta(hours=2)
    assert rewording.returned(entry_id, tablet.session).photos == 2

    rewording.hand_in_again(entry_id, "She pours.", "", tablet.session)

    after = EntryBody.model_validate(amendment(tablet, entry_id).body)
    assert (after.clips, after.renditions, after.text) == (before.clips, before.renditions, "She pours.")
    assert len(after.clips) == 1
    row = next(row for row in tablet.sending.panel(tablet.session).rows if row.id == entry_id)
    assert row.what == "Observation, 1 photo and 1 video"
