"""The sheet "Who can be heard?" of a full room, on the small tablet with large letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.room.clip_review.screen import SoundPart, VoiceChoice
from app.ui.room.clip_review.sound_sheet import SoundSheet
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.ids import ChildId

FULL = tuple(
    VoiceChoice(child=ChildId(f"c{n}"), first_name=f"Child {n}", avatar=n, is_heard=False, is_in_picture=False, may_be_heard=True)
    for n in range(16)
)
NOTHING_SAID = SoundPart(words="", is_heard=False, voices=FULL, outcome="", told="", family="", is_family_silent=True)


@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_answer_of_a_full_room_is_in_sight_at_once(qtbot: QtBot, side: Qt.LayoutDirection) -> None:
    look, page = Look(reduced_motion=True), QWidget()
    look.choose(ThemeName.LIGHT, 150)
    page.setLayoutDirection(side)
    page.resize(1024, 600)
    qtbot.addWidget(page)
    sheet = SoundSheet(look, page, 96)
    page.show()

    sheet.ask(NOTHING_SAID)

    qtbot.waitUntil(lambda: sheet.these.isVisible() and not sheet.pills[0].visibleRegion().isEmpty())
    for answer in (sheet.nobody, sheet.not_sure, sheet.these):
        assert answer.visibleRegion().boundingRect() == answer.rect()
    assert sheet.pills[-1].visibleRegion().isEmpty()  # the children scroll
