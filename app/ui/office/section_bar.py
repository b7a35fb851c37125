"""The office window's bar: the sections, the connection, Privacy fault and the person; in two rows when one has no room."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.section_row import LINE_GAP, SectionRow
from app.ui.office.sections import Section
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.bars import Bar, FaultButton, PersonButton, TopBar
from app.ui.widgets.buttons import LEAST
from app.ui.widgets.pills import Pill

STRIP_PX = 56
AFTER_TITLES = 1  # place in the top bar's row


class Strip(Bar):
    """The sections' own row below the bar, as high as their lines."""

    def __init__(self, look: Look) -> None:
        self._lines = 1
        super().__init__(look, STRIP_PX, STRIP_PX, on_top=True)

    def set_lines(self, lines: int) -> None:
        """One line of sections, or two."""
        self._lines = lines
        self._measure()

    def _measure(self) -> None:
        super()._measure()
        more = self._look.theme.scaled(LEAST) + LINE_GAP
        self.setFixedHeight(self.height() + (self._lines - 1) * more)


class OfficeBar(QWidget):
    """Emits nothing itself: its parts do. `fit` chooses one row or two."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.top, self.strip = TopBar(look), Strip(look)
        self.sections = SectionRow(look)
        self.connection = Pill(look, "Online", "wifi", Tone.OK)
        self.fault, self.person = FaultButton(look), PersonButton(look)
        self.top.set_titles("Daybook")
        self.top.title.set_colour("primary")
        self.top.set_compact(True)
        self.top.row.insertWidget(AFTER_TITLES, self.sections)
        for part in (self.connection, self.fault, self.person):
            self.top.row.addWidget(part)
        self.strip.row.addStretch(1)
        self.strip.set_compact(True)
        self.strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.strip)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def offer(self, sections: tuple[Section, ...]) -> None:
        """Offer those sections; a single one needs no bar."""
        if len(sections) > 1:
            self.sections.offer(sections)

    def set_current(self, section: Section) -> None:
        """Show where we are."""
        if section in self.sections.buttons:
            self.sections.buttons[section].setChecked(True)

    def set_unseen(self, count: int) -> None:
        """How many changes no manager has ticked off."""
        if (button := self.sections.buttons.get(Section.CHANGES)) is not None:
            button.set_count(count)
            self.fit(self.width())

    def set_count(self, count: int) -> None:
        """How many entries wait to be checked."""
        if (button := self.sections.buttons.get(Section.MODERATION)) is not None:
            button.set_count(count)
            self.fit(self.width())
        else:
            self.top.set_titles("Daybook", f"To check · {count}" if count else "To check")

    def fit(self, width: int) -> None:
        """One row with everything; without name and connection; or two rows, the second in two lines at need.

        The banner says it when the server is away.
        """
        self.top.set_compact(True)
        if not self.sections.buttons:
            return
        dense = width < 1400
        for part in (self.fault, self.person, self.connection):
            part.set_dense(dense)
        margins = self.top.row.contentsMargins()
        air = margins.left() + margins.right() + 6 * self.top.row.spacing()
        people = self.fault.sizeHint().width() + self.person.sizeHint().width()
        extra = self.top.title.sizeHint().width() + self.connection.sizeHint().width()
        self.sections.set_dense(False)
        self.sections.set_dense(self.sections.width_needed() + people + air > width)
        needed = self.sections.width_needed() + people + air
        lines = self._fit_strip(width) if needed > width else 1
        self.sections.set_lines(lines)
        self.strip.set_lines(lines)
        self._place(in_strip=needed > width, bare=needed <= width < needed + extra)

    def _fit_strip(self, width: int) -> int:
        """How many lines the sections take in a row of their own, which has room for the keys as caps, or as bare digits."""
        margins = self.strip.row.contentsMargins()
        room = width - margins.left() - margins.right()
        for dense in (False, True):
            self.sections.set_dense(dense)
            if self.sections.width_needed() <= room:
                return 1
        self.sections.set_dense(False)
        return 2

    def _place(self, *, in_strip: bool, bare: bool) -> None:
        self.top.title.setVisible(not bare)
        self.connection.setVisible(not bare)
        row = self.strip.row if in_strip else self.top.row
        if row.indexOf(self.sections) < 0:
            row.insertWidget(0 if in_strip else AFTER_TITLES, self.sections)
        self.sections.show()
        self.strip.setVisible(in_strip)
