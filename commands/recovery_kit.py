"""Take the private half of the nursery's recovery key out of the server, onto a sheet to print: --data SERVER --out FILE."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from commands.recovery_sheet import write_kit
from commands.server_folder import open_server
from domain.errors import KnownError


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sheet; returns 2 when it could not be done and said why. Run it as the server's user, on the server's machine."""
    parser = argparse.ArgumentParser(prog="run.py recovery-kit", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the server's folder")
    parser.add_argument("--out", type=Path, required=True, help="the file to write; it must not be there yet")
    options = parser.parse_args(arguments)
    try:
        take_kit(options.data.resolve(), options.out)
    except KnownError as error:
        print(error.sentence, file=sys.stderr)
        return 2
    print(f"The recovery key is in {options.out}, and no longer on the server. Print it, lock it away, delete the file.")
    return 0


def take_kit(data: Path, out: Path) -> None:
    """Move the private half from the server's folder into the sheet, and say so in the audit. Raises KnownError."""
    open_server(data)
    from server.audit import trail
    from server.media.keys import MediaKeys
    from server.media.recovery import take_out

    take_out(MediaKeys(data / "keys"), lambda private: write_kit(out, private, datetime.now(UTC).date()))
    trail.record("recovery_key_taken_out")


if __name__ == "__main__":
    raise SystemExit(main())
