"""What the tour's microphone hears is found again: clear in a recording, and as tones in what a browser decodes."""

from __future__ import annotations

import numpy as np

from commands.clear_bytes import Needles
from commands.touring.sound import DECODED_HZ, TONE_S, TONES_HZ, has_track, heard_needles, melody, opus_of, tones_in
from imaging.recorded import SOUND_HZ
from tests.imaging.sounds import recorded

WHOLE_S = len(TONES_HZ) * TONE_S


def decoded(pcm: bytes) -> list[float]:
    """The samples as a browser gives them, at its lower rate."""
    samples: list[float] = (np.frombuffer(pcm, "<i2")[:: SOUND_HZ // DECODED_HZ] / 32768).tolist()
    return samples


def test_a_piece_goes_on_where_the_one_before_it_ended() -> None:
    assert melody(0, 30_000) + melody(30_000, 5_000) == melody(0, 35_000)


def test_every_needle_of_the_melody_is_found_in_a_recording_that_lies_clear() -> None:
    recording, needles = recorded(melody(0, 2 * SOUND_HZ), 2.0), heard_needles(2.0)

    found = {what for what, _ in Needles(needles).found_in(recording)}

    assert len(found) > 32
    assert len(found) > 0.9 * len(needles)  # one may lie across two pieces


def test_all_tones_stand_out_of_the_melody_and_none_out_of_silence_or_another_tone() -> None:
    samples = round(2 * WHOLE_S * SOUND_HZ)
    other = np.sin(np.arange(round(2 * WHOLE_S * DECODED_HZ)) * (2 * np.pi * 440 / DECODED_HZ))

    assert tones_in(decoded(melody(0, samples))) == TONES_HZ
    assert tones_in([0.0] * (samples // 6)) == ()
    assert tones_in(other.tolist()) == ()
    assert tones_in([]) == ()


def test_a_clear_recording_has_a_track_and_is_not_taken_for_a_familys_sound() -> None:
    clear = recorded(melody(0, SOUND_HZ), 1.0)

    assert has_track(clear)
    assert opus_of(clear) is None
    assert not has_track(recorded(b"", 1.0))
