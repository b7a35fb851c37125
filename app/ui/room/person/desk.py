"""What the person's button leads to: the menu, "Not me?" and its question, another PIN or password."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.disowning import Disowning, Thing, Written
from app.services.pausing import Pausing
from app.services.session import Session
from app.services.unlocking import Opened
from app.ui.errors import sentence_for
from app.ui.room.around import top_px_of
from app.ui.room.needs_you import Run
from app.ui.room.person.menu import MenuScreen, PersonMenu
from app.ui.room.person.written_sheet import WrittenLine, WrittenSheet
from app.ui.shell import Shell
from app.ui.unlock.arrival import Access, change_password, change_pin
from app.ui.widgets.bars import PersonButton
from domain.ids import DraftId, RoomId
from domain.pins import PinStanding

TOLD = "The office will look at it."
CHANGED = "Your new password opens Daybook from now on."
NEW_PIN = "Your new PIN opens this tablet until you log out."


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTools:
    """What the desk asks of the program, for one open session."""

    access: Access
    disowning: Disowning
    pausing: Pausing

    @property
    def due(self) -> str:
        """HH:MM when the tablet is to be back; "" = unknown."""
        until = self.access.unlocking.lock_screen(self.access.opened).until
        return f"{until.astimezone(self.access.zone):%H:%M}" if until is not None else ""


def person_tools(access: Access, room_id: RoomId | None) -> PersonTools:
    """The tools over the store that the person opened."""
    opened = access.opened
    return PersonTools(access=access, disowning=Disowning(opened.store, opened.vault, access.clock), pausing=Pausing(opened.store, room_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWays:
    """Where the desk leads. `away` leaves the work screen, whose words are kept, and gives what comes back to it and says something."""

    lock: Callable[[], None]
    log_out: Callable[[], None]
    say: Callable[[str], None]
    run: Run
    away: Callable[[Callable[[Callable[[str], None]], None]], None]
    waiting: Callable[[], int]
    wake: Callable[[], None]


class PersonDesk(QObject):
    """One person's time on the tablet. Everything here is about the session's own person; nobody else can be picked."""

    def __init__(self, shell: Shell, session: Session, tools: PersonTools, ways: PersonWays) -> None:
        super().__init__()
        self._shell, self._session, self._tools, self._ways = shell, session, tools, ways
        self._has_asked = False

    def join(self, view: QWidget) -> None:
        """Give the screen's person button its menu."""
        for button in view.findChildren(PersonButton):
            button.offer_menu()
            button.menu_asked.connect(self.open_menu)

    def say_not_me(self) -> None:
        """Remember it behind the lock that comes at once; the true holder is asked when they open the tablet again."""
        disowning, session = self._tools.disowning, self._session
        self._tools.access.vault.run(lambda: disowning.say_not_me(session), lambda _: None, ignore)

    def ask_once(self, view: QWidget) -> None:
        """After an unlock: which of what was written before "Not me?" is not theirs."""
        if self._has_asked:
            return
        self._has_asked = True
        self._ways.run(lambda: self._tools.disowning.question(self._session), lambda found: self._show_written(found) if found else None)

    # -- The menu ---------------------------------------------------------------------------------------------------------------------

    def open_menu(self) -> None:
        """From the initials."""

        def read() -> MenuScreen:
            access = self._tools.access
            return MenuScreen(
                name=f"{self._session.first_name} {self._session.last_name}",
                has_pin=access.unlocking.lock_screen(access.opened).pin is PinStanding.PIN,
                waiting=self._ways.waiting(),
                written=len(self._tools.disowning.recent(self._session)),
            )

        self._ways.run(read, self._show_menu)

    def _show_menu(self, screen: MenuScreen) -> None:
        view = self._shell.screen_now
        if view is None:
            return
        menu = PersonMenu(self._shell.look, view, screen, top_px_of(view))
        menu.not_me_asked.connect(self._ways.lock)
        menu.log_out_asked.connect(self._ways.log_out)
        menu.pin_asked.connect(self._change_pin)
        menu.password_asked.connect(self._change_password)
        menu.written_asked.connect(self._look_at_written)
        menu.closed.connect(menu.deleteLater)
        menu.open()

    def _change_pin(self) -> None:
        self._ways.away(lambda back: change_pin(self._shell, self._tools.access, lambda new: back(NEW_PIN if new else ""), self._ways.lock))

    def _change_password(self) -> None:
        def changed(opened: Opened, back: Callable[[str], None]) -> None:
            self._tools = dataclasses.replace(self._tools, access=dataclasses.replace(self._tools.access, opened=opened))
            back(CHANGED)

        self._ways.away(
            lambda back: change_password(
                self._shell, self._tools.access, forced=False, done=lambda opened: changed(opened, back), left=lambda: back("")
            )
        )

    # -- What was written -------------------------------------------------------------------------------------------------------------

    def _look_at_written(self) -> None:
        self._ways.run(lambda: self._tools.disowning.recent(self._session), self._show_written)

    def _show_written(self, found: Sequence[Written]) -> None:
        view = self._shell.screen_now
        if view is None:
            return
        sheet = WrittenSheet(self._shell.look, view, top_px_of(view))
        sheet.show_lines([self._line(each) for each in found])
        sheet.disowned.connect(lambda ids: self._disown([each for each in found if each.id in ids]))
        sheet.delete_asked.connect(lambda draft: self._delete(sheet, draft))
        sheet.closed.connect(sheet.deleteLater)
        sheet.open()

    def _disown(self, things: Sequence[Written]) -> None:
        self._ways.run(lambda: self._tools.disowning.disown(things, self._session), self._disowned)

    def _disowned(self, count: int) -> None:
        if count:
            self._ways.wake()
            self._ways.say(TOLD)

    def _delete(self, sheet: WrittenSheet, draft: str) -> None:
        def delete() -> tuple[Written, ...]:
            self._tools.disowning.throw_away(DraftId(draft), self._session)
            return self._tools.disowning.recent(self._session)

        self._ways.run(delete, lambda found: sheet.show_lines([self._line(each) for each in found]))

    def _line(self, written: Written) -> WrittenLine:
        at = written.at.astimezone(self._tools.access.zone)
        return WrittenLine(
            id=written.id,
            title=written.what,
            second=f"{written.names} · {at:%H:%M}",
            is_disowned=written.is_disowned,
            can_delete=written.thing is Thing.DRAFT,
        )


def ignore(error: Exception) -> None:
    """The lock is there already, and nobody is left to be told; a bug goes on up."""
    sentence_for(error)
