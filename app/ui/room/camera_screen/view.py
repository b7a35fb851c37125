"""The camera screen: the picture, the shutter, and the covered shots of this entry. No gallery, no import, no share, no zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.room.camera_screen.capsules import FilmCapsule, ForCapsule, HintCapsule, PersonCapsule
from app.ui.room.camera_screen.live import LivePicture
from app.ui.room.camera_screen.screen import CameraScreen, FilmState, WaitingLine
from app.ui.room.camera_screen.shutter import FILM_NAMES, RailTile, Shutter, rail_colour
from app.ui.room.camera_screen.sound_switch import SoundSwitch
from app.ui.room.camera_screen.strip import RailWords, ShotStrip
from app.ui.theme.look import Look, is_compact
from app.ui.widgets.bars import FaultButton, PersonButton
from app.ui.widgets.buttons import ActionButton, IconButton, Kind, Measure
from app.ui.widgets.fault import FaultDialog
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.page import Page
from app.ui.widgets.pills import Pill
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.toast import Toast

RAIL_PX, RAIL_SIDE_PX = 216, 18
TOP_PX = 96  # the controls at the top stay free of dialogs
NARROW = Measure(64, 24, "body", 14, 10, "button")
ROOM_FOR_TWO = 780  # px of window height


class Rail(QWidget):
    """The dark strip on the side of the thumb."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dark in every look."""
        QPainter(self).fillRect(self.rect(), rail_colour("bg"))


