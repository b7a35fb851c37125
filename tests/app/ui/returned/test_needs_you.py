"""Where "Look" in the sync panel leads."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.storage import outbox
from app.storage.database import transaction
from app.ui.room.needs_you import KEPT, SETTLED
from app.ui.room.returned.view import ReturnedSheet
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from app.ui.widgets.dialog import Dialog
from domain.ids import EntryId, OpId
from domain.lifecycle import OpEvent
from tests import cast
from tests.app.ui.returned.conftest import Room
from tests.app.ui.walk import faults_of

ASIDE = "The server keeps this aside for the office to look at."


def refused(room: Room) -> EntryId:
    """An entry that the server did not take."""
    entry_id = room.tablet.hand_in(room.tablet.draft(cast.AMELIA)).entry_id
    with transaction(room.tablet.connection):
        (queued,) = outbox.of_entity(room.tablet.connection, entry_id)
        outbox.advance(room.tablet.connection, OpId(queued.operation.op_id), OpEvent.REFUSE, reason=ASIDE)
    return entry_id


def dialog_of(room: Room) -> Dialog:
    QApplication.processEvents()
    (dialog,) = [each for each in room.host.findChildren(Dialog) if each.isVisible()]
    return dialog


def test_a_draft_goes_on_being_written(room: Room, look: Look) -> None:
    draft = room.tablet.draft(cast.AMELIA)

    room.needs_you(look).look_at(draft.id)

    assert room.drafts == [draft.id]


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 150)])
def test_what_the_server_did_not_take_says_why_and_whom_to_show_it(room: Room, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    room.host.resize(width, height)
    room.needs_you(look).look_at(refused(room))

    dialog = dialog_of(room)
    assert ASIDE in dialog.text.text() and "Amelia K." in dialog.text.text()
    assert faults_of(dialog) == []
    assert dialog.text.text().endswith(KEPT)
    dialog.buttons[Dialog.WRONG].click()
    assert not dialog.isVisible()


def test_what_was_settled_meanwhile_says_so(room: Room, look: Look) -> None:
    entry_id = room.tablet.hand_in(room.tablet.draft(cast.AMELIA)).entry_id

    room.needs_you(look).look_at(entry_id)

    assert room.said == [SETTLED]
    assert room.host.findChildren(ReturnedSheet) == []


def test_a_sheet_whose_screen_goes_falls_silent(room: Room, look: Look) -> None:
    needs_you = room.needs_you(look)
    needs_you.look_at(room.returned())
    sheet = room.sheet

    needs_you.leave()
    sheet.text.set_text("She pours.")

    assert sheet.hint.isVisible()  # drawn by nobody any more
