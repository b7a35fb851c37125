"""The worker: dies, is late, starts again; a photo is held then, never "no faces"."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.boxes import Box, cover_region
from imaging import worker as module
from imaging.values import CoveredPicture, DetectorUnavailable, FaceLeftUncovered, FoundFace, PictureUnreadable, SearchStopped, Tier
from imaging.worker import ImagingWorker
from tests.imaging.pictures import Placed, astronaut, jpeg, opened, scene

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def photo() -> bytes:
    return jpeg(astronaut())


@pytest.fixture(scope="module")
def faces(worker: ImagingWorker, photo: bytes) -> tuple[FoundFace, ...]:
    return worker.find(photo)


def test_first_answer_comes_before_the_last(worker: ImagingWorker, photo: bytes, faces: tuple[FoundFace, ...]) -> None:
    first: list[tuple[FoundFace, ...]] = []

    last = worker.find(photo, on_first=first.append)

    assert len(first) == 1 and last == faces
    assert [face.tier for face in first[0]] == [Tier.FACE]


def test_a_stopped_search_is_no_answer(worker: ImagingWorker, photo: bytes) -> None:
    with pytest.raises(SearchStopped):
        worker.find(photo, stop=lambda: True)


def test_other_questions_are_answered_between_the_looks_of_a_search(
    worker: ImagingWorker, photo: bytes, faces: tuple[FoundFace, ...]
) -> None:
    asked: list[tuple[int, int]] = []

    def ask() -> bool:
        asked.append(worker.measure(photo))
        return False

    found = worker.find(photo, stop=ask)

    assert set(asked) == {(512, 512)} and found == faces


@pytest.mark.slow
def test_a_killed_worker_is_unavailable_once_and_then_starts_again(photo: bytes, faces: tuple[FoundFace, ...]) -> None:
    with ImagingWorker() as worker:
        worker.start()
        assert worker.pid is not None

        def kill() -> bool:
            os.kill(worker.pid or 0, signal.SIGKILL)
            return False

        with pytest.raises(DetectorUnavailable):
            worker.find(photo, stop=kill)

        assert worker.find(photo) == faces


def test_a_worker_that_died_between_two_questions_is_not_noticed(photo: bytes) -> None:
    with ImagingWorker() as worker:
        before = worker.keep(photo)
        process = worker._process
        assert process is not None
        process.kill()
        process.wait()

        assert worker.keep(photo) == before


def test_a_late_worker_is_unavailable(photo: bytes) -> None:
    with ImagingWorker(timeout_s=0.01) as worker, pytest.raises(DetectorUnavailable):
        worker.find(photo)


def test_a_worker_without_memory_is_unavailable(photo: bytes) -> None:
    with ImagingWorker(memory_mb=220) as worker, pytest.raises(DetectorUnavailable):
        worker.find(jpeg(scene(2560, 1920, [])[0]))


def test_a_worker_that_cannot_be_started_is_unavailable(monkeypatch: pytest.MonkeyPatch, photo: bytes) -> None:
    monkeypatch.setattr(module, "_command", lambda: ["/nowhere/python"])

    with ImagingWorker() as worker, pytest.raises(DetectorUnavailable):
        worker.find(photo)


def test_a_frozen_program_starts_itself_with_the_workers_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert module._command() == [sys.executable, "--imaging-worker"]


def test_the_flag_makes_a_worker_of_any_program(monkeypatch: pytest.MonkeyPatch, photo: bytes) -> None:
    script = "from imaging.asked import serve_if_asked; serve_if_asked(); raise SystemExit('went on')"
    monkeypatch.setattr(module, "_command", lambda: [sys.executable, "-c", script, "--imaging-worker"])

    with ImagingWorker() as worker:
        assert worker.measure(photo) == (512, 512)


def test_the_worker_does_not_run_its_program_again_and_the_program_never_loads_cv2(tmp_path: Path, photo: bytes) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(photo)
    program = tmp_path / "unguarded.py"
    program.write_text(
        "import pathlib, sys\nfrom imaging.worker import ImagingWorker\nprint('main')\n"
        f"with ImagingWorker() as worker:\n    print(worker.measure(pathlib.Path({str(picture)!r}).read_bytes()))\n"
        "print(sorted({'cv2', 'PIL', 'numpy'} & set(sys.modules)))\n"
    )

    said = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True
    )

    assert said.stdout.split("\n") == ["main", "(512, 512)", "[]", ""]


def test_two_threads_get_their_own_answers(worker: ImagingWorker) -> None:
    pictures = {size: jpeg(scene(size, 64, [])[0]) for size in (100, 200, 300)}
    wrong: list[int] = []

    def ask(size: int) -> None:
        wrong.extend(size for _ in range(10) if worker.measure(pictures[size]) != (size, 64))

    threads = [threading.Thread(target=ask, args=(size,)) for size in pictures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def covered(worker: ImagingWorker, photo: bytes, found: tuple[FoundFace, ...], seen: list[Box]) -> CoveredPicture:
    return worker.cover(photo, [cover_region(face.box, 512, 512) for face in found if face.box not in seen], seen)


def test_a_covered_picture_shows_no_face(worker: ImagingWorker, photo: bytes, faces: tuple[FoundFace, ...]) -> None:
    picture = covered(worker, photo, faces, [])

    assert (picture.width, picture.height) == (512, 512)
    assert [face for face in worker.find(picture.jpeg) if face.tier is Tier.FACE and not is_hidden(face, faces)] == []


def is_hidden(face: FoundFace, covers: tuple[FoundFace, ...]) -> bool:
    return any(cover_region(other.box, 512, 512).shared_area(face.box) > face.box.area / 2 for other in covers)


def test_a_face_that_nobody_covered_or_allowed_stops_the_picture(worker: ImagingWorker, photo: bytes, faces: tuple[FoundFace, ...]) -> None:
    with pytest.raises(FaceLeftUncovered) as stopped:
        worker.cover(photo, [Box(400, 400, 500, 500)], [])

    assert any(box.overlap(face.box) > 0.4 for box in stopped.value.boxes for face in faces)


@pytest.mark.slow
def test_a_face_left_over_stops_a_smaller_rendition_too(worker: ImagingWorker) -> None:
    image, boxes = scene(1600, 1200, [Placed(400, 400, 160), Placed(1200, 700, 160)])

    with pytest.raises(FaceLeftUncovered):
        worker.cover(jpeg(image), [cover_region(boxes[0], 1600, 1200)], [], max_side=800)
    seen = [face.box for face in worker.find(jpeg(image)) if face.box.shared_area(boxes[1])]
    assert worker.cover(jpeg(image), [cover_region(boxes[0], 1600, 1200)], seen, max_side=800).width == 800


def test_an_allowed_face_stays_as_it_is(worker: ImagingWorker, photo: bytes, faces: tuple[FoundFace, ...]) -> None:
    seen = [face.box for face in faces]

    picture = covered(worker, photo, faces, seen)

    assert abs(opened(picture.jpeg).astype(int) - opened(photo).astype(int)).mean() < 3


def test_a_preview_is_covered_and_small(worker: ImagingWorker) -> None:
    rgb, width, height = worker.preview(jpeg(scene(640, 480, [])[0]), [Box(0, 0, 640, 480)], 320)

    assert (width, height, len(rgb)) == (320, 240, 320 * 240 * 3)
    assert min(rgb[:3]) > 170  # pastel


def test_an_unreadable_picture_is_a_sentence_in_every_question(worker: ImagingWorker) -> None:
    questions: list[Callable[[bytes], object]] = [
        worker.find,
        worker.rewrite,
        lambda data: worker.cover(data, [], []),
        lambda data: worker.preview(data, [], 100),
    ]
    for question in questions:
        with pytest.raises(PictureUnreadable):
            question(b"no picture")


def test_a_frame_whose_bytes_do_not_fit_is_a_bug(worker: ImagingWorker) -> None:
    with pytest.raises(ValueError, match="fit"):
        worker.keep_frame(bytes(10), 4, 4, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
def test_the_worker_can_write_no_file_and_dump_no_core(worker: ImagingWorker) -> None:
    worker.start()
    limits = Path(f"/proc/{worker.pid}/limits")
    if not os.access(limits, os.R_OK):
        pytest.skip("another user's process, once it may not be dumped")

    lines = {line.rsplit(None, 3)[0].strip(): line.split() for line in limits.read_text().splitlines()}

    assert "0" in lines["Max file size"] and "0" in lines["Max core file size"]
