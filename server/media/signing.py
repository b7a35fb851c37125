"""The server's signature, which devices pin when they are paired, and the nursery's recovery key."""

from __future__ import annotations

import base64
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.wire import Receipt, receipt_bytes
from server.media.keys import MediaKeys
from server.media.recovery import public_half


class Signing:
    """Signs receipts and leases with Ed25519; the seed is a sealed secret of the key folder."""

    def __init__(self, keys: MediaKeys) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(keys.secret("signing"))
        self._recovery = public_half(keys)

    @property
    def public_key(self) -> str:
        """The Ed25519 key that checks the signatures, URL-safe base64."""
        return encoded(self._private.public_key().public_bytes_raw())

    @property
    def recovery_public_key(self) -> str:
        """The X25519 key to which every tablet seals a spare copy of its store key, URL-safe base64."""
        return encoded(self._recovery)

    def sign(self, message: bytes) -> str:
        """The signature over `message`, URL-safe base64."""
        return encoded(self._private.sign(message))

    def receipt(self, *, media_id: str, sha256: str, size: int, stored_at: datetime, epoch: str, copies: int) -> Receipt:
        """A signed receipt. Only `receipts.receipt_for` may ask: it has the proof."""
        signed = receipt_bytes(media_id=media_id, sha256=sha256, bytes=size, stored_at=stored_at, epoch=epoch, copies=copies)
        return Receipt(
            media_id=media_id,
            sha256=sha256,
            bytes=size,
            stored_at=stored_at,
            epoch=epoch,
            copies=copies,
            signature=self.sign(signed),
        )


def encoded(raw: bytes) -> str:
    """URL-safe base64 with padding."""
    return base64.urlsafe_b64encode(raw).decode("ascii")
