"""The nursery's server: makes its data folder at the first start, then serves over TLS. Prints one JSON line when it is ready."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from domain.pairing import Pairing


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes; returns the exit code, 2 when it cannot start and said why."""
    options = _options(arguments)
    _set_environment(options)

    import django
    from django.core.exceptions import ImproperlyConfigured

    from domain.errors import KnownError
    from imaging.confine import leave_no_core
    from server.config.environment import read_environment, refuse_foreign_region

    os.umask(0o077)
    leave_no_core()
    try:
        environment = read_environment()
        refuse_foreign_region(environment)
        django.setup()
        return _serve(options, environment.hosts)
    except (KnownError, ImproperlyConfigured) as error:
        print(error, file=sys.stderr)
        return 2


def _serve(options: argparse.Namespace, hosts: Sequence[str]) -> int:
    from django.core.management import call_command

    from server.config.serve import build_server
    from server.config.tls import certificates
    from server.jobs import rhythm

    call_command("migrate", verbosity=0, interactive=False)
    found = certificates(options.data / "tls", hosts)
    office_code = _set_up(options.set_up, options.manager) if options.set_up else ""
    ready: dict[str, Any] = {"demo": _seed_demo(options)} if options.demo else {}
    from server.config.wsgi import application

    server = build_server(application, options.host, options.port, found)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.stop).start())
    host, port = server.bind_addr[:2]
    if office_code:
        called = f"https://{(options.name or [host])[0]}:{port}"
        line = Pairing(server_url=called, ca_sha256=found.ca_sha256, code=office_code).line()
        print(f"  pairing line of the office PC, for ten minutes: {line}", file=sys.stderr)
    ready |= {"url": f"https://{host}:{port}", "ca_pem": str(found.ca), "ca_sha256": found.ca_sha256}
    over = threading.Event()
    rhythm.start(over)
    print(json.dumps(ready, ensure_ascii=False), flush=True)
    server.serve()
    over.set()
    _close()
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py server", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/server"), help="the server's folder (database, pictures, keys)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--name", action="append", default=[], help="a further name that devices call it by")
    parser.add_argument("--port", type=int, default=8443, help="0 = any free one")
    parser.add_argument("--set-up", metavar="NAME", help="at the first start: the nursery's name (with --manager)")
    parser.add_argument("--manager", nargs=2, metavar=("FIRST", "LAST"), help="at the first start: the manager's name")
    parser.add_argument("--demo", action="store_true", help="with the made demo nursery")
    parser.add_argument("--before-opening", action="store_true", help="with --demo: the tablets lie in the locked cabinet still")
    parser.add_argument("--day", type=date.fromisoformat, default=None, help="the day on which the demo nursery is (YYYY-MM-DD)")
    options = parser.parse_args(arguments)
    if bool(options.set_up) != bool(options.manager):
        parser.error("--set-up and --manager go together")
    options.data = options.data.resolve()
    return options


def _set_environment(options: argparse.Namespace) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.config.settings")
    os.environ["DAYBOOK_DATA"] = str(options.data)
    os.environ["DAYBOOK_HOST"] = ",".join([options.host, *options.name])
    if options.demo:
        os.environ["DAYBOOK_DEMO"] = "1"


def _set_up(name: str, manager: Sequence[str]) -> str:
    """Set the nursery up; what the manager must keep goes to stderr, once. Returns the code that pairs the office PC."""
    from server.config.first_start import set_up

    first = set_up(name, *manager)
    print(f"{name} is set up. Write this down, it is not shown again:", file=sys.stderr)
    print(f"  user name {first.username}, password {first.password}", file=sys.stderr)
    return first.office_code


def _seed_demo(options: argparse.Namespace) -> dict[str, Any]:
    """Seed the demo nursery; what a person needs to look around goes to stderr."""
    from dataclasses import asdict
    from zoneinfo import ZoneInfo

    from server.config.demo import seed

    zone = ZoneInfo("Europe/London")
    now = datetime.now(zone) if options.day is None else datetime.combine(options.day, time(13, 0), zone)
    seeded = seed(now, before_opening=options.before_opening)
    print(f"Demo nursery. Password for everybody: {seeded.password}. Staff: {', '.join(seeded.staff)}", file=sys.stderr)
    return asdict(seeded)


def _close() -> None:
    from django.db import connections

    from server.media.chest import chest

    chest().worker.close()
    connections.close_all()


if __name__ == "__main__":
    raise SystemExit(main())
