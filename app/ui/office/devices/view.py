"""The devices section: list, detail with its steps, and the history of hands below."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.office.devices.pairing_sheet import PairingSheet
from app.ui.office.devices.screen import DeviceDetail, DevicesScreen
from app.ui.office.key_button import KeyButton
from app.ui.office.parts.detail_page import DetailPage
from app.ui.office.parts.row_list import RowList
from app.ui.office.parts.screen import Head
from app.ui.office.parts.table import Table
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, Kind
from app.ui.widgets.words import Words

HANDS = (Head("When", 4), Head("What", 4), Head("Who", 5), Head("Words", 8))


class DevicesPage(DetailPage):
    """Emits wishes; the presenter answers with another screen."""

    new_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, RowList(look, "Find a device"))
        self._screen = DevicesScreen()
        self.new = KeyButton(look, "Pair a device", "N", "plus", Kind.PRIMARY, SMALL)
        self.rows.foot.addWidget(self.new)
        self.hands = Table(look, "History of hands", HANDS, grows=True)
        self.hands_note = Words(look, "", "second", "text", "muted", wrap=True)
        self.add_card("History of hands", self.hands_note, self.hands)
        self.empty.set_words("No device yet", "Pair the first one with N.")
        self.pairing = PairingSheet(look, self)
        self.new.asked.connect(self.new_asked)
        self.new.refused.connect(self.said)
        self.pairing.copied.connect(lambda: self.said.emit("The line is copied."))
        self.keys["n"] = self.new.click

    @property
    def drawn(self) -> DevicesScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: DevicesScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.show_around(screen.around)
        self.rows.show_list(screen.list)
        self.new.set_missing(screen.around.offline)
        if screen.detail is not None:
            self._show_detail(screen.detail)
        self.sheet.show_ask(screen.ask)
        self.pairing.show_part(screen.pairing)

    def _show_detail(self, detail: DeviceDetail) -> None:
        self.show_head(detail.title, detail.line, detail.chips)
        self.alarms.show_notes(detail.alarms)
        self.told.show_notes((detail.told,) if detail.told else ())
        self.show_body(detail.facts, detail.deeds, detail.dangers)
        self.hands.show_rows(detail.hands or ())
        self.hands.setVisible(bool(detail.hands))
        self.hands_note.setText("Asking who had it." if detail.hands is None else detail.hands_note)
        self.hands_note.setVisible(not detail.hands)
