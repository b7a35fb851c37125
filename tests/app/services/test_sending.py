"""The sync panel: where each thing is, always in the same words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.services.sending import SyncRow, SyncWord
from app.services.session import NotAllowed
from app.storage import facts, notes, outbox, renditions, wiping
from app.storage.database import transaction
from app.storage.renditions import RenditionRow
from app.storage.settings import Setting, write
from domain.boxes import Box
from domain.entries import EntryKind
from domain.ids import EntryId, OpId
from domain.lifecycle import EntryState, OpEvent, RenditionEvent
from domain.permissions import Station
from domain.wire import FactKind, Receipt
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.imaging import face, picture

LEFT, RIGHT = Box(100, 100, 200, 220), Box(1100, 100, 1200, 220)


def handed_in(tablet: Tablet) -> EntryId:
    """An entry of Amelia with one photo."""
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)
    return tablet.hand_in(draft).entry_id


def picture_of(tablet: Tablet, entry_id: EntryId) -> RenditionRow:
    return renditions.of_entry(tablet.connection, entry_id)[0]


def only_row(tablet: Tablet) -> SyncRow:
    (row,) = tablet.sending.panel(tablet.session).rows
    return row


def set_to(tablet: Tablet, setting: Setting, value: str) -> None:
    with transaction(tablet.connection):
        write(tablet.connection, setting, value)


def acknowledge_entry(tablet: Tablet, entry_id: EntryId) -> None:
    with transaction(tablet.connection):
        for queued in outbox.of_entity(tablet.connection, entry_id):
            outbox.advance(tablet.connection, OpId(queued.operation.op_id), OpEvent.ACKNOWLEDGE, server_seq=1)


def test_a_draft_is_saved_on_this_tablet(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    tablet.photo(draft, picture())

    row = only_row(tablet)

    assert (row.word, row.names, row.what) == (SyncWord.SAVED, "Amelia K. and Noah B.", "Observation, 1 photo, half written")


def test_an_entry_waits_is_sent_and_is_removed(tablet: Tablet) -> None:
    entry_id = handed_in(tablet)
    assert only_row(tablet).word is SyncWord.WAITING

    acknowledge_entry(tablet, entry_id)
    rendition = picture_of(tablet, entry_id)
    set_to(tablet, Setting.SENDING, rendition.id)
    assert only_row(tablet).word is SyncWord.SENDING

    set_to(tablet, Setting.SENDING, "")
    receipt = Receipt(
        media_id=rendition.id,
        sha256=rendition.sha256,
        bytes=rendition.bytes,
        stored_at=cast.NOW,
        epoch=cast.id_of(9),
        copies=1,
        signature="s",
    )
    wiping.acknowledge(tablet.connection, rendition.id, receipt, cast.NOW)
    wiping.wipe(tablet.connection, tablet.vault, rendition.id, cast.SAM, cast.NOW)
    assert only_row(tablet).word is SyncWord.SENT
    assert tablet.sending.waiting_count() == 0


def test_a_held_picture_needs_you_and_says_why(tablet: Tablet) -> None:
    entry_id = handed_in(tablet)
    with transaction(tablet.connection):
        rendition = picture_of(tablet, entry_id)
        renditions.advance(
            tablet.connection, rendition.id, rendition.state, RenditionEvent.HOLD, cast.NOW, hold_reason="A permission changed."
        )

    row = only_row(tablet)

    assert (row.word, row.detail) == (SyncWord.NEEDS_YOU, "A permission changed.")


def test_an_entry_that_the_office_sent_back_needs_you(tablet: Tablet) -> None:
    entry_id = handed_in(tablet)
    with transaction(tablet.connection):
        body = {"id": entry_id, "state": EntryState.RETURNED.value, "reason": "Say “a friend”."}
        facts.put(tablet.connection, FactKind.ENTRY, entry_id, 3, body)

    row = only_row(tablet)

    assert (row.word, row.detail) == (SyncWord.NEEDS_YOU, "The office sent it back: Say “a friend”.")


def test_an_operation_that_the_server_cannot_take_needs_you(tablet: Tablet) -> None:
    entry_id = handed_in(tablet)
    with transaction(tablet.connection):
        (queued,) = outbox.of_entity(tablet.connection, entry_id)
        outbox.advance(tablet.connection, OpId(queued.operation.op_id), OpEvent.REFUSE, reason="The text is too long.")

    assert only_row(tablet).detail == "The text is too long."


def test_rows_stand_in_the_order_of_their_words(tablet: Tablet) -> None:
    held, sent = handed_in(tablet), tablet.hand_in(tablet.draft(kind=EntryKind.SNAPSHOT)).entry_id
    acknowledge_entry(tablet, sent)
    tablet.hand_in(tablet.draft(cast.ZOE))
    tablet.draft(cast.ISLA)
    with transaction(tablet.connection):
        rendition = picture_of(tablet, held)
        renditions.advance(tablet.connection, rendition.id, rendition.state, RenditionEvent.HOLD, cast.NOW, hold_reason="x")

    assert [row.word for row in tablet.sending.panel(tablet.session).rows] == [
        SyncWord.WAITING,
        SyncWord.SAVED,
        SyncWord.SENT,
        SyncWord.NEEDS_YOU,
    ]


def test_the_headline_says_what_goes_on(tablet: Tablet) -> None:
    assert tablet.sending.pill() == "Offline"
    entry_id = handed_in(tablet)
    handed_in(tablet)
    assert tablet.sending.pill() == "Offline · 2 waiting"

    set_to(tablet, Setting.NETWORK, "online")
    assert tablet.sending.pill() == "Online · 2 waiting"
    set_to(tablet, Setting.SENDING, picture_of(tablet, entry_id).id)
    assert tablet.sending.pill() == "Sending 1 of 2"


def test_the_panel_says_why_it_was_offline_today(tablet: Tablet) -> None:
    with transaction(tablet.connection):
        notes.add(tablet.connection, cast.NOW - timedelta(days=1), "Yesterday.")
        notes.add(tablet.connection, cast.NOW, "No Wi-Fi in the garden. Everything was kept here.")

    panel = tablet.sending.panel(tablet.session)

    assert [note.sentence for note in panel.offline_notes] == ["No Wi-Fi in the garden. Everything was kept here."]
    assert not panel.on_network


def test_many_children_are_a_number(tablet: Tablet) -> None:
    tablet.draft(cast.AMELIA, cast.NOAH, cast.ZOE, cast.ISLA)

    assert only_row(tablet).names == "4 children"


def test_l2_the_kiosk_sees_the_figure_and_no_child(tablet: Tablet) -> None:
    handed_in(tablet)

    assert tablet.sending.waiting_count() == 1
    with pytest.raises(NotAllowed):
        tablet.sending.panel(session_of(cast.SAM, Station.KIOSK))
