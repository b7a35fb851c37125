"""What a family sends from home, as the office reviews it: nobody is shown it before a person said who is in it (R10)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.covering import Says, Source
from domain.wire.base import Id, Message


class HomeLook(StrEnum):
    """How far the server's search for faces has come."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"  # held, never "no faces"


class HomeRegion(Message):
    """A face, a maybe or a drawn cover, in pixels of the kept picture, half-open; and what the reviewer said of it."""

    id: Id
    box: tuple[int, int, int, int]
    source: Source
    says: Says = Says.NOTHING
    child_id: Id | None = None


class HomePicture(Message):
    """One picture from home as it was kept (upright, at most 2560 px). is_reviewed: its covers are made and it can be approved."""

    id: Id
    width: int
    height: int
    look: HomeLook
    regions: Annotated[tuple[HomeRegion, ...], Field(max_length=400)]
    no_child_said: bool = False
    is_reviewed: bool = False
    is_discarded: bool = False
    is_clip: bool = False
    frames: int = 0  # of a clip, once it was looked at; a region's box is where it is seen best


class HomeMarks(Message):
    """What the reviewer says of one picture. Regions of the server's search that are missing here were not answered: they stay covered.

    A region with `source` DRAWN is the reviewer's own. The answer is the picture as it then is; while it is held, the rule's sentence.
    """

    regions: Annotated[tuple[HomeRegion, ...], Field(max_length=400)]
    no_child_said: bool = False
