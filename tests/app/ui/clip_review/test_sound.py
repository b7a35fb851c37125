"""The sound of a video under review: silent until a person says who can be heard, told for each family, and heard while it plays."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from app.ui.loudspeaker import NO_LOUDSPEAKER
from app.ui.room.clip_review.screen import VoiceChoice
from app.ui.room.clip_review.sound import ALL_HEAR, ALL_SILENT, NOBODY_HEARS, STAYS_SILENT, told_of
from app.ui.room.clip_review.sound_sheet import TAP_FIRST
from app.ui.room.clip_review.voice_pill import IN_PICTURE, NOT_HEARD, VoicePill
from app.ui.sound_samples import tone
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.ids import ChildId
from imaging.recorded import SOUND_HZ, ClipRecording, pcm_of
from imaging.video_values import ClipMeasure, Span
from tests import cast
from tests.app.ui.clip_review.conftest import ClipReview
from tests.app.ui.clip_review.film import HEIGHT, WIDTH, PretendImaging
from tests.app.ui.seen import jpeg_of
from tests.app.ui.walk import faults_of

Build = Callable[..., ClipReview]
SECONDS = 2


class SoundImaging(PretendImaging):
    """Two seconds with one child; whether they have sound is the recording's own."""

    def video_measure(self, clip: bytes) -> ClipMeasure:
        return dataclasses.replace(super().video_measure(clip), has_sound=pcm_of(clip) is not None)


def recorded(*, with_sound: bool = True) -> bytes:
    """Two seconds of a green field, with a tone."""
    clip, field = ClipRecording(WIDTH, HEIGHT), QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    field.fill(QColor(60, 120, 60))
    picture = jpeg_of(field)
    for frame in range(SECONDS * 25):
        clip.add(picture, frame / 25)
    if with_sound:
        clip.hear(tone(0, SECONDS * SOUND_HZ), 0.0)
    return clip.finish()


@pytest.fixture
def sounding(review_of: Build) -> ClipReview:
    """Amelia may be heard, Noah may not."""
    review = review_of(recorded(), SoundImaging())
    review.tablet.allow_voices(cast.AMELIA)
    return review.start()


def stored(review: ClipReview) -> tuple[ChildId, ...] | None:
    return review.tablet.clips.clip(review.clip, review.tablet.session).heard


def pill(review: ClipReview, child: ChildId) -> VoicePill:
    return next(pill for pill in review.view.voices.pills if pill.choice.child == child)


def say(review: ClipReview, *children: ChildId) -> None:
    """Tap these, and say that they are all."""
    review.view.side.sound.click()
    for child in children:
        pill(review, child).click()
    review.view.voices.these.click()


def test_a_video_without_sound_says_nothing_of_it(review_of: Build) -> None:
    review = review_of(recorded(with_sound=False), SoundImaging()).start()

    assert review.view.drawn.sound is None
    assert not review.view.side.sound.isVisible()


def test_a_video_with_sound_stays_silent_until_somebody_says_who_is_heard(sounding: ClipReview) -> None:
    assert sounding.view.side.sound.text() == STAYS_SILENT
    assert sounding.view.drawn.review.outcome.endswith(ALL_SILENT)
    assert stored(sounding) is None


def test_who_can_be_heard_is_said_by_taps_and_taken_back(sounding: ClipReview) -> None:
    sounding.view.side.sound.click()
    assert sounding.view.voices.these.accessibleDescription() == TAP_FIRST
    sounding.view.voices.shut()

    say(sounding, cast.AMELIA)

    assert stored(sounding) == (cast.AMELIA,)
    assert sounding.view.side.sound.text() == "Sound: Amelia"
    assert sounding.view.toast.sentence == ALL_HEAR

    sounding.view.undo_asked.emit()
    assert stored(sounding) is None
    sounding.view.redo_asked.emit()
    assert stored(sounding) == (cast.AMELIA,)


def test_nobody_but_grown_ups_and_not_sure_are_one_tap_each(sounding: ClipReview) -> None:
    sounding.view.side.sound.click()
    sounding.view.voices.nobody.click()

    assert stored(sounding) == ()
    assert sounding.view.side.sound.text() == "Sound: only grown-ups"

    sounding.view.side.sound.click()
    sounding.view.voices.not_sure.click()

    assert stored(sounding) is None
    assert sounding.view.side.sound.text() == STAYS_SILENT


