"""Originals, still or moving: one row each, sealed in the vault until hand-in, discard or the end of the day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.storage.database import Connection, Stale
from domain.boxes import Box
from domain.ids import ChildId, DraftId, PhotoId, StaffId
from domain.life import next_state
from domain.lifecycle import PHOTO_STEPS, PhotoEvent, PhotoState

COLUMNS = (
    "id, draft_id, state, file_id, taken_by, taken_at, width, height, look, no_child_said, reviewed_by,"
    " kind, has_sound, heard, crop_x0, crop_y0, crop_x1, crop_y1, duration_ms, trim_start_ms, trim_end_ms"
)
PLACES = ", ".join("?" * len(COLUMNS.split(",")))
ALIVE = (PhotoState.CAPTURED, PhotoState.REVIEWED)


class Kind(StrEnum):
    """What an original is."""

    PHOTO = "photo"
    CLIP = "clip"  # a photo that moves (docs/adr/0016)


class Look(StrEnum):
    """How far the search for faces has come."""

    WAITING = "waiting"
    FIRST = "first"  # the quick look is done, the thorough one goes on
    DONE = "done"
    FAILED = "failed"  # held, never "no faces"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """An original's row; sizes in pixels. `file_id` is None once its key is destroyed.

    crop: the part of the picture that is kept, None = all of it. Of a clip alone: `duration_ms`; `trim`, the kept part in
    milliseconds from its beginning, half-open, None = all of it; `has_sound`, of the recording; `heard`, whom a person heard in it,
    None = nobody was asked or it is to be silent.
    """

    id: PhotoId
    draft_id: DraftId
    state: PhotoState
    file_id: str | None
    taken_by: StaffId
    taken_at: datetime
    width: int
    height: int
    look: Look = Look.WAITING
    no_child_said: bool = False
    reviewed_by: StaffId | None = None
    kind: Kind = Kind.PHOTO
    crop: Box | None = None
    duration_ms: int | None = None
    trim: tuple[int, int] | None = None
    has_sound: bool = False
    heard: tuple[ChildId, ...] | None = None


def add(connection: Connection, photo: Photo) -> None:
    """Keep a new original."""
    connection.execute(
        f"INSERT INTO photo ({COLUMNS}) VALUES ({PLACES})",  # noqa: S608
        (
            photo.id,
            photo.draft_id,
            photo.state.value,
            photo.file_id,
            photo.taken_by,
            photo.taken_at.isoformat(),
            photo.width,
            photo.height,
            photo.look.value,
            int(photo.no_child_said),
            photo.reviewed_by,
            photo.kind.value,
            int(photo.has_sound),
            json_of(photo.heard),
            *edges_of(photo.crop),
            photo.duration_ms,
            *(photo.trim or (None, None)),
        ),
    )


def read(connection: Connection, id: PhotoId) -> Photo | None:
    """One original, or None."""
    found = select(connection, "id = ?", id)
    return found[0] if found else None


def of_draft(connection: Connection, draft_id: DraftId) -> tuple[Photo, ...]:
    """The originals of a draft that are still there, in the order they were taken."""
    return select(connection, "draft_id = ? AND state IN (?, ?)", draft_id, *ALIVE)


def alive(connection: Connection) -> tuple[Photo, ...]:
    """Every original whose key still exists."""
    return select(connection, "state IN (?, ?)", *ALIVE)


def advance(connection: Connection, id: PhotoId, state: PhotoState, event: PhotoEvent, at: datetime) -> PhotoState:
    """Move an original one step and log it. Raises IllegalTransition (a bug) or Stale (someone moved it first)."""
    new = next_state(PHOTO_STEPS, state, event)
    moved = connection.execute("UPDATE photo SET state = ? WHERE id = ? AND state = ?", (new.value, id, state.value))
    if moved.rowcount != 1:
        raise Stale(id)
    connection.execute("INSERT INTO photo_step VALUES (?, ?, ?, ?)", (id, state.value, new.value, at.isoformat()))
    return new


def set_look(connection: Connection, id: PhotoId, look: Look) -> None:
    """Note how far the search for faces has come."""
    connection.execute("UPDATE photo SET look = ? WHERE id = ?", (look.value, id))


def set_no_child_said(connection: Connection, id: PhotoId, said: bool) -> None:
    """Note that a person said "no child visible", or took it back."""
    connection.execute("UPDATE photo SET no_child_said = ? WHERE id = ?", (int(said), id))


def set_reviewed_by(connection: Connection, id: PhotoId, staff: StaffId | None) -> None:
    """Note who finished the review."""
    connection.execute("UPDATE photo SET reviewed_by = ? WHERE id = ?", (staff, id))


def set_crop(connection: Connection, id: PhotoId, crop: Box | None) -> None:
    """Keep a part of the picture only, in its pixels; None = all of it again."""
    connection.execute("UPDATE photo SET crop_x0 = ?, crop_y0 = ?, crop_x1 = ?, crop_y1 = ? WHERE id = ?", (*edges_of(crop), id))


def set_trim(connection: Connection, id: PhotoId, trim: tuple[int, int] | None) -> None:
    """Keep a part of the clip only, [start, end) in milliseconds; None = all of it again."""
    connection.execute("UPDATE photo SET trim_start_ms = ?, trim_end_ms = ? WHERE id = ?", (*(trim or (None, None)), id))


def set_heard(connection: Connection, id: PhotoId, heard: Sequence[ChildId] | None) -> None:
    """Note who can be heard in the clip; None = it stays silent."""
    connection.execute("UPDATE photo SET heard = ? WHERE id = ?", (json_of(heard), id))


def set_duration(connection: Connection, id: PhotoId, duration_ms: int) -> None:
    """Note how long the clip truly is: its head may have promised nothing."""
    connection.execute("UPDATE photo SET duration_ms = ? WHERE id = ?", (duration_ms, id))


def count_clips(connection: Connection, draft_id: DraftId) -> int:
    """How many of a draft's originals move."""
    return sum(photo.kind is Kind.CLIP for photo in of_draft(connection, draft_id))


