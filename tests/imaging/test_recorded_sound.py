"""What the microphone hears is kept in its place beside the frames, and a recording without it is the file that it always was."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from imaging import recorded as recording_module
from imaging.recorded import SOUND_HZ, ClipRecording, frame_of, pcm_of, places_of
from imaging.recorded_sound import HeardSound
from imaging.video_read import ClipReader
from tests.imaging.clips import clip_of, moving, standing
from tests.imaging.sounds import FRAME, Samples, filmed, recorded, silence, tone
from tests.imaging.test_video_sound import clip as clip_with_opus


def samples(pcm: bytes) -> Samples:
    row: Samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    return row


def counted(first: int, count: int) -> bytes:
    """Samples that tell their number, so that each can be found again."""
    return bytes(np.arange(first, first + count).astype("<i2").tobytes())


def at_ms(pcm: bytes, value: int) -> float:
    """When that sample is heard."""
    return float(np.flatnonzero(samples(pcm) == value)[0]) * 1000 / SOUND_HZ


def laid(pieces: list[tuple[float, bytes]], first_s: float = 0.0, end_ms: int = 30_000) -> bytes:
    heard = HeardSound()
    for at_s, pcm in pieces:
        heard.add(pcm, at_s)
    return heard.laid(first_s, end_ms)


def test_what_was_heard_comes_back_sample_by_sample_beside_the_frames() -> None:
    sound = silence(0.5) + tone(1.5)
    clip = recorded(sound, 2.0)

    measure, frames = ClipReader(clip).measure, list(ClipReader(clip).frames())

    assert pcm_of(clip) == sound
    assert measure.has_sound and measure.duration_s == 2.0 and len(frames) == 20
    assert [frame.at_s for frame in frames] == pytest.approx([number / 10 for number in range(20)], abs=0.001)


def test_a_recording_without_sound_is_the_file_that_it_always_was() -> None:
    made = ClipRecording(64, 64)
    for number in range(30):
        made.add(b"\xff\xd8" + bytes((number,)) * 5000 + b"\xff\xd9", 7 + number / 12)

    assert hashlib.sha256(made.finish()).hexdigest() == "cecc42cbd47383e853c8f121a74d9a1ba8c77bf65b8b5230cd7f9121347fee05"
    assert pcm_of(made.finish()) is None is pcm_of(clip_with_opus()) is pcm_of(b"") is pcm_of(clip_of(moving(1, [standing])))


def test_a_frame_is_never_taken_from_the_sound() -> None:
    loud, silent = recorded(tone(2.0), 2.0), filmed(2.0).finish()

    assert [place.at_ms for place in places_of(loud)] == [place.at_ms for place in places_of(silent)]
    assert all(frame_of(loud, at_s) == FRAME for at_s in (0.0, 0.05, 0.99, 1.95, 30.0))


def test_what_came_before_the_first_frame_or_after_the_last_is_left_out() -> None:
    made = ClipRecording(320, 192)
    made.hear(silence(5), 90.0)
    made.hear(counted(1, 9600), 99.9)
    for number in range(5):
        made.add(FRAME, 100 + number / 10)
    made.hear(counted(9601, 20_000), 100.1)
    made.hear(tone(1), 131.0)
    made.hear(tone(1), 140.0)

    pcm = pcm_of(made.finish())

    assert pcm is not None and pcm == counted(4801, 24_000)


def test_sound_that_only_lies_outside_makes_a_silent_recording() -> None:
    made = filmed(1.0)
    made.hear(tone(1), 98.5)
    made.hear(tone(1), 101.0)

    assert made.finish() == filmed(1.0).finish()


def test_a_gap_becomes_silence_and_what_follows_is_in_its_place() -> None:
    pcm = laid([(0.0, counted(1, 4800)), (0.1, counted(4801, 4800)), (0.7, counted(9601, 4800))])

    assert at_ms(pcm, 9601) == 700 and not samples(pcm)[9600:33_600].any() and len(pcm) == 2 * 38_400


def test_a_word_that_comes_late_tears_no_hole() -> None:
    pieces = [(number / 10 + (0.3 if number in (3, 4, 7) else 0), counted(1 + 3000 * number, 4800)) for number in range(10)]

    assert laid(pieces) == b"".join(pcm for _, pcm in pieces)


def test_uneven_words_leave_the_sound_without_a_seam() -> None:
    chance = np.random.default_rng(4)
    pieces = [(number / 50 + float(late), counted(1 + 960 * number, 960)) for number, late in enumerate(chance.uniform(0, 0.03, 30))]

    assert laid(pieces).lstrip(b"\0") == b"".join(pcm for _, pcm in pieces).lstrip(b"\0")


@pytest.mark.parametrize("share", [0.995, 0.9999, 1.0001, 1.005])
def test_a_sound_card_with_a_clock_of_its_own_stays_beside_the_frames(share: float) -> None:
    half = silence(0.05)
    pieces = [(number * 0.1 * share, half + counted(1 + number, 1) + half[2:]) for number in range(299)]

    pcm = laid(pieces)

    for number in range(0, 299, 13):
        assert at_ms(pcm, number + 1) == pytest.approx(number * 100 * share + 50, abs=45)


def test_pieces_that_lie_over_each_other_are_laid_one_after_the_other() -> None:
    pcm = laid([(0.5, counted(1, 4800)), (0.55, counted(4801, 4800)), (0.65, counted(9601, 4800))])

    assert samples(pcm)[samples(pcm) > 0].tolist() == list(range(1, 14_401)) and abs(at_ms(pcm, 4801) - 550) < 40


def test_half_a_sample_is_left_out() -> None:
    assert laid([(0.0, counted(1, 10) + b"\x07"), (10 / SOUND_HZ, b"\x09"), (10 / SOUND_HZ, counted(11, 10))]) == counted(1, 20)


def test_sound_counts_against_the_size_of_a_clip(monkeypatch: pytest.MonkeyPatch) -> None:
    made = filmed(2.0)
    for number in range(20):
        made.hear(tone(0.1), 100 + number / 10)
    whole = made.finish()
    monkeypatch.setattr(recording_module, "MAX_CLIP_BYTES", made.bytes + 1000)

    made.hear(tone(0.1), 102.0)

    assert len(whole) <= made.bytes < len(whole) + 20_000
    assert made.is_full and not made.add(FRAME, 102.0) and made.finish() == whole


def test_frames_leave_room_for_the_sound_that_comes_after_them(monkeypatch: pytest.MonkeyPatch) -> None:
    made, number = ClipRecording(320, 192), 0
    made.hear(tone(0.1), 100.0)
    monkeypatch.setattr(recording_module, "MAX_CLIP_BYTES", 400_000)
    while made.add(FRAME, 100 + number / 25):
        number += 1

    for piece in range(1, 10):
        made.hear(tone(0.1), 100 + piece / 10)

    assert made.is_full and number >= 25 and pcm_of(made.finish()) == tone(0.1) * 10 and made.bytes <= 400_000


def test_a_recording_of_half_a_minute_has_room_for_its_sound() -> None:
    made = ClipRecording(64, 64)
    for number in range(301):
        made.add(FRAME, number / 10)
        made.hear(tone(0.1), number / 10)

    pcm = pcm_of(made.finish())

    assert pcm is not None and len(pcm) == 2 * SOUND_HZ * 301 // 10 and not made.is_full
