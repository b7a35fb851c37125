"""C20: an entry of several children names the own child alone; the others stand there by their initials, in every word of it."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils import timezone

from server.config.demo import DemoSeed
from server.portal.names import Hidden
from server.registry.models import Child, ParentLink
from tests.server.portal.conftest import DAY, Visitor
from tests.server.portal.journals import child, parent, write

TEXT = "Amelia pours, Noah Bennett holds the jug. “Noah!” says AMELIA Kowalska to noah.\nZoë waits for Noah's turn."


def pages(visitor: Visitor, email: str, entry_id: object) -> str:
    browser = visitor(email)
    return browser.words(f"/entry/{entry_id}/") + browser.words("/journal/")


def test_c20_a_group_entry_names_the_own_child_alone(visitor: Visitor, demo: DemoSeed) -> None:
    entry = write("Amelia", "Noah", "Zoë", at=DAY, title="Noah and Amelia pour", text=TEXT, next_step="Noah pours for Zoë.")

    page = pages(visitor, "amelia.parent", entry.id)

    assert "Amelia pours, N. B. holds the jug. “N.!” says AMELIA Kowalska to N.\nZ. waits for N.&#x27;s turn." in page
    assert "N. and Amelia pour" in page and "N. pours for Z." in page
    for name in ("Noah", "Bennett", "Zoë", "noah"):
        assert name not in page, f"{name}, in the text, a title, or the words of a picture"
    other = pages(visitor, "noah.parent", entry.id)
    assert "Noah Bennett holds the jug" in other and "Amelia" not in other and "AMELIA" not in other and "Kowalska" not in other


def test_c20_a_title_made_of_the_first_words_hides_them_too(visitor: Visitor, demo: DemoSeed) -> None:
    entry = write("Amelia", "Noah", at=DAY, title="", text="Noah pours and Amelia looks. She laughs.")

    assert "Noah" not in pages(visitor, "amelia.parent", entry.id)


def test_c20_brothers_and_sisters_keep_their_names_before_their_own_parent(visitor: Visitor, demo: DemoSeed) -> None:
    ParentLink.objects.create(parent=parent("amelia.parent"), child=child("Zoë"), relation="Mother", since=timezone.now())
    Child.objects.filter(first_name="Noah").update(last_name="Kowalska")
    entry = write("Amelia", "Zoë", "Noah", at=DAY, title="Three", text="Amelia, Zoë and Noah Kowalska dig.")

    browser = visitor("amelia.parent")
    browser.get(f"/children/{child('Amelia').id}/")
    assert "Amelia, Zoë and N. Kowalska dig." in browser.words(f"/entry/{entry.id}/")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ana digs with Mei-Lin.", "Ana digs with M."),
        ("mei-lin’s spade", "M.’s spade"),
        ("Analeigh and Banana stay.", "Analeigh and Banana stay."),
        (unicodedata.normalize("NFD", "Zoë laughs."), "Z. laughs."),
        ("(Zoë)", "(Z.)"),
    ],
)
def test_names_are_whole_words_whatever_their_capitals_and_accents(text: str, read: str) -> None:
    assert Hidden(("Mei-Lin", "Zoë")).out_of(text) == read


def test_c20_the_memory_book_hides_them_too(visitor: Visitor, demo: DemoSeed, monkeypatch: pytest.MonkeyPatch) -> None:
    from server.portal import book

    written: list[str] = []
    write("Amelia", "Noah", at=DAY, title="Noah and Amelia", text=TEXT, pictures=0)

    def keep(html: str, *_: object) -> bytes:
        written.append(html)
        return b""

    monkeypatch.setattr(book, "write_book", keep)

    visitor("amelia.parent").get("/book.pdf")

    assert "Amelia pours" in written[0] and "Noah" not in written[0]
