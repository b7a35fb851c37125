"""Arriving: the server's own look at a picture beside drawing its covers anew, and what a clip takes to be served."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.common import ROUNDS, figure, show
from domain.boxes import Box, cover_region
from imaging.values import Tier
from imaging.video_values import Track
from imaging.worker import ImagingWorker
from tests.imaging.clips import MadeFrame, clip_of, room
from tests.imaging.pictures import Placed, jpeg, scene

WIDTH, HEIGHT, FACES = 2560, 1920, 6
FRAMES, FRAMES_PER_S = 50, 10.0


def main() -> None:
    """Print the figures of arriving pictures and clips."""
    with ImagingWorker() as worker:
        worker.start()
        show_pictures(worker)
        show_clip(worker)


def show_pictures(worker: ImagingWorker) -> None:
    """A picture in which all found faces but one are covered, drawn anew without and with the look; another one each time."""
    times: dict[bool, list[float]] = {False: [], True: []}
    for number in range(ROUNDS):
        photo = jpeg(scene(WIDTH, HEIGHT, [Placed(250 + 400 * i, 700 + 90 * number, 100) for i in range(FACES)])[0])
        seen, *others = (face.box for face in worker.find(photo))
        covers = [cover_region(box, WIDTH, HEIGHT) for box in others]
        arrived = worker.cover(photo, covers, [seen], check=False).jpeg
        for check, measured in times.items():
            measured.append(milliseconds(partial(worker.cover, arrived, covers, [seen], check=check)))
    show(figure("arriving_picture_drawn_anew", times[False], "ms"))
    show(figure("arriving_picture_drawn_anew_and_looked_at", times[True], "ms"))


def show_clip(worker: ImagingWorker) -> None:
    """Fifty frames of 720p with one cover: drawn and searched as it arrives, covered further, and marked for one family."""
    frame = MadeFrame(np.asarray(room(1280, 720)), {})
    clip, track = clip_of([frame] * FRAMES, FRAMES_PER_S), Track(0, Tier.FACE, 0, 0, (Box(200, 200, 300, 320),) * FRAMES)
    works: dict[str, Callable[[], object]] = {
        "arriving_clip_drawn_and_searched": partial(worker.video_cover, clip, [track]),
        "arriving_clip_covered_further": partial(worker.video_cover, clip, [track], check=False),
        "arriving_clip_marked": partial(worker.video_mark, clip, "Kept for one family · 7F3A"),
    }
    for name, work in works.items():
        show(figure(f"{name}_per_frame", [milliseconds(work) / FRAMES], "ms"))


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
