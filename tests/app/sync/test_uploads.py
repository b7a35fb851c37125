"""Bytes arrive once, from wherever they broke off; only a true receipt wipes them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.storage import failures, photos, renditions
from app.storage.database import transaction
from app.storage.photos import Kind, Photo
from app.storage.renditions import RenditionRow
from app.sync import receipts
from app.sync.engine import SyncEngine
from app.sync.transport import Transport
from domain.ids import DraftId
from domain.lifecycle import PhotoState, RenditionState
from domain.wire import Receipt
from tests.model.door import Door, Fault
from tests.model.protocol import ModelServer
from tests.model.tablet import AMELIA, ISLA, SAM, Tablet

BIG = b"\xff\xd8 a covered picture " * 20_000


def only(tablet: Tablet) -> RenditionRow:
    (row,) = renditions.in_state(tablet.connection, *RenditionState)
    return row


@pytest.mark.parametrize("keep", [0, 1, 100_000, len(BIG) - 1])
def test_a_broken_upload_goes_on_where_it_broke(tablet: Tablet, engine: SyncEngine, door: Door, keep: int) -> None:
    tablet.hand_in([AMELIA], content=BIG)
    door.faults = lambda method, path: Fault("break body", keep=keep) if method == "PATCH" else None
    engine.cycle()
    assert only(tablet).state is RenditionState.QUEUED

    door.faults = lambda method, path: None
    door.payload_bytes = 0
    engine.cycle()

    assert door.model.holds(only(tablet).id, only(tablet).sha256)
    assert door.payload_bytes < len(BIG) - keep + 5_000
    assert tablet.states() == [RenditionState.WIPED]


def test_no_picture_waits_behind_a_clip(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA], content=BIG)
    clip = only(tablet)
    row = Photo(
        id=clip.photo_id, draft_id=DraftId(clip.entry_id), state=PhotoState.HANDED_IN, file_id=None, taken_by=SAM, taken_at=tablet.clock(),
        width=640, height=360, kind=Kind.CLIP, duration_ms=400,
    )  # fmt: skip
    with transaction(tablet.connection):
        photos.add(tablet.connection, row)
    tablet.hand_in([ISLA])
    door.faults = lambda method, path: Fault("break body", keep=9) if method == "PATCH" and clip.id in path else None

    engine.cycle()

    assert tablet.states() == [RenditionState.QUEUED, RenditionState.WIPED]


def test_an_upload_whose_answer_got_lost_is_not_sent_again(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA], content=BIG)
    door.faults = lambda method, path: Fault("lose answer") if method == "PATCH" else None
    engine.cycle()

    door.faults = lambda method, path: None
    engine.cycle()

    assert sum(asked.startswith("PATCH") for asked in door.asked) == 1
    assert tablet.states() == [RenditionState.WIPED]


def test_damaged_bytes_are_sent_again_in_the_same_cycle(
    tablet: Tablet, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet.hand_in([AMELIA], content=BIG)
    flips, send = [True], Transport.send_media

    def flipping(self: Transport, media_id: str, offset: int, rest: bytes, sha256: bytes | None = None) -> int:
        return send(self, media_id, offset, rest[:-1] + b"?" if flips and flips.pop() else rest, sha256)

    monkeypatch.setattr(Transport, "send_media", flipping)

    engine.cycle()

    assert [asked.split(" ")[0] for asked in door.asked if "media/" in asked] == ["PATCH", "HEAD", "PATCH", "GET"]
    assert tablet.states() == [RenditionState.WIPED]


def test_a_server_at_another_offset_is_followed(tablet: Tablet, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    tablet.hand_in([AMELIA], content=BIG)
    create = ModelServer.create
    monkeypatch.setattr(ModelServer, "create", lambda self, ask: create(self, ask).model_copy(update={"offset": 7}))

    engine.cycle()

    assert tablet.states() == [RenditionState.WIPED]


def test_one_picture_the_server_cannot_take_does_not_block_the_next(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA])
    tablet.hand_in([ISLA])
    first = renditions.in_state(tablet.connection, RenditionState.QUEUED)[0]
    with_lie = first.manifest.model_copy(update={"sha256": "0" * 64})
    engine.cycle(stop=lambda: bool(door.model.rows.renditions))
    door.model.rows.renditions[first.id] = with_lie

    engine.cycle()

    assert tablet.states() == [RenditionState.QUEUED, RenditionState.WIPED]
    assert only_first(tablet).last_error == "Refused: mismatch."
    assert failures.errors_of(tablet.connection, first.id) == 1


def only_first(tablet: Tablet) -> RenditionRow:
    return renditions.in_state(tablet.connection, RenditionState.QUEUED)[0]


def test_a_damaged_vault_file_is_told_and_blocks_nobody(tablet: Tablet, engine: SyncEngine) -> None:
    tablet.hand_in([AMELIA])
    tablet.hand_in([ISLA])
    path = tablet.folder / "vault" / str(only_first(tablet).file_id)
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    engine.cycle()

    assert tablet.states() == [RenditionState.QUEUED, RenditionState.WIPED]
    assert "cannot be read" in only_first(tablet).last_error


@pytest.mark.parametrize("lie", ["receipt for other bytes", "unsigned receipt", "receipt of an old epoch"])
def test_a_lying_receipt_wipes_nothing_and_is_tried_again(tablet: Tablet, engine: SyncEngine, door: Door, lie: str) -> None:
    tablet.hand_in([AMELIA])
    door.model.planted = lie
    engine.cycle()
    assert (only(tablet).state, tablet.keys(), len(tablet.vault_files())) == (RenditionState.QUEUED, 1, 1)
    assert "receipt" in only(tablet).last_error

    door.model.planted = ""
    engine.cycle()

    assert tablet.states() == [RenditionState.WIPED]


Change = Callable[[Receipt], Receipt]
CHANGES: dict[str, Change] = {
    "another media id": lambda r: r.model_copy(update={"media_id": "00000000-0000-7000-8000-0000000000ff"}),
    "another hash": lambda r: r.model_copy(update={"sha256": "f" * 64}),
    "another size": lambda r: r.model_copy(update={"bytes": r.bytes + 1}),
    "another epoch": lambda r: r.model_copy(update={"epoch": "00000000-0000-7000-8000-0000000000ff"}),
    "another moment": lambda r: r.model_copy(update={"stored_at": r.stored_at + timedelta(seconds=1)}),
    "more copies": lambda r: r.model_copy(update={"copies": r.copies + 1}),
    "another signature": lambda r: r.model_copy(update={"signature": "A" * 86 + "=="}),
    "no base64": lambda r: r.model_copy(update={"signature": "!"}),
}


@pytest.fixture
def proof(tablet: Tablet, door: Door) -> tuple[Receipt, RenditionRow, ModelServer]:
    tablet.hand_in([AMELIA])
    row = only(tablet)
    return door.model.signed(row.id, row.sha256, row.bytes, door.model.epoch), row, door.model


def test_a_true_receipt_proves(proof: tuple[Receipt, RenditionRow, ModelServer]) -> None:
    receipt, row, model = proof

    assert receipts.fault_of(receipt, row, epoch=model.epoch, signing_key=model.signing_key) == ""


@pytest.mark.parametrize("change", CHANGES)
def test_a_receipt_changed_anywhere_proves_nothing(proof: tuple[Receipt, RenditionRow, ModelServer], change: str) -> None:
    receipt, row, model = proof

    assert receipts.fault_of(CHANGES[change](receipt), row, epoch=model.epoch, signing_key=model.signing_key)


def test_a_receipt_of_another_servers_key_proves_nothing(proof: tuple[Receipt, RenditionRow, ModelServer]) -> None:
    receipt, row, model = proof

    assert receipts.fault_of(receipt, row, epoch=model.epoch, signing_key=ModelServer().signing_key)
    assert receipts.fault_of(receipt, replace(row, sha256="a" * 64), epoch=model.epoch, signing_key=model.signing_key)
