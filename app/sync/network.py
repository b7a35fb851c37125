"""Is this the nursery's network? The name is the manager's policy; proof is the server's certificate alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Medium(StrEnum):
    """How this device is connected."""

    CABLE = "cable"
    WIFI = "wifi"
    OTHER = "other"  # mobile, tunnel, what nobody foresaw
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Link:
    """The connection that this device uses now. name: the Wi-Fi's, "" otherwise; is_secured: the Wi-Fi asks for a key."""

    medium: Medium
    name: str = ""
    is_secured: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """Sync may go on over this network."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Sync stays offline; `reason` is what the panel says."""

    reason: str


class NetworkPolicy(Protocol):
    """Says whether sync may use the network that is there now."""

    def allowed(self) -> Allowed | Refused:
        """Asked at the start of every cycle."""


class AnyNetwork:
    """Every network will do: the demo, and machines on a cable that nobody carries about."""

    def allowed(self) -> Allowed | Refused:
        """Always."""
        return Allowed()


class ListedNetworks:
    """The networks that the manager lists. look: finds the link; names: what is listed now, by the site's facts."""

    def __init__(self, look: Callable[[], Link | None], names: Callable[[], Collection[str]]) -> None:
        self._look, self._names = look, names

    def allowed(self) -> Allowed | Refused:
        """Whether the link of this moment is listed; one that cannot be seen is refused."""
        return verdict(self._look(), self._names())


def verdict(link: Link | None, names: Collection[str]) -> Allowed | Refused:
    """Whether that link will do: a cable always; a Wi-Fi with a key and a listed name, or any with a key while none is listed.

    Before the first pull nothing is listed; the certificate still decides to whom we speak.
    """
    if link is None:
        return Refused("This device cannot see which network it is on. Ask the office.")
    if link.medium is Medium.CABLE:
        return Allowed()
    if link.medium is Medium.NONE:
        return Refused("This device is not on any network.")
    if link.medium is not Medium.WIFI:
        return Refused("This is not the nursery’s Wi-Fi.")
    if not link.is_secured:
        return Refused(f"The Wi-Fi “{link.name}” has no password, so nothing is sent over it.")
    if names and link.name not in names:
        return Refused(f"The Wi-Fi “{link.name}” is not one of the nursery’s networks.")
    return Allowed()
