"""The nursery's server as the kiosk sees it, in memory: six tablets, four people, one day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.sync.failures import NetworkError, no_answer
from domain.permissions import Role
from domain.pins import LOCKED_AFTER, PASSWORD_AFTER
from domain.tablet_day import TICKED, ClosingStep, DayState, alarm_level
from domain.tablets import Standing
from domain.wire import kiosk
from tests import cast

KIT, MO = cast.id_of(105), cast.id_of(106)
PIN = "4826"
NOW = datetime(2026, 11, 19, 17, 42, tzinfo=UTC)  # the look's own evening
CLOSES = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
AGREEMENT = kiosk.AgreementText(version=3, text="I take care of the tablet.\nI show no picture to anybody outside the nursery.")
TITLES = {
    ClosingStep.CHILDREN_OUT: ("Children signed out", "12 of 12"),
    ClosingStep.ACCIDENTS_TOLD: ("Accident cards handed over", "2 of 2"),
    ClosingStep.TABLETS_IN: ("All tablets in", ""),
    ClosingStep.ALL_SENT: ("Photos sent and removed", ""),
    ClosingStep.ON_THE_DOCK: ("On the dock, lights on", "slots 1, 3, 4"),
    ClosingStep.CABINET_LOCKED: ("Cabinet locked", "two names"),
}


def device(number: int) -> str:
    """The id of T-0n."""
    return cast.id_of(500 + number)


def refused(code: str, sentence: str, status: int = 403) -> NetworkError:
    """A refusal of the server."""
    return NetworkError(sentence, permanent=True, status=status, code=code)


def card(number: int, standing: Standing = Standing.IN, **more: object) -> kiosk.TabletCard:
    """A tablet that stands on its slot and charges."""
    facts: dict[str, object] = {
        "device_id": device(number),
        "name": f"T-{number:02}",
        "room_name": "Caterpillars",
        "standing": standing,
        "version": 1,
        "slot": number,
        "battery": 84,
        "is_charging": True,
        "is_rising": True,
        "waiting": 0,
    }
    return kiosk.TabletCard.model_validate({**facts, **more})


def person(staff_id: str, first: str, last: str, role: Role, **more: object) -> kiosk.StaffOnBoard:
    """Somebody with a PIN who has signed."""
    facts: dict[str, object] = {"has_pin": True, "has_signed": True}
    return kiosk.StaffOnBoard.model_validate({"id": staff_id, "first_name": first, "last_name": last, "role": role, **facts, **more})


def tablets() -> list[kiosk.TabletCard]:
    """The look's own six."""
    since = NOW.replace(hour=7, minute=25)
    late = NOW.replace(hour=17, minute=30)
    return [
        card(1),
        card(2, Standing.OUT, holder_id=cast.SAM, holder_name="Sam Morris", since=since, due_at=CLOSES, slot=None, is_session_open=True),
        card(3, battery=91),
        card(4, Standing.LOW_BATTERY, battery=22),
        card(5, Standing.OUT_OF_USE, note="Cracked glass, Tuesday", damage_id=cast.id_of(900)),
        card(
            6, Standing.LATE, holder_id=cast.JO, holder_name="Jo Patel", since=since, due_at=late,
            last_seen_at=NOW.replace(hour=17, minute=20),
            room_name="Garden room", slot=None, waiting=2,
        ),
    ]  # fmt: skip


def people() -> list[kiosk.StaffOnBoard]:
    """Sam and Jo hold a tablet; Kit has no PIN and has not signed yet."""
    return [
        person(cast.SAM, "Sam", "Morris", Role.PRACTITIONER, holds=device(2)),
        person(cast.JO, "Jo", "Patel", Role.PRACTITIONER, holds=device(6)),
        person(cast.RUTH, "Ruth", "Adeyemi", Role.MANAGER),
        person(cast.TOM, "Tom", "Hughes", Role.DEPUTY),
        person(KIT, "Kit", "Doyle", Role.BANK, has_pin=False, has_signed=False),
        person(MO, "Mo", "Ali", Role.ROOM_LEADER),
    ]


