"""Sound on its way into a recording: any device's format becomes ours, a microphone that is away says so, and silence is noticed."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtMultimedia import QAudioFormat
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from app.ui.film_sound import MUTE_S, FilmSound
from app.ui.microphone import NO_MICROPHONE, Microphone, PacedMicrophone, SoundPiece
from app.ui.microphone_live import QtMicrophone, piece_of
from app.ui.sound_formats import format_of, wanted_format
from app.ui.sound_samples import OURS, SampleKind, SoundFormat, ToOurs, for_device, mono, tone
from imaging.recorded import SOUND_HZ

TONE_HZ = 1000.0
CD_STEREO = SoundFormat(44_100, 2, SampleKind.FLOAT)


def wave(hz: int, seconds: float = 0.5) -> npt.NDArray[np.float64]:
    """A tone at half of the loudest."""
    return np.asarray(0.5 * np.sin(2 * np.pi * TONE_HZ * np.arange(round(hz * seconds)) / hz))


def given(samples: npt.NDArray[np.float64], written_as: SoundFormat) -> bytes:
    """The same samples on every channel, as that device writes them."""
    word, silence, most = written_as.kind.value
    highest = most - 1 if silence or most > 1 else 1
    return np.repeat(samples * highest + silence, written_as.channels).astype(word).tobytes()


def heard(raw: bytes, written_as: SoundFormat, *, piece_bytes: int = 9_999) -> npt.NDArray[np.float64]:
    """What it becomes, taken in pieces that end anywhere."""
    to_ours = ToOurs(written_as)
    return mono(b"".join(to_ours.take(raw[at : at + piece_bytes]) for at in range(0, len(raw), piece_bytes)), OURS)


def pieces(sound: FilmSound, *samples: bytes) -> None:
    """Let it hear these, one after the other."""
    for each in samples:
        sound.take(SoundPiece(0.0, lambda each=each: each))  # type: ignore[misc]


@pytest.mark.parametrize(
    "written_as",
    [
        CD_STEREO,
        SoundFormat(48_000, 2, SampleKind.INT16),
        SoundFormat(16_000, 1, SampleKind.INT32),
        SoundFormat(96_000, 4, SampleKind.FLOAT),
        SoundFormat(48_000, 1, SampleKind.UINT8),
    ],
    ids=lambda one: f"{one.hz} Hz, {one.channels}, {one.kind.name}",
)
def test_the_sound_of_any_device_becomes_ours(written_as: SoundFormat) -> None:
    ours = heard(given(wave(written_as.hz), written_as), written_as)

    expected = wave(SOUND_HZ)[: len(ours)]
    assert abs(len(ours) - SOUND_HZ / 2) < 100
    assert np.abs(ours - expected)[200:-200].max() < 0.02


def test_our_own_format_goes_through_unchanged() -> None:
    raw = given(wave(SOUND_HZ), OURS)

    assert ToOurs(OURS).take(raw) == raw


def test_pieces_that_end_anywhere_are_the_same_sound_as_one_piece() -> None:
    raw = given(wave(44_100), CD_STEREO)

    assert heard(raw, CD_STEREO, piece_bytes=777) == pytest.approx(heard(raw, CD_STEREO, piece_bytes=len(raw)), abs=0.001)


@pytest.mark.parametrize("device", [CD_STEREO, SoundFormat(48_000, 2, SampleKind.INT32), SoundFormat(48_000, 1, SampleKind.UINT8)])
def test_ours_is_made_into_what_a_loudspeaker_takes(device: SoundFormat) -> None:
    raw = for_device(given(wave(SOUND_HZ, 2.5), OURS), device)

    assert abs(len(raw) // device.frame_bytes - 2.5 * device.hz) < 100
    assert np.abs(mono(raw, device) - wave(device.hz, 2.5)[: len(raw) // device.frame_bytes])[200:-200].max() < 0.02


def test_what_is_too_loud_or_no_number_breaks_nothing() -> None:
    ours = ToOurs(SoundFormat(SOUND_HZ, 1, SampleKind.FLOAT)).take(np.array([9.0, -9.0, math.nan], "<f4").tobytes())

    assert np.frombuffer(ours, "<i2").tolist() == [32767, -32768, 0]


def test_a_device_that_does_not_know_our_format_gives_its_own() -> None:
    own = QAudioFormat()
    own.setSampleRate(44_100)
    own.setChannelCount(2)
    own.setSampleFormat(QAudioFormat.SampleFormat.Float)

    assert format_of(wanted_format(lambda _: True, own)) == OURS
    assert format_of(wanted_format(lambda _: False, own)) == CD_STEREO


def test_a_piece_began_as_long_ago_as_it_is_long() -> None:
    piece = piece_of(bytes(CD_STEREO.frame_bytes * 4410), 100.0, CD_STEREO, ToOurs(CD_STEREO))

    assert piece.at_s == pytest.approx(99.9)


@pytest.mark.qt_log_level_fail("CRITICAL")  # what the system's media libraries miss on this machine
@pytest.mark.parametrize("kind", [Microphone, QtMicrophone])
def test_a_tablet_without_a_microphone_says_so(qapp: QApplication, kind: type[Microphone]) -> None:
    microphone = kind()
    if microphone.is_there:
        pytest.skip("This machine has a microphone.")
    failed = QSignalSpy(microphone.failed)

    microphone.listen()
    microphone.rest()

    assert [failed.at(number) for number in range(failed.count())] == [[NO_MICROPHONE]]


def test_a_made_up_sound_goes_on_where_it_was(qapp: QApplication) -> None:
    microphone = PacedMicrophone(tone)
    came = QSignalSpy(microphone.heard)

    microphone.listen()
    assert came.wait(1000)
    assert came.wait(1000)
    microphone.rest()

    first, second = (came.at(number)[0] for number in range(2))
    samples = first.samples()
    assert second.at_s == pytest.approx(first.at_s + len(samples) / 2 / SOUND_HZ)
    assert samples + second.samples() == tone(0, len(samples) // 2 + len(second.samples()) // 2)


def test_a_microphone_that_was_switched_off_is_noticed() -> None:
    second, sound = bytes(2 * SOUND_HZ), FilmSound()

    pieces(sound, *[second] * int(MUTE_S))
    assert not sound.was_mute

    pieces(sound, second)
    assert sound.was_mute


def test_a_pause_between_two_words_is_no_microphone_that_was_switched_off() -> None:
    sound = FilmSound()

    pieces(sound, *[tone(0, 4800), bytes(2 * SOUND_HZ)] * 4)

    assert not sound.was_mute
