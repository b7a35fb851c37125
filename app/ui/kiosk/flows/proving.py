"""Somebody says who they are: their name, their PIN, and once the PIN that they choose and the agreement that they sign."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.services.at_kiosk import role_reason, taker_reason
from app.ui.kiosk.flows.pages import FormField, FormPage, Page, SecretPage, Tile
from app.ui.kiosk.flows.step import Host, PickStep, Step, code_of
from app.ui.roles import ROLE_WORDS
from app.ui.widgets.paint import isolated
from domain.errors import KnownError
from domain.permissions import Action
from domain.pins import SENTENCES, pin_refusal
from domain.wire.kiosk import Board, ChoosePin, Proof, Prove, SignAgreement, StaffOnBoard

PASSWORD, PIN = "by_password", "by_pin"
OTHER_TWICE = "The two PINs are not the same. Choose it again."


def initials_of(person: StaffOnBoard) -> str:
    """SM."""
    return f"{person.first_name[:1]}{person.last_name[:1]}".upper()


def full_name(person: StaffOnBoard) -> str:
    """Sam Morris, in its own direction."""
    return isolated(f"{person.first_name} {person.last_name}")


def person_tiles(board: Board, reason: Callable[[StaffOnBoard], str]) -> tuple[Tile, ...]:
    """Everybody by first name; who cannot be tapped says why."""
    people = sorted(board.staff, key=lambda person: (person.first_name.casefold(), person.last_name.casefold()))
    return tuple(
        Tile(name=each.id, words=full_name(each), second=ROLE_WORDS.get(each.role, ""), initials=initials_of(each), missing=reason(each))
        for each in people
    )


def who_step(
    question: str = "Who are you?", *, besides: Callable[[], str] = lambda: "", takes: bool = True, action: Action = Action.TAKE_TABLET
) -> PickStep:
    """Everybody's name. takes: for a tablet, so who holds one rests; action: what the role must allow.

    besides: somebody's id who rests because they did the other part.
    """

    def reason(board: Board, person: StaffOnBoard) -> str:
        if person.id == besides():
            return "Somebody else is needed"
        return taker_reason(person, board) if takes else role_reason(person, action)

    def tiles(host: Host) -> Sequence[Tile]:
        return person_tiles(host.board, partial(reason, host.board))

    return PickStep(question, tiles, columns=4, is_tall=False)


class SecretStep(Step):
    """The PIN, and the password where the server asks for it."""

    def __init__(self, person_id: Callable[[], str], *, open_words: str = "Next", second: str = "") -> None:
        super().__init__()
        self._person_id, self._open_words, self._second = person_id, open_words, second
        self._is_password, self._refusal, self._locked, self._tries = False, "", "", 0
        self.proof: Proof | None = None
        self.below: tuple[Tile, ...] = ()
        self.on_below: Callable[[str, Host], None] = lambda name, host: None

    @property
    def is_answered(self) -> bool:
        """The server's word is there, and it is this person's."""
        return self.proof is not None and self.proof.staff.id == self._person_id()

    def page(self, host: Host) -> Page:
        """The pad, or the field."""
        person = person_of(host.board, self._person_id())
        first = isolated(person.first_name)
        is_password = self._is_password or not person.has_pin
        prompt = f"{first}, enter your PIN" if not is_password else f"{first}, type your password"
        return SecretPage(
            name=full_name(person),
            initials=initials_of(person),
            prompt=prompt,
            second=self._second if person.has_pin else "You have no PIN yet. You choose one in the next step.",
            is_password=is_password,
            refusal=self._refusal,
            locked=self._locked,
            tries=self._tries,
            open_words=self._open_words,
            below=(*self.below, *self._other_way(person, is_password=is_password)),
        )

    def forget(self) -> None:
        """Who somebody was a while ago is no proof now."""
        self.proof, self._refusal = None, ""

    def ask_again(self, sentence: str) -> None:
        """The two minutes are over: say so, and ask for the PIN."""
        self.forget()
        self._refusal, self._tries = sentence, self._tries + 1

    def picked(self, name: str, host: Host) -> None:
        """Password instead of PIN, or the other way round; everything else is the flow's."""
        if name in (PASSWORD, PIN):
            self._is_password, self._refusal = name == PASSWORD, ""
            host.show()
        else:
            self.on_below(name, host)

    def entered(self, secret: str, host: Host) -> None:
        """Ask the server."""
        person = person_of(host.board, self._person_id())
        by_password = self._is_password or not person.has_pin
        request = Prove(staff_id=person.id, by="password" if by_password else "pin", secret=secret)
        host.ask(lambda: host.desk.prove(request), partial(self._proved, host), partial(self._refused, host))

    def _proved(self, host: Host, proof: Proof) -> None:
        self.proof, self._refusal, self._locked = proof, "", ""
        host.go_on()

    def _refused(self, host: Host, error: KnownError) -> None:
        code = code_of(error)
        self._tries += 1
        if code == "pin_locked":
            self._locked = error.sentence
        elif code == "password_needed":
            self._is_password, self._refusal = True, error.sentence
        else:
            self._refusal = error.sentence
        host.show()

    def _other_way(self, person: StaffOnBoard, *, is_password: bool) -> tuple[Tile, ...]:
        if self._locked or not person.has_pin:
            return ()
        if is_password:
            return (Tile(name=PIN, words="Use my PIN instead", icon="hand"),)
        return (Tile(name=PASSWORD, words="Use my password instead", icon="key-round"),)


