from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.room.face_review import wording
from app.ui.room.face_review.cover_art import CoverPick
from app.ui.room.face_review.cutting import cutting_of
from app.ui.room.face_review.screen import Badge, ChildChoice, FamilyPicture, FamilyTab, ReviewScreen, Wish
from app.ui.room.face_review.several import several_of, shortcuts_of
from app.ui.room.face_review.view import ReviewView
from app.ui.room.face_review.wording import Frame
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Decision, Region, Source, Why
from domain.ids import ChildId, RegionId
from tests.app.ui.seen import HEIGHT, WIDTH, face, has_face, scene
from tests.app.ui.walk import faults_of

NAMES = (
    *("Amelia", "Noah", "Zoë", "Łukasz", "Ayaan", "Isla", "Mohammed", "Freya"),
    *("Oluwaseun", "Mei-Lin", "George", "Priya", "Harper", "Teddy", "Bartholomew"),
)
CHILDREN = tuple(
    ChildChoice(id=ChildId(name), first_name=name, avatar=7 * at, badge=list(Badge)[at % 3], is_named=at < 2)
    for at, name in enumerate(NAMES)
)
SPOTS = [(60 + 150 * (at % 10), 80 + 220 * (at // 10)) for at in range(29)]
REGIONS = (
    *(Region(id=RegionId(f"r{at}"), box=Box(x, y, x + 60, y + 75), source=Source.FACE) for at, (x, y) in enumerate(SPOTS)),
    Region(id=RegionId("maybe"), box=Box(200, 780, 250, 840), source=Source.MAYBE),
    Region(id=RegionId("drawn"), box=Box(800, 760, 912, 872), source=Source.DRAWN),
)


def crowd(chosen: str = "r8", **changes: object) -> ReviewScreen:
    """29 faces, a maybe and a drawn cover; 15 children."""
    frame = Frame(WIDTH, HEIGHT)
    marks = wording.marks(REGIONS, frame=frame, scopes={ChildId("Amelia"): Scope.ALL}, names={}, pick=lambda _: CoverPick(1, 1))
    at = next(index for index, region in enumerate(REGIONS) if region.id == chosen)
    values: dict[str, object] = {
        "line": "Photo 1 of 2 · 29 faces found, 1 maybe",
        "picture": scene(*(face(x, y, 60) for x, y in SPOTS)),
        "marks": marks,
        "chosen": RegionId(chosen),
        "children": CHILDREN,
        "question": wording.question(REGIONS[at], marks[at], at + 1),
        "tabs": (FamilyTab(ChildId("Amelia"), "Amelia", 7), FamilyTab(ChildId("Noah"), "Noah", 8)),
        "outcome": "Amelia’s family sees Amelia. Noah’s family sees Noah and Amelia. Everyone else stays covered.",
        "undo": Wish(True),
        "no_child": Wish(False, "A face was found, so somebody is visible."),
        "finish": Wish(True),
    }
    return ReviewScreen(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture
def right_to_left(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def shown(qtbot: QtBot, look: Look, screen: ReviewScreen, width: int = 1280, height: int = 800) -> ReviewView:
    view = ReviewView(look)
    qtbot.addWidget(view)
    view.bar.set_person("Sam", "Morris")
    view.bar.set_connection("Offline · 3 waiting")
    view.resize(width, height)
    view.show()
    view.show_screen(screen)
    QApplication.processEvents()
    return view


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("chosen", ["r8", "maybe", "drawn"])
def test_everything_can_be_reached_read_and_named(qtbot: QtBot, look: Look, width: int, height: int, chosen: str) -> None:
    assert faults_of(shown(qtbot, look, crowd(chosen), width, height)) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 600)])
def test_nothing_is_lost_with_large_letters(qtbot: QtBot, look: Look, width: int, height: int) -> None:
    look.choose(ThemeName.LIGHT, 150)

    assert faults_of(shown(qtbot, look, crowd(), width, height)) == []


PICKED = several_of([RegionId(f"r{at}") for at in range(12)], REGIONS)
MAYBES = several_of([RegionId("maybe")], REGIONS)
FRAME = Box(320, 0, 1280, 896)


def in_crowd(way: str) -> ReviewScreen:
    """The crowd while several are chosen, while maybes are looked at, and while a cut is chosen."""
    marks = crowd().marks
    match way:
        case "several":
            return crowd(several=PICKED)
        case "maybes":
            return crowd(several=MAYBES)
        case "cutting":
            return crowd(cutting=cutting_of(FRAME, marks, is_cut=True), may_cut=Wish(True))
    return crowd(shortcuts=shortcuts_of(REGIONS, ()), offer="Cut it here: 3 covers are gone", may_cut=Wish(True))


@pytest.mark.parametrize("way", ["several", "maybes", "cutting", "short ways"])
@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1024, 600, 150)])
def test_what_a_crowd_asks_for_can_be_reached_read_and_named(
    qtbot: QtBot, look: Look, width: int, height: int, percent: int, way: str
) -> None:
    look.choose(look.theme.name, percent)
    view = shown(qtbot, look, in_crowd(way), width, height)

    assert faults_of(view) == []
    assert not has_face(view.canvas.grab().toImage())
    view.more.click()
    QApplication.processEvents()
    assert faults_of(view.sheet) == []


