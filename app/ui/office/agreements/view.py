"""The agreements section: the text with its names, or the present text and a new one side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.agreements.screen import AgreementsScreen, VersionPart
from app.ui.office.key_button import KeyButton
from app.ui.office.parts.page import SectionPage
from app.ui.room.compose.editor import WritingEdit
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.cards import Card
from app.ui.widgets.field import ErrorRow, FieldBox
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.words import Words

FOLLOWS = "Everybody signs it at their next sign-out. The versions before are kept."


class AgreementsPage(SectionPage):
    """Emits wishes; the presenter answers with another screen."""

    version_chosen = Signal(int)
    write_asked = Signal()
    draft_typed = Signal(str)
    draft_dropped = Signal()
    publish_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._screen = AgreementsScreen()
        self._versions: tuple[str, ...] = ()
        self.title, self.line = Words(look, "Staff agreement", "screen", "title"), Words(look, "", "second", "text", "muted", wrap=True)
        self.tabs = Tabs(look)
        self.write = KeyButton(look, "Write a new version", "N", "pencil", Kind.PRIMARY, SMALL)
        self.text = WritingEdit(look, "Text of the agreement", "", role="body")
        self.text.setReadOnly(True)
        self.draft = WritingEdit(look, "New text of the agreement", "What everybody who takes a tablet agrees to.", role="body")
        self.draft_box = FieldBox(look, self.draft, grows=True)
        self.draft_box.row.setContentsMargins(16, 12, 8, 8)
        self.draft_title, self.error = Words(look, "", "card", "title", "primary"), ErrorRow(look)
        self.signed_title, self.signed = Words(look, "", "card", "title", "ok"), Words(look, "", "body", "text", wrap=True)
        self.missing_title, self.missing = Words(look, "", "card", "title", "warn"), Words(look, "", "body", "text", wrap=True)
        self.why = Words(look, FOLLOWS, "second", "text", "muted", wrap=True)
        self.back = ActionButton(look, "Leave it", "undo-2", measure=SMALL)
        self.publish = ActionButton(look, "Publish", "check", Kind.PRIMARY, SMALL)
        self.names, self.writing = Card(look), Card(look)
        self._lay_out(look)
        self.empty.set_words("No agreement yet", "Write the first version with N.")
        self._connect()

    @property
    def drawn(self) -> AgreementsScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: AgreementsScreen) -> None:
        """Draw everything that `screen` says."""
        before, self._screen = self._screen, screen
        self.show_around(screen.around)
        is_writing = screen.draft is not None
        self._show_versions(screen, is_writing=is_writing)
        if screen.version is not None:
            self._show_version(screen.version)
        self.names.setVisible(not is_writing)
        self.writing.setVisible(is_writing)
        self.write.setVisible(not is_writing)
        self.write.set_missing(screen.around.offline)
        if screen.draft is not None:
            self._show_draft(screen, is_new=before.draft is None)

    def _show_versions(self, screen: AgreementsScreen, *, is_writing: bool) -> None:
        if screen.versions != self._versions:
            self._versions = screen.versions
            self.tabs.set_words(screen.versions, screen.current)
        elif screen.versions:
            self.tabs.set_current(screen.current)
        self.tabs.setVisible(len(screen.versions) > 1 and not is_writing)

    def _show_version(self, version: VersionPart) -> None:
        self.line.setText(f"{version.title}. {version.line}.")
        self.text.set_text(version.text)
        self.signed_title.setText(version.signed_title)
        self.signed.setText(version.signed)
        self.missing_title.setText(version.missing_title)
        self.missing.setText(version.missing)

    def _show_draft(self, screen: AgreementsScreen, *, is_new: bool) -> None:
        self.draft_title.setText(screen.draft_title)
        self.draft.set_text(screen.draft or "")
        self.draft_box.set_wrong(bool(screen.error))
        self.error.set_sentence(screen.error)
        self.publish.set_missing(screen.publish_missing)
        self.why.setText(screen.publish_missing or FOLLOWS)
        if is_new:
            self.draft.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, look: Look) -> None:
        head, words, both = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.line)
        head.addLayout(words, 1)
        head.addWidget(self.tabs)
        head.addWidget(self.write)
        present, inner = Card(look), Column()
        present.body.addWidget(self.text, 1)
        lists = QVBoxLayout(inner)
        lists.setContentsMargins(0, 0, 6, 0)
        for each in (self.missing_title, self.missing, self.signed_title, self.signed):
            lists.addWidget(each)
        lists.setSpacing(8)
        lists.addStretch(1)
        self.names.body.addWidget(scrolled(inner), 1)
        foot = QWidget()
        flow = FlowRow(8, foot)
        for button in (self.back, self.publish):
            flow.addWidget(button)
        self.writing.body.addWidget(self.draft_title)
        self.writing.body.addWidget(self.draft_box, 1)
        for below in (self.error, self.why, foot):
            self.writing.body.addWidget(below)
        both.setSpacing(12)
        for card, share in ((present, 5), (self.names, 3), (self.writing, 6)):
            both.addWidget(card, share)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(both, 1)

    def _connect(self) -> None:
        for signal, wish in (
            (self.tabs.chosen, self.version_chosen),
            (self.write.asked, self.write_asked),
            (self.write.refused, self.said),
            (self.draft.typed, self.draft_typed),
            (self.back.asked, self.draft_dropped),
            (self.publish.asked, self.publish_asked),
            (self.publish.refused, self.said),
        ):
            signal.connect(wish)
        self.keys["n"] = self.write_asked.emit
