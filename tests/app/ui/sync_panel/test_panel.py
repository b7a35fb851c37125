from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.sending import SyncPanel, SyncRow, SyncWord
from app.storage import notes
from app.storage.database import transaction
from app.storage.notes import OfflineNote
from app.ui.room.sync_panel.presenter import SyncPresenter, SyncTask
from app.ui.room.sync_panel.screen import BY_ITSELF, KEPT, WORDS, screen_of
from app.ui.room.sync_panel.view import SyncSheet
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.ui.lanes import PromptLane
from tests.app.ui.seen import SeenImaging
from tests.app.ui.tablet import ZONE, tablet_with
from tests.app.ui.walk import faults_of

TOP_PX = 80


@dataclass
class Panel:
    tablet: Tablet
    host: QWidget
    sheet: SyncSheet
    presenter: SyncPresenter
    tries: list[str] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)


@pytest.fixture
def panel(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Panel]:
    tablet = tablet_with(tmp_path / "data", SeenImaging())
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 800)
    host.show()
    sheet = SyncSheet(look, host, TOP_PX)
    tries: list[str] = []
    looked: list[str] = []
    presenter = SyncPresenter(
        sheet,
        tablet.sending,
        SyncTask(session=tablet.session, children=cast.CHILDREN, zone=ZONE),
        vault=PromptLane(),
        try_now=lambda: tries.append("now"),
        look_at=looked.append,
    )
    yield Panel(tablet, host, sheet, presenter, tries, looked)
    tablet.close()


def row(word: SyncWord, *, detail: str = "", names: str = "Amelia K.") -> SyncRow:
    return SyncRow(id=word.name, children=(cast.AMELIA,), names=names, what="Observation, 2 photos", word=word, detail=detail, at=cast.NOW)


def all_words() -> SyncPanel:
    return SyncPanel(
        headline="Sending 3 of 7",
        on_network=True,
        waiting=3,
        rows=(
            *(row(word) for word in (SyncWord.SENDING, SyncWord.WAITING, SyncWord.SAVED, SyncWord.SENT)),
            row(SyncWord.NEEDS_YOU, detail="A permission changed while it was being handed in. It is being covered further."),
        ),
        offline_notes=(
            OfflineNote(at=cast.NOW - timedelta(hours=1), sentence="No Wi-Fi in the garden. Everything was kept here."),
            OfflineNote(at=cast.NOW, sentence="A network called Nursery-Secure was not ours. Nothing was sent. The office knows."),
        ),
    )


def test_a_draft_and_a_waiting_entry_say_where_they_are(panel: Panel) -> None:
    panel.tablet.draft(cast.NOAH)
    panel.tablet.hand_in(panel.tablet.draft(cast.AMELIA, text="She pours."))
    with transaction(panel.tablet.connection):
        notes.add(panel.tablet.connection, cast.NOW, "No Wi-Fi in the garden. Everything was kept here.")

    panel.presenter.open()

    assert [(line.names, line.look.first) for line in panel.sheet.drawn.lines] == [
        ("Amelia K.", "Waiting its turn"),
        ("Noah B.", "Saved on this tablet"),
    ]
    assert panel.sheet.headline.text() == "Offline · 1 waiting"
    assert panel.sheet.line.text() == KEPT
    assert panel.sheet.drawn.notes[0].when == "10:05"
    assert panel.sheet.notes.isVisible()


def test_needs_you_has_a_button_that_opens_the_thing(panel: Panel) -> None:
    panel.presenter.open()
    panel.sheet.show_screen(screen_of(all_words(), cast.CHILDREN, ZONE))

    panel.sheet.rows[-1].button.click()

    assert panel.looked == ["NEEDS_YOU"]
    assert not panel.sheet.isVisible()


def test_try_now_says_so_until_the_cycle_has_ended(panel: Panel) -> None:
    panel.presenter.open()

    panel.sheet.try_now.click()

    assert panel.tries == ["now"]
    assert panel.sheet.headline.text() == "Trying now"
    panel.presenter.refresh()
    assert not panel.sheet.try_now.is_available
    panel.presenter.refresh(cycle_ended=True)
    assert panel.sheet.try_now.is_available
    assert panel.sheet.headline.text() == "Offline"


def test_a_batch_shows_words_first_and_a_bar(panel: Panel) -> None:
    screen = screen_of(all_words(), cast.CHILDREN, ZONE)
    panel.presenter.open()
    panel.sheet.show_screen(screen)

    assert (screen.headline, screen.line) == ("Sending 3 of 7", BY_ITSELF)
    assert screen.share == pytest.approx(2 / 7)
    assert panel.sheet.bar.isVisible()


def test_every_state_has_its_word_its_shape_and_no_other() -> None:
    assert set(WORDS) == set(SyncWord)
    assert len({look.icon for look in WORDS.values()}) == len(WORDS)
    for word, look in WORDS.items():
        assert f"{look.first} {look.second}".strip() == word.value


def test_it_closes_by_escape_and_by_a_tap_outside(panel: Panel) -> None:
    panel.presenter.open()
    QTest.keyClick(panel.sheet, Qt.Key.Key_Escape)
    assert not panel.sheet.isVisible()

    panel.presenter.open()
    QTest.mouseClick(panel.sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 300))
    assert not panel.sheet.isVisible()


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150), (1024, 600, 150)])
def test_everything_can_be_reached_read_and_named(panel: Panel, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    panel.host.resize(width, height)
    panel.presenter.open()
    panel.sheet.show_screen(screen_of(all_words(), cast.CHILDREN, ZONE))
    QApplication.processEvents()

    assert faults_of(panel.sheet) == []


def test_an_empty_tablet_says_what_will_be_here(panel: Panel) -> None:
    panel.presenter.open()

    assert panel.sheet.rows == ()
    assert faults_of(panel.sheet) == []
