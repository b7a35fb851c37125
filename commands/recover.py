"""Open a device by the recovery key, and bring it back: --data DEVICE --kit FILE (--only-check | --line "daybook …" --user NAME)."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from app.keys.device_secret import FolderKeyStore, KeyringStore, KeyStore
from app.keys.enrolment import Enrolment, token_of
from app.services.recovering import Recovering, look_inside
from app.sync.login import HttpLogin
from app.sync.pairing import HttpPairing
from app.sync.transport import Transport
from commands.recovery_sheet import read_kit
from domain.errors import KnownError
from domain.pairing import read_pairing


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or recover; returns 2 when it could not be done and said why. Close the program on the device first."""
    options = _options(arguments)
    try:
        private_key = read_kit(options.kit)
        print(json.dumps(dataclasses.asdict(look_inside(options.data, private_key))))
        if options.only_check:
            print("The recovery key opens this device. Nothing was changed.", file=sys.stderr)
            return 0
        first_name = _recover(options, private_key)
    except KnownError as error:
        print(error.sentence, file=sys.stderr)
        return 2
    print(f"The device is back, with all that lay on it. {first_name} can log in, the others once near the office.", file=sys.stderr)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py recover", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the device's folder")
    parser.add_argument("--kit", type=Path, required=True, help="the sheet with the recovery key")
    parser.add_argument("--only-check", action="store_true", help="a rehearsal: say how much lies on the device, change nothing")
    parser.add_argument("--line", help="a new pairing line of the same device, as the office shows it")
    parser.add_argument("--user", help="the user name of whoever the device is signed out to; the password is asked")
    parser.add_argument("--key-store", type=Path, help="for the demo only: a folder that stands in for the system's key ring")
    options = parser.parse_args(arguments)
    if not options.only_check and not (options.line and options.user):
        parser.error("name --line and --user, or --only-check")
    return options


def _recover(options: argparse.Namespace, private_key: bytes) -> str:
    key_store = KeyringStore() if options.key_store is None else FolderKeyStore(options.key_store)
    recovering = Recovering(options.data, key_store, HttpPairing(), lambda enrolment: _login(enrolment, key_store))
    return recovering.recover(private_key, read_pairing(options.line), options.user, _password())


def _password() -> str:
    """Typed unseen; a pipe is read instead where nobody types."""
    return getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _login(enrolment: Enrolment, key_store: KeyStore) -> HttpLogin:
    transport = Transport(
        server_url=enrolment.server_url,
        ca_pem=enrolment.ca_pem,
        server_key_sha256=enrolment.server_key_sha256,
        token=token_of(enrolment, key_store),
    )
    return HttpLogin(transport)


if __name__ == "__main__":
    raise SystemExit(main())
