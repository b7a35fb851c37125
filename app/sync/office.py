"""The office's questions to the server: the moderation queue, an entry, its pictures, a decision. Pictures live in memory only."""

from __future__ import annotations

from collections.abc import Callable

from app.sync.transport import FaultNote, Transport, parsed
from domain import wire

OFFICE = "/api/office/v1"


class HttpOfficeDesk:
    """The moderation desk over the network. session: says the session of whoever is logged in now. Raises NetworkError."""

    def __init__(self, transport: Transport, session: Callable[[], str]) -> None:
        self._line, self._session = transport.line, session

    def queue(self) -> wire.Queue:
        """What waits for a moderator, due first at the top."""
        return parsed(wire.Queue, self._line.call("GET", f"{OFFICE}/queue", headers=self._headers()))

    def entry(self, entry_id: str) -> wire.OfficeEntry:
        """One entry with all that a moderator is shown."""
        return parsed(wire.OfficeEntry, self._line.call("GET", f"{OFFICE}/entries/{entry_id}", headers=self._headers()))

    def picture(self, rendition_id: str) -> bytes:
        """The JPEG of one rendition, as that family would get it."""
        return self._line.call("GET", f"{OFFICE}/media/{rendition_id}", headers=self._headers()).content

    def decide(self, entry_id: str, request: wire.DecisionRequest) -> wire.DecisionAnswer:
        """Take a moderator's step. Status 409 when somebody else was faster."""
        answer = self._line.call("POST", f"{OFFICE}/entries/{entry_id}/decision", message=request, headers=self._headers())
        return parsed(wire.DecisionAnswer, answer)

    def report_fault(self, note: str) -> None:
        """Tell of a privacy fault."""
        self._line.call("POST", f"{OFFICE}/fault", message=FaultNote(note=note), headers=self._headers(), accept=(200, 201, 202, 204))

    def _headers(self) -> dict[str, str]:
        return {"Daybook-Session": self._session()}
