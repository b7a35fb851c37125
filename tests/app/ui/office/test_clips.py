"""A video at the office: the covered one is played from memory, and nobody approves what they have not opened."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.office.clip_player import ClipPlayer
from app.ui.office.heard import NO_LOUDSPEAKER, SAID_NOTHING, Heard, sound_words
from app.ui.sound_samples import tone
from app.ui.theme.look import Look
from domain.ids import ChildId
from domain.wire.clips import WireClip
from imaging.recorded import SOUND_HZ
from imaging.video_file import Sound, webm
from imaging.video_write import encode_frame, vp8_of
from tests import cast
from tests.app.ui.office.desk import Desk, desk_of, two_families
from tests.app.ui.office.test_moderation import OfficeOf, office_of
from tests.app.ui.seen import jpeg_of, scene
from tests.app.ui.walk import faults_of

__all__ = ["office_of"]

NO_GRAPHICS_CARD = pytest.mark.no_qt_log  # without one, Qt warns and converts on the processor
WIDTH, HEIGHT = 64, 48


def tiny_clip(frames: int = 12, sound: Sound | None = None) -> bytes:
    """Half a second, a little brighter in every frame, as the covering writes it."""
    pictures = [np.full((HEIGHT, WIDTH, 3), 15 * number, np.uint8) for number in range(frames)]
    coded = [(number * 42, vp8_of(encode_frame(picture, 50))) for number, picture in enumerate(pictures)]
    return webm(coded, WIDTH, HEIGHT, frames * 42, sound)


@pytest.fixture(scope="module")
def clip() -> bytes:
    return tiny_clip()


@pytest.fixture(scope="module")
def sounding() -> bytes:
    """The same with a tone."""
    tenths = [(100 * tenth, tone(4800 * tenth, 4800)) for tenth in range(5)]
    return tiny_clip(sound=Sound("A_PCM/INT/LIT", b"", SOUND_HZ, 1, 0, tenths, bits=16))


def desk_with_clips(clip: bytes, *, heard: tuple[ChildId, ...] | None = None) -> Desk:
    """Amelia and Noah at the water tray, as a video; heard: by its author, beside those whom the picture names."""
    entry = two_families(1)
    about = {"has_sound": heard is not None, "heard": heard or ()}
    clips = tuple(WireClip(photo_id=each.photo_id, frames=12, duration_ms=504, **about) for each in entry.body.renditions)
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


@NO_GRAPHICS_CARD
def test_why_a_video_is_not_given_stands_beside_approve_until_it_is(qtbot: QtBot, office_of: OfficeOf, clip: bytes) -> None:
    desk = desk_with_clips(clip)
    key, whole = next(iter(desk.entries.items()))
    desk.withheld = "A face that nobody named was found in this video at 13.2 seconds. Return the entry to its author."
    desk.entries[key] = whole.model_copy(update={"item": whole.item.model_copy(update={"media_complete": False})})
    office = office_of(desk)
    assert office.view.approve.accessibleDescription() == desk.withheld and office.view.give_back.is_available
    assert (office.view.toast.isVisible(), office.view.toast.sentence) == (True, desk.withheld)
    assert faults_of(office.view) == []

    desk.entries[key], desk.withheld = whole, ""
    office.presenter.refresh()

    qtbot.waitUntil(lambda: "Noah’s family" in office.view.approve.accessibleDescription(), timeout=5000)
    assert not office.view.toast.isVisible()
    office.presenter.close()


def test_a_picture_takes_the_video_s_place(office_of: OfficeOf) -> None:
    office = office_of(desk_of(two_families(1), picture_bytes=jpeg_of(scene())))

    assert office.view.subject.picture.isVisible()
    assert not office.view.subject.player.isVisible()


@NO_GRAPHICS_CARD
def test_a_video_with_sound_is_heard_from_the_start_and_can_be_muted(qtbot: QtBot, look: Look, sounding: bytes) -> None:
    player = ClipPlayer(look, loudspeaker=lambda: True)
    qtbot.addWidget(player)
    player.show()
    with qtbot.waitSignal(player.seen, timeout=5000):
        player.show_clip(sounding, "", Heard(was_wished=True, names=("Amelia",)))
    sound = player.sound
    assert (sound.switch.accessibleName(), sound.words.text()) == ("Sound on", "Heard: Amelia, nobody else")

    QTest.keyClick(player, Qt.Key.Key_M)
    assert (sound.switch.accessibleName(), sound.is_muted) == ("Muted", True)

    QTest.keyClicks(player, "--")
    assert (sound.volume, sound.is_muted) == (8, True)
    assert sound.words.text() == "Heard: Amelia, nobody else · volume 80 %"
    QTest.keyClicks(player, "+")
    assert (sound.volume, sound.is_muted) == (9, False)

    player.play.click()
    player.hide()
    assert not player.is_playing
    player.forget()
    assert sound.words.text() == ""


@NO_GRAPHICS_CARD
def test_a_computer_without_a_loudspeaker_says_that_the_video_has_sound(qtbot: QtBot, look: Look, sounding: bytes) -> None:
    player = ClipPlayer(look, loudspeaker=lambda: False)
    qtbot.addWidget(player)
    player.show()
    with qtbot.waitSignal(player.seen, timeout=5000):
        player.show_clip(sounding, "")

    assert player.sound.words.text().startswith(NO_LOUDSPEAKER)
    assert not player.sound.switch.isVisible()
    player.play.click()
    qtbot.waitUntil(lambda: player.bar.accessibleName().startswith("0.5"), timeout=5000)
    player.forget()


@NO_GRAPHICS_CARD
def test_the_entry_says_who_is_heard_and_the_bytes_whether_they_are(qtbot: QtBot, office_of: OfficeOf, clip: bytes) -> None:
    office = office_of(desk_with_clips(clip, heard=(cast.NOAH,)))
    player = office.view.subject.player

    assert office.view.drawn.subject is not None
    assert office.view.drawn.subject.heard.names == ("Noah", "Amelia")
    qtbot.waitUntil(lambda: player.sound.words.text() == "Without sound in this journal", timeout=5000)
    office.presenter.close()


def test_the_words_below_a_video() -> None:
    both = Heard(was_wished=True, names=("Amelia", "Noah"))

    assert sound_words(both, has_sound=True, can_be_heard=True) == "Heard: Amelia and Noah, nobody else"
    assert sound_words(Heard(was_wished=True), has_sound=True, can_be_heard=True) == "Heard: no child, only grown-ups"
    assert sound_words(both, has_sound=False, can_be_heard=False) == "Without sound in this journal"
    assert sound_words(SAID_NOTHING, has_sound=False, can_be_heard=True) == "Without sound"
