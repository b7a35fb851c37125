"""One way to a store's key: an X25519 pair whose private half is sealed under its opener, and the store's key sealed to the public half.

So a new store key can be sealed to everybody without anybody's password (docs/adr/0013).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.keys.kept import Frozen
from app.keys.sealing import Sealed, decoded, encoded, seal, seal_to, unseal, unseal_from


class SealedKey(Frozen):
    """A store key, sealed to a public key."""

    ephemeral: str
    sealed: str


class Keys(Frozen):
    """The store's key for one public half. `coming`: the key that takes its place while the store is being given a new one."""

    public: str
    key: SealedKey
    coming: SealedKey | None = None


class Pair(Frozen):
    """A way that somebody opens: the private half under what they bring, the store's key under the public one."""

    private: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """What a way opens: the keys that the store may have, the likelier first. Two of them only after a power cut while it changed."""

    candidates: tuple[bytes, ...] = dataclasses.field(repr=False)


def new_pair(opener: bytes, purpose: str, store_key: bytes) -> Pair:
    """A new way for whoever brings `opener`."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return Pair(private=seal(opener, private.private_bytes_raw(), purpose).text, keys=keys_for(public, purpose, store_key))


def keys_for(public: bytes, purpose: str, store_key: bytes) -> Keys:
    """The store's key for the public half of a pair whose private half lies elsewhere."""
    return Keys(public=encoded(public), key=sealed_key(public, purpose, store_key))


def opened(pair: Pair, opener: bytes, purpose: str) -> StoreKeys:
    """What the pair opens. Raises InvalidTag for another opener."""
    return opened_by(pair.keys, unseal(opener, Sealed(pair.private), purpose), purpose)


def opened_by(keys: Keys, private: bytes, purpose: str) -> StoreKeys:
    """What a private half opens. Raises InvalidTag for another one."""
    sealed = [keys.key] if keys.coming is None else [keys.coming, keys.key]
    return StoreKeys(tuple(unseal_from(private, each.ephemeral, Sealed(each.sealed), key_purpose(purpose)) for each in sealed))


def with_coming(keys: Keys, purpose: str, store_key: bytes) -> Keys:
    """The keys with the new one beside the old."""
    return keys.model_copy(update={"coming": sealed_key(decoded(keys.public), purpose, store_key)})


def settled(keys: Keys, *, is_new: bool) -> Keys:
    """The keys with one of the two alone, the one that opens the store."""
    return keys.model_copy(update={"key": keys.coming if is_new and keys.coming else keys.key, "coming": None})


def sealed_key(public: bytes, purpose: str, store_key: bytes) -> SealedKey:
    """The store's key for that public half."""
    ephemeral, sealed = seal_to(public, store_key, key_purpose(purpose))
    return SealedKey(ephemeral=ephemeral, sealed=sealed.text)


def key_purpose(purpose: str) -> str:
    """What the store's key is sealed for, apart from the private half."""
    return f"{purpose} store key"
