"""What was recorded goes along as Opus: in its place, nothing of what lies outside the kept part, and not at all unless it is asked for."""

from __future__ import annotations

import time

import numpy as np
import pytest

from imaging.opus import ogg_packets
from imaging.recorded import SOUND_HZ, pcm_of
from imaging.video_cover import ClipCover, CoverOrder
from imaging.video_head import read_head
from imaging.video_sound import sound_of
from imaging.video_values import WHOLE, SoundCannotBeKept, Span
from imaging.worker import ImagingWorker
from tests.imaging.hostile_sound import clip as film
from tests.imaging.hostile_sound import hostile_sounds
from tests.imaging.sounds import begins_s, filmed, heard, pitch_hz, recorded, silence, tone

RECORDING = recorded(silence(0.5) + tone(1.5), 2.0)


def covered(recording: bytes, span: Span = WHOLE, *, with_sound: bool = True) -> bytes:
    return ClipCover(recording, CoverOrder((), span=span, with_sound=with_sound), None).finish().webm


def test_a_tone_is_heard_at_its_pitch_and_in_its_place() -> None:
    row = heard(sound_of(covered(RECORDING), WHOLE))

    assert begins_s(row) == pytest.approx(0.5, abs=0.01) and len(row) == pytest.approx(2.0 * SOUND_HZ, abs=960)
    assert pitch_hz(row[40_000:90_000]) == pytest.approx(440, abs=1)


@pytest.mark.parametrize(("start_s", "first_frame_s"), [(0.2, 0.2), (0.25, 0.3), (0.31, 0.4)])
def test_after_trimming_it_is_still_beside_its_frames(start_s: float, first_frame_s: float) -> None:
    row = heard(sound_of(covered(RECORDING, Span(start_s, 1.4)), WHOLE))

    assert begins_s(row) == pytest.approx(0.5 - first_frame_s, abs=0.01)
    assert pitch_hz(row[20_000:45_000]) == pytest.approx(440, abs=2)


def test_c21_nothing_that_was_said_outside_the_kept_part_has_a_share_in_it() -> None:
    inside = tone(1.0, 300)
    quiet = recorded(silence(0.5) + inside + silence(0.5), 2.0)
    loud = recorded(tone(0.5, 900) + inside + tone(0.5, 2000), 2.0)

    assert covered(quiet, Span(0.5, 1.5)) == covered(loud, Span(0.5, 1.5)) != covered(loud)


def test_c21_a_clip_that_is_covered_without_sound_is_the_one_that_was_filmed_without() -> None:
    made = covered(RECORDING, with_sound=False)
    head = read_head(made)

    assert made == covered(filmed(2.0).finish(), with_sound=False)
    assert head is not None and not head.has_sound


def test_the_same_samples_give_the_same_packets_and_no_encoder_is_named() -> None:
    made = covered(RECORDING)

    assert made == covered(RECORDING)
    assert not any(word in made for word in (b"OpusTags", b"libopus", b"sndfile", b"ENCODER"))


def test_a_carried_track_is_not_coded_again() -> None:
    once = covered(RECORDING)

    assert sound_of(covered(once), WHOLE) == sound_of(once, WHOLE)


def test_a_second_takes_about_six_kilobytes() -> None:
    chance = np.random.default_rng(6).normal(0, 3000, 2 * SOUND_HZ).astype("<i2").tobytes()

    for samples in (tone(2.0), chance):
        assert 3000 < sum(len(packet) for _, packet in sound_of(recorded(samples, 2.0), WHOLE).packets) / 2 < 8000


def test_a_microphone_that_fell_silent_before_the_kept_part_is_no_reason_to_refuse() -> None:
    row = heard(sound_of(covered(recorded(tone(0.3), 2.0), Span(1.0, 2.0)), WHOLE))

    assert np.abs(row).max() < 1e-6


@pytest.mark.parametrize("start_s", [0.95, 1.001])
def test_a_part_that_begins_between_two_frames_after_the_sound_ended_can_still_be_written_anew(start_s: float) -> None:
    made = covered(recorded(tone(0.3), 2.0), Span(start_s, 1.6))

    assert [at_ms for at_ms, _ in sound_of(covered(made), WHOLE).packets] == [0]


def test_asked_for_sound_that_was_not_recorded_cannot_be_kept() -> None:
    with pytest.raises(SoundCannotBeKept):
        covered(filmed(1.0).finish())


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in hostile_sounds()])
def test_a_prepared_sound_track_is_refused_soon(data: bytes) -> None:
    begun = time.process_time()

    with pytest.raises(SoundCannotBeKept):
        sound_of(data, WHOLE)

    assert time.process_time() - begun < 1 and pcm_of(data) is None


def test_the_frames_of_a_clip_with_prepared_sound_are_read_all_the_same() -> None:
    prepared = dict(hostile_sounds())
    silent = covered(film(), with_sound=False)

    for name in ("laced", "44,100 Hz", "one block of a minute"):
        assert covered(prepared[name], with_sound=False) == silent


def test_sound_that_is_longer_than_its_film_ends_with_it() -> None:
    made = sound_of(covered(film(packets=[(0, tone(3.0))])), WHOLE)

    assert made.packets[-1][0] == 980


def test_the_worker_codes_measures_and_carries_sound(worker: ImagingWorker) -> None:
    made = worker.video_cover(RECORDING, [], with_sound=True, check=False)
    pid = worker.pid
    marked = worker.video_mark(made.webm, "Copy for the Moreau family")

    assert worker.video_measure(RECORDING).has_sound and worker.video_measure(made.webm).has_sound and worker.pid == pid
    assert made.webm == covered(RECORDING) and sound_of(marked.webm, WHOLE) == sound_of(made.webm, WHOLE)
    with pytest.raises(SoundCannotBeKept):
        worker.video_cover(filmed(1.0).finish(), [], with_sound=True, check=False)


@pytest.mark.parametrize(
    "damaged", [b"OggX" + bytes(40), b"OggS" + bytes(10), b"OggS" + bytes(22) + b"\1\5ab", b"OggS" + bytes(22) + b"\1\xff" + bytes(255)]
)
def test_what_is_no_whole_ogg_file_is_a_bug(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="Ogg"):
        ogg_packets(damaged)


def test_a_packet_may_go_on_over_pages() -> None:
    head = b"OggS" + bytes(22)

    assert ogg_packets(head + b"\2\xff\xff" + b"a" * 510 + head + b"\3\0\2\1" + b"bbc") == [b"a" * 510, b"bb", b"c"]
