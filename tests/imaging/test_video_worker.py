"""The worker's questions about clips: step by step, stopped at any time, photos between, nothing on a disk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.boxes import Box
from imaging.values import DetectorUnavailable, Tier
from imaging.video_values import ClipMeasure, ClipStopped, ClipTooLarge, ClipUnreadable, FaceLeftUncoveredAt, FoundTracks, Span, Track
from imaging.worker import ImagingWorker
from tests.imaging.clips import clip_of, moving, room, standing
from tests.imaging.pictures import jpeg, opened
from tests.imaging.test_video_read import clip as still_clip

COUNT = 10


@pytest.fixture(scope="module")
def clip() -> bytes:
    return clip_of(moving(COUNT, [standing]))


@pytest.fixture(scope="module")
def found(worker: ImagingWorker, clip: bytes) -> FoundTracks:
    return worker.video_tracks(clip)


def test_a_clip_is_measured(worker: ImagingWorker, clip: bytes) -> None:
    assert worker.video_measure(clip) == ClipMeasure(640, 360, 0, 0.4, False)


def test_tracks_come_back_with_every_frames_time(found: FoundTracks) -> None:
    assert len(found.times_s) == COUNT and (found.width, found.height) == (640, 360)
    assert [(track.first, track.end) for track in found.tracks if track.tier is Tier.FACE] == [(0, COUNT)]


@pytest.mark.slow
def test_progress_grows_to_the_end(worker: ImagingWorker, clip: bytes) -> None:
    heard: list[float] = []

    worker.video_tracks(clip, on_progress=heard.append)

    assert heard == sorted(heard) and all(0 <= done <= 1 for done in heard)


@pytest.mark.slow
def test_a_stopped_search_is_no_answer_and_the_next_one_is(worker: ImagingWorker, clip: bytes, found: FoundTracks) -> None:
    with pytest.raises(ClipStopped):
        worker.video_tracks(clip, stop=lambda: True)

    assert worker.video_tracks(clip) == found


@pytest.mark.slow
def test_photos_are_answered_between_the_steps_of_a_clip(worker: ImagingWorker, clip: bytes, found: FoundTracks) -> None:
    photo = jpeg(room(320, 192))
    sizes: list[tuple[int, int]] = []

    def ask(_: float) -> None:
        sizes.append(worker.measure(photo))

    assert worker.video_tracks(clip, on_progress=ask) == found and set(sizes) <= {(320, 192)}


@pytest.mark.slow
def test_a_covered_clip_shows_no_face(worker: ImagingWorker, clip: bytes, found: FoundTracks) -> None:
    made = worker.video_cover(clip, found.tracks)

    assert made.frames == COUNT and made.duration_s == pytest.approx(0.4, abs=0.01)
    assert [track for track in worker.video_tracks(made.webm).tracks if track.tier is Tier.FACE] == []


def test_a_seen_face_stays_and_a_forgotten_one_stops_the_clip(worker: ImagingWorker, clip: bytes, found: FoundTracks) -> None:
    made = worker.video_cover(clip, found.tracks, [track.id for track in found.tracks], span=Span(0, 0.2))

    assert made.frames == 5
    with pytest.raises(FaceLeftUncoveredAt) as stopped:
        worker.video_cover(clip, [])
    assert stopped.value.at_s == 0 and stopped.value.boxes
    told = worker.video_cover(clip, [], span=Span(0, 0.2), add_found=True)
    assert (told.frames, told.added) == (5, found.tracks)


def test_a_word_about_the_whole_frame_uncovers_nobody(worker: ImagingWorker, clip: bytes, found: FoundTracks) -> None:
    everywhere = Track(7, Tier.FACE, 0, 0, (Box(0, 0, 640, 360),) * COUNT)

    made = worker.video_cover(clip, [everywhere], seen=[7], span=Span(0, 0.04), add_found=True)

    assert made.added == found.tracks


@pytest.mark.slow
def test_a_worker_that_never_saw_the_clip_searches_it_before_it_covers(clip: bytes, found: FoundTracks) -> None:
    with ImagingWorker() as fresh, pytest.raises(FaceLeftUncoveredAt) as stopped:
        fresh.video_cover(clip, [])

    assert stopped.value.boxes == tuple(box for track in found.tracks if (box := track.box_at(0)) is not None)


def test_a_frame_is_small_and_covered(worker: ImagingWorker, clip: bytes, found: FoundTracks) -> None:
    covered, seen = (opened(worker.video_frame(clip, 4, found.tracks, ids, 320)) for ids in ([], [track.id for track in found.tracks]))

    assert covered.shape == seen.shape == (180, 320, 3)
    assert abs(covered[50:80, 245:275].astype(int) - seen[50:80, 245:275]).mean() > 20


@pytest.mark.slow
def test_a_work_that_died_with_its_process_is_unavailable(clip: bytes) -> None:
    with ImagingWorker() as worker, pytest.raises(DetectorUnavailable):
        worker.video_tracks(clip, on_progress=lambda _: worker.close())


def test_what_is_no_clip_is_a_sentence_in_every_question(worker: ImagingWorker) -> None:
    questions: list[Callable[[bytes], object]] = [
        worker.video_measure,
        worker.video_tracks,
        lambda data: worker.video_cover(data, []),
        lambda data: worker.video_frame(data, 0, []),
    ]
    for question in questions:
        with pytest.raises(ClipUnreadable):
            question(b"no clip")
        with pytest.raises(ClipTooLarge, match="1936"):
            question(still_clip([0, 40], 1936, 720))
