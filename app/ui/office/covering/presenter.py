"""Shows who was covered for whom and why. A record is asked for when a person opens it: the server writes down who reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.services.consents import Consents
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.covering.paper import covering_paper
from app.ui.office.covering.state import PRINT, CoveringState, screen_of
from app.ui.office.covering.view import CoveringPage
from app.ui.office.parts.listed_presenter import ListedPresenter
from app.ui.office.parts.paper import Paper, head_of
from app.ui.office.parts.wording import full_name
from domain.errors import KnownError
from domain.wire.covering_record import CoveringRecord, PublishedLine, PublishedList

UNREADABLE = "This picture could not be read."


@dataclass(frozen=True, slots=True)
class PaperWay:
    """How a sheet comes on paper; nursery: its name, for the head."""

    print_sheet: Callable[[Paper], None]
    nursery: str = ""


class CoveringPresenter(ListedPresenter[CoveringState]):
    """The covering record. Pictures live in memory, and only the chosen entry's."""

    def __init__(self, page: CoveringPage, consents: Consents, zone: ZoneInfo, clock: Clock, *, net: Lane, way: PaperWay) -> None:
        super().__init__(page, CoveringState(), net=net)
        self._page, self._consents, self._zone, self._clock, self._way = page, consents, zone, clock, way
        for signal, slot in (
            (page.older_asked, self.load_older),
            (page.turned, self.turn),
            (page.outlines_asked, self.show_outlines),
            (page.region_chosen, self.choose_region),
        ):
            signal.connect(slot)

    def _draw(self, state: CoveringState) -> None:
        self._page.show_screen(screen_of(state, self._zone, self._clock()))

    def close(self) -> None:
        """Fall silent, and let the video go."""
        super().close()
        self._page.player.forget()

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the newest entries. An open record stays as it was read: asking again would be written down again."""
        self.fetch(self._consents.published, self._came)

    def _came(self, page: PublishedList) -> None:
        """The newest; what was loaded below them stays."""
        oldest = page.entries[-1].happened_at if page.entries else None
        below = tuple(line for line in self._state.lines or () if oldest is not None and line.happened_at < oldest)
        more = self._state.more if below else page.more
        self._show(replace(self._state, lines=(*page.entries, *below), more=more))

    def load_older(self) -> None:
        """The entries before the last one that is known."""
        lines = self._state.lines
        if lines and self._state.more:
            self.act_alone(partial(self._consents.published, lines[-1].happened_at), self._older_came)

    def _older_came(self, page: PublishedList) -> None:
        known = {line.entry_id for line in self._state.lines or ()}
        new: tuple[PublishedLine, ...] = tuple(line for line in page.entries if line.entry_id not in known)
        self._show(replace(self._state, lines=(*(self._state.lines or ()), *new), more=page.more, is_busy=False))

    # -- The record -------------------------------------------------------------------------------------------------------------------

    def choose(self, chosen: str) -> None:
        """Open that entry's record; the one that is open already is not asked for again."""
        if chosen == self._state.chosen and self._state.read is not None:
            return
        self._show(replace(self._state, chosen=chosen, record=None, turn=0, region=0, pictures={}, clips={}, notes={}))
        self.fetch(partial(self._consents.covering_record, chosen), self._record_came)

    def retry(self) -> None:
        """The list anew, and a record or picture that did not come."""
        self.refresh()
        if self._state.chosen and self._state.read is None:
            self.choose(self._state.chosen)
        elif self._state.read is not None:
            self._load_picture()

    def turn(self, way: int) -> None:
        """The next picture of the entry, or the one before."""
        self._show(replace(self._state, turn=self._state.turn + way, region=0))
        self._load_picture()

    def show_outlines(self, are_shown: bool) -> None:
        """With the numbers, or the bare picture."""
        self._show(replace(self._state, has_outlines=are_shown))

    def choose_region(self, number: int) -> None:
        """A row of the table, or an outline."""
        if number != self._state.region:
            self._show(replace(self._state, region=number))

    def act_on(self, key: str) -> None:
        """A button of the record was tapped."""
        record = self._state.read
        if key == PRINT and record is not None:
            head = head_of(self._way.nursery, full_name(self._consents.session), self._clock(), self._zone)
            self._way.print_sheet(covering_paper(record, head, self._zone))

    def _record_came(self, record: CoveringRecord) -> None:
        if record.entry_id == self._state.chosen:
            self._show(replace(self._state, record=record))
            self._load_picture()

    def _load_picture(self) -> None:
        picture, entry = self._state.picture, self._state.chosen
        if picture is None or picture.rendition_id in self._state.pictures or picture.rendition_id in self._state.clips:
            return
        rendition, failed = picture.rendition_id, partial(self._no_picture, entry, picture.rendition_id)
        if picture.is_clip:
            self.act(partial(self._consents.picture, rendition), partial(self._clip_came, entry, rendition), failed)
        else:
            self.act(partial(self._decode, rendition), partial(self._picture_came, entry, rendition), failed)

    def _decode(self, rendition: str) -> QImage:
        return QImage.fromData(self._consents.picture(rendition))

    def _picture_came(self, entry: str, rendition: str, image: QImage) -> None:
        if image.isNull():
            self._note(entry, rendition, UNREADABLE)
        elif entry == self._state.chosen:
            self._show(replace(self._state, pictures={**self._state.pictures, rendition: image}))

    def _clip_came(self, entry: str, rendition: str, clip: bytes) -> None:
        if entry == self._state.chosen:
            self._show(replace(self._state, clips={rendition: clip}))

    def _no_picture(self, entry: str, rendition: str, error: KnownError) -> None:
        self._note(entry, rendition, error.sentence)

    def _note(self, entry: str, rendition: str, sentence: str) -> None:
        if entry == self._state.chosen:
            self._show(replace(self._state, notes={**self._state.notes, rendition: sentence}))
