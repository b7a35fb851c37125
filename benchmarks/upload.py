"""Uploading photos: decrypt, hash, create, send and prove, against a bare PUT of the same size to the same durable endpoint."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from app.storage import sendable
from app.storage.renditions import RenditionRow
from app.sync import receipts
from app.sync.engine import never, unheard
from app.sync.pushing import Pusher
from app.sync.transport import Transport
from app.sync.uploads import Uploader
from benchmarks.common import ROUNDS, figure, ratio_figure, show
from benchmarks.rig.pictures import pictures
from benchmarks.rig.server import Running, running_server, wait_until_idle
from benchmarks.rig.tablet import BenchTablet, Picture, now
from benchmarks.throttle import throttled
from domain.wire import MediaCreate

PER_ROUND = 16  # photos, half of them ours; each round has new ones, for the server keeps what it has


def main() -> None:
    """Print the figures for loopback and for 100 Mbit/s."""
    made = pictures(2 * ROUNDS * PER_ROUND)
    with tempfile.TemporaryDirectory(prefix="bench-") as name, running_server(Path(name) / "server") as server:
        tablet = BenchTablet(Path(name) / "tablet", server, "T-02")
        measure("upload_loopback", tablet, server, server.url, made[: len(made) // 2])
        with throttled(server.url) as slow:
            measure("upload_100_mbit", tablet, server, slow, made[len(made) // 2 :])
        tablet.close()


def measure(name: str, tablet: BenchTablet, server: Running, url: str, made: Sequence[Picture]) -> None:
    """Rounds of a batch of ours and a batch of bare ones, in turns; a round's ratio is bare ÷ ours in seconds per byte."""
    transport, ratios, per_photo = tablet.transport_to(url), [], []
    for turn in range(ROUNDS):
        rows = queue(tablet, made[turn * PER_ROUND : (turn + 1) * PER_ROUND])
        works = [(send_ours, rows[::2]), (send_bare, rows[1::2])]
        taken = {}
        for work, half in works if turn % 2 else works[::-1]:
            wait_until_idle(server.pid)
            taken[work] = work(tablet, transport, half)
        ratios.append(taken[send_bare] / taken[send_ours])
        per_photo.append(taken[send_ours] * rows[0].bytes * 1000)
    show(ratio_figure(name, ratios, ratio_to="bare PUT to the same endpoint"))
    show(figure(f"{name}_ms_per_photo", per_photo, "ms"))
    transport.close()


def queue(tablet: BenchTablet, made: Sequence[Picture]) -> Sequence[RenditionRow]:
    """Hand these in and push their entries: what is left is to send the bytes."""
    tablet.hand_in(made)
    Pusher(tablet.connection, tablet.transport, tablet.transport.hello(), decided_up_to=sendable.last_seq(tablet.connection)).run(never)
    return sendable.pictures(tablet.connection)[-len(made) :]


def send_ours(tablet: BenchTablet, transport: Transport, rows: Sequence[RenditionRow]) -> float:
    """Seconds per byte of the real thing: what the engine does for each picture, up to the proved receipt."""
    key = tablet.paired.answer.signing_key
    uploader = Uploader(tablet.connection, tablet.vault, transport, epoch=tablet.epoch, signing_key=key, actor=tablet.author, clock=now)
    start = time.perf_counter()
    for row, proof in uploader.sent(rows, never, unheard):
        fault = receipts.fault_of(proof.result(), row, epoch=tablet.epoch, signing_key=key)
        assert not fault, fault
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