def test_whoever_the_picture_names_is_heard_and_cannot_be_taken_out(sounding: ClipReview) -> None:
    sounding.name(cast.AMELIA)
    sounding.view.side.sound.click()

    assert pill(sounding, cast.AMELIA).accessibleName() == "Amelia, is in the picture"
    assert not sounding.view.voices.nobody.isVisible()
    pill(sounding, cast.AMELIA).click()
    assert pill(sounding, cast.AMELIA).isChecked()
    sounding.view.voices.these.click()

    assert stored(sounding) == (cast.AMELIA,)


def test_each_family_is_told_whether_it_hears_the_video(sounding: ClipReview) -> None:
    say(sounding, cast.AMELIA, cast.NOAH)

    sentence = "Amelia’s family sees it without sound: Noah may not be heard there."
    assert sounding.view.toast.sentence == NOBODY_HEARS
    assert sounding.view.drawn.review.outcome.endswith(sentence)

    sounding.view.tab_chosen.emit(1)
    assert sounding.view.side.family_sound.words.text() == "Without sound: Noah may not be heard there."
    sounding.view.undo_asked.emit()
    say(sounding, cast.AMELIA)
    sounding.view.tab_chosen.emit(1)
    assert sounding.view.side.family_sound.words.text() == "With sound"


@pytest.mark.parametrize(("in_picture", "may", "note"), [(True, False, IN_PICTURE), (False, False, NOT_HEARD), (False, True, "")])
def test_a_child_s_pill_says_what_is_known_of_the_voice(look: Look, in_picture: bool, may: bool, note: str) -> None:
    choice = VoiceChoice(child=cast.AMELIA, first_name="Amelia", avatar=1, is_heard=in_picture, is_in_picture=in_picture, may_be_heard=may)

    assert VoicePill(look, choice).note == note


def test_what_is_said_once_names_the_families_that_hear_nothing() -> None:
    both, names = (cast.AMELIA, cast.NOAH), {cast.AMELIA: "Amelia", cast.NOAH: "Noah"}

    assert told_of(both, {}, names) == ALL_HEAR
    assert told_of(both, {cast.AMELIA: (), cast.NOAH: both}, names) == "Without sound for Noah’s family."
    assert told_of(both, {cast.AMELIA: both, cast.NOAH: both}, names) == NOBODY_HEARS


def test_it_is_heard_while_it_plays_and_silent_afterwards(sounding: ClipReview) -> None:
    heard = sounding.loudspeaker

    sounding.view.play_asked.emit()
    assert tone(0, SECONDS * SOUND_HZ).endswith(heard.playing)
    assert len(heard.playing) > SECONDS * SOUND_HZ

    sounding.view.moment_asked.emit(1.0)
    assert heard.playing == b""

    sounding.view.play_asked.emit()
    assert len(heard.playing) <= SECONDS * SOUND_HZ
    sounding.presenter.close()
    assert heard.playing == b""


def test_a_family_s_silent_video_is_silent_here_too(sounding: ClipReview) -> None:
    sounding.view.tab_chosen.emit(1)

    sounding.view.play_asked.emit()

    assert sounding.loudspeaker.playing == b""


def test_a_tablet_without_a_loudspeaker_says_that_there_is_sound(sounding: ClipReview) -> None:
    sounding.loudspeaker.is_away = True

    sounding.view.play_asked.emit()

    assert sounding.view.drawn.timeline.is_playing
    assert sounding.view.toast.sentence == NO_LOUDSPEAKER


def test_a_longer_part_is_silent_until_it_was_listened_to(sounding: ClipReview) -> None:
    sounding.view.part_asked.emit(0.0, 1.0)
    say(sounding, cast.AMELIA)

    sounding.view.part_asked.emit(0.0, float(SECONDS))

    assert sounding.tablet.clips.clip(sounding.clip, sounding.tablet.session).span == Span(0.0, SECONDS)
    assert sounding.view.side.sound.text() == STAYS_SILENT


@pytest.mark.parametrize(("size", "percent", "rtl"), [((1280, 800), 100, True), ((1024, 600), 150, False)])
def test_nothing_is_small_nameless_or_cut_off_in_the_sheet(
    sounding: ClipReview, look: Look, size: tuple[int, int], percent: int, rtl: bool
) -> None:
    look.choose(ThemeName.LIGHT, percent)
    sounding.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    sounding.view.resize(*size)
    QApplication.processEvents()
    assert faults_of(sounding.view) == []

    sounding.view.side.sound.click()
    QApplication.processEvents()

    assert faults_of(sounding.view) == []
