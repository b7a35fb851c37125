"""The covering record: the picture as its family sees it, every face with its reason, and paper without one pixel of the picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.options import LONDON
from app.ui.office.covering.paper import facts_of
from app.ui.office.covering.state import CHOOSE, NO_PICTURES, sound_of
from app.ui.office.covering.wording import FOUND_LATER, GIVEN_AGAIN, REASONS, SOURCES, STATES, reason_of
from app.ui.office.parts.paper import Paper, PaperPart, document_of
from app.ui.office.parts.paper_lines import COVERED, LineDrawing, PaperFrame, paint_lines
from app.ui.theme.look import Look
from domain.covering import Source, Why
from domain.lifecycle import EntryState
from tests import cast
from tests.app.ui.office.alone import covering_alone
from tests.app.ui.office.consent_desk import CLIP_ENTRY, ENTRY, OLD_ENTRY, MemoryConsents, picture_record, region, video
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.walk import faults_of


def test_no_record_is_opened_before_somebody_chooses_one(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look)

    assert here.page.empty.isVisible() and here.page.drawn.empty == CHOOSE and here.desk.read == []


def test_without_any_picture_it_says_what_would_be_here(qtbot: QtBot, look: Look) -> None:
    page = covering_alone(qtbot, look, desk=MemoryConsents(lines=[])).page

    assert page.empty.isVisible() and page.drawn.empty == NO_PICTURES


def test_every_face_stands_in_the_table_with_its_reason(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look, ENTRY)
    page = here.page

    words = [[cell.words for cell in row.cells] for row in page.regions_table.rows]
    assert words[0] == ["1", "Amelia K.", "Found", "Seen", "This journal is Amelia K.’s own."]
    assert words[1][3:] == ["Covered", "Noah B. may be seen in the own journal only, and this is another child’s. Covered later: 10:03."]
    assert words[2][1:4] == ["not named", "Found", "Covered"] and words[3][2] == "Drawn by hand"
    assert page.drawn.detail is not None
    facts = {fact.label: fact.value for fact in page.drawn.detail.facts}
    assert facts["Looked at by"] == "Sam Morris" and facts["Rule"] == "version 1" and facts["Wiped on the tablet"] == "09:26"
    assert len(page.steps.rows) == 3 and page.steps.rows[2].cells[2].words == "Daybook"


def test_the_outlines_can_be_hidden_and_a_tap_chooses_the_row(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look, ENTRY)
    page = here.page
    part = page.drawn.detail.picture if page.drawn.detail else None
    assert part is not None and part.image is not None and part.are_shown and len(part.outlines) == 4

    middle = page.picture._place((330, 90, 420, 200)).center().toPoint()
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=middle)
    assert page.regions_table.chosen == "3"

    page.setFocus()
    here.key("o")
    assert page.drawn.detail is not None and page.drawn.detail.picture is not None and not page.drawn.detail.picture.are_shown
    QTest.mouseClick(page.picture, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert page.regions_table.chosen == "3"


def test_each_journal_has_its_own_picture(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look, ENTRY)
    page = here.page
    assert page.which.text() == "Picture 1 of 2 · Amelia K.’s journal"

    page.on.click()

    assert page.which.text() == "Picture 2 of 2 · Noah B.’s journal" and len(page.regions_table.rows) == 2
    page.on.click()
    assert page.which.text().startswith("Picture 1 of 2")


def test_a_record_is_read_once_however_often_the_list_is_asked_for(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look, ENTRY)
    page = here.page

    here.presenter.refresh()
    page.rows.row_chosen.emit(ENTRY)

    assert here.desk.read == [ENTRY]


def test_older_entries_come_when_they_are_asked_for(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look)
    page = here.page
    assert len(page.rows.cards) == 3 and page.older.isVisible()

    page.older.click()
    assert len(page.rows.cards) == 5 and not page.older.isVisible()

    here.presenter.refresh()
    assert len(page.rows.cards) == 5, "what was loaded stays"


def test_find_by_child_and_author_says_when_older_ones_are_not_loaded(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look)
    page = here.page

    page.rows.search.editor.setText("isla jo")
    assert [card.row.title for card in page.rows.cards] == ["Leaves"]

    page.rows.search.editor.setText("łukasz")
    assert page.rows.none.isVisible() and "3 newest" in page.rows.none.text()
    page.older.click()
    assert [card.row.title for card in page.rows.cards] == ["A tower of nine"]


@pytest.mark.no_qt_log  # without a graphics card Qt warns, and converts on the processor
def test_a_clip_is_played_from_memory_and_has_no_outlines(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look, CLIP_ENTRY)
    page = here.page

    part = page.drawn.detail.picture if page.drawn.detail else None
    assert part is not None and part.clip == video() and part.outlines == ()
    assert page.player.isVisible() and not page.picture.isVisible() and not page.numbers.isVisible()
    assert len(page.regions_table.rows) == 1

    page.rows.row_chosen.emit(ENTRY)
    assert not page.player.isVisible() and here.presenter._state.clips == {}


def test_the_record_of_a_clip_says_whose_voices_it_has_and_when_they_were_taken_away() -> None:
    clip = picture_record(3, "Zoë Ö.", is_clip=True)
    told = {"has_sound": True, "heard": ("Zoë Ö.", "Noah B.")}
    silenced = clip.model_copy(update={**told, "silenced_at": cast.NOW})

    words = [sound_of(one, LONDON, cast.NOW) for one in (clip, clip.model_copy(update=told), silenced)]

    assert words[:2] == ["Without sound", "Heard: Zoë Ö. and Noah B., nobody else"]
    assert words[2].endswith(", for a permission changed")


@pytest.mark.no_qt_log  # without a graphics card Qt warns, and converts on the processor
def test_a_clip_that_is_not_ready_has_a_calm_place(qtbot: QtBot, look: Look) -> None:
    desk = MemoryConsents(picture_refused="This video is not here yet. Look again in a moment.")
    here = covering_alone(qtbot, look, CLIP_ENTRY, desk=desk)
    page = here.page
    assert page.picture.isVisible() and not page.player.isVisible()
    assert (
        page.drawn.detail is not None and page.drawn.detail.picture is not None and page.drawn.detail.picture.note == desk.picture_refused
    )

    desk.picture_refused = ""
    page.retry_asked.emit()

    assert page.player.isVisible() and desk.read == [CLIP_ENTRY]


def test_a_picture_without_a_face_says_what_a_person_said(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look)
    page = here.page
    page.older.click()
    page.rows.row_chosen.emit(OLD_ENTRY)

    assert page.regions_note.text() == "A person said that no child is visible."


def test_a_picture_that_is_not_ready_says_so_in_its_place(qtbot: QtBot, look: Look) -> None:
    desk = MemoryConsents(picture_refused="This picture is not here yet. Look again in a moment.")
    here = covering_alone(qtbot, look, ENTRY, desk=desk)
    page = here.page

    part = page.drawn.detail.picture if page.drawn.detail else None
    assert part is not None and part.image is None and part.note == desk.picture_refused
    assert len(page.regions_table.rows) == 4 and faults_of(page) == []


def test_out_of_reach_a_record_is_asked_for_again_by_the_banner(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look)
    page = here.page
    here.desk.is_out_of_reach = True
    page.rows.row_chosen.emit(ENTRY)
    assert page.banner.isVisible() and OUT_OF_REACH in page.drawn.around.offline

    here.desk.is_out_of_reach = False
    page.banner.button.click()

    assert here.desk.read == [ENTRY] and not page.banner.isVisible()


def test_after_the_end_no_picture_is_held(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look, ENTRY)

    here.presenter.close()

    assert here.presenter._state.record is None and not here.presenter._state.pictures


def test_the_record_on_paper_has_head_reasons_and_hash(qtbot: QtBot, look: Look) -> None:
    here = covering_alone(qtbot, look, ENTRY)

    here.key("p")

    words = document_of(here.sheets[0]).toPlainText()

    for part in (
        "Hazel Lane Nursery. Printed on 19 November 2026 at 10:05 by Ruth Adeyemi.", "Picture 2 of 2, as Noah B.’s family sees it",
        "Looked at by Sam Morris.", "Rule version 1.", "01" * 32, REASONS[Why.DRAWN],
        "19/11/2026 10:03", "Approved: its families can see it",
    ):  # fmt: skip
        assert part in words


def test_c21_the_paper_of_a_video_says_whose_voices_it_has_and_when_they_went() -> None:
    clip = picture_record(3, "Zoë Ö.", is_clip=True)
    heard = clip.model_copy(update={"has_sound": True, "heard": ("Zoë Ö.", "Noah B.")})
    gone = heard.model_copy(update={"silenced_at": cast.NOW})

    words = [facts_of(picture, LONDON).splitlines()[1] for picture in (clip, heard, gone)]

    assert words == [
        "Without sound.",
        "Heard: Zoë Ö. and Noah B., nobody else.",
        "Its sound was taken away 19/11/2026 10:05, for a permission changed.",
    ]
    assert not any("sound" in line for line in facts_of(picture_record(1, "Amelia K."), LONDON).splitlines())


def test_the_drawing_for_paper_is_made_of_lines_alone(qtbot: QtBot) -> None:
    drawing = LineDrawing(640, 360, (PaperFrame(1, (40, 90, 130, 200), False), PaperFrame(2, (180, 90, 270, 200), True)))
    sheet = document_of(Paper(title="Covering record", head="Hazel Lane", parts=(PaperPart(heading="Picture 1", drawing=drawing),)))
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_lines(painter, QRectF(0, 0, 600, 340), drawing)
    painter.end()

    shown = [image.pixelColor(x, y) for x in range(0, 600, 3) for y in range(0, 600, 3)]
    assert COVERED.name() in {colour.name() for colour in shown}
    assert sheet.size().height() > drawing.size.height()
    assert {colour.saturation() for colour in shown} == {0}, "black, white and grey"


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_is_one_plain_sentence(why: Why) -> None:
    sentence = reason_of(region(1, 40, Source.FACE, why, "Noah B."))

    assert sentence.endswith(".") and "{" not in sentence and sentence[0].isupper()


def test_covers_that_were_added_later_say_what_is_true_of_them() -> None:
    allowed = region(1, 40, Source.FACE, Why.ALLOWED, "Noah B.", covered_later_at=cast.NOW, is_covered=True)
    unnamed = region(1, 40, Source.FACE, Why.NOBODY_SAID, covered_later_at=cast.NOW)

    assert (reason_of(allowed), reason_of(unnamed)) == (GIVEN_AGAIN, FOUND_LATER)


def test_every_source_and_state_has_its_words() -> None:
    assert set(SOURCES) == set(Source) and set(STATES) == set(EntryState) and set(REASONS) == set(Why)
