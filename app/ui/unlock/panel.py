"""The left half of the lock screen: whose tablet this is, and whether it can reach the nursery."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from app.ui.unlock.screen import HolderLine, UnlockScreen
from app.ui.widgets.cards import Card
from app.ui.widgets.field import IconLabel
from app.ui.widgets.ornaments import FLOWER, LEAF, STAR, TEDDY, ornament_pixmap
from app.ui.widgets.paint import Box, draw_box, isolated, mixed
from app.ui.widgets.words import Words

NETWORK = {
    None: ("wifi", "Looking for the nursery’s network"),
    True: ("wifi", "On the nursery’s network"),
    False: ("wifi-off", "Not on the nursery’s network"),
}
TILE_W, TILE_H = 66, 86
HALO = 1.28  # the pale ring round each drawing, in its own diameters
# Name, centre as shares of width and of height counted from the bottom, diameter as a share of the width.
GARDEN = ((FLOWER, 0.16, 0.2, 0.25), (STAR, 0.5, 0.105, 0.21), (LEAF, 0.835, 0.19, 0.27), (TEDDY, 0.66, 0.295, 0.13))
CROWDED_PX = 330  # below this much free height under the cards the garden is left out


NOBODY = ("This tablet is with", "Nobody", "", "It is not signed out.", "Take it to the office.")
OFFICE = ("This computer is", "The office’s", "", "Your own user name opens it.", "It asks the server each time.")
KIOSK = ("This is", "The kiosk", "", "Whoever opens the office logs in here.", "Tablets are signed out after that, each with a PIN.")


class DeviceTile(QWidget):
    """The tablet with its number, as it stands in the cabinet."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._number = look, ""
        self.setFixedSize(TILE_W, TILE_H)

    def set_number(self, number: str) -> None:
        """Show another number."""
        self._number = number
        self.setAccessibleName(f"Tablet {number}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, number, home line."""
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), Box("primary-soft", "primary", 2, 14), self._look)
        font = self._look.font("greeting", "title")
        font.setPixelSize(34 if len(self._number) < 3 else 22)
        painter.setFont(font)
        painter.setPen(self._look.colour("primary"))
        painter.drawText(QRectF(0, 2, TILE_W, TILE_H - 10), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.setPen(QPen(self._look.colour("primary"), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(TILE_W // 2 - 8, TILE_H - 10, TILE_W // 2 + 8, TILE_H - 10)


class NetworkStrip(QWidget):
    """On the nursery's network or not, and how many items wait."""

    def __init__(self, look: Look, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._ink = look, ink
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 16, 16, 16)
        row.setSpacing(14)
        self._icon = IconLabel(look, "wifi", ink, 24)
        self._words = Words(look, "", "body", "button", ink, wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)

    def show_state(self, on_network: bool | None, waiting: int | None) -> None:
        """Say it in words, with the number as a figure."""
        icon, words = NETWORK[on_network]
        self._icon.set_icon(icon, self._ink)
        self._words.setText(f"{words} · {waiting} waiting" if waiting else words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil on the panel's colour."""
        painter = QPainter(self)
        veil = self._look.colour(self._ink)
        veil.setAlphaF(0.14)
        edge = self._ink if self._look.theme.border_px > 1 else None
        rect = QRectF(self.rect()).adjusted(3, 0, -3, 0)  # in line with the card, which keeps 3 px for its shadow
        draw_box(painter, rect, Box("primary", edge, 1, self._look.theme.radius["card"]), self._look, veil)


class HolderPanel(QWidget):
    """Draws its own ground, so it looks the same wherever it stands."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ink = "on-primary" if look.theme.name is ThemeName.LIGHT else "ink"
        self._lines = layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 32)
        layout.setSpacing(8)
        self._nursery = Words(look, "", "body", "text", self._ink, wrap=True)
        self._name = Words(look, "Daybook", "dialog", "title", self._ink)
        layout.addWidget(self._name)
        layout.addWidget(self._nursery)
        layout.addSpacing(32)
        self._card = HolderCard(look)
        layout.addWidget(self._card)
        layout.addSpacing(14)
        self._strip = NetworkStrip(look, self._ink)
        layout.addWidget(self._strip)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(3, 0, 3, 0)
        layout.addSpacing(14)
        layout.addLayout(self.foot)
        layout.addStretch(1)

    def show_screen(self, screen: UnlockScreen) -> None:
        """Draw the left half of that screen."""
        self._nursery.setText(screen.nursery)
        self._card.show_holder(screen)
        self._strip.show_state(screen.on_network, screen.waiting)
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Less air on the small tablet."""
        self._lines.setContentsMargins(*((24, 24, 24, 16) if compact else (48, 48, 48, 32)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Teal from top to bottom, and the garden where there is room for it."""
        painter = QPainter(self)
        top, bottom = self._ground()
        gradient = QLinearGradient(0, 0, 0, self.height())
        gradient.setColorAt(0, top)
        gradient.setColorAt(1, bottom)
        painter.fillRect(self.rect(), gradient)
        if self._look.theme.name is not ThemeName.CONTRAST and self.height() - self._strip.geometry().bottom() > CROWDED_PX * 0.9:
            self._paint_garden(painter)

    def _ground(self) -> tuple[object, object]:
        if self._look.theme.name is ThemeName.LIGHT:
            primary = self._look.colour("primary")
            return primary, mixed(primary, self._look.colour("ink"), 0.35)
        return self._look.colour("primary-soft"), self._look.colour("bg")

    def _paint_garden(self, painter: QPainter) -> None:
        veil = self._look.colour(self._ink)
        veil.setAlphaF(0.3)
        strength = 0.84 if self._look.theme.has_shadows else 0.62
        for name, across, up, share in GARDEN:
            size = share * self.width()
            centre = QPointF(across * self.width(), self.height() - up * self.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            painter.drawEllipse(centre, size * HALO / 2, size * HALO / 2)
            painter.setOpacity(strength)
            painter.drawPixmap(centre - QPointF(size / 2, size / 2), ornament_pixmap(name, round(size), self.devicePixelRatioF()))
            painter.setOpacity(1)


class HolderCard(Card):
    """This tablet is with Sam Morris; only Sam can open it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, padding=24, radius="button", parent=parent)
        head = QHBoxLayout()
        head.setSpacing(22)
        self._tile = DeviceTile(look)
        head.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(3)
        self._with = Words(look, "", "body", "text", "muted", wrap=True)
        self._holder = Words(look, "", "screen", "title", wrap=True)
        self._span = Words(look, "", "body", "text", "muted", wrap=True)
        for words in (self._with, self._holder, self._span):
            lines.addWidget(words)
        lines.addStretch()
        head.addLayout(lines, 1)
        self.body.addLayout(head)
        self.body.addWidget(Divider(look))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(IconLabel(look, "lock", "primary", 24), 0, Qt.AlignmentFlag.AlignTop)
        rule = QVBoxLayout()
        rule.setSpacing(3)
        self._only = Words(look, "", "body", "button", wrap=True)
        self._office = Words(look, "", "body", "text", "muted", wrap=True)
        rule.addWidget(self._only)
        rule.addWidget(self._office)
        foot.addLayout(rule, 1)
        self.body.addLayout(foot)

    def show_holder(self, screen: UnlockScreen) -> None:
        """Show who holds the tablet, or that nobody does; an office computer is nobody's."""
        self._tile.set_number(screen.number)
        texts = texts_of(screen)
        for words, text in zip((self._with, self._holder, self._span, self._only, self._office), texts, strict=True):
            words.setText(text)
            words.setVisible(bool(text))


def texts_of(screen: UnlockScreen) -> tuple[str, str, str, str, str]:
    """The card's five lines; a tablet that the office closed names nobody, only where it belongs (C12)."""
    if screen.is_sealed:
        return ("This tablet belongs to", screen.nursery, "", "It opens for nobody.", "")
    if not screen.needs_holder:
        return KIOSK if screen.is_kiosk else OFFICE
    return held_by(screen.holder) if screen.holder else NOBODY


def held_by(holder: HolderLine) -> tuple[str, str, str, str, str]:
    """The card's five lines for a tablet that somebody holds."""
    first = isolated(holder.first_name)
    return ("This tablet is with", isolated(holder.name), holder.span, f"Only {first} can open it.", f"Not {first}? Take it to the office.")


class Divider(QWidget):
    """A hair line between two parts of a card."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        QPainter(self).fillRect(self.rect().adjusted(0, 0, 0, -1), self._look.colour("line"))
