from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.handing_in import HandedIn
from app.ui.room.compose.presenter import SAVE_AFTER_MS
from domain.entries import EntryKind
from domain.language import HintKind
from tests import cast
from tests.app.ui.compose.conftest import FACES, Desk, first_photo
from tests.app.ui.lanes import HeldToldLane
from tests.app.ui.seen import has_face

DeskOf = Callable[..., Desk]


def type_in(desk: Desk, words: str) -> None:
    QTest.keyClicks(desk.view.text, words)


def test_typing_is_saved_within_a_second_without_a_touch(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA)
    type_in(desk, "She")

    timer = desk.presenter._timer
    assert timer.isActive() and timer.interval() == SAVE_AFTER_MS <= 1000
    due = timer.remainingTime()
    type_in(desk, " pours water")
    assert timer.remainingTime() <= due  # more typing does not put it off
    timer.timeout.emit()

    assert desk.stored.text == "She pours water"
    assert desk.view.saved.text() == "Draft saved on this tablet, 10:05"


def test_letters_typed_while_it_is_being_saved_stay(desk_of: DeskOf) -> None:
    vault = HeldToldLane()
    desk = desk_of(cast.AMELIA, vault=vault)
    vault.run_all()
    type_in(desk, "She")
    desk.presenter.save()
    type_in(desk, " pours")
    vault.run_all()

    assert desk.view.text.toPlainText() == "She pours"
    desk.presenter.save()
    vault.run_all()
    assert desk.stored.text == "She pours"


def test_a_draft_that_is_left_in_the_middle_is_all_there(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA)
    type_in(desk, "She pours")

    desk.view.bar.back.click()

    assert desk.left == ["back"]
    assert desk.stored.text == "She pours"


def test_a_lock_in_the_middle_of_a_word_loses_nothing(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA)
    type_in(desk, "She po")

    desk.presenter.close()

    assert desk.stored.text == "She po"


def test_a_past_word_is_underlined_and_changed_by_one_tap(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, text="She poured the water slowly.")

    assert desk.view.hint.isVisible()
    assert desk.view.hint.change.text() == "Change to “pours”"
    assert len(desk.view.text.extraSelections()) == 1

    desk.view.hint.change.click()

    assert desk.view.text.toPlainText() == "She pours the water slowly."
    assert not desk.view.hint.isVisible()
    desk.view.text.undo()
    assert desk.view.text.toPlainText() == "She poured the water slowly."


def test_a_word_that_is_kept_is_not_hinted_at_again(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, text="She poured the water, and poured again.")

    desk.view.hint.keep.click()

    assert not desk.view.hint.isVisible()
    assert desk.view.text.toPlainText() == "She poured the water, and poured again."


def test_another_childs_name_is_a_hint_too(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, text="Amelia pours. Isla laughs.")

    assert [(hint.kind, hint.word) for hint in desk.view.drawn.hints] == [(HintKind.OTHER_NAME, "Isla")]
    assert desk.view.hint.change.text() == "Change to “A friend”"


def test_what_is_missing_stands_beside_the_button_and_at_its_field(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, photo=FACES, reviewed=False)

    assert not desk.view.hand_in.is_available
    assert desk.view.saved_line.text() == "Write what is happening. One line is enough."

    desk.view.hand_in.click()

    assert desk.view.text_error.sentence == "Write what is happening. One line is enough."
    assert desk.view.photos_error.sentence
    assert desk.left == []


def test_handing_in_says_how_far_it_is_and_leaves_no_original(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, text="She pours the water.", photo=FACES)
    said: list[str] = []
    desk.imaging.between_covers = lambda: said.append(desk.view.hand_in.text())

    desk.view.hand_in.click()

    assert said == ["Covering photo 1 of 1"]
    handed = desk.left[0]
    assert isinstance(handed, HandedIn) and handed.renditions == 1
    assert desk.tablet.writing.drafts(desk.tablet.session) == ()


