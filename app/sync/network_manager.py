"""Which network this Linux device is on, as NetworkManager says over D-Bus."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, Properties
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from app.sync.network import Link, Medium

BUS = "org.freedesktop.NetworkManager"
ROOT = "/org/freedesktop/NetworkManager"
NOWHERE = "/"
TIMEOUT_S = 2.0
KINDS = {"802-3-ethernet": Medium.CABLE, "802-11-wireless": Medium.WIFI}


def current_link(bus: str = "SYSTEM") -> Link | None:
    """The primary connection; None when NetworkManager does not answer. bus: "SYSTEM", "SESSION" or a D-Bus address."""
    try:
        connection = open_dbus_connection(bus=bus)
    except (OSError, KeyError, ValueError, RuntimeError):
        return None
    try:
        return link_of(connection)
    except (OSError, DBusErrorResponse, TimeoutError):
        return None
    finally:
        connection.close()


def link_of(connection: DBusConnection) -> Link:
    """Ask for the primary connection, and for a Wi-Fi's access point. Raises DBusErrorResponse, OSError, TimeoutError."""
    active = ask(connection, ROOT, BUS, "PrimaryConnection")
    if active == NOWHERE:
        return Link(Medium.NONE)
    interface = f"{BUS}.Connection.Active"
    medium = KINDS.get(ask(connection, active, interface, "Type"), Medium.OTHER)
    if medium is not Medium.WIFI:
        return Link(medium)
    return wifi(connection, ask(connection, active, interface, "SpecificObject"))


def wifi(connection: DBusConnection, point: str) -> Link:
    """The access point's name, and whether it asks for a WPA or RSN key."""
    interface = f"{BUS}.AccessPoint"
    name = bytes(ask(connection, point, interface, "Ssid")).decode("utf-8", errors="replace")
    is_secured = any(ask(connection, point, interface, flags) for flags in ("WpaFlags", "RsnFlags"))
    return Link(Medium.WIFI, name, is_secured)


def ask(connection: DBusConnection, path: str, interface: str, name: str) -> Any:
    """One property's value."""
    message = Properties(DBusAddress(path, bus_name=BUS, interface=interface)).get(name)
    reply = connection.send_and_get_reply(message, timeout=TIMEOUT_S)
    if reply.header.message_type.name == "error":
        raise DBusErrorResponse(reply)
    return reply.body[0][1]
