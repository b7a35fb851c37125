"""Covering: the time for a picture of 2560 px with ten faces and three renditions, and whom a classifier knows under the covers."""

from __future__ import annotations

import time

from benchmarks.common import ROUNDS, figure, show
from domain.boxes import Box, cover_region
from imaging.worker import ImagingWorker
from tests.imaging import attack
from tests.imaging.pictures import Placed, jpeg, scene

WIDTH, HEIGHT, FACES, RENDITIONS = 2560, 1920, 10, 3


def main() -> None:
    """Print the figures of the covers."""
    image, faces = scene(WIDTH, HEIGHT, [Placed(300 + 480 * (i % 5), 600 + 700 * (i // 5), 90 + 12 * i) for i in range(FACES)])
    with ImagingWorker() as worker:
        worker.start()
        photo = worker.keep(jpeg(image)).jpeg
        worker.find(photo)  # as before every hand-in
        times: dict[bool, list[float]] = {False: [], True: []}
        for _ in range(ROUNDS):
            for check in times:
                times[check].append(timed_renditions(worker, photo, faces, check=check))
    show(figure("covers_three_renditions", times[False], "ms"))
    show(figure("covers_three_renditions_with_last_look", times[True], "ms"))
    show_attack()


def show_attack() -> None:
    """The share of pictures in which a linear classifier names one of five persons; by chance it is .2."""
    for name, hide in {"cover": attack.drawn, "blur": attack.blurred, "mosaic_8x8": attack.mosaic}.items():
        show(figure(f"covers_person_named_under_{name}", [attack.named_share(hide)], "share of pictures"))


def timed_renditions(worker: ImagingWorker, photo: bytes, faces: list[Box], *, check: bool) -> float:
    """Milliseconds for three journals, each of which may see another face."""
    started = time.perf_counter()
    for shown in range(RENDITIONS):
        regions = [cover_region(face, WIDTH, HEIGHT) for index, face in enumerate(faces) if index != shown]
        worker.cover(photo, regions, [faces[shown]], check=check)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
