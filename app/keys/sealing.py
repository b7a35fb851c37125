"""Sealing 32-byte keys and short secrets: AES-256-GCM under a key that HKDF makes from what the opener must bring."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """What lies on the disk, as URL-safe base64: nonce and ciphertext in one."""

    text: str


def seal(secret: bytes, content: bytes, purpose: str) -> Sealed:
    """`content` sealed so that only the same `secret` for the same `purpose` opens it."""
    nonce = os.urandom(NONCE_BYTES)
    return Sealed(encoded(nonce + AESGCM(derived(secret, purpose)).encrypt(nonce, content, purpose.encode())))


def unseal(secret: bytes, sealed: Sealed, purpose: str) -> bytes:
    """The content. Raises cryptography's InvalidTag when the secret or the purpose is another."""
    raw = decoded(sealed.text)
    return AESGCM(derived(secret, purpose)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode())


def seal_to(public_key: bytes, content: bytes, purpose: str) -> tuple[str, Sealed]:
    """`content` sealed to an X25519 key, by a key pair made for this once: its public half, and what was sealed."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public_key))
    ephemeral = once.public_key().public_bytes_raw()
    return encoded(ephemeral), seal(shared + ephemeral + public_key, content, purpose)


def unseal_from(private_key: bytes, ephemeral: str, sealed: Sealed, purpose: str) -> bytes:
    """The content that was sealed to the public half of `private_key`. Raises InvalidTag for another key."""
    own = X25519PrivateKey.from_private_bytes(private_key)
    shared = own.exchange(X25519PublicKey.from_public_bytes(decoded(ephemeral)))
    return unseal(shared + decoded(ephemeral) + own.public_key().public_bytes_raw(), sealed, purpose)


def derived(secret: bytes, purpose: str) -> bytes:
    """A 256-bit key for one purpose. No salt: every secret that comes here holds 32 random bytes or more."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"daybook 1 " + purpose.encode()).derive(secret)


def encoded(raw: bytes) -> str:
    """URL-safe base64 with padding, as on the wire."""
    return base64.urlsafe_b64encode(raw).decode("ascii")


def decoded(text: str) -> bytes:
    """The bytes behind `encoded`. Raises ValueError for anything else."""
    return base64.urlsafe_b64decode(text.encode("ascii"))