@dataclass
class Desk:
    """A server of one process. `asked` are the messages that changed something; `refuse` is asked before each of them."""

    cards: list[kiosk.TabletCard] = field(default_factory=tablets)
    staff: list[kiosk.StaffOnBoard] = field(default_factory=people)
    day: DayState = DayState.OPEN
    now: datetime = NOW
    asked: list[object] = field(default_factory=list)
    ticked: set[ClosingStep] = field(default_factory=lambda: {ClosingStep.CHILDREN_OUT, ClosingStep.ACCIDENTS_TOLD})
    calls: list[kiosk.BoardCall] = field(default_factory=list)
    wrong: dict[str, int] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    is_out_of_reach: bool = False
    attest_due: bool = False
    anomalies: tuple[str, ...] = ()
    refuse: Callable[[object], NetworkError | None] = lambda message: None

    # -- Reading ----------------------------------------------------------------------------------------------------------------------

    def board(self) -> kiosk.Board:
        self._reach()
        away = [each for each in self.cards if each.standing in (Standing.OUT, Standing.LATE)]
        return kiosk.Board(
            now=self.now,
            nursery_name="Hazel Lane Nursery",
            timezone="Europe/London",
            opens="07:30",
            closes="18:00",
            closes_at=CLOSES,
            day=self.day,
            opened_by="Ellis Grant",
            closed_by="Tom Hughes" if self.day is DayState.CLOSED else "",
            tablets=tuple(self.cards),
            staff=tuple(self.staff),
            steps=tuple(self._line(step) for step in ClosingStep),
            calls=tuple(self.calls),
            alarm=alarm_level(self.now, CLOSES, any_out=bool(away)),
            attest_due=self.attest_due,
            anomalies=self.anomalies,
        )

    def damage(self, damage_id: str) -> kiosk.DamageReport:
        self._reach()
        return kiosk.DamageReport.model_validate(
            {
                "id": damage_id, "device_id": device(5), "device_name": "T-05", "kind": "accidental",
                "text": "A crack from corner to corner.",
                "noticed": "at_sign_in", "reported_at": NOW - timedelta(days=2), "reported_by": "Ellis Grant", "holder_name": "Jo Patel",
                "period": "07:31 to 15:00",
            }
        )  # fmt: skip

    def gone(self, device_id: str) -> kiosk.GoneSheet:
        self._reach()
        return kiosk.GoneSheet(
            device_id=device_id, device_name="T-03", holder_name="Jo Patel", last_seen_at=NOW, waiting=2, originals=0,
            children=("Amelia", "Noah", "Zoë"), is_revoked=True, is_sealed=False, advice=("Tell the manager now.", "Keep this sheet."),
        )  # fmt: skip

    def photo(self, photo_id: str) -> bytes:
        self._reach()
        return self.photos[photo_id]

    # -- Who --------------------------------------------------------------------------------------------------------------------------

    def prove(self, request: kiosk.Prove) -> kiosk.Proof:
        self._reach()
        who = next(each for each in self.staff if each.id == request.staff_id)
        wrong = self.wrong.get(who.id, 0)
        if request.by == "password":
            if request.secret != cast.PASSWORD:
                raise refused("wrong_password", "This password is not right.")
            self.wrong[who.id] = 0
            return self._proof(who)
        if wrong >= LOCKED_AFTER:
            raise refused("pin_locked", "Ten wrong PINs. The office lets you in again.")
        if wrong >= PASSWORD_AFTER:
            raise refused("password_needed", "Five wrong PINs. Type your password.")
        if request.secret != PIN:
            self.wrong[who.id] = wrong + 1
            left = PASSWORD_AFTER - wrong - 1
            raise (
                refused("wrong_pin", f"This PIN is not right. {left} tries left.")
                if left
                else refused("password_needed", "Type your password.")
            )
        self.wrong[who.id] = 0
        return self._proof(who)

    def choose_pin(self, request: kiosk.ChoosePin) -> kiosk.Proof:
        self._step(request)
        who = self._who(request.proof)
        return self._proof(self._put(who, has_pin=True))

    def sign_agreement(self, request: kiosk.SignAgreement) -> kiosk.Proof:
        self._step(request)
        who = self._who(request.proof)
        if request.typed_name != f"{who.first_name} {who.last_name}":
            raise refused("other_name", f"Type your name as {who.first_name} {who.last_name}.", 422)
        return self._proof(self._put(who, has_signed=True))

    def _proof(self, who: kiosk.StaffOnBoard) -> kiosk.Proof:
        agreement = None if who.has_signed else AGREEMENT
        return kiosk.Proof(proof=f"proof of {who.id}", staff=who, agreement=agreement, must_choose_pin=not who.has_pin)

    # -- Tablets ----------------------------------------------------------------------------------------------------------------------

    def sign_out(self, request: kiosk.SignOut) -> kiosk.Done:
        self._step(request)
        who = self._who(request.proof)
        self._move(request.device_id, request.version, standing=Standing.OUT, holder_id=who.id, holder_name=name(who), since=self.now,
                   due_at=CLOSES, slot=None)  # fmt: skip
        self._put(who, holds=request.device_id)
        return kiosk.Done(say="It is yours until 18:00.")

    def transfer(self, request: kiosk.Transfer) -> kiosk.Done:
        self._step(request)
        giver, taker = self._who(request.from_proof), self._who(request.to_proof)
        self._move(request.device_id, request.version, holder_id=taker.id, holder_name=name(taker), since=self.now)
        self._put(giver, holds=None)
        self._put(taker, holds=request.device_id)
        return kiosk.Done(say=f"{taker.first_name} has it now.")

    def sign_in(self, request: kiosk.SignIn) -> kiosk.Done:
        self._step(request)
        before = self._card(request.device_id)
        if before.standing is Standing.LATE and not request.reason.strip():
            raise refused("reason_needed", "Say why it is late.", 422)
        standing = Standing.NOT_CLEAR if before.waiting else Standing.IN
        self._move(request.device_id, request.version, standing=standing, holder_id=None, holder_name="", slot=request.slot)
        for who in [each for each in self.staff if each.holds == request.device_id]:
            self._put(who, holds=None)
        return kiosk.Done(say="Thank you. It is in.")

    def file_damage(self, request: kiosk.FileDamage) -> kiosk.Done:
        self._step(request)
        standing = Standing.LOST if request.revoke else Standing.OUT_OF_USE
        self._move(request.device_id, request.version, standing=standing, note=request.damage.text, damage_id=cast.id_of(901))
        return kiosk.Done(say="The report is filed.", damage_id=cast.id_of(901))

    def found(self, request: kiosk.Found) -> kiosk.Done:
        self._step(request)
        self._move(request.device_id, request.version, standing=Standing.IN)
        return kiosk.Done(say="It is in again.")

    def called(self, request: kiosk.Called) -> kiosk.Done:
        self._step(request)
        self.calls.append(kiosk.BoardCall(at=self.now, text=request.text))
        return kiosk.Done(say="Noted.")

    def attest(self, request: kiosk.Attest) -> kiosk.Done:
        self._step(request)
        self.attest_due = False
        return kiosk.Done(say="Thank you. The weekly check is done.")

    def spot_check(self, request: kiosk.SpotCheck) -> kiosk.Done:
        self._step(request)
        return kiosk.Done(say="Noted.")

    # -- The day ----------------------------------------------------------------------------------------------------------------------

    def open_day(self, request: kiosk.OpenDay) -> kiosk.Done:
        self._step(request)
        for check in request.checks:
            if not check.is_here:
                self._move(check.device_id, None, standing=Standing.MISSING)
        self.day = DayState.OPEN
        return kiosk.Done(say="Good morning. The day is open.")

    def tick(self, request: kiosk.Tick) -> kiosk.Board:
        self._step(request)
        (self.ticked.add if request.is_done else self.ticked.discard)(request.step)
        return self.board()

    def close_day(self, request: kiosk.CloseDay) -> kiosk.Done:
        self._step(request)
        if away := [each for each in self.cards if each.standing in (Standing.OUT, Standing.LATE)]:
            raise refused("tablet_out", f"{away[0].name} is with {away[0].holder_name}.", 409)
        self.day = DayState.CLOSED
        return kiosk.Done(say="The day is closed. Good evening.")

    def reopen_day(self, request: kiosk.ReopenDay) -> kiosk.Done:
        self._step(request)
        self.day = DayState.OPEN
        return kiosk.Done(say="The day goes on.")

    def send_photo(self, photo_id: str, jpeg: bytes) -> None:
        self._reach()
        self.photos[photo_id] = jpeg

    def report_fault(self, note: str) -> None:
        self._reach()
        self.faults.append(note)

    # -- Inside -----------------------------------------------------------------------------------------------------------------------

    def _line(self, step: ClosingStep) -> kiosk.ClosingLine:
        title, detail = TITLES[step]
        away = [str(int(each.name[2:])) for each in self.cards if each.standing in (Standing.OUT, Standing.LATE)]
        if step is ClosingStep.TABLETS_IN:
            return kiosk.ClosingLine(
                step=step,
                title=title,
                detail=f"{' and '.join(away)} are still out" if away else "all in",
                is_done=not away,
                is_stuck=bool(away),
            )
        if step is ClosingStep.ALL_SENT:
            return kiosk.ClosingLine(step=step, title=title, detail="waits for tablet 6" if away else "all sent", is_done=not away)
        return kiosk.ClosingLine(step=step, title=title, detail=detail, is_done=step in self.ticked & TICKED)

    def _step(self, message: object) -> None:
        self._reach()
        if (error := self.refuse(message)) is not None:
            raise error
        self.asked.append(message)

    def _reach(self) -> None:
        if self.is_out_of_reach:
            raise no_answer()

    def _who(self, proof: str) -> kiosk.StaffOnBoard:
        return next(each for each in self.staff if proof == f"proof of {each.id}")

    def _card(self, device_id: str) -> kiosk.TabletCard:
        return next(each for each in self.cards if each.device_id == device_id)

    def _move(self, device_id: str, version: int | None, **facts: object) -> None:
        before = self._card(device_id)
        if version is not None and version != before.version:
            raise refused("moved", "Somebody else was faster: Mo Ali has it.", 409)
        after = before.model_copy(update={**facts, "version": before.version + 1})
        self.cards = [after if each.device_id == device_id else each for each in self.cards]

    def _put(self, who: kiosk.StaffOnBoard, **facts: object) -> kiosk.StaffOnBoard:
        after = who.model_copy(update=facts)
        self.staff = [after if each.id == who.id else each for each in self.staff]
        return after


def name(who: kiosk.StaffOnBoard) -> str:
    """In full, as the board says it."""
    return f"{who.first_name} {who.last_name}"
