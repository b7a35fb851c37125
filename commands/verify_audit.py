"""Whether anybody edited an audit: --server DIR, or --device DIR --kit FILE. Names the first edited row; exit code 1 then."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from domain.errors import KnownError


def main(arguments: Sequence[str] | None = None) -> int:
    """0 = whole, 1 = edited, 2 = could not be read and said why."""
    options = _options(arguments)
    try:
        rows, broken = of_server(options.server.resolve()) if options.server else of_device(options.device, options.kit)
    except KnownError as error:
        print(error.sentence, file=sys.stderr)
        return 2
    if broken is None:
        print(f"The audit is whole: {rows} rows.")
        return 0
    print(f"The audit was edited. The first row that is not as it was written, or is missing: {broken} (of {rows}).")
    return 1


def of_server(data: Path) -> tuple[int, int | None]:
    """How many rows, and the first edited one. Raises NoServer."""
    from commands.server_folder import open_server

    open_server(data)
    from server.audit import trail
    from server.audit.models import AuditEntry

    return AuditEntry.objects.count(), trail.verify()


def of_device(folder: Path, kit: Path) -> tuple[int, int | None]:
    """The same of a device, opened by the recovery key and not changed. Raises KnownError."""
    from app.services.recovering import look_inside
    from commands.recovery_sheet import read_kit

    found = look_inside(folder, read_kit(kit))
    return found.audit_rows, found.first_broken_audit_row


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py verify-audit", description=__doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--server", type=Path, help="the server's folder")
    which.add_argument("--device", type=Path, help="a device's folder; with --kit")
    parser.add_argument("--kit", type=Path, help="the sheet with the recovery key")
    options = parser.parse_args(arguments)
    if options.device and not options.kit:
        parser.error("--device needs --kit")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