def test_the_children_keep_their_place_beside_the_short_ways(qtbot: QtBot, look: Look) -> None:
    """15 children on the small tablet: the short ways go into More, no child does."""
    view = shown(qtbot, look, in_crowd("short ways"), 1024, 600)

    assert not view.who.others.isVisible() and not view.who.maybes.isVisible()
    view.more.click()
    assert view.more_tools.others.text() == "Leave all 29"


def test_nothing_is_lost_from_right_to_left(qtbot: QtBot, look: Look, right_to_left: None) -> None:
    view = shown(qtbot, look, crowd())

    assert faults_of(view) == []
    assert view.panel.x() < view.canvas.x()


@pytest.mark.parametrize("name", [ThemeName.DARK, ThemeName.CONTRAST])
def test_the_other_looks_hide_faces_too(qtbot: QtBot, look: Look, name: ThemeName) -> None:
    look.choose(name, 100)
    view = shown(qtbot, look, crowd())

    assert not has_face(view.canvas.grab().toImage())


def test_covers_stay_opaque_when_one_looks_closer(qtbot: QtBot, look: Look) -> None:
    view = shown(qtbot, look, crowd())

    view.tools.closer.click()

    assert view.canvas.is_closer
    assert not has_face(view.canvas.grab().toImage())
    assert view.tools.closer.text() == "Whole photo"


def test_a_strip_of_many_faces_scrolls_by_its_arrows_and_follows_the_chosen_one(qtbot: QtBot, look: Look) -> None:
    view = shown(qtbot, look, crowd("r0"))
    first = view.strip.faces[0].mark

    view.strip.on.click()
    assert view.strip.faces[0].mark != first

    view.show_screen(crowd("drawn"))
    assert any(button.mark is not None and button.mark.id == "drawn" for button in view.strip.faces)
    assert not view.strip.on.isEnabled()


def test_a_sleeping_button_stays_in_reach_and_says_why(qtbot: QtBot, look: Look) -> None:
    view = shown(qtbot, look, crowd())

    view.tools.no_child.click()

    assert view.tools.no_child.focusPolicy() != Qt.FocusPolicy.NoFocus
    assert view.tools.no_child.accessibleDescription() == "A face was found, so somebody is visible."
    assert view.toast.isVisible()


def test_on_a_small_tablet_the_tools_fold_into_more_and_children_and_strip_stay(qtbot: QtBot, look: Look) -> None:
    view = shown(qtbot, look, crowd(), 1024, 600)

    assert view.more.isVisible() and not view.tools.isVisible()
    assert view.strip.isVisible() and view.who.grid.isVisible()

    view.more.click()

    assert view.tools.isVisible()
    assert faults_of(view.sheet) == []

    view.sheet.shut()
    view.resize(1280, 800)
    QApplication.processEvents()
    assert view.tools.isVisible() and view.strip.isVisible()
    view.more.click()
    assert view.more_tools.isVisible() and not view.sheet.isAncestorOf(view.tools)


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150)])
def test_the_stop_dialog_leaves_the_fault_button_in_reach(qtbot: QtBot, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    view = shown(qtbot, look, crowd(stop=wording.stop_for(ChildId("Ayaan"), "Ayaan")), width, height)

    assert view.stop.isVisible()
    assert view.stop.y() >= view.bar.height()
    assert view.bar.fault.isVisible()
    assert faults_of(view.stop) == []


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1024, 600, 150)])
def test_the_family_view_draws_no_outline_number_or_name(qtbot: QtBot, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    rows = wording.family_rows("Amelia", [Decision(region, Why.NOBODY_SAID) for region in REGIONS], {})
    plain = scene()
    family = FamilyPicture(child=ChildId("Amelia"), title="Amelia’s family", avatar=7, picture=plain, rows=rows)
    view = shown(qtbot, look, crowd(family=family), width, height)

    middle = view.canvas.grab().toImage().pixelColor(view.canvas.width() // 2, view.canvas.height() // 2)

    assert abs(middle.green() - 120) < 6 and abs(middle.red() - 60) < 6
    assert faults_of(view) == []


def test_while_the_finder_failed_the_photo_can_be_looked_at_again_or_discarded(qtbot: QtBot, look: Look) -> None:
    held = replace(crowd(), picture=None, marks=(), chosen=None, question=None, held=wording.HELD, finish=Wish(False, wording.HELD))
    view = shown(qtbot, look, held)

    assert view.banner.button.isVisible()
    assert view.who.discard.isVisible()
    assert faults_of(view) == []
