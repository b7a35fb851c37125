"""Prepared clips: an answer or a sentence for each, one process for all of them, no file opened, nobody called, memory within bounds."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from domain.errors import KnownError
from imaging.values import DetectorUnavailable
from imaging.video_head import read_head
from imaging.video_read import ClipBytes
from imaging.video_values import ClipUnreadable, SoundCannotBeKept
from imaging.worker import ImagingWorker
from tests.imaging.hostile_sound import hostile_sounds
from tests.imaging.hostile_video import hostile_clips, plain

MOST_MB = 400  # of the worker, net included: what a good clip of 30 s takes
IN_OPEN = 0x20  # inotify(7)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="wants inotify and /proc")
def test_c22_no_prepared_clip_breaks_the_worker_or_leads_anywhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.webm"
    secret.write_bytes(plain()["WebM"])

    with ImagingWorker(timeout_s=20) as worker, nobody_called() as address, not_opened(secret):
        worker.start()
        pid, clips = worker.pid, hostile_clips(secret, f"{address}/clip.webm")
        faults = [fault for name, clip in clips.items() for fault in faults_of(worker, name, clip)]
        for _, clip in hostile_sounds():
            with pytest.raises((SoundCannotBeKept, ClipUnreadable)):
                worker.video_cover(clip, [], with_sound=True, check=False)

        assert len(clips) >= 200 and faults == []
        assert worker.pid == pid and peak_mb(worker) < MOST_MB
        assert worker.video_cover(plain()["WebM"], [], check=False).frames == 6


def faults_of(worker: ImagingWorker, name: str, clip: bytes) -> list[str]:
    """What is wrong with the answers about one clip."""
    questions: tuple[Callable[[bytes], object], ...] = (
        worker.video_measure,
        lambda clip: worker.video_frame(clip, 0, []),
        lambda clip: worker.video_cover(clip, [], check=False),
    )
    found = []
    for question in questions:
        try:
            question(clip)
        except DetectorUnavailable as error:  # the process died or came too late over it
            found.append(f"{name}: {error.reason}")
        except KnownError as error:
            found += [] if error.sentence.endswith(".") else [f"{name}: no sentence"]
    return found


@contextmanager
def nobody_called() -> Iterator[str]:
    """An address on this machine that must not be called meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(BlockingIOError):
            server.accept()


@contextmanager
def not_opened(path: Path) -> Iterator[None]:
    """A file that must not be opened meanwhile."""
    library = ctypes.CDLL(None, use_errno=True)
    watch = library.inotify_init1(os.O_NONBLOCK)
    assert library.inotify_add_watch(watch, os.fsencode(path), IN_OPEN) > 0
    try:
        yield
        with pytest.raises(BlockingIOError):
            os.read(watch, 4096)
        path.read_bytes()
        assert os.read(watch, 4096)  # it would have been noticed
    finally:
        os.close(watch)


def peak_mb(worker: ImagingWorker) -> float:
    lines = Path(f"/proc/{worker.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def test_a_place_before_the_beginning_is_an_answer_and_moves_nothing() -> None:
    stream = ClipBytes(b"0123456789")
    stream.seek(4)

    assert stream.seek(-1) == stream.seek(1 << 70) == -1 and stream.read(1) == b"4"


def test_heads_are_read_in_bounded_time_and_depth(tmp_path: Path) -> None:
    clips = hostile_clips(tmp_path, "")

    assert read_head(clips["moov in moov, ten thousand deep"]) is not None
    for name in ("a million empty boxes", "a million empty elements", "a number of a million bytes"):
        head = read_head(clips[name])
        assert head is None or not head.is_known
