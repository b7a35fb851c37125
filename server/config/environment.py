"""What the surroundings say: read once, in one place, as a frozen value."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from server.config.sqlite import SQLITE_OPTIONS, use_current_sqlite

HOME_REGION = "UK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """data: the server's folder, None when nobody named one (tools that only read the settings)."""

    data: Path | None
    database_url: str
    hosts: tuple[str, ...]
    region: str
    is_demo: bool


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment as it stands."""
    data = variables.get("DAYBOOK_DATA")
    named = [host for host in variables.get("DAYBOOK_HOST", "").split(",") if host and host != "0.0.0.0"]  # noqa: S104
    return Environment(
        data=Path(data).resolve() if data else None,
        database_url=variables.get("DAYBOOK_DATABASE_URL", ""),
        hosts=tuple(dict.fromkeys([*named, "127.0.0.1", "localhost"])),
        region=variables.get("DAYBOOK_REGION", ""),
        is_demo=variables.get("DAYBOOK_DEMO", "") == "1",
    )


def refuse_foreign_region(environment: Environment) -> None:
    """Raise ImproperlyConfigured unless the server says that it stands in the UK (C51). A demo may stand anywhere."""
    if not environment.is_demo and environment.region.upper() != HOME_REGION:
        stands = f"says “{environment.region}”" if environment.region else "is not set"
        raise ImproperlyConfigured(
            f"Children's data stays in the UK, and DAYBOOK_REGION {stands}. Set DAYBOOK_REGION=UK on a machine there."
        )


def database_settings(url: str, data: Path | None) -> dict[str, Any]:
    """Django's settings for the database: PostgreSQL by its URL, else SQLite in the data folder (in memory without one)."""
    if not url:
        use_current_sqlite()
        name = str(data / "daybook.db") if data else ":memory:"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DAYBOOK_DATABASE_URL must start with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
