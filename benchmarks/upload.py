"""Uploading photos: decrypt, hash, create, send and prove, against a bare PUT of the same size to the same durable endpoint."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from app.storage import sendable
from app.storage.renditions import RenditionRow
from app.sync import receipts
from app.sync.pushing import Pusher
from app.sync.transport import Transport
from app.sync.uploads import Uploader
from benchmarks.common import ROUNDS, figure, ratio_figure, show
from benchmarks.rig.pictures import pictures
from benchmarks.rig.server import running_server
from benchmarks.rig.tablet import BenchTablet, Picture, now
from benchmarks.throttle import throttled
from domain.wire import MediaCreate

PER_ROUND = 8  # photos of each kind; each round has new ones, for the server keeps what it has


def main() -> None:
    """Print the figures for loopback and for 100 Mbit/s."""
    made = pictures(4 * ROUNDS * PER_ROUND // 2)
    with tempfile.TemporaryDirectory(prefix="bench-") as name, running_server(Path(name) / "server") as server:
        tablet = BenchTablet(Path(name) / "tablet", server, "T-02")
        measure("upload_loopback", tablet, server.url, made[: len(made) // 2])
        with throttled(server.url) as slow:
            measure("upload_100_mbit", tablet, slow, made[len(made) // 2 :])
        tablet.close()


def measure(name: str, tablet: BenchTablet, url: str, made: Sequence[Picture]) -> None:
    """Rounds of ours and theirs, in turns; the ratio is the bare PUT's time divided by ours, per byte."""
    transport, ratios, per_photo = tablet.transport_to(url), [], []
    half = PER_ROUND // 2
    for turn in range(ROUNDS):
        batch = made[turn * PER_ROUND : (turn + 1) * PER_ROUND]
        tablet.hand_in(batch)
        Pusher(tablet.connection, tablet.transport, tablet.transport.hello()).run(lambda: False)
        rows = sendable.pictures(tablet.connection)[-len(batch) :]
        ours, bare = rows[:half], rows[half:]
        works: list[Callable[[], float]] = [lambda: send_ours(tablet, transport, ours), lambda: send_bare(tablet, transport, bare)]  # noqa: B023
        first = works[turn % 2]()
        second = works[1 - turn % 2]()
        mine, theirs = (first, second) if turn % 2 == 0 else (second, first)
        ratios.append(theirs / mine)
        per_photo.append(mine * size_of(ours) / len(ours) * 1000)
    show(ratio_figure(name, ratios, ratio_to="bare PUT to the same endpoint"))
    show(figure(f"{name}_ms_per_photo", per_photo, "ms"))
    transport.close()


def send_ours(tablet: BenchTablet, transport: Transport, rows: Sequence[RenditionRow]) -> float:
    """Seconds per byte of the real thing: what the engine does for each picture, up to the proved receipt."""
    key = tablet.paired.answer.signing_key
    uploader = Uploader(tablet.connection, tablet.vault, transport, epoch=tablet.epoch, signing_key=key, actor=tablet.author, clock=now)
    start = time.perf_counter()
    for row, receipt in [(row, uploader.send(row)) for row in rows]:
        assert not receipts.fault_of(receipt, row, epoch=tablet.epoch, signing_key=key)
    return (time.perf_counter() - start) / size_of(rows)


def send_bare(tablet: BenchTablet, transport: Transport, rows: Sequence[RenditionRow]) -> float:
    """Seconds per byte of nothing but the bytes: created before, in memory, hashed before."""
    ready = []
    for row in rows:
        transport.create_media(MediaCreate(id=row.id, sha256=row.sha256, bytes=row.bytes))
        content = tablet.vault.open(tablet.connection, row.file_id or "")
        ready.append((row.id, content, hashlib.sha256(content).digest()))
    start = time.perf_counter()
    for media_id, content, digest in ready:
        transport.send_media(media_id, 0, content, digest)
    return (time.perf_counter() - start) / size_of(rows)


def size_of(rows: Sequence[RenditionRow]) -> int:
    """Bytes of all."""
    return sum(row.bytes for row in rows)


if __name__ == "__main__":
    main()
