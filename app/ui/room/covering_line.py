"""What a tablet says of videos that are being covered: a capsule in the bar, and a sheet with each entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.services.handing_in import HandedIn
from app.services.later import Later
from app.ui.room.around import top_px_of
from app.ui.room.covering_sheet import CoveringSheet
from app.ui.room.later_run import LaterRun
from app.ui.room.stage import Stage
from app.ui.room.work_bar import WorkBar
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import PillLine
from domain.ids import DraftId

DONE = "The video is covered, and the entry is handed in."


@runtime_checkable
class HasCapsule(Protocol):
    """A bar or a screen with a place for the capsule."""

    covering_asked: SignalInstance

    def show_covering(self, line: PillLine | None) -> None:
        """Show it, or nothing."""


class CoveringLine:
    """The capsule of one person's time on the tablet. open_entry: to a draft that was taken back."""

    def __init__(self, look: Look, later: LaterRun, stage: Stage, open_entry: Callable[[DraftId], None]) -> None:
        self._look, self._later, self._stage, self._open_entry = look, later, stage, open_entry
        self._sheet: CoveringSheet | None = None
        self._place: HasCapsule | None = None
        self._is_over = False
        later.changed.connect(self._changed)
        later.handed_in.connect(self._handed_in)
        later.refused.connect(self._refused)

    def end(self) -> None:
        """Fall silent; the work goes on."""
        if self._is_over:
            return
        self._is_over = True
        self._later.changed.disconnect(self._changed)
        self._later.handed_in.disconnect(self._handed_in)
        self._later.refused.disconnect(self._refused)
        self._place = self._sheet = None

    def join(self, view: QWidget) -> None:
        """Give a screen its capsule."""
        bar = view.findChild(WorkBar)
        place = view if isinstance(view, HasCapsule) else bar
        self._place, self._sheet = (place, None) if isinstance(place, HasCapsule) else (None, None)
        if self._place is not None:
            self._place.covering_asked.connect(self.open)
            self._place.show_covering(capsule(self._later.wishes))

    def is_covering(self, draft_id: DraftId) -> bool:
        """Whether that draft is to be handed in later, so that nobody writes on it now."""
        return any(wish.draft_id == draft_id and not wish.needs_you for wish in self._later.wishes)

    def open(self) -> None:
        """Each entry: how far it is, and the way to stop it."""
        view = self._stage.screen
        if view is None:
            return
        self._sheet = sheet = CoveringSheet(self._look, view, top_px_of(view))
        sheet.closed.connect(sheet.deleteLater)
        sheet.closed.connect(self._closed)
        sheet.stop_asked.connect(self._stop)
        sheet.show_wishes(self._later.wishes, self._later.minutes_left)
        sheet.open()

    def _closed(self) -> None:
        self._sheet = None

    def _stop(self, draft_id: str) -> None:
        if self._sheet is not None:
            self._sheet.shut()
        self._later.take_back(DraftId(draft_id))
        self._open_entry(DraftId(draft_id))  # it is read behind the taking back: the store's lane has one thread

    def _changed(self, wishes: tuple[Later, ...]) -> None:
        if self._place is not None:
            self._place.show_covering(capsule(wishes))
        if self._sheet is not None:
            self._sheet.show_wishes(wishes, self._later.minutes_left)

    def _handed_in(self, handed: HandedIn) -> None:
        self._stage.tell(handed.held[0] if handed.held else DONE)

    def _refused(self, wish: Later) -> None:
        self._stage.tell(f"“{wish.title}” needs you. {wish.needs_you}")


def capsule(wishes: tuple[Later, ...]) -> PillLine | None:
    """ "Covering a video, 40 %"; what needs the person comes first; None when there is nothing."""
    if any(wish.needs_you for wish in wishes):
        return PillLine("A video needs you", "Needs you", "circle-alert", Tone.WARN)
    if not wishes:
        return None
    now = max(wishes, key=lambda wish: wish.share)
    return PillLine(f"Covering a video, {percent(now.share)}", percent(now.share), "video", Tone.INFO)


def percent(share: float) -> str:
    """ "40 %"."""
    return f"{round(100 * share)} %"
