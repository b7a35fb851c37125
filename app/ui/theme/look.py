"""The look in force: one object that every widget is given, and that says when it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.ui.theme import fonts, icons
from app.ui.theme.stylesheet import stylesheet
from app.ui.theme.tokens import Theme, ThemeName, theme

COMPACT_HEIGHT = 700  # px; a window lower or narrower than this pair gets the 1024 × 600 layout (LOOK, layout)
COMPACT_WIDTH = 1200


class Look(QObject):
    """Holds the theme. Widgets read it when they paint, and listen to `changed` where they keep sizes."""

    changed = Signal()

    def __init__(self, name: ThemeName = ThemeName.LIGHT, text_percent: int = 100, *, reduced_motion: bool = False) -> None:
        super().__init__()
        self.theme: Theme = theme(name, text_percent)
        self.reduced_motion = reduced_motion

    def choose(self, name: ThemeName, text_percent: int | None = None) -> None:
        """Change the look, the text size, or both, everywhere at once."""
        self.theme = theme(name, self.theme.text_percent if text_percent is None else text_percent)
        self.apply()
        self.changed.emit()

    def apply(self) -> None:
        """Give the application Fusion, the carried font, the palette and the style sheet."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("A look needs a QApplication")
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font())
        app.setPalette(self.palette())
        app.setStyleSheet(stylesheet(self.theme))

    def colour(self, token: str) -> QColor:
        """The colour of a token."""
        return QColor(self.theme.colours[token])

    def font(self, role: str = "body", weight: str = "text") -> QFont:
        """The font of a type role and weight."""
        return fonts.font(self.theme, role, weight)

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon in a #RRGGBB colour."""
        return icons.pixmap(name, colour, size, ratio)

    def palette(self) -> QPalette:
        """The palette that Fusion paints with where no style sheet speaks."""
        palette = QPalette()
        for role, token in (
            (QPalette.ColorRole.Window, "bg"),
            (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.Button, "surface"),
            (QPalette.ColorRole.Text, "ink"),
            (QPalette.ColorRole.WindowText, "ink"),
            (QPalette.ColorRole.ButtonText, "ink"),
            (QPalette.ColorRole.PlaceholderText, "muted"),
            (QPalette.ColorRole.Highlight, "info"),
            (QPalette.ColorRole.HighlightedText, "on-info"),
        ):
            palette.setColor(role, self.colour(token))
        return palette


def system_theme() -> ThemeName:
    """The look that the system asks for: high contrast first, then dark or light."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return ThemeName.CONTRAST
    return ThemeName.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else ThemeName.LIGHT


def is_compact(width: int, height: int) -> bool:
    """Whether a window of that size (logical pixels) gets the small tablet's layout."""
    return width < COMPACT_WIDTH or height < COMPACT_HEIGHT
