"""A device shows its code and becomes one of the nursery's."""

from __future__ import annotations

from datetime import datetime

from domain.permissions import Station
from domain.wire import PairAnswer, PairRequest
from server.accounts import tries
from server.audit import trail
from server.intake.problems import Refused
from server.media.chest import chest
from server.registry.nursery import the_nursery
from server.registry.pairing import pair

WRONG_CODE = "This code is not right any more. Ask the office for a new one."


def pair_device(request: PairRequest, address: str, now: datetime) -> PairAnswer:
    """Pair by the code. Raises Refused 403 for a code that is wrong, used or too old, 429 for a guesser's address; both audited."""
    key = f"pair:{address}"
    wait = tries.wait_for(key, now)
    if wait:
        seconds = int(wait.total_seconds()) + 1
        raise Refused(429, "slow_down", f"Too many wrong codes. Wait {seconds} seconds.", {"Retry-After": str(seconds)})
    paired = pair(request.code, now)
    if paired is None:
        count = tries.failed(key, now)
        trail.record("pairing_refused", who=trail.address_name(address), detail={"tries": count})
        raise Refused(403, "wrong_code", WRONG_CODE)
    tries.succeeded(key)
    device, token = paired
    return PairAnswer(
        device_id=str(device.id),
        device_name=device.name,
        station=Station(device.station),
        room_id=str(device.room_id) if device.room_id else None,
        token=token,
        nursery_name=the_nursery().name,
        signing_key=chest().signing.public_key,
        recovery_key=chest().signing.recovery_public_key,
        server_time=now,
    )