class CameraView(Page):
    """Draws a `CameraScreen` and frames; emits wishes."""

    shutter_asked = Signal()
    turn_asked = Signal()
    film_asked = Signal(bool)  # to videos, or back to photos
    sound_asked = Signal(bool)  # record with sound, or without
    put_away_asked = Signal()
    write_asked = Signal()
    name_faces_asked = Signal(str)  # photo id, or "" for the first that waits
    connection_asked = Signal()
    not_me_asked = Signal()
    fault_reported = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._screen: CameraScreen | None = None
        self._tight = False
        self._rail_sound, self._rail_turn = QVBoxLayout(), QVBoxLayout()
        self.live = LivePicture(look)
        self.close_button = IconButton(look, "x", "Close the camera", 56, "surface")
        self.for_capsule = ForCapsule(look)
        self.person_button, self.fault_button = PersonButton(look), FaultButton(look)
        self.covered_hint = HintCapsule(
            look, "eye-off", "Faces stay covered until you name them.", fill="toast", ink="on-toast", mark="on-toast"
        )
        self.place_hint = HintCapsule(
            look, "camera-off", "No photos in the bathroom or sleep room.", "Nappies and naps are written down without photos."
        )
        self.away_button = ActionButton(look, "Put camera away", "camera-off", Kind.DANGER_TINT)
        self.strip = ShotStrip(look)
        self.shutter = Shutter(look)
        self.shutter_words = RailWords(look, "Take photo", "card", "title")
        self.turn_button = RailTile(look, "rotate-cw", "Turn")
        self.film_button = RailTile(look, "video", "Video")
        self.sound_switch, self.film_capsule = SoundSwitch(look), FilmCapsule(look)
        self.waiting_pill = Pill(look, "")
        self.waiting_pill.set_dense(True)
        self.name_button = ActionButton(look, "Name faces", "arrow-right", Kind.PRIMARY, NARROW)
        self.missing_words = RailWords(look, "", "second", "text")
        self.toast = Toast(look, self, 100)
        self.fault_dialog = FaultDialog(look, self, TOP_PX)
        self._lay_out()
        self._connect()
        look.changed.connect(self._fold)

    @property
    def drawn(self) -> CameraScreen | None:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: CameraScreen) -> None:
        """Draw that screen."""
        self.for_capsule.show_choice(screen.for_words, screen.seed)
        self.person_button.set_person(*screen.person)
        self.strip.show_shots(screen.shots)
        self._show_shutter(screen)
        self.live.show_problem(screen.problem)
        self._screen = screen
        self.name_button.set_missing(screen.missing)
        self.missing_words.setText(screen.missing)
        self._fit()

    def _show_shutter(self, screen: CameraScreen) -> None:
        """The shutter for what is taken now, and the tiles while nothing runs."""
        film = screen.film
        self.shutter.set_resting(screen.is_taking or (film is not None and film.state is FilmState.SAVING))
        self.shutter.set_film(film)
        self.shutter_words.setText(FILM_NAMES[film.state] if film else "Keeping it…" if screen.is_taking else "Take photo")
        for part in (self.shutter, self.shutter_words):
            part.setVisible(not screen.problem)
        rests = film is None or film.state is FilmState.READY
        for tile, can in ((self.turn_button, screen.can_turn), (self.film_button, screen.can_film)):
            keep_place(tile, can and not screen.problem)
            tile.setVisible(can and rests and not screen.problem)
        self.film_button.set_words(*(("video", "Video") if film is None else ("camera", "Photo")))
        keep_place(self.sound_switch, film is not None and not screen.problem)
        self.sound_switch.setVisible(film is not None and rests and not screen.problem)
        if film is not None:
            self.sound_switch.show_state(on=film.has_sound, why_not=film.no_sound)
        self.film_capsule.show_film(film if not screen.problem else None)
        self._stop_key.setEnabled(film is not None and film.state is FilmState.RUNNING)

    def show_frame(self, image: QImage, turn: int) -> None:
        """Show a live frame."""
        self.live.show_frame(image, turn)

    def say(self, sentence: str) -> None:
        """Tell something once."""
        self.toast.say(sentence, can_undo=False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        return go_on((self.live, self.rail, self.toast), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to the new size."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """One small picture and no helper lines on the small tablet."""
        large = self.look.theme.text_percent > 100
        compact = is_compact(self.width(), self.height())
        self.strip.set_room(2 if self.height() >= ROOM_FOR_TWO and not large else 1)
        self.strip.set_compact(compact)
        for tile in (self.turn_button, self.film_button):
            tile.set_flat(compact)
        self._tiles.setDirection(QBoxLayout.Direction.TopToBottom if compact else QBoxLayout.Direction.LeftToRight)
        self.place_hint.second.setVisible(not compact)
        self._tight = compact and large
        self._place(self.sound_switch, None if compact or large else self._rail_sound)
        self._place(self.turn_button, None if self._tight else self._rail_turn)
        for part in (self.person_button, self.fault_button):
            part.set_dense(compact or large)
        air = 10 if compact else 24
        self._rail_lines.setSpacing(6 if compact else 12)
        self._rail_lines.setContentsMargins(RAIL_SIDE_PX, air, RAIL_SIDE_PX, air)
        self.rail.setFixedWidth(max(RAIL_PX, self.name_button.minimumSizeHint().width() + 2 * RAIL_SIDE_PX))
        self._fit()

    def _place(self, part: QWidget, in_rail: QLayout | None) -> None:
        """Put it there, or on the picture where the rail has no room for it (None)."""
        place = in_rail or self._hints
        if place.indexOf(part) < 0:
            place.addWidget(part)
            place.setAlignment(part, Qt.AlignmentFlag.AlignHCenter)

    def _fit(self) -> None:
        """Helper lines go where large letters meet the small tablet, or shots do."""
        problem = bool(self._screen and self._screen.problem)
        self.covered_hint.setVisible(not problem and not (self._screen and self._screen.film))
        self.place_hint.setVisible(not problem and not self._tight)
        has_shots = bool(self._screen and self._screen.shots)
        gives_way = has_shots and is_compact(self.width(), self.height())  # to the newest shot; the button says it too
        self.missing_words.setVisible(bool(self.missing_words.text()) and not gives_way)
        waiting = self._screen.waiting if self._screen else None
        self.waiting_pill.setVisible(waiting is not None and not self._tight)
        if waiting is not None:
            self._say_waiting(waiting)

    def _say_waiting(self, waiting: WaitingLine) -> None:
        """As much of it as the rail has room for; the rest is spoken."""
        pill, room = self.waiting_pill, self.rail.minimumWidth() - 2 * RAIL_SIDE_PX
        pill.set_words(waiting.words, waiting.icon, waiting.tone)
        is_short = bool(waiting.short) and pill.sizeHint().width() > room
        if is_short:
            pill.set_words(waiting.short, waiting.icon, waiting.tone)
        pill.setAccessibleDescription(waiting.words if is_short else "")

    def _connect(self) -> None:
        self.shutter.clicked.connect(self._shoot)
        self.turn_button.clicked.connect(self.turn_asked)
        self.film_button.clicked.connect(lambda: self.film_asked.emit(self._screen is None or self._screen.film is None))
        self.sound_switch.clicked.connect(lambda: self.sound_asked.emit(not self.sound_switch.isChecked()))
        self.close_button.clicked.connect(self.put_away_asked)
        self.away_button.asked.connect(self.put_away_asked)
        self.live.problem.write_button.asked.connect(self.write_asked)
        self.name_button.asked.connect(lambda: self.name_faces_asked.emit(""))
        self.name_button.refused.connect(self.say)
        self.strip.tapped.connect(self.name_faces_asked)
        self.waiting_pill.clicked.connect(self.connection_asked)
        self.person_button.clicked.connect(self.not_me_asked)
        self.fault_button.asked.connect(self.fault_dialog.open)
        self.fault_dialog.reported.connect(self.fault_reported)
        # While a video runs the space bar ends it, wherever the focus is.
        self._stop_key = QShortcut(QKeySequence(Qt.Key.Key_Space), self, self._shoot)
        self._stop_key.setEnabled(False)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.put_away_asked.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _shoot(self) -> None:
        if not self.shutter.is_resting:
            self.shutter_asked.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        self.settle(row)
        row.addWidget(self.live, 1)
        self.rail = Rail()
        self._rail_lines = QVBoxLayout(self.rail)
        self._rail_lines.setContentsMargins(RAIL_SIDE_PX, 24, RAIL_SIDE_PX, 24)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._rail_lines.addWidget(self.strip)
        self._rail_lines.addStretch(1)
        self._rail_lines.addWidget(self.shutter, 0, centre)
        self._rail_lines.addWidget(self.shutter_words)
        self._rail_lines.addLayout(self._rail_tiles())
        self._rail_lines.addLayout(self._rail_sound)
        self._rail_lines.addStretch(1)
        self._rail_lines.addWidget(self.waiting_pill, 0, centre)
        self._rail_lines.addWidget(self.missing_words)
        self._rail_lines.addWidget(self.name_button)
        row.addWidget(self.rail)
        self.live.setLayout(self._over_picture())

    def _rail_tiles(self) -> QBoxLayout:
        """Turn and Video side by side."""
        self._tiles = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tiles.setSpacing(8)
        self._tiles.addStretch(1)
        self._tiles.addLayout(self._rail_turn)
        self._tiles.addWidget(self.film_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._tiles.addStretch(1)
        return self._tiles

    def _over_picture(self) -> QGridLayout:
        """Controls in the corners of the picture; nothing in its middle."""
        over = QGridLayout()
        over.setContentsMargins(24, 20, 24, 24)
        corners, foot = QWidget(), QWidget()
        top = FlowRow(16, corners, last_at_end=True)
        top.addWidget(self.close_button)
        top.addWidget(self.for_capsule)
        top.addWidget(PersonCapsule(self.look, self.person_button, self.fault_button))
        last = FlowRow(14, foot)
        last.addWidget(self.place_hint)
        last.addWidget(self.away_button)
        over.addWidget(corners, 0, 0)
        over.setRowStretch(1, 1)
        hints = QWidget()
        self._hints = FlowRow(10, hints)
        for hint in (self.covered_hint, self.film_capsule):  # one at a time
            self._hints.addWidget(hint)
        over.addWidget(hints, 2, 0)
        over.addWidget(foot, 3, 0)
        over.setVerticalSpacing(14)
        return over


def keep_place(tile: QWidget, kept: bool) -> None:
    """Whether the tile's place stays while it is away, so that the shutter never moves under a thumb."""
    policy = tile.sizePolicy()
    if policy.retainSizeWhenHidden() != kept:
        policy.setRetainSizeWhenHidden(kept)
        tile.setSizePolicy(policy)
