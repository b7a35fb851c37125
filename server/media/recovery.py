"""The nursery's recovery key pair: every tablet seals a spare copy of its store's key to the public half (docs/adr/0013).

The private half is made here at the first start and is meant to leave: whoever has it and a tablet's disk reads that tablet.
"""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from domain.errors import KnownError
from server.media.keys import MediaKeys

PRIVATE, PUBLIC = "recovery", "recovery-public"


class KitTaken(KnownError):
    """The private half is not here any more."""

    def __init__(self) -> None:
        super().__init__("The recovery key was taken out of this server before. It is on the sheet that was printed then.")


def public_half(keys: MediaKeys) -> bytes:
    """The X25519 public key, 32 bytes; makes the pair at the first start of all."""
    if keys.has(PUBLIC):
        return keys.secret(PUBLIC)
    return X25519PrivateKey.from_private_bytes(keys.secret(PRIVATE)).public_key().public_bytes_raw()


def take_out(keys: MediaKeys, write: Callable[[bytes], None]) -> None:
    """Give the private half to `write`, which keeps it durably elsewhere, then remove it here. Raises KitTaken.

    The public half is kept first and the private one removed last: a power cut between them only means to do it again.
    """
    if keys.has(PUBLIC) and not keys.has(PRIVATE):
        raise KitTaken
    private = keys.secret(PRIVATE)
    keys.keep(PUBLIC, X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())
    write(private)
    keys.forget(PRIVATE)
