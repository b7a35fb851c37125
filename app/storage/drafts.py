"""Entries that are being written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from app.storage.database import Connection
from domain.entries import EntryKind, EntryText
from domain.ids import ChildId, DraftId, PhotoId, StaffId
from domain.lifecycle import PhotoState


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Everything of an entry before it is handed in. `photo_ids` are read from the photos; saving a draft does not change them."""

    id: DraftId
    author: StaffId
    kind: EntryKind
    children: tuple[ChildId, ...]
    happened_at: datetime
    title: str = ""
    text: str = ""
    next_step: str = ""
    areas: tuple[str, ...] = ()
    wellbeing: int | None = None
    involvement: int | None = None
    photo_ids: tuple[PhotoId, ...] = ()
    updated_at: datetime | None = None

    def words(self) -> EntryText:
        """What a person wrote and tapped, as the rules know it."""
        return EntryText(
            kind=self.kind,
            children=self.children,
            happened_at=self.happened_at,
            title=self.title,
            text=self.text,
            next_step=self.next_step,
            areas=self.areas,
            wellbeing=self.wellbeing,
            involvement=self.involvement,
        )


def save(connection: Connection, draft: Draft, at: datetime) -> None:
    """Keep the draft as it is now. The author of a draft that is there already stays who it was (L16)."""
    connection.execute(
        "INSERT INTO draft (id, author, body, updated_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at",
        (draft.id, draft.author, body_of(draft), at.isoformat()),
    )


def read(connection: Connection, id: DraftId) -> Draft | None:
    """One draft with its photos, or None."""
    found = select(connection, "id = ?", id)
    return found[0] if found else None


def by_author(connection: Connection, author: StaffId) -> tuple[Draft, ...]:
    """A person's drafts, the last touched first."""
    return select(connection, "author = ?", author)


def delete(connection: Connection, id: DraftId) -> None:
    """Forget the words of a draft; its photos are another matter."""
    connection.execute("DELETE FROM draft WHERE id = ?", (id,))


def select(connection: Connection, where: str, value: str) -> tuple[Draft, ...]:
    """The drafts that the condition picks; `where` comes from this module only."""
    rows = connection.execute(
        f"SELECT id, author, body, updated_at FROM draft WHERE {where} ORDER BY updated_at DESC, rowid_ DESC",  # noqa: S608
        (value,),
    )
    return tuple(draft_of(connection, *row) for row in rows.fetchall())


def body_of(draft: Draft) -> str:
    """The words as JSON."""
    return json.dumps(
        {
            "kind": draft.kind,
            "children": draft.children,
            "happened_at": draft.happened_at.isoformat(),
            "title": draft.title,
            "text": draft.text,
            "next_step": draft.next_step,
            "areas": draft.areas,
            "wellbeing": draft.wellbeing,
            "involvement": draft.involvement,
        },
        ensure_ascii=False,
    )


def draft_of(connection: Connection, id: str, author: str, body: str, updated_at: str) -> Draft:
    """A draft from its row."""
    words = json.loads(body)
    gone = (PhotoState.DISCARDED.value, PhotoState.HANDED_IN.value)
    photos = connection.execute("SELECT id FROM photo WHERE draft_id = ? AND state NOT IN (?, ?) ORDER BY rowid_", (id, *gone))
    return Draft(
        id=DraftId(id),
        author=StaffId(author),
        kind=EntryKind(words["kind"]),
        children=tuple(ChildId(child) for child in words["children"]),
        happened_at=datetime.fromisoformat(words["happened_at"]),
        title=words["title"],
        text=words["text"],
        next_step=words["next_step"],
        areas=tuple(words["areas"]),
        wellbeing=words["wellbeing"],
        involvement=words["involvement"],
        photo_ids=tuple(PhotoId(row[0]) for row in photos),
        updated_at=datetime.fromisoformat(updated_at),
    )
