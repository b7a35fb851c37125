"""A video at the office: the covered one is played from memory, and nobody approves what they have not opened."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.office.clip_player import ClipPlayer
from app.ui.theme.look import Look
from domain.wire.clips import WireClip
from imaging.video_file import webm
from imaging.video_write import encode_frame, vp8_of
from tests.app.ui.office.desk import Desk, desk_of, two_families
from tests.app.ui.office.test_moderation import OfficeOf, office_of
from tests.app.ui.seen import jpeg_of, scene
from tests.app.ui.walk import faults_of

__all__ = ["office_of"]

NO_GRAPHICS_CARD = pytest.mark.no_qt_log  # without one, Qt warns and converts on the processor
WIDTH, HEIGHT = 64, 48


def tiny_clip(frames: int = 12) -> bytes:
    """Half a second, a little brighter in every frame, as the covering writes it."""
    pictures = [np.full((HEIGHT, WIDTH, 3), 15 * number, np.uint8) for number in range(frames)]
    coded = [(number * 42, vp8_of(encode_frame(picture, 50))) for number, picture in enumerate(pictures)]
    return webm(coded, WIDTH, HEIGHT, frames * 42)


@pytest.fixture(scope="module")
def clip() -> bytes:
    return tiny_clip()


def desk_with_clips(clip: bytes) -> Desk:
    """Amelia and Noah at the water tray, as a video."""
    entry = two_families(1)
    clips = tuple(WireClip(photo_id=each.photo_id, frames=12, duration_ms=504) for each in entry.body.renditions)
    body = entry.body.model_copy(update={"clips": clips})
    return desk_of(entry.model_copy(update={"body": body}), picture_bytes=clip)


@NO_GRAPHICS_CARD
def test_the_first_frame_is_shown_and_the_video_waits(qtbot: QtBot, look: Look, clip: bytes) -> None:
    player = ClipPlayer(look)
    qtbot.addWidget(player)

    with qtbot.waitSignal(player.seen, timeout=5000):
        player.show_clip(clip, "1 face seen")

    assert not player.is_playing
    assert player.bar.accessibleName() == "0.0 of 0.5 seconds"
    player.forget()


@NO_GRAPHICS_CARD
def test_it_plays_to_its_end_and_is_scrubbed(qtbot: QtBot, look: Look, clip: bytes) -> None:
    player = ClipPlayer(look)
    qtbot.addWidget(player)
    player.show()
    with qtbot.waitSignal(player.seen, timeout=5000):
        player.show_clip(clip, "")

    player.play.click()
    qtbot.waitUntil(lambda: not player.is_playing and player.bar.accessibleName().startswith("0.5"), timeout=5000)
    QTest.keyClick(player.bar, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: player.bar.accessibleName().startswith("0.0"), timeout=5000)

    assert player.play.text() == "Play"
    player.forget()


@NO_GRAPHICS_CARD
def test_what_is_no_video_is_told(qtbot: QtBot, look: Look) -> None:
    player = ClipPlayer(look)
    qtbot.addWidget(player)

    with qtbot.waitSignal(player.failed, timeout=5000):
        player.show_clip(b"no video at all", "")

    player.forget()


@NO_GRAPHICS_CARD
def test_nobody_approves_before_each_family_s_video_was_opened(qtbot: QtBot, office_of: OfficeOf, clip: bytes) -> None:
    office = office_of(desk_with_clips(clip))
    player = office.view.subject.player
    assert player.isVisible()
    assert not office.view.subject.picture.isVisible()
    assert office.view.approve.accessibleDescription().startswith("Look at the video first. What Amelia’s family sees")

    qtbot.waitUntil(lambda: "Noah’s family" in office.view.approve.accessibleDescription(), timeout=5000)
    office.view.family_chosen.emit(1)
    qtbot.waitUntil(lambda: office.view.approve.is_available, timeout=5000)
    assert faults_of(office.view) == []

    office.key("a")
    assert [step for _, step in office.steps] == ["approve"]
    office.presenter.close()


def test_a_picture_takes_the_video_s_place(office_of: OfficeOf) -> None:
    office = office_of(desk_of(two_families(1), picture_bytes=jpeg_of(scene())))

    assert office.view.subject.picture.isVisible()
    assert not office.view.subject.player.isVisible()
