"""Ids: distinct types over UUIDv7 text. They order a B-tree; they are never trusted as a clock."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import NewType

ChildId = NewType("ChildId", str)
StaffId = NewType("StaffId", str)
ParentId = NewType("ParentId", str)
RoomId = NewType("RoomId", str)
DeviceId = NewType("DeviceId", str)
DraftId = NewType("DraftId", str)
EntryId = NewType("EntryId", str)
PhotoId = NewType("PhotoId", str)
RegionId = NewType("RegionId", str)
RenditionId = NewType("RenditionId", str)
OpId = NewType("OpId", str)

RANDOM_BYTES = 10  # 74 of these 80 bits enter the id; RFC 9562 §5.7


def uuid7(at: datetime, random: bytes) -> str:
    """A UUIDv7 from an aware moment and at least 10 random bytes. Raises ValueError for a naive moment or too few bytes."""
    if at.tzinfo is None or len(random) < RANDOM_BYTES:
        raise ValueError("uuid7 wants an aware moment and 10 random bytes")
    milliseconds = int(at.timestamp() * 1000)
    tail = int.from_bytes(random[:RANDOM_BYTES], "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | (tail >> 68 & 0xFFF) << 64 | 0b10 << 62 | tail & 0x3FFF_FFFF_FFFF_FFFF
    return str(uuid.UUID(int=value))
