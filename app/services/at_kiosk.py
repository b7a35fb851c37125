"""The kiosk's service: the line to the server, who may be tapped, and the look at a picture of a tablet before it leaves the kiosk."""

from __future__ import annotations

from typing import Protocol

from app.services.pixels import Frame
from app.services.session import Clock
from app.storage.ids import new_id
from domain.errors import KnownError
from domain.permissions import Action, Station, may
from domain.tablets import Place, SignOutRefusal, TabletFacts, TakerFacts, sign_out_refusals
from domain.wire import kiosk
from domain.wire.kiosk import Board, Done, GoneSheet, Proof, StaffOnBoard, TabletCard
from imaging.values import FoundFace, KeptPicture

CONDITION_SIDE_PX = 1600  # a hair crack of 0.1 mm shows at this size, and the file stays under the server's limit
SMALLER_SIDE_PX = 1000
PHOTO_LIMIT_BYTES = 2 << 20


class KioskDesk(Protocol):
    """The kiosk's line to the server. Every call may raise a KnownError with the server's sentence; refusals carry a `code`."""

    def board(self) -> Board:
        """The board."""

    def prove(self, request: kiosk.Prove) -> Proof:
        """Who stands here."""

    def choose_pin(self, request: kiosk.ChoosePin) -> Proof:
        """A new PIN."""

    def sign_agreement(self, request: kiosk.SignAgreement) -> Proof:
        """The agreement, signed."""

    def sign_out(self, request: kiosk.SignOut) -> Done:
        """A tablet to a person."""

    def transfer(self, request: kiosk.Transfer) -> Done:
        """From hand to hand."""

    def sign_in(self, request: kiosk.SignIn) -> Done:
        """A tablet is back."""

    def file_damage(self, request: kiosk.FileDamage) -> Done:
        """Damage, loss, theft."""

    def damage(self, damage_id: str) -> kiosk.DamageReport:
        """One report."""

    def gone(self, device_id: str) -> GoneSheet:
        """What a lost tablet could hold."""

    def found(self, request: kiosk.Found) -> Done:
        """A missing tablet was found."""

    def open_day(self, request: kiosk.OpenDay) -> Done:
        """The day begins."""

    def tick(self, request: kiosk.Tick) -> Board:
        """A step of the closing list."""

    def close_day(self, request: kiosk.CloseDay) -> Done:
        """The day ends."""

    def reopen_day(self, request: kiosk.ReopenDay) -> Done:
        """The day goes on."""

    def called(self, request: kiosk.Called) -> Done:
        """Somebody was called."""

    def attest(self, request: kiosk.Attest) -> Done:
        """The weekly word."""

    def spot_check(self, request: kiosk.SpotCheck) -> Done:
        """One tablet looked at."""

    def send_photo(self, photo_id: str, jpeg: bytes) -> None:
        """A picture of a tablet's condition."""

    def photo(self, photo_id: str) -> bytes:
        """The same, to be seen again."""

    def report_fault(self, note: str) -> None:
        """A privacy fault."""


class ConditionImaging(Protocol):
    """What the kiosk asks of the picture worker; `imaging.worker.ImagingWorker` is one."""

    def keep(self, data: bytes, max_side: int = ...) -> KeptPicture:
        """The picture as it is kept. Raises PictureUnreadable, PictureTooLarge."""

    def keep_frame(self, rgb: bytes, width: int, height: int, turn: int) -> KeptPicture:
        """A camera's frame as it is kept."""

    def find(self, jpeg: bytes) -> tuple[FoundFace, ...]:
        """The faces, sure ones and maybes."""


class PersonInPicture(KnownError):
    """Somebody, or what looks like somebody, is in a picture that shall show a tablet alone."""

    def __init__(self) -> None:
        super().__init__("Somebody may be in this picture, so it was not kept. Lay the tablet on the table and take it from above.")


class AtKiosk:
    """What the kiosk does beyond passing on. The picture's worker runs in the cpu lane, the desk in the net lane."""

    def __init__(self, desk: KioskDesk, imaging: ConditionImaging, clock: Clock) -> None:
        self.desk, self._imaging, self._clock = desk, imaging, clock

    def condition_picture(self, shot: bytes | Frame) -> bytes:
        """The JPEG that may leave the kiosk: no face in it, sure or maybe, and small enough.

        A maybe is refused like a face: nobody looks at the picture in between who could say that it is none.
        Raises PersonInPicture, PictureUnreadable, PictureTooLarge, DetectorUnavailable.
        """
        data = shot if isinstance(shot, bytes) else self._imaging.keep_frame(shot.rgb, shot.width, shot.height, shot.turn).jpeg
        kept = self._imaging.keep(data, CONDITION_SIDE_PX)
        if self._imaging.find(kept.jpeg):
            raise PersonInPicture
        return kept.jpeg if len(kept.jpeg) <= PHOTO_LIMIT_BYTES else self._imaging.keep(kept.jpeg, SMALLER_SIDE_PX).jpeg

    def send_condition(self, jpeg: bytes) -> str:
        """Send a picture that `condition_picture` let through; its new id. The server looks for itself once more."""
        photo_id = new_id(self._clock())
        self.desk.send_photo(photo_id, jpeg)
        return photo_id


def taker_reason(person: StaffOnBoard, board: Board) -> str:
    """Why this name cannot be tapped for a tablet, "" = it can. The server decides again; this saves a useless PIN."""
    if reason := role_reason(person, Action.TAKE_TABLET):
        return reason
    taker = TakerFacts(role=person.role, is_active=True, has_signed=True, holds_another=person.holds is not None)
    if SignOutRefusal.HOLDS_ANOTHER in sign_out_refusals(TabletFacts(place=Place.IN), taker, day_is_open=True):
        return f"Holds {tablet_name(person.holds or '', board)}"
    return ""


def role_reason(person: StaffOnBoard, action: Action) -> str:
    """Why this person's role cannot do that at the kiosk, "" = it can."""
    return "" if may(person.role, action, Station.KIOSK) else "Not with this role"


def tablet_name(device_id: str, board: Board) -> str:
    """The tablet's number as people say it: "tablet 2" for T-02."""
    name = next((card.name for card in board.tablets if card.device_id == device_id), "")
    return f"tablet {short_number(name)}" if name else "another tablet"


def short_number(name: str) -> str:
    """T-02 → 2; a name without digits stays as it is."""
    digits = "".join(letter for letter in name if letter.isdigit())
    return str(int(digits)) if digits else name


def free_slots(board: Board, card: TabletCard) -> tuple[tuple[int, bool], ...]:
    """Every slot of the dock, one per tablet, and whether another tablet stands in it."""
    taken = {other.slot for other in board.tablets if other.slot is not None and other.device_id != card.device_id}
    most = max(len(board.tablets), max(taken, default=0))
    return tuple((slot, slot in taken) for slot in range(1, most + 1))


def suggested_slot(board: Board, card: TabletCard) -> int | None:
    """The slot of the tablet's own number when it is free, else the first free one; None when all are taken."""
    free = [slot for slot, is_taken in free_slots(board, card) if not is_taken]
    number = short_number(card.name)
    if number.isdigit() and int(number) in free:
        return int(number)
    return free[0] if free else None
