"""What every message has: frozen, bounded, unknown fields refused; and the error."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = 1  # raised when an old tablet could no longer understand the messages
MAX_OPERATIONS = 500
MAX_BATCH_BYTES = 1 << 20
MAX_MEDIA_BYTES = 32 << 20

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class Message(BaseModel):
    """A frozen message; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(Message):
    """An error as RFC 9457 tells it; `detail` is a sentence for a person."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    code: str = ""


def canonical(value: Any) -> bytes:
    """JSON that is the same on both sides: sorted keys, no spaces, ASCII."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")
