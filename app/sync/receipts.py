"""Is this the proof that permits a wipe? Everything in it is compared with what we sent; what does not fit proves nothing."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.storage.renditions import RenditionRow
from app.sync.tls import decoded
from domain.wire import Receipt, receipt_bytes


def fault_of(receipt: Receipt, row: RenditionRow, *, epoch: str, signing_key: str) -> str:
    """Why the receipt proves nothing about that rendition, as a sentence; "" = it proves that the server holds it.

    epoch: of the server as it greeted in this cycle; signing_key: pinned at pairing (Ed25519, URL-safe base64).
    """
    if receipt.media_id != row.id:
        return "The server’s receipt is for another picture. It is kept here and tried again."
    if (receipt.sha256, receipt.bytes) != (row.sha256, row.bytes):
        return "The server’s receipt names other bytes than we sent. The picture is kept here and tried again."
    if receipt.epoch != epoch:
        return "The server’s receipt is from before it was restored. The picture is kept here and tried again."
    if not is_signed(receipt, signing_key):
        return "The server’s receipt is not signed with the nursery’s key. The picture is kept here; tell the office."
    return ""


def is_signed(receipt: Receipt, signing_key: str) -> bool:
    """Whether the pinned key signed exactly this receipt."""
    said = receipt_bytes(
        media_id=receipt.media_id,
        sha256=receipt.sha256,
        bytes=receipt.bytes,
        stored_at=receipt.stored_at,
        epoch=receipt.epoch,
        copies=receipt.copies,
    )
    try:
        Ed25519PublicKey.from_public_bytes(decoded(signing_key)).verify(decoded(receipt.signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True
