from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.wire import CommandKind, SignedCommand, command_bytes
from server.custody import commands
from server.custody.models import Command
from server.media.chest import chest
from tests.server.custody.kiosk import at, tablet

pytestmark = pytest.mark.usefixtures("demo")


def is_ours(command: SignedCommand) -> bool:
    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(chest().signing.public_key))
    signed = command_bytes(
        device_id=command.device_id, seq=command.seq, kind=command.kind.value, reason=command.reason, issued_at=command.issued_at
    )
    key.verify(base64.urlsafe_b64decode(command.signature), signed)
    return True


def test_commands_of_a_device_are_numbered_in_their_order() -> None:
    one, other = tablet("T-01"), tablet("T-02")

    first = commands.issue(one, CommandKind.SEAL, "Lost", now=at(9))
    commands.issue(other, CommandKind.SEAL, now=at(9))
    second = commands.issue(one, CommandKind.RELEASE, now=at(10))

    assert (first.seq, second.seq) == (1, 2)
    assert commands.waiting_for(one) == (first, second)


def test_the_signature_holds_for_what_the_database_gives_back() -> None:
    commands.issue(tablet("T-01"), CommandKind.END_SESSION, "Zoë is back: “in”.", now=at(9, 30, 7))

    told = commands.waiting_for(tablet("T-01"))[0]

    assert is_ours(SignedCommand.model_validate_json(told.model_dump_json()))


def test_what_was_carried_out_is_told_no_more() -> None:
    device = tablet("T-01")
    for kind in (CommandKind.END_SESSION, CommandKind.SEAL, CommandKind.RELEASE):
        commands.issue(device, kind, now=at(9))

    commands.acknowledged(device, 2)

    assert [command.kind for command in commands.waiting_for(device)] == [CommandKind.RELEASE]
    assert commands.is_sealed(device) and commands.pending(device) is CommandKind.RELEASE


def test_a_device_that_says_more_than_it_was_told_hears_the_next_command_still() -> None:
    device = tablet("T-01")
    commands.issue(device, CommandKind.SEAL, now=at(9))
    commands.acknowledged(device, 1 << 40)

    commands.issue(device, CommandKind.RELEASE, now=at(10))

    assert [command.seq for command in commands.waiting_for(device)] == [2]


def test_a_seal_from_before_pairing_anew_is_not_told() -> None:
    device = tablet("T-01")
    commands.issue(device, CommandKind.SEAL, now=at(9))

    device.paired_at = at(9) + timedelta(minutes=1)

    assert commands.waiting_for(device) == () and not commands.is_sealed(device)
    assert Command.objects.filter(device=device).count() == 1
