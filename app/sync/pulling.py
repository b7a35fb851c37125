"""Facts first: what the server knows now decides what may still be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from pydantic import ValidationError

from app.storage import amending, facts, settings
from app.storage.database import Connection, transaction
from app.storage.settings import Setting
from app.sync.failures import NetworkError, not_understood
from app.sync.reports import RemovalQuestion
from domain.errors import KnownError
from domain.wire import Change, Changes, ChildFact, EntryFact, FactKind, Message, RoomFact, SiteFact, StaffFact

SHAPES: dict[FactKind, type[Message]] = {
    FactKind.SITE: SiteFact,
    FactKind.ROOM: RoomFact,
    FactKind.STAFF: StaffFact,
    FactKind.CHILD: ChildFact,
    FactKind.ENTRY: EntryFact,
}
REMOVAL_LIMIT = 0.20  # of the facts on this device, in one pull: more is likelier a mistake of the server's than a day's leavers


class TooManyRemovals(KnownError):
    """The feed would remove more than a fifth of what this device knows: it stops and asks."""

    def __init__(self, question: RemovalQuestion) -> None:
        super().__init__(question.sentence)
        self.question = question


class Feed(Protocol):
    """Where facts come from: the transport."""

    def changes(self, cursor: str) -> Changes:
        """The page behind `cursor`. Raises NetworkError."""


class Pull:
    """One pull. at: when it began, which is as new as its facts are; may_remove: a person agreed to a large removal."""

    def __init__(self, connection: Connection, feed: Feed, at: datetime, *, may_remove: bool = False) -> None:
        self._connection, self._feed, self._at, self._may_remove = connection, feed, at, may_remove
        self._known = facts.count(connection)

    def run(self) -> int:
        """Bring the facts up to date; how many changes came. Raises TooManyRemovals, NetworkError."""
        cursor = settings.read(self._connection, Setting.CURSOR) or ""
        if not cursor:
            return self._snapshot()
        try:
            return self._follow(cursor)
        except NetworkError as error:
            if error.status != HTTPStatus.GONE:
                raise
            return self._snapshot()

    def _follow(self, cursor: str) -> int:
        """All that is new, in one transaction with its cursor: page by page, a large removal would pass the guard in small steps."""
        pages = self._pages(cursor)
        changes = [change for page in pages for change in page.changes]
        with transaction(self._connection):
            gone = {(change.kind, change.id) for change in changes if change.action != "put"} - kept_of(changes)
            self._guard(len(amending.fact_ids(self._connection) & gone) if gone else 0)
            for change in changes:
                self._write(change)
            self._note(pages[-1])
        return len(changes)

    def _snapshot(self) -> int:
        """Everything anew. It is applied as a whole, so that a break in the middle leaves the old facts, not half of the new ones."""
        pages = self._pages("")
        changes = [change for page in pages for change in page.changes]
        with transaction(self._connection):
            self._guard(len(amending.fact_ids(self._connection) - kept_of(changes)))
            facts.clear(self._connection)
            for change in changes:
                self._write(change)
            self._note(pages[-1])
        return len(changes)

    def _pages(self, cursor: str) -> list[Changes]:
        """Every page behind `cursor`, the last one at the end."""
        pages = [checked(self._feed.changes(cursor))]
        while pages[-1].more:
            pages.append(checked(self._feed.changes(pages[-1].cursor)))
        return pages

    def _guard(self, removals: int) -> None:
        if removals > REMOVAL_LIMIT * self._known and not self._may_remove:
            raise TooManyRemovals(RemovalQuestion(removals, self._known))

    def _write(self, change: Change) -> None:
        if change.action == "put" and change.body is not None:
            facts.put(self._connection, change.kind, change.id, change.seq, change.body)
        else:
            facts.remove(self._connection, change.kind, change.id)

    def _note(self, last: Changes) -> None:
        """Where to go on, and that all is as new as this pull."""
        settings.write(self._connection, Setting.CURSOR, last.cursor)
        facts.confirm(self._connection, self._at)


def checked(page: Changes) -> Changes:
    """The page, when every put is a fact of its kind under its own id. Raises NetworkError: what cannot be read is not kept."""
    for change in page.changes:
        if change.action == "put" and not is_fact(change):
            raise not_understood()
    return page


def is_fact(change: Change) -> bool:
    """Whether the body is such a fact."""
    try:
        SHAPES[change.kind].model_validate(change.body, strict=False)
    except ValidationError:
        return False
    return change.body is not None and change.body.get("id") == change.id


def kept_of(changes: Sequence[Change]) -> frozenset[tuple[FactKind, str]]:
    """What is there after all the changes, read in their order."""
    kept: set[tuple[FactKind, str]] = set()
    for change in changes:
        (kept.add if change.action == "put" else kept.discard)((change.kind, change.id))
    return frozenset(kept)
