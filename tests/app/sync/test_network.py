"""Which networks sync uses, and what NetworkManager's answers mean. The bus is a fake: this machine's own would answer differently."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest
from jeepney import Message, new_error, new_method_return

from app.sync import network_manager
from app.sync.network import Allowed, AnyNetwork, Link, ListedNetworks, Medium, Refused, verdict

LISTED = ("Nursery-Secure",)


@pytest.mark.parametrize(
    "link",
    [Link(Medium.CABLE), Link(Medium.WIFI, "Nursery-Secure", is_secured=True)],
)
def test_a_cable_and_a_listed_wifi_with_a_key_are_allowed(link: Link) -> None:
    assert verdict(link, LISTED) == Allowed()


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (None, "cannot see"),
        (Link(Medium.NONE), "not on any network"),
        (Link(Medium.OTHER), "not the nursery’s Wi-Fi"),
        (Link(Medium.WIFI, "Nursery-Secure"), "no password"),
        (Link(Medium.WIFI, "Café", is_secured=True), "“Café” is not one"),
    ],
)
def test_everything_else_is_refused_with_the_reason(link: Link | None, words: str) -> None:
    answer = verdict(link, LISTED)

    assert isinstance(answer, Refused)
    assert words in answer.reason


def test_before_the_first_pull_any_wifi_with_a_key_will_do() -> None:
    assert verdict(Link(Medium.WIFI, "Any", is_secured=True), ()) == Allowed()


def test_the_list_is_read_at_every_question() -> None:
    names: list[Collection[str]] = [("One",), ("Two",)]
    policy = ListedNetworks(lambda: Link(Medium.WIFI, "Two", is_secured=True), lambda: names.pop(0))

    assert isinstance(policy.allowed(), Refused)
    assert policy.allowed() == Allowed()


def test_the_demo_takes_every_network() -> None:
    assert AnyNetwork().allowed() == Allowed()


class FakeBus:
    """A NetworkManager that has these properties."""

    def __init__(self, properties: dict[str, Any]) -> None:
        self.properties = properties
        self.is_closed = False

    def send_and_get_reply(self, message: Message, *, timeout: float) -> Message:
        message.header.serial = 1
        name = message.body[1]
        if name not in self.properties:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownProperty")
        return new_method_return(message, "v", (("?", self.properties[name]),))

    def close(self) -> None:
        self.is_closed = True


WIFI = {"PrimaryConnection": "/a/1", "Type": "802-11-wireless", "SpecificObject": "/p/1", "Ssid": b"Nursery-Secure", "WpaFlags": 0}
ANSWERS: list[tuple[dict[str, Any], Link | None]] = [
    ({"PrimaryConnection": "/"}, Link(Medium.NONE)),
    ({"PrimaryConnection": "/a/1", "Type": "802-3-ethernet"}, Link(Medium.CABLE)),
    ({"PrimaryConnection": "/a/1", "Type": "gsm"}, Link(Medium.OTHER)),
    ({**WIFI, "RsnFlags": 0x188}, Link(Medium.WIFI, "Nursery-Secure", is_secured=True)),
    ({**WIFI, "RsnFlags": 0}, Link(Medium.WIFI, "Nursery-Secure")),
    ({}, None),
]


@pytest.mark.parametrize(("properties", "link"), ANSWERS)
def test_what_networkmanager_says(monkeypatch: pytest.MonkeyPatch, properties: dict[str, Any], link: Link | None) -> None:
    bus = FakeBus(properties)
    monkeypatch.setattr(network_manager, "open_dbus_connection", lambda bus: fake(bus))

    def fake(name: str) -> FakeBus:
        assert name == "SYSTEM"
        return bus

    assert network_manager.current_link() == link
    assert bus.is_closed


def test_no_bus_is_an_unknown_network(tmp_path: Any) -> None:
    assert network_manager.current_link(f"unix:path={tmp_path}/nowhere") is None