class ChooseStep(Step):
    """A PIN is chosen, twice the same; too easy ones are refused here before the server hears them."""

    def __init__(self, proof: Callable[[], Proof | None]) -> None:
        super().__init__()
        self._proof, self._first, self._refusal, self._tries = proof, "", "", 0
        self.renewed: Proof | None = None

    @property
    def is_answered(self) -> bool:
        """The server keeps it."""
        return self.renewed is not None

    def page(self, host: Host) -> Page:
        """The pad, for the first or the second time."""
        proof = self._proof()
        person = proof.staff if proof is not None else host.board.staff[0]
        prompt = "Once more, to be sure" if self._first else "Choose a PIN of 4 to 8 digits"
        second = "Nobody else may know it. No year of birth, no digits in a row."
        return SecretPage(
            name=full_name(person), initials=initials_of(person), prompt=prompt, second=second, refusal=self._refusal, tries=self._tries
        )

    def forget(self) -> None:
        """Choose again."""
        self._first, self.renewed = "", None

    def entered(self, secret: str, host: Host) -> None:
        """The first time it is judged, the second time it is compared."""
        self._tries += 1
        easy = pin_refusal(secret, host.year)
        if easy is not None or (self._first and secret != self._first):
            self._first, self._refusal = "", SENTENCES[easy] if easy is not None else OTHER_TWICE
            host.show()
        elif not self._first:
            self._first, self._refusal = secret, ""
            host.show()
        elif (proof := self._proof()) is not None:
            self._first = ""
            request = ChoosePin(proof=proof.proof, pin=secret)
            host.ask(lambda: host.desk.choose_pin(request), partial(self._chosen, host), partial(self._refused, host))

    def _chosen(self, host: Host, proof: Proof) -> None:
        self.renewed, self._refusal = proof, ""
        host.go_on()

    def _refused(self, host: Host, error: KnownError) -> None:
        self._refusal = error.sentence
        host.show()


class AgreementStep(Step):
    """The staff agreement, read and signed with one's own name."""

    def __init__(self, proof: Callable[[], Proof | None]) -> None:
        super().__init__()
        self._proof, self._name, self._error = proof, "", ""
        self.renewed: Proof | None = None

    @property
    def is_answered(self) -> bool:
        """It is signed."""
        return self.renewed is not None

    def page(self, host: Host) -> Page:
        """The text, and the line for the name."""
        proof = self._proof()
        agreement = proof.agreement if proof is not None else None
        field = FormField(name="name", label="Your first and last name", text=self._name, error=self._error)
        return FormPage(
            question="Read and sign the staff agreement",
            second=f"Version {agreement.version}" if agreement else "",
            text=agreement.text if agreement else "",
            fields=(field,),
            go="I agree",
            missing="" if self._name.strip() else "Read to the end, then type your name under it.",
        )

    def forget(self) -> None:
        """Sign again."""
        self.renewed = None

    def typed(self, name: str, text: str, host: Host) -> None:
        """The name as it stands."""
        self._name, self._error = text, ""
        host.show()

    def go(self, host: Host) -> None:
        """Sign it."""
        proof = self._proof()
        if proof is not None and proof.agreement is not None:
            request = SignAgreement(proof=proof.proof, version=proof.agreement.version, typed_name=self._name.strip())
            host.ask(lambda: host.desk.sign_agreement(request), partial(self._signed, host), partial(self._refused, host))

    def _signed(self, host: Host, proof: Proof) -> None:
        self.renewed = proof
        host.go_on()

    def _refused(self, host: Host, error: KnownError) -> None:
        self._error = error.sentence
        host.show()


class Proving:
    """One person's steps, as many as they need. signs: whether the agreement must be signed for what they want to do."""

    def __init__(self, person_id: Callable[[], str], *, signs: bool = False, open_words: str = "Next", second: str = "") -> None:
        self.secret = SecretStep(person_id, open_words=open_words, second=second)
        self._signs = signs
        self._choose = ChooseStep(lambda: self.secret.proof)
        self._agreement = AgreementStep(lambda: self._choose.renewed or self.secret.proof)

    @property
    def steps(self) -> tuple[Step, ...]:
        """PIN; then what the server's answer asks for."""
        first = self.secret.proof if self.secret.is_answered else None
        if first is None:
            return (self.secret,)
        chosen = (self._choose,) if first.must_choose_pin else ()
        latest = self._choose.renewed or first
        signed = (self._agreement,) if self._signs and (latest.agreement or self._agreement.renewed) else ()
        return (self.secret, *chosen, *signed)

    @property
    def proof(self) -> str:
        """The latest proof; "" before there is one."""
        latest = self._agreement.renewed or self._choose.renewed or self.secret.proof
        return latest.proof if latest is not None else ""

    def ask_again(self, sentence: str) -> None:
        """Prove it anew. The PIN that was chosen and the signature stay: the server's next proof knows them."""
        self.secret.ask_again(sentence)
        self._choose.forget()
        self._agreement.forget()


def person_of(board: Board, person_id: str) -> StaffOnBoard:
    """The person of that id. Raises StopIteration for somebody who is not on the board: a bug."""
    return next(person for person in board.staff if person.id == person_id)
