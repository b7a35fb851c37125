"""L8: the memory book holds the own journal, whole, and nothing else; covers stay burnt in."""

from __future__ import annotations

import re
import zlib
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from server.audit.models import AuditEntry
from server.journal.models import Entry
from server.portal.book import only_book, page_of
from server.portal.book_pdf import NotForThisBook, write_book
from server.portal.cards import EntryCard, PictureCard
from server.portal.house import House
from server.portal.visits import OwnChild
from tests.server.portal.conftest import DAY, Visitor
from tests.server.portal.journals import HEIGHT, WIDTH, parent, picture, write


@pytest.mark.any_database(reason="what a PDF has inside")
def test_the_book_is_a_tagged_pdf_with_the_fonts_inside(visitor: Visitor, months: list[Entry]) -> None:
    answer = visitor("amelia.parent").get("/book.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")
    inside = inflated(answer.content)
    assert b"pdfuaid" in inside
    assert b"/MarkInfo" in inside
    assert b"/Outlines" in inside
    assert inside.count(b"/FontFile2") >= 4 or inside.count(b"/FontFile3") >= 4
    assert b"/Alt" in inside
    assert answer["Content-Disposition"] == 'attachment; filename="amelia-book.pdf"'
    assert AuditEntry.objects.filter(what="memory_book_made").count() == 1


def inflated(pdf: bytes) -> bytes:
    """The file with its compressed streams opened."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(opened for stream in streams if (opened := inflate(stream)))


def inflate(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_c9_the_book_is_made_of_the_own_journal_alone(visitor: Visitor, months: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    write("Noah", at=DAY, title="Noah alone")
    seen: list[str] = []

    def note(html: str, own: set[str], door: object) -> bytes:
        seen.append(html)
        return write_book(html, own, lambda name: picture())

    monkeypatch.setattr("server.portal.book.write_book", note)

    visitor("amelia.parent").get("/book.pdf")

    assert seen[0].count("<img") == 3
    assert "Full to the very top" in seen[0]
    assert seen[0].index("A tower of seven") < seen[0].index("Full to the very top")
    assert "Noah" not in seen[0]
    assert "Kept for one family" in seen[0]
    assert "Made for one family. Please do not post, e-mail or text its pictures." in seen[0]


def test_an_empty_journal_makes_a_book_too(visitor: Visitor) -> None:
    assert visitor("isla.parent").get("/book.pdf").status_code == 200


def test_a_picture_that_may_not_be_shown_just_now_leaves_its_words(
    visitor: Visitor, pouring: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.portal.book.printed_picture", lambda parent, rendition_id, max_side: None)

    assert visitor("amelia.parent").get("/book.pdf").status_code == 200


@pytest.mark.parametrize(
    "source",
    ["file:///etc/hostname", "http://127.0.0.1:1/x.jpg", "https://elsewhere.example/x.png", "media:another", "font:../secret", "ftp://x/y"],
)
def test_the_book_reaches_for_nothing_but_its_pictures_and_fonts(source: str) -> None:
    page = f'<html lang="en"><title>x</title><img src="{source}" alt="x">'

    with pytest.raises(NotForThisBook):
        write_book(page, {"own"}, lambda name: picture())


def test_no_style_of_a_page_reaches_out_either() -> None:
    page = '<html lang="en"><title>x</title><style>@import "file:///etc/passwd"; p { background: url(http://x.example/) }</style><p>x'

    with pytest.raises(NotForThisBook):
        write_book(page, set(), lambda name: None)


def test_a_parent_has_one_book_made_at_a_time_and_keeps_no_other_waiting(visitor: Visitor, months: list[Entry]) -> None:
    """A book takes a thread for long: sixteen at once would stop every tablet."""
    mother = visitor("amelia.parent")
    with only_book(parent("amelia.parent").pk) as is_first:
        assert is_first
        assert mother.get("/book.pdf")["Location"] == "/more/"
        assert "being made already" in mother.words("/more/")
        with only_book(parent("noah.parent").pk) as is_first:
            assert is_first

    assert mother.get("/book.pdf")["Content-Type"] == "application/pdf"


def test_no_page_is_left_empty() -> None:
    """Not by a month's name alone before an entry that is longer than the rest of its page, nor by a cover whose name is long."""
    house = House("Hazel Lane Nursery", "", ZoneInfo("Europe/London"), DAY.date(), is_paused=False)
    shown = PictureCard(uuid4(), "", WIDTH, HEIGHT, "A room.")
    entry = EntryCard(
        id=uuid4(),
        happened_on=DAY.date(),
        day="19 November",
        month="2026-11",
        writer="Sam",
        title="The garden",
        text="She waters it. " * 270,
        next_step="",
        areas=(),
        pictures=(shown,),
        is_snapshot=False,
        is_from_home=False,
        is_updated=False,
    )
    html = page_of(OwnChild(uuid4(), "Bartholomew-Alexander Maximilian", "Ducklings", "3 years", DAY.date()), house, [entry], "K-1")

    pdf = write_book(html, {str(shown.id)}, lambda name: picture())

    assert len(re.findall(rb"/Type ?/Page\b", inflated(pdf))) == 3
