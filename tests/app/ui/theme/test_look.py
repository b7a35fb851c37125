"""Fonts, icons, the style sheet, and the binding that all of it stands on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QImage, QRawFont
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme import fonts, icons
from app.ui.theme.look import Look, is_compact
from app.ui.theme.stylesheet import stylesheet
from app.ui.theme.tokens import RESOURCES, ThemeName, theme

LETTERS = "Łukasz Zoë Ö ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ · • “quoted” ‘so’ … – — × − £ € ő ş ğ č ř ů"
ICONS = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))


def test_the_font_says_its_own_name(qapp: QApplication) -> None:
    assert fonts.family() == "Nunito"
    assert fonts.family() in QFontDatabase.families()


@pytest.mark.parametrize("weight", ["text", "button", "title"])
def test_the_font_has_every_letter_of_the_cast(look: Look, weight: str) -> None:
    raw = QRawFont.fromFont(look.font("body", weight))

    assert [letter for letter in LETTERS if not letter.isspace() and not raw.supportsCharacter(ord(letter))] == []


def test_weights_are_drawn_and_not_smeared(look: Look) -> None:
    widths = [QFontMetricsF(look.font("body", weight)).horizontalAdvance("Caterpillars") for weight in ("text", "button", "title")]

    assert widths == sorted(widths)
    assert len(set(widths)) == 3


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_takes_the_colour_it_is_given(qapp: QApplication, name: str) -> None:
    image = icons.pixmap(name, "#A3262A", 24, 2.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    drawn = {image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250}

    assert image.width() == 48
    assert "#a3262a" in drawn


def test_an_unknown_icon_is_a_bug(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000", 24)


def test_fonts_and_icons_carry_their_licences() -> None:
    assert "SIL Open Font License" in (RESOURCES / "fonts" / "OFL.txt").read_text("utf-8")
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ThemeName)
def test_the_style_sheet_leaves_no_blank(name: ThemeName) -> None:
    sheet = stylesheet(theme(name, 150))

    assert "$" not in sheet
    assert theme(name).colours["ink"] in sheet


def test_everything_hears_of_another_look(look: Look, qtbot: object) -> None:
    heard = []
    look.changed.connect(lambda: heard.append(look.theme.name))

    look.choose(ThemeName.DARK, 125)

    assert heard == [ThemeName.DARK]
    assert look.theme.text_percent == 125


@pytest.mark.parametrize(("size", "compact"), [((1280, 800), False), ((1024, 600), True), ((1440, 900), False), ((1280, 600), True)])
def test_the_small_tablet_is_told_by_its_size(size: tuple[int, int], compact: bool) -> None:
    assert is_compact(*size) is compact


def test_the_binding_keeps_its_references(qapp: QApplication) -> None:
    """A binding that drops references to None and True aborts the program after some thousand calls."""
    widget = QWidget()
    before = sys.getrefcount(None), sys.getrefcount(True)

    for _ in range(20_000):
        widget.setProperty("kept", None)
        widget.property("kept")
        widget.setEnabled(True)
        widget.isEnabled()
        widget.parentWidget()

    assert sys.getrefcount(None) > before[0] - 1000
    assert sys.getrefcount(True) > before[1] - 1000


def test_nothing_names_a_third_party() -> None:
    ours = [Path(path) for path in (RESOURCES / "styles").glob("*")]

    assert ours
    assert not any("http" in path.read_text("utf-8") for path in ours)
