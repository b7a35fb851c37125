"""The office's questions to the server about photo permissions, what a withdrawal did, and the covering record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from app.sync.office import OFFICE
from app.sync.transport import Transport, parsed
from domain.wire import Message
from domain.wire.consents import ChildConsents, ConsentList, KeepOut, RecheckList, RecordAnswer
from domain.wire.covering_record import CoveringRecord, PublishedList

M = TypeVar("M", bound=Message)
MADE = (200, 201)  # a new answer may be answered by either


class HttpConsentDesk:
    """The consent desk over the network. session: says the session of whoever is logged in now. Raises NetworkError.

    Not for two threads at once: it shares the transport's line.
    """

    def __init__(self, transport: Transport, session: Callable[[], str]) -> None:
        self._line, self._session = transport.line, session

    def consents(self) -> ConsentList:
        """Every child's permissions."""
        return self._get(ConsentList, "consents")

    def child_consents(self, child_id: str) -> ChildConsents:
        """One child's, whole."""
        return self._get(ChildConsents, f"consents/{child_id}")

    def record_answer(self, child_id: str, answer: RecordAnswer) -> ChildConsents:
        """Write an answer down. Status 422 with code no_signature, future, before_birth, not_responsible or name_missing."""
        return self._post(ChildConsents, f"consents/{child_id}/answers", answer)

    def keep_out(self, child_id: str, keep_out: KeepOut) -> ChildConsents:
        """Keep a child out of every picture, or no longer."""
        return self._post(ChildConsents, f"consents/{child_id}/keep-out", keep_out)

    def rechecks(self, *, everything: bool) -> RecheckList:
        """What nobody ticked off, or every case."""
        return self._get(RecheckList, "rechecks", {"all": "1" if everything else "0"})

    def recheck_seen(self, case_id: str) -> RecheckList:
        """Tick a case off."""
        return self._post(RecheckList, f"rechecks/{case_id}/seen", None)

    def published(self, before: datetime | None) -> PublishedList:
        """Entries with pictures that happened earlier, the newest first."""
        return self._get(PublishedList, "covering", {"before": before.isoformat()} if before is not None else {})

    def covering_record(self, entry_id: str) -> CoveringRecord:
        """One entry's covers and reasons."""
        return self._get(CoveringRecord, f"covering/{entry_id}")

    def picture(self, rendition_id: str) -> bytes:
        """The JPEG of one rendition, as that family would get it."""
        return self._line.call("GET", f"{OFFICE}/media/{rendition_id}", headers=self._headers()).content

    def _get(self, kind: type[M], path: str, params: Mapping[str, str] | None = None) -> M:
        return parsed(kind, self._line.call("GET", f"{OFFICE}/{path}", headers=self._headers(), params=dict(params or {})))

    def _post(self, kind: type[M], path: str, message: Message | None) -> M:
        return parsed(kind, self._line.call("POST", f"{OFFICE}/{path}", message=message, headers=self._headers(), accept=MADE))

    def _headers(self) -> dict[str, str]:
        return {"Daybook-Session": self._session()}
