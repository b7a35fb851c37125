from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from domain.wire import FactKind
from server.audit.ids import new_id
from server.config.demo import DemoSeed
from server.registry.feed import announce, announce_new_day, forget_before, last_seq, next_seq
from server.registry.models import Change, Device, FeedCounter
from tests.server.devices import Office, Tablet, child

NOW = datetime(2026, 11, 19, 13, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_a_reader_never_sees_a_number_whose_predecessor_is_still_to_be_committed() -> None:
    """With a database sequence the second writer would commit number 2 while 1 is still open, and a reader's cursor would pass 1."""
    FeedCounter.objects.get_or_create(pk=1)
    first_has_written, first_may_commit, second_is_done = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            announce(FactKind.ROOM, new_id())
            first_has_written.set()
            first_may_commit.wait(10)
        connections.close_all()

    def second() -> None:
        first_has_written.wait(10)
        announce(FactKind.ROOM, new_id())
        second_is_done.set()
        connections.close_all()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    first_has_written.wait(10)
    overtook = second_is_done.wait(0.5)
    seen_while_open = list(Change.objects.values_list("seq", flat=True)), last_seq()
    first_may_commit.set()
    for thread in threads:
        thread.join()

    assert not overtook
    assert seen_while_open == ([], 0)
    assert list(Change.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_leave_no_gap_and_no_double() -> None:
    FeedCounter.objects.get_or_create(pk=1)

    def write() -> None:
        for _ in range(10):
            announce(FactKind.ROOM, new_id())
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert list(Change.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 41))


@pytest.mark.django_db
def test_a_number_goes_back_when_its_transaction_does() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        next_seq()
        raise RuntimeError

    with transaction.atomic():
        assert next_seq() == 1


class TestWhatADeviceIsTold:
    def test_a_room_tablet_gets_its_rooms_children_all_staff_and_the_site(self, demo: DemoSeed) -> None:
        told, _ = Tablet().everything()

        children = {change.body["first_name"] for change in told if change.kind is FactKind.CHILD and change.body}
        assert len(children) == 14 and "Amelia" in children and "Leo" not in children
        assert sum(change.kind is FactKind.STAFF for change in told) == 8
        assert sum(change.kind is FactKind.SITE for change in told) == 1

    def test_the_office_gets_every_child_and_the_kiosk_none(self, demo: DemoSeed) -> None:
        from tests.server.devices import Caller

        office, kiosk = Office(None).everything()[0], Caller("KIOSK-1").everything()[0]

        assert sum(change.kind is FactKind.CHILD for change in office) == 27
        assert not any(change.kind is FactKind.CHILD for change in kiosk)

    @pytest.mark.parametrize("limit", [1, 2, 3, 7, 500])
    def test_pages_of_any_size_tell_everything_once(self, demo: DemoSeed, limit: int) -> None:
        told, _ = Tablet().everything(limit=limit)

        assert len(told) == len({(change.kind, change.id) for change in told}) == 1 + 3 + 8 + 14

    def test_a_fact_that_changes_is_told_after_the_cursor_and_others_are_not(self, demo: DemoSeed) -> None:
        from server.registry.feed import announce_child

        tablet = Tablet()
        _, cursor = tablet.everything()
        announce_child(child("Noah"))
        announce_child(child("Leo"))

        told, _ = tablet.everything(cursor)

        assert [change.id for change in told] == [str(child("Noah").id)]

    def test_a_child_who_moves_is_evicted_there_and_put_here(self, demo: DemoSeed) -> None:
        from server.registry.children import move_child
        from server.registry.models import Room

        old, new = Tablet("T-02"), Tablet("T-03", "nia.rowe")
        (_, old_cursor), (_, new_cursor) = old.everything(), new.everything()

        move_child(child("Freya"), Room.objects.get(name="Ladybirds"), by="staff:1")

        assert [change.action for change in old.everything(old_cursor)[0]] == ["evict"]
        assert [change.action for change in new.everything(new_cursor)[0]] == ["put"]

    def test_a_child_who_leaves_is_a_tombstone_without_a_body(self, demo: DemoSeed) -> None:
        from server.registry.children import end_child

        tablet = Tablet()
        _, cursor = tablet.everything()

        end_child(child("Freya"), by="staff:1")

        told = tablet.everything(cursor)[0]
        assert [(change.action, change.body) for change in told] == [("tombstone", None)]

    def test_a_cleared_or_foreign_cursor_is_gone_and_nonsense_is_refused(self, demo: DemoSeed) -> None:
        tablet = Tablet()
        _, cursor = tablet.everything()
        with transaction.atomic():
            announce(FactKind.SITE, new_id())
        forget_before(last_seq())

        assert tablet.get("/api/device/v1/changes", cursor=cursor).status_code == 410
        assert tablet.get("/api/device/v1/changes", cursor=f"{new_id()}.1..").status_code == 410
        for nonsense in ("x", "1.2.3", "a.b.c.d", cursor.replace("..", ".child.x")):
            assert tablet.get("/api/device/v1/changes", cursor=nonsense).status_code == 400

    def test_a_new_day_tells_every_child_once(self, demo: DemoSeed) -> None:
        from server.registry.feed import announce_new_day
        from server.registry.models import Nursery

        tablet = Tablet()
        _, cursor = tablet.everything()
        Nursery.objects.update(told_date=None)

        announce_new_day(datetime.now(UTC))
        first = tablet.everything(cursor)
        announce_new_day(datetime.now(UTC))

        assert sum(change.kind is FactKind.CHILD for change in first[0]) == 14
        assert tablet.everything(first[1])[0] == []

    def test_a_child_fact_says_no_surname_no_birthday_and_no_reason(self, demo: DemoSeed) -> None:
        told, _ = Tablet().everything()
        ayaan = next(change.body for change in told if change.body and change.body.get("first_name") == "Ayaan")

        assert ayaan["scope"] == "none" and ayaan["last_initial"] == "S."
        assert "Shah" not in str(ayaan) and not any("born" in name or "reason" in name for name in ayaan)

    def test_devices_are_not_told_of_each_others_entries(self, demo: DemoSeed) -> None:
        one, other = Tablet("T-02"), Tablet("T-01", "jo.patel")
        entry, _ = one.hand_in("Amelia")

        assert entry in {change.id for change in one.everything()[0]}
        assert entry not in {change.id for change in other.everything()[0]}
        assert Device.objects.filter(name="T-02").exists() and connection.vendor in ("sqlite", "postgresql")


def test_a_poll_of_a_day_that_was_told_writes_nothing(demo: DemoSeed) -> None:
    announce_new_day(timezone.now())

    with CaptureQueriesContext(connection) as asked:
        announce_new_day(timezone.now())

    assert [query["sql"][:6] for query in asked] == ["SELECT"], "no transaction: on SQLite it would wait for every push"
