"""What an inspector is told of a picture: who, why, by which rule, looked at by whom; and that the asking itself is written down."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from domain.boxes import Box
from domain.covering import Why
from domain.lifecycle import EntryEvent, EntryState
from domain.wire.covering_record import CoveringRecord, PublishedList, RegionRecord
from server.accounts.models import Parent
from server.audit import trail
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal import covering_list
from server.journal.covering_regions import reading_order
from server.journal.entry_steps import WORDS
from server.journal.models import Entry, Rendition
from server.registry.models import ConsentAnswer
from tests.server.devices import OFFICE, Office, Tablet, child, new_id, region
from tests.server.journal.rechecks import painter

pytestmark = pytest.mark.usefixtures("demo")
__all__ = ["painter"]


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def listed(office: Office, before: str = "") -> PublishedList:
    return PublishedList.model_validate_json(office.get(f"{OFFICE}/covering", before=before).content)


def record(office: Office, entry_id: str) -> CoveringRecord:
    return CoveringRecord.model_validate_json(office.get(f"{OFFICE}/covering/{entry_id}").content)


def withdraw(first_name: str) -> None:
    """Every adult of that child withdraws "in other children's journals"."""
    for row in list(ConsentAnswer.objects.filter(child=child(first_name), purpose="other_journals")):
        row.pk, row.answer = None, False
        row.save()


def two_faces(**other: Any) -> list[dict[str, Any]]:
    """Zoë is seen to the right, nobody said who the other is."""
    return [region((200, 64, 260, 128), names="Zoë", **other), region((40, 70, 90, 130))]


class TestRecord:
    def test_who_is_seen_and_who_is_covered_in_reading_order(self, tablet: Tablet, office: Office) -> None:
        promised = tablet.rendition("Amelia", two_faces())
        entry_id, _ = tablet.hand_in("Amelia", pictures=[promised])

        (picture,) = record(office, entry_id).pictures

        first, second = picture.regions
        assert (first.number, first.person, first.is_covered, first.why) == (1, "", True, Why.NOBODY_SAID)
        assert (second.number, second.person, second.is_covered, second.why) == (2, "Zoë Ö.", False, Why.ALLOWED)
        assert second.box == (200, 64, 260, 128), "where a face is seen, its own box"
        assert first.box[0] < 40 and first.box[3] > 130, "where it is covered, all of the cover"
        assert (picture.by_rule, picture.detector, picture.reviewed_by) == (1, "test 1", "Sam Morris")

    def test_arrived_and_wiped_are_proved_by_the_same_hash(self, tablet: Tablet, office: Office) -> None:
        promised = tablet.rendition("Amelia", two_faces())
        entry_id, _ = tablet.hand_in("Amelia", pictures=[promised])
        assert record(office, entry_id).pictures[0].arrived_at is None

        tablet.upload(promised)
        wiped = {"id": promised["id"], "sha256": "0" * 64, "wiped_at": datetime.now(UTC).isoformat()}
        tablet.push(tablet.operation("rendition", promised["id"], "wiped", wiped))
        (picture,) = record(office, entry_id).pictures
        assert picture.arrived_at is not None and picture.wiped_at is None

        tablet.push(tablet.operation("rendition", promised["id"], "wiped", wiped | {"sha256": promised["sha256"]}))
        (picture,) = record(office, entry_id).pictures
        assert picture.wiped_at is not None and picture.sha256 == promised["sha256"]

    @pytest.mark.usefixtures("painter")
    def test_a_cover_that_the_server_added_says_why_and_since_when(self, tablet: Tablet, office: Office) -> None:
        promised = tablet.rendition("Amelia", two_faces())
        entry_id, _ = tablet.hand_in("Amelia", pictures=[promised])
        tablet.upload(promised)
        withdraw("Zoë")

        pending = zoe(record(office, entry_id))
        assert pending.is_covered and pending.why is Why.OTHER_CHILD_OWN_ONLY, "nobody is shown it uncovered any more"
        assert office.get(f"{OFFICE}/media/{promised['id']}").status_code == 200

        done = record(office, entry_id)
        assert zoe(done).is_covered and zoe(done).covered_later_at is not None
        assert any("covered further" in step.what and step.by == "Daybook" for step in done.steps)
        assert listed(office).entries[0].covered_later == 1

    def test_a_cover_stays_when_the_permission_comes_back(self, tablet: Tablet, office: Office) -> None:
        promised = tablet.rendition("Amelia", two_faces())
        entry_id, _ = tablet.hand_in("Amelia", pictures=[promised])
        Rendition.objects.filter(pk=promised["id"]).update(covered_further=json.dumps([promised["regions"][0]["id"]]))

        found = zoe(record(office, entry_id))

        assert found.is_covered and found.why is Why.ALLOWED and found.covered_later_at is not None

    def test_a_face_that_the_server_found_itself_is_told(self, tablet: Tablet, office: Office) -> None:
        promised = tablet.rendition("Amelia", two_faces())
        entry_id, _ = tablet.hand_in("Amelia", pictures=[promised])
        looked_at = timezone.now()
        here = json.dumps([region((8, 180, 40, 220))])
        Rendition.objects.filter(pk=promised["id"]).update(found_here=here, looked_at=looked_at)
        trail.record("face_found_here", about=promised["id"], detail={"boxes": [[8, 180, 40, 220]]})

        found = record(office, entry_id)

        third = found.pictures[0].regions[2]
        assert third.is_covered and third.covered_later_at == looked_at and third.why is Why.NOBODY_SAID
        assert found.steps[-1].what.startswith("The server found a face")

    def test_what_a_family_sent_bears_the_parent_s_name(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia")])
        sender = Parent.objects.get(email="amelia.parent@example.org")
        Entry.objects.filter(pk=entry_id).update(kind="from_home", author=None, device=None, contributor=sender)

        found = record(office, entry_id)

        assert found.author == listed(office).entries[0].author == f"{sender.full_name}, family"
        assert found.steps[0].what == "Sent from home"

    def test_the_steps_of_the_entry_name_who_took_them(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia")])
        office.decide(entry_id, "return", 1, reason="Two names are in it.")

        handed_in, returned = record(office, entry_id).steps

        assert (handed_in.by, returned.by, returned.reason) == ("Sam Morris", "Ruth Adeyemi", "Two names are in it.")
        assert record(office, entry_id).state is EntryState.RETURNED

    def test_every_event_of_an_entry_has_words(self) -> None:
        assert set(WORDS) == set(EntryEvent)

    def test_reading_a_record_is_written_down_and_a_foreign_id_is_nothing(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia")])

        record(office, entry_id)

        row = AuditEntry.objects.get(what="covering_record_read")
        assert row.about == entry_id and row.who.startswith("staff:")
        assert office.get(f"{OFFICE}/covering/{new_id()}").status_code == 404
        assert office.get(f"{OFFICE}/covering/..%2fx").status_code == 404


class TestList:
    def test_only_entries_with_pictures_the_newest_first(self, tablet: Tablet, office: Office) -> None:
        Entry.objects.all().delete()
        tablet.hand_in("Amelia")
        old, _ = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia")], happened_at=hours_ago(2))
        new, _ = tablet.hand_in("Amelia", "Zoë", pictures=[tablet.rendition("Amelia"), tablet.rendition("Zoë")], happened_at=hours_ago(1))

        found = listed(office)

        assert [line.entry_id for line in found.entries] == [new, old] and not found.more
        assert found.entries[0].children == ("Amelia K.", "Zoë Ö.") and found.entries[0].pictures == 2
        assert found.entries[0].author == "Sam Morris"

    @pytest.mark.parametrize("named", [("Amelia", "Zoë"), ("Zoë", "Amelia")])
    def test_children_stand_in_the_order_in_which_the_author_named_them(
        self, tablet: Tablet, office: Office, named: tuple[str, str]
    ) -> None:
        tablet.hand_in(*named, pictures=[tablet.rendition(name) for name in named])

        shown = listed(office).entries[0].children

        assert tuple(child.split()[0] for child in shown) == named

    def test_pages_go_back_without_losing_what_happened_at_one_moment(
        self, tablet: Tablet, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(covering_list, "PAGE", 5)  # three at each moment: the page ends within the second three
        entries = many(tablet, 8)

        first = listed(office)
        second = listed(office, first.entries[-1].happened_at.isoformat())

        assert first.more and not second.more
        assert [len(first.entries), len(second.entries)] == [6, 2]
        assert {line.entry_id for line in (*first.entries, *second.entries)} == set(entries)

    def test_the_questions_do_not_grow_with_the_entries(self, tablet: Tablet, office: Office) -> None:
        counts = []
        for number in (2, 9):
            many(tablet, number)
            listed(office)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                listed(office)
            counts.append(len(asked))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("before", ["yesterday", "2026-11-19T10:00:00", "x" * 200])
    def test_what_is_no_moment_is_refused(self, office: Office, before: str) -> None:
        assert office.get(f"{OFFICE}/covering", before=before).status_code == 422


def test_reading_order_goes_line_by_line() -> None:
    boxes = [Box(200, 12, 240, 52), Box(10, 0, 50, 40), Box(5, 100, 45, 140), Box(90, 94, 130, 134)]

    assert reading_order(boxes) == [1, 0, 2, 3]
    assert reading_order([]) == []


def zoe(found: CoveringRecord) -> RegionRecord:
    return next(each for each in found.pictures[0].regions if each.person == "Zoë Ö.")


def hours_ago(hours: float) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours)).isoformat()


def many(tablet: Tablet, number: int) -> list[str]:
    """Alone in the journal: so many entries with a picture, three at each moment."""
    Entry.objects.all().delete()
    moments = [hours_ago(1 + three) for three in range(number // 3 + 1)]
    return [tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia")], happened_at=moments[at // 3])[0] for at in range(number)]