def forget_file(connection: Connection, id: PhotoId) -> None:
    """Note that the original's file is no longer to be opened by anybody."""
    connection.execute("UPDATE photo SET file_id = NULL WHERE id = ?", (id,))


def select(connection: Connection, where: str, *values: str) -> tuple[Photo, ...]:
    """The originals that the condition picks; `where` comes from this module only."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM photo WHERE {where} ORDER BY rowid_", values)  # noqa: S608
    return tuple(photo_of(*row) for row in rows.fetchall())


def photo_of(
    id: str,
    draft_id: str,
    state: str,
    file_id: str | None,
    taken_by: str,
    taken_at: str,
    width: int,
    height: int,
    look: str,
    no_child_said: int,
    reviewed_by: str | None,
    kind: str,
    has_sound: int,
    heard: str | None,
    *numbers: int | None,
) -> Photo:
    """An original from its row."""
    return Photo(
        id=PhotoId(id),
        draft_id=DraftId(draft_id),
        state=PhotoState(state),
        file_id=file_id,
        taken_by=StaffId(taken_by),
        taken_at=datetime.fromisoformat(taken_at),
        width=width,
        height=height,
        look=Look(look),
        no_child_said=bool(no_child_said),
        reviewed_by=None if reviewed_by is None else StaffId(reviewed_by),
        kind=Kind(kind),
        has_sound=bool(has_sound),
        heard=None if heard is None else tuple(ChildId(child) for child in json.loads(heard)),
        crop=box_of(numbers[:4]),
        duration_ms=numbers[4],
        trim=span_of(numbers[5:]),
    )


def json_of(heard: Sequence[ChildId] | None) -> str | None:
    """The column of who is heard."""
    return None if heard is None else json.dumps(heard)


def edges_of(box: Box | None) -> tuple[int | None, int | None, int | None, int | None]:
    """The columns of a box."""
    return (None, None, None, None) if box is None else (box.x0, box.y0, box.x1, box.y1)


def box_of(edges: Sequence[int | None]) -> Box | None:
    """A box from its four columns."""
    known = [edge for edge in edges if edge is not None]
    return Box(*known) if known else None


def span_of(ends: Sequence[int | None]) -> tuple[int, int] | None:
    """A part in time from its two columns, in milliseconds."""
    start, end = ends
    return None if start is None or end is None else (start, end)
