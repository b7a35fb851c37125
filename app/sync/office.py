"""The office's questions to the server: the moderation queue, an entry, its pictures, a decision. Pictures live in memory only."""

from __future__ import annotations

from collections.abc import Callable

from app.sync.transport import FaultNote, Transport, parsed
from domain import wire
from domain.wire import home

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

    def home_picture(self, picture_id: str, region_id: str = "", frame: int | None = None) -> bytes:
        """What a family sent, as it was kept: JPEG, nothing covered, for memory only. Of a video the frame of that region or number."""
        asked = {"region": region_id} if region_id else {"frame": str(frame)} if frame is not None else {}
        return self._line.call("GET", f"{OFFICE}/home-pictures/{picture_id}", headers=self._headers(), params=asked).content

    def home_picture_now(self, entry_id: str, picture_id: str) -> home.HomePicture | None:
        """What the server knows of it by now."""
        return next((each for each in self.entry(entry_id).home_pictures if each.id == picture_id), None)

    def home_marks(self, picture_id: str, marks: home.HomeMarks) -> home.HomePicture:
        """Say who is in it. Status 409 with code looking or decided, 422 with code held, face_found, regions or child."""
        answer = self._line.call("POST", f"{OFFICE}/home-pictures/{picture_id}/marks", message=marks, headers=self._headers())
        return parsed(home.HomePicture, answer)

    def home_discard(self, picture_id: str) -> home.HomePicture:
        """Leave it out; the server destroys it."""
        return parsed(home.HomePicture, self._line.call("POST", f"{OFFICE}/home-pictures/{picture_id}/discard", headers=self._headers()))

    def _headers(self) -> dict[str, str]:
        return {"Daybook-Session": self._session()}