def test_a_face_found_at_the_last_look_sends_the_photo_back(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, text="She pours the water.", photo=FACES)
    desk.imaging.late = (FACES[1].box,)

    desk.view.hand_in.click()

    assert desk.left == []
    assert desk.view.drawn.photos[0].asks
    assert desk.view.toast.isVisible()
    assert not desk.view.drawn.progress


def test_photos_are_shown_covered_only(desk_of: DeskOf) -> None:
    desk = desk_of(cast.NOAH, text="He pours.", photo=FACES)

    tile = desk.view.drawn.photos[0]
    assert tile.picture is not None and not has_face(tile.picture)
    assert tile.note == "2 covered"
    assert not has_face(desk.view.grab().toImage())


def test_a_photo_that_nobody_reviewed_is_not_shown_at_all(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, photo=FACES, reviewed=False)

    assert desk.view.drawn.photos[0].picture is None
    assert desk.view.drawn.photos[0].note == "Who is in it?"

    desk.view.photo_tapped.emit(first_photo(desk))
    assert desk.left == [first_photo(desk)]


def test_a_photo_taken_out_comes_back_by_undo(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, photo=FACES)
    photo = first_photo(desk)
    desk.view.photos.removal_asked.emit(photo)
    assert not desk.view.drawn.photos

    desk.view.toast.undo_button.click()

    assert [tile.id for tile in desk.view.drawn.photos] == [photo]
    assert desk.stored.photo_ids == (photo,)


def test_a_photo_taken_out_is_destroyed_when_nobody_undoes_it(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, photo=FACES)
    desk.view.photos.removal_asked.emit(first_photo(desk))
    for _ in range(8):
        desk.view.toast.tick()

    assert desk.stored.photo_ids == ()
    assert desk.view.drawn.photos == ()


def test_children_come_and_go(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, named=(cast.NOAH,))
    assert desk.stored.children == (cast.AMELIA, cast.NOAH)

    desk.view.children_row.removal_asked.emit(cast.NOAH)
    desk.view.children_row.add.click()
    next(each for each in desk.view.grid.tiles if each.child and each.child.id == cast.ISLA).click()
    desk.presenter.save()

    assert desk.stored.children == (cast.AMELIA, cast.ISLA)
    assert desk.view.journals.text() == "Into 2 journals"


def test_areas_levels_and_next_step_are_kept_in_the_frameworks_order(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA)
    for area in ("understanding-the-world", "mathematics"):
        next(row for row in desk.view.areas.rows if row.area and row.area.id == area).click()
    desk.view.leuven.wellbeing.buttons[3].click()
    desk.view.leuven.involvement.buttons[4].click()
    desk.view.leuven.involvement.buttons[4].click()
    QTest.keyClicks(desk.view.step, "Bigger jugs")
    desk.presenter.save()

    stored = desk.stored
    assert (stored.areas, stored.wellbeing, stored.involvement) == (("mathematics", "understanding-the-world"), 4, None)
    assert stored.next_step == "Bigger jugs"


def test_a_snapshot_has_no_curriculum(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, kind=EntryKind.SNAPSHOT)

    assert desk.view.bar.title.text() == "Snapshot"
    for part in (desk.view.areas, desk.view.leuven, desk.view.step):
        assert not part.isVisible()


def test_a_quick_phrase_goes_in_at_the_cursor(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA)
    type_in(desk, "She")

    desk.view.text.insert_phrase("says “…”")
    type_in(desk, "more")

    assert desk.view.text.toPlainText() == "She says “more” "


def test_seen_as_a_family_everything_is_covered_for_that_family(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA, cast.NOAH, text="She pours the water.", photo=FACES)
    desk.view.family.click()

    page = desk.view.drawn.family
    assert page is not None and not page.is_loading
    assert desk.view.family_sheet.isVisible()
    assert has_face(page.pictures[0])

    desk.view.family_sheet.tabs.tabs[1].click()
    page = desk.view.drawn.family
    assert page is not None and not has_face(page.pictures[0])

    QTest.keyClick(desk.view.family_sheet, Qt.Key.Key_Escape)
    assert not desk.view.family_sheet.isVisible()
