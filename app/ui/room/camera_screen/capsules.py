"""The white capsules that lie on the live picture: for whom, who holds the camera, and the hints."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.room.camera_screen.screen import FilmLine, FilmState
from app.ui.room.camera_screen.shutter import rail_colour
from app.ui.theme.look import Look
from app.ui.widgets.bars import FaultButton, PersonButton
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import Box, draw_box, text_width
from app.ui.widgets.portrait import draw_portrait
from app.ui.widgets.words import Words
from imaging.video_values import MAX_CLIP_S

CAPSULE_PX, PORTRAIT_PX = 56, 44


class Capsule(QWidget):
    """A soft box on the picture; put widgets into `row`."""

    def __init__(self, look: Look, fill: str = "surface", radius: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._fill, self._radius = look, fill, radius
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(20, 10, 24, 10)
        self.row.setSpacing(14)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box."""
        edge = "edge" if self._look.theme.border_px > 1 else None
        radius = min(self._radius, self.height() / 2)
        draw_box(QPainter(self), QRectF(self.rect()), Box(self._fill, edge, 1, radius), self._look)


class ForCapsule(QWidget):
    """For Amelia K."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._words = look, ""
        self._seed: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_choice(self, words: str, seed: int | None) -> None:
        """Say for whom."""
        self._words, self._seed = words, seed
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Portrait and words."""
        portrait = PORTRAIT_PX + 12 if self._seed is not None else 14
        words = text_width(self._look.font("body", "button"), self._words)
        return QSize(round(8 + portrait + words + 26), max(CAPSULE_PX, self._look.theme.scaled(CAPSULE_PX)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Capsule, portrait, words."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect, Box("surface", None, 0, rect.height() / 2), self._look)
        rtl = self.isRightToLeft()
        shift = 20.0
        if self._seed is not None:
            left = rect.right() - 8 - PORTRAIT_PX if rtl else 8.0
            draw_portrait(painter, QRectF(left, (rect.height() - PORTRAIT_PX) / 2, PORTRAIT_PX, PORTRAIT_PX), self._seed)
            shift = 8 + PORTRAIT_PX + 12
        painter.setFont(self._look.font("body", "button"))
        painter.setPen(self._look.colour("primary"))
        words = rect.adjusted(10, 0, -shift, 0) if rtl else rect.adjusted(shift, 0, -10, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self._words)


class PersonCapsule(Capsule):
    """Person and fault button side by side in one capsule."""

    def __init__(self, look: Look, person: PersonButton, fault: FaultButton, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self.row.setContentsMargins(5, 4, 5, 4)
        self.row.setSpacing(8)
        self.row.addWidget(person)
        self.row.addWidget(fault)


class HintCapsule(Capsule):
    """Icon, a sentence, and a second line under it when there is one."""

    def __init__(
        self, look: Look, icon: str, sentence: str, second: str = "", *, fill: str = "surface", ink: str = "ink", mark: str = "bad",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(look, fill, 20 if second else 24, parent)
        self.row.addWidget(IconLabel(look, icon, mark, 24))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Words(look, sentence, "body", "button", ink))
        self.second = Words(look, second, "second", "text", "muted")
        lines.addWidget(self.second)
        self.row.addLayout(lines)
        self.second.setVisible(bool(second))


class FilmCapsule(Capsule):
    """Whether a video has sound, and how long it is by now, in words and as a bar."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "toast", 24, parent)
        self._share = 0.0
        self._icon = IconLabel(look, "mic-off", "on-toast", 24)
        self.row.addWidget(self._icon)
        self.words = Words(look, film_words(FilmLine()), "body", "button", "on-toast")
        self.row.addWidget(self.words)

    def show_film(self, film: FilmLine | None) -> None:
        """Say it; nothing while photos are taken."""
        self.setVisible(film is not None)
        if film is None:
            return
        self._share = min(1.0, film.seconds / MAX_CLIP_S)
        said = film_words(film)
        if said != self.words.text():
            self.words.setText(said)
            self._icon.set_icon("mic" if film.has_sound else "mic-off", "on-toast")
            self.setAccessibleName(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and the bar on its lower edge."""
        super().paintEvent(event)
        if self._share <= 0:
            return
        painter = QPainter(self)
        bar = QRectF(20, self.height() - 8, self.width() - 40, 4)
        draw_box(painter, bar, Box(None, None, 0, 2), self._look, rail_colour("line"))
        done = QRectF(bar)
        done.setWidth(bar.width() * self._share)
        if self.isRightToLeft():
            done.moveRight(bar.right())
        draw_box(painter, done, Box(None, None, 0, 2), self._look, rail_colour("bad"))


def film_words(film: FilmLine) -> str:
    """ "Recording, 12 of 30 seconds. Without sound."."""
    if film.state is FilmState.SAVING:
        return f"Saving the video, {round(film.seconds)} seconds."
    if film.state is FilmState.RUNNING:
        return f"Recording, {int(film.seconds)} of {round(MAX_CLIP_S)} seconds. With{'' if film.has_sound else 'out'} sound."
    return film.no_sound or f"{'With' if film.has_sound else 'No'} sound, {round(MAX_CLIP_S)} seconds at most. Faces stay covered."
