"""The journal and an entry: the own child's, published, and nothing of anybody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.lifecycle import EntryState
from server.accounts.models import Staff
from server.journal.models import Entry, EntryStep
from tests.server.portal.conftest import DAY, Visitor
from tests.server.portal.journals import child, write


def test_the_newest_month_comes_first_with_its_pictures_whole(visitor: Visitor, months: list[Entry]) -> None:
    page = visitor("amelia.parent").words("/journal/")

    assert "Full to the very top" in page
    assert "After the nap" in page
    assert "A tower of seven" not in page
    assert 'width="960" height="640"' in page
    assert "Sam, Amelia’s key person" in page
    assert "Numbers, shapes and sizes" in page


def test_an_older_month_has_its_own_page_and_the_way_back(visitor: Visitor, months: list[Entry]) -> None:
    page = visitor("amelia.parent").words("/journal/2026-10/")

    assert "A tower of seven" in page
    assert "Full to the very top" not in page
    assert "/journal/2026-11/" in page
    assert "· Jo<" in page


@pytest.mark.parametrize("month", ["2026-09", "2026-13", "0000-00", "99999-01", "2026-1", "november", "2026-11-18", "%00"])
def test_a_month_with_nothing_in_it_is_not_found(visitor: Visitor, months: list[Entry], month: str) -> None:
    assert visitor("amelia.parent").get(f"/journal/{month}/").status_code == 404


def test_an_entry_at_the_turn_of_the_month_stands_in_the_month_of_the_nursery_clock(visitor: Visitor, pouring: Entry) -> None:
    write("Amelia", at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC), title="Just after midnight")  # 1 July, 0:30, in London

    browser = visitor("amelia.parent")

    assert "Just after midnight" in browser.words("/journal/2026-07/")
    assert browser.get("/journal/2026-06/").status_code == 404


def test_an_empty_journal_says_when_the_first_entry_comes(visitor: Visitor) -> None:
    page = visitor("isla.parent").words("/journal/")

    assert "The first entry comes in the first week." in page


def test_each_family_sees_its_own_rendition_and_its_own_name_alone(visitor: Visitor, pouring: Entry) -> None:
    amelia, noah = visitor("amelia.parent").words("/journal/"), visitor("noah.parent").words("/journal/")

    own, other = (pouring.renditions.get(child=child(name)).id for name in ("Amelia", "Noah"))
    assert amelia.count("<article") == 1
    assert str(own) in amelia
    assert str(other) not in amelia
    assert str(other) in noah
    assert "Noah" not in amelia


@pytest.mark.parametrize("state", [EntryState.WAITING, EntryState.RETURNED, EntryState.REMOVED])
def test_an_entry_that_is_not_published_is_not_there(visitor: Visitor, pouring: Entry, state: EntryState) -> None:
    entry = write("Amelia", at=DAY, title="Not read yet", state=state)
    browser = visitor("amelia.parent")

    assert "Not read yet" not in browser.words("/journal/")
    assert browser.get(f"/entry/{entry.id}/").status_code == 404


def test_an_entry_says_what_it_is_and_what_comes_next(visitor: Visitor, pouring: Entry) -> None:
    page = visitor("amelia.parent").words(f"/entry/{pouring.id}/")

    assert "Wednesday 18 November" in page
    assert "What comes next:" in page
    assert "we put out bottles of different sizes." in page
    assert "Mathematics · Understanding the World" in page
    assert "Two faces are covered with drawings." in page
    assert "/journal/2026-11/" in page


def test_an_entry_never_shows_leuven_numbers_or_who_else_is_in_it(visitor: Visitor, pouring: Entry) -> None:
    page = visitor("amelia.parent").words(f"/entry/{pouring.id}/")

    assert "Noah" not in page
    for word in ("Leuven", "wellbeing", "involvement"):
        assert word not in page


def test_a_long_text_is_opened_in_the_journal_and_whole_on_its_page(visitor: Visitor, pouring: Entry) -> None:
    long = "She pours. " * 60 + "The very last word."
    entry = write("Amelia", at=DAY, title="Long", text=long)
    browser = visitor("amelia.parent")

    assert "The very last word." not in browser.words("/journal/")
    assert "Read on" in browser.words("/journal/")
    assert "The very last word." in browser.words(f"/entry/{entry.id}/")


def test_markup_in_a_text_stays_text(visitor: Visitor, pouring: Entry) -> None:
    entry = write("Amelia", at=DAY, title="<img src=x onerror=alert(1)>", text="<script>alert(2)</script>", next_step="{{ 7 }}")

    page = visitor("amelia.parent").words(f"/entry/{entry.id}/")

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7 }}" in page


def test_an_entry_that_changed_after_it_was_published_is_marked(visitor: Visitor, pouring: Entry) -> None:
    browser = visitor("amelia.parent")
    assert "Updated" not in browser.words("/journal/")

    sam = Staff.objects.get(username="sam.morris")
    Entry.objects.filter(pk=pouring.pk).update(version=2)
    version = pouring.versions.get()
    pouring.versions.create(number=2, body=version.body, written_by=sam, received_at=DAY)
    EntryStep.objects.create(entry=pouring, before="published", after="waiting", event="amend", by=sam, at=DAY + timedelta(hours=1))

    assert "Updated" in browser.words("/journal/")


def test_a_picture_whose_bytes_have_not_arrived_leaves_the_text_alone(visitor: Visitor, pouring: Entry) -> None:
    from server.media.models import Media

    Media.objects.update(state="expected")

    page = visitor("amelia.parent").words("/journal/")

    assert "Full to the very top" in page
    assert "<img" not in page


def test_a_journal_of_three_years_asks_no_more_than_a_young_one(
    visitor: Visitor, pouring: Entry, django_assert_max_num_queries: object
) -> None:
    browser = visitor("amelia.parent")
    young = count_queries(browser, "/journal/")
    for month in range(1, 37):
        write("Amelia", at=DAY - timedelta(days=31 * month), title=f"Month {month}", pictures=0)

    assert count_queries(browser, "/journal/") == young


def count_queries(browser: object, page: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200  # type: ignore[attr-defined]
    return len(asked)
