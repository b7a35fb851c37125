"""The moderation page: list, subject, checks, and three ways to decide, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.office.checks_panel import ChecksPanel
from app.ui.office.decision_bar import DecisionBar
from app.ui.office.keys_sheet import KeysSheet
from app.ui.office.parts.page import SectionPage
from app.ui.office.queue_list import QueueList
from app.ui.office.remove_sheet import RemoveSheet
from app.ui.office.screen import OfficeScreen, Stage
from app.ui.office.section_bar import OfficeBar
from app.ui.office.sections import Section
from app.ui.office.subject_panel import SubjectPanel
from app.ui.room.work_bar import connection_sign
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.banner import Banner
from app.ui.widgets.overlays import HeadDisc, Overlay
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import Words

LIST_PX, CHECKS_PX = 316, 348
SMALLEST = QSize(1024, 600)
LARGE_TEXT = 125  # percent


class OfficeView(QWidget):
    """Emits wishes; the presenter answers with another screen. Single letters rest while a field has the focus."""

    entry_chosen = Signal(str)
    searched = Signal(str)
    stepped = Signal(int)
    family_chosen = Signal(int)
    picture_turned = Signal(int)
    note_typed = Signal(str)
    approve_asked = Signal()
    return_asked = Signal()
    removal_asked = Signal(str, str)
    undo_asked = Signal()
    undo_expired = Signal()
    retry_asked = Signal()
    fault_asked = Signal()
    not_me_asked = Signal()
    section_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._screen = look, OfficeScreen()
        self.bar = OfficeBar(look)
        self.connection, self.fault, self.person = self.bar.connection, self.bar.fault, self.bar.person
        self.list = QueueList(look)
        self.pages, self._moderation = QStackedWidget(), QWidget()
        self._by_section: dict[Section, QWidget] = {Section.MODERATION: self._moderation}
        self.banner = Banner(look)
        self.subject, self.checks = SubjectPanel(look), ChecksPanel(look)
        self.bottom = DecisionBar(look)
        self.remove, self.give_back, self.approve, self.why = (
            self.bottom.remove,
            self.bottom.give_back,
            self.bottom.approve,
            self.bottom.why,
        )
        self.stage = QStackedWidget()
        self._lay_out(look)
        self.remove_sheet = RemoveSheet(look, self._moderation, 0)
        self.keys_sheet = KeysSheet(look, self._moderation)
        self.toast = Toast(look, self)
        self._connect()
        look.changed.connect(self._fit)

    # -- Drawing ----------------------------------------------------------------------------------------------------------------------

    @property
    def drawn(self) -> OfficeScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: OfficeScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.bar.set_count(screen.count)
        words = "Offline" if screen.offline else "Online"
        self.connection.set_words(words, *connection_sign(words))
        self.list.show_lines(screen.lines, screen.search)
        self.banner.say(screen.offline, icon="cloud-off", action="Try again" if screen.offline else "")
        self.stage.setCurrentIndex({Stage.EMPTY: 1, Stage.LOADING: 2}.get(screen.stage, 0))
        if screen.subject is not None:
            self.subject.show_subject(screen.subject)
            self.checks.show_subject(screen.subject, screen.note, screen.note_error)
        self.bottom.show_screen(screen)
        if screen.message:
            self.say(screen.message)

    def say(self, sentence: str) -> None:
        """Say it for eight seconds, with nothing to undo."""
        self.toast.say(sentence, can_undo=False)

    def unsay(self, sentence: str) -> None:
        """Take that sentence away, if it is what stands there."""
        if self.toast.sentence == sentence:
            self.toast.dismiss()

    def offer_undo(self, sentence: str) -> None:
        """Say what was decided, and let it be undone for eight seconds."""
        self.toast.say(sentence)

    # -- Sections ---------------------------------------------------------------------------------------------------------------------

    def add_section(self, section: Section, page: SectionPage) -> None:
        """Make room for another section."""
        self._by_section[section] = page
        self.pages.addWidget(page)
        page.said.connect(self.say)

    @property
    def section(self) -> Section:
        """Where we are."""
        return next(section for section, page in self._by_section.items() if page is self.pages.currentWidget())

    def show_section(self, section: Section) -> None:
        """Go there; what is typed on the others stays."""
        self.pages.setCurrentWidget(self._by_section[section])
        self.bar.set_current(section)

    # -- Making -----------------------------------------------------------------------------------------------------------------------

    def _lay_out(self, look: Look) -> None:
        work = QWidget()
        both = QHBoxLayout(work)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(16)
        both.addWidget(scrolled(self.subject), 1)  # in a low window, or with large letters
        both.addWidget(self.checks)
        for page in (work, self._empty(look), self._loading(look)):
            self.stage.addWidget(page)
        middle = QVBoxLayout()
        middle.setContentsMargins(20, 14, 17, 8)
        middle.setSpacing(8)
        middle.addWidget(self.banner)
        middle.addWidget(self.stage, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(middle, 1)
        right.addWidget(self.bottom)
        across = QHBoxLayout(self._moderation)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.list)
        across.addLayout(right, 1)
        page_layout = QVBoxLayout(self)
        page_layout.setContentsMargins(0, 0, 0, 0)
        page_layout.setSpacing(0)
        page_layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        page_layout.addWidget(self.bar)
        self.pages.addWidget(self._moderation)
        page_layout.addWidget(self.pages, 1)

    def _empty(self, look: Look) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch()
        column.addWidget(HeadDisc(look, "leaf", Tone.OK), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (
            Words(look, "Nothing to check", "card", "title", wrap=True),
            Words(look, "New entries come in here.", "helper", "text", "muted", wrap=True),
        ):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addStretch()
        return page

    def _loading(self, look: Look) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        words = Words(look, "Asking the server what waits.", "card", "text", "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        return page

    def _connect(self) -> None:
        for signal, wish in (
            (self.list.entry_chosen, self.entry_chosen),
            (self.list.searched, self.searched),
            (self.banner.acted, self.retry_asked),
            (self.subject.family_chosen, self.family_chosen),
            (self.subject.turned, self.picture_turned),
            (self.checks.note_typed, self.note_typed),
            (self.approve.asked, self.approve_asked),
            (self.give_back.asked, self.return_asked),
            (self.remove_sheet.removal_asked, self.removal_asked),
            (self.toast.undone, self.undo_asked),
            (self.toast.expired, self.undo_expired),
            (self.fault.asked, self.fault_asked),
            (self.person.clicked, self.not_me_asked),
            (self.connection.clicked, self.retry_asked),
            (self.bar.sections.chosen, self.section_asked),
        ):
            signal.connect(wish)
        self.remove.asked.connect(lambda: self.remove_sheet.begin(self._screen.note))
        self.bottom.refused.connect(self.say)

    # -- Keys -------------------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that the buttons show. A field that has the focus keeps its letters."""
        if any(overlay.isVisible() for overlay in self.findChildren(Overlay)):
            return  # what lies under a sheet is out of reach, also for keys
        allowed = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        section = self.bar.sections.by_key(chr(event.key())) if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 else None
        if section is not None and not event.modifiers() & ~(allowed | Qt.KeyboardModifier.ControlModifier):
            self.section_asked.emit(section)
        elif event.key() == Qt.Key.Key_F5:
            self._ask_again()
        elif event.modifiers() & ~allowed or self.section is not Section.MODERATION:
            super().keyPressEvent(event)
        else:
            self._moderate(event)

    def _moderate(self, event: QKeyEvent) -> None:
        deeds = {
            "a": self.approve.click,
            "r": self.give_back.click,
            "j": lambda: self.stepped.emit(1),
            "k": lambda: self.stepped.emit(-1),
            "w": self._say_who,
            "z": self._undo,
            "/": lambda: self.list.search.editor.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "?": self.keys_sheet.open,
        }
        deed = self.remove.click if event.key() == Qt.Key.Key_Delete else deeds.get(event.text().lower())
        if deed is None or (self._screen.subject is None and event.key() in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_Delete)):
            super().keyPressEvent(event)
        else:
            deed()

    def _ask_again(self) -> None:
        page = self.pages.currentWidget()
        (page.retry_asked if isinstance(page, SectionPage) else self.retry_asked).emit()

    def _say_who(self) -> None:
        if self.subject.home.button.isVisible():
            self.subject.home.button.click()

    def _undo(self) -> None:
        if self.toast.isVisible() and self.toast.undo_button.isVisible():
            self.toast.undo_button.click()

    # -- Room -------------------------------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """The smallest window."""
        return SMALLEST

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        page = self.pages.currentWidget()
        moderation = (self.list, self.banner, self.subject, self.checks, self.bottom)
        regions = page.regions if isinstance(page, SectionPage) else moderation
        return go_on((self.bar, *regions, self.toast), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the new size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < 1200 or self._look.theme.text_percent > LARGE_TEXT
        low = self.height() < 700
        self.bar.fit(self.width())
        self.bottom.set_compact(low)
        self.list.setFixedWidth(min(round((260 if narrow else LIST_PX) * self._growth), self.width() // 4))
        self.checks.setFixedWidth(min(round((290 if narrow else CHECKS_PX) * self._growth), self.width() // 3))
        self.why.setVisible(not narrow)
        self.list.set_narrow(narrow)
        tight = self.width() < 1200 and self._look.theme.text_percent > LARGE_TEXT
        self.bottom.shorten(tight)
        self.list.set_tight(tight)

    @property
    def _growth(self) -> float:
        """Half of what the letters grow: lines may wrap."""
        return 1 + (self._look.theme.text_percent - 100) / 200
