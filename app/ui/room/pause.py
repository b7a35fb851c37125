"""Lockdown on a tablet: the page over everything, and back to where the person was when it is lifted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.pausing import Pause
from app.services.session import Session
from app.ui.background import Lane
from app.ui.paused.presenter import PausedPresenter, PausedTask, PausedWays
from app.ui.paused.view import PausedView
from app.ui.room.person.desk import PersonTools
from app.ui.room.screens import Built, Known
from app.ui.room.stage import Stage
from app.ui.theme.look import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWays:
    """What the watch asks of the station: `look` reads the store, and so finds the pause; `back` is where the person was."""

    look: Callable[[], None]
    back: Callable[[], None]
    page: PausedWays


class PauseWatch:
    """The page of one person's time on the tablet."""

    def __init__(self, look: Look, session: Session, person: PersonTools, stage: Stage, ways: PauseWays, vault: Lane) -> None:
        self._look, self._session, self._person, self._stage, self._ways, self._vault = look, session, person, stage, ways, vault

    def pause(self) -> Pause | None:
        """Runs in the vault's lane."""
        return self._person.pausing.pause()

    def show(self, known: Known, pause: Pause) -> None:
        """Over everything: the work screen goes, and what was typed is kept."""
        if not self._is_shown():
            self._stage.open(lambda: self._built(known, pause), known)

    def look_again(self) -> None:
        """After every contact: show the page, or go back to where the person was."""
        self._stage.run(self.pause, self._heard)

    def _heard(self, pause: Pause | None) -> None:
        if pause is not None and not self._is_shown():
            self._ways.look()
        elif pause is None and self._is_shown():
            self._ways.back()

    def _built(self, known: Known, pause: Pause) -> Built:
        task = PausedTask(
            pause=pause, session=self._session, clock=self._person.access.clock, zone=known.zone, due=self._person.due
        )  # fmt: skip
        view = PausedView(self._look)
        view.set_connection(known.pill)
        return view, PausedPresenter(view, self._person.pausing, task, self._ways.page, self._vault)

    def _is_shown(self) -> bool:
        return isinstance(self._stage.presenter, PausedPresenter)
