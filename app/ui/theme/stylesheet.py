"""Tokens in, one Qt style sheet out: what Qt draws itself (fields, scroll bars, menus, tips). Everything else is painted."""

from __future__ import annotations

from string import Template

from app.ui.theme.tokens import Theme

SHEET = Template("""
QMainWindow, QWidget#page { background: $bg; }
QToolTip { background: $toast; color: $on_toast; border: none; padding: 8px 12px; }
QLineEdit, QTextEdit, QPlainTextEdit {
    color: $ink; background: transparent; border: none; padding: 0; selection-background-color: $info; selection-color: $on_info;
    placeholder-text-color: $muted;
}
QLineEdit { lineedit-password-character: 8226; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: 2px; min-height: 48px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 2px; min-width: 48px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; color: $ink; border: ${border}px solid $line; border-radius: ${card}px; padding: 8px; }
QMenu::item { padding: ${menu_pad}px 24px; border-radius: ${field}px; }
QMenu::item:selected { background: $primary_soft; color: $primary; }
""")


def stylesheet(theme: Theme) -> str:
    """The style sheet of one look at one text size."""
    colours = {name.replace("-", "_"): value for name, value in theme.colours.items()}
    return SHEET.substitute(
        colours,
        border=theme.border_px,
        card=theme.radius["card"],
        field=theme.radius["field"],
        menu_pad=theme.scaled(13),
    )
