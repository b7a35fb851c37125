from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from server.accounts.agreements import publish_agreement
from server.accounts.models import Parent, Signature
from server.config.demo import DemoSeed
from server.journal.models import Entry, Rendition
from server.journal.pictures import served_bytes
from server.journal.visible import (
    months_with_entries,
    visible_child,
    visible_children,
    visible_entries,
    visible_entry,
    visible_picture,
    visible_renditions,
)
from server.registry.models import Child, Nursery, ParentLink
from tests.server.devices import Office, Tablet, child, new_id, region


def parent(email: str) -> Parent:
    return Parent.objects.get(email=f"{email}@example.org")


@pytest.fixture
def published(demo: DemoSeed) -> tuple[UUID, UUID]:
    """A published entry of Amelia and Noah; its id, and that of Amelia's picture."""
    tablet, office = Tablet(), Office()
    pictures = [tablet.rendition("Amelia", [region(names="Amelia")]), tablet.rendition("Noah")]
    entry_id, _ = tablet.hand_in("Amelia", "Noah", pictures=pictures)
    for one in pictures:
        tablet.upload(one)
    Rendition.objects.update(looked_at=timezone.now())  # the server's own look is another test's
    assert office.decide(entry_id, "approve", office.entry(entry_id).item.version).status_code == 200
    return UUID(entry_id), UUID(pictures[0]["id"])


def sees(email: str, published: tuple[UUID, UUID]) -> tuple[bool, bool]:
    """Whether that parent sees the entry, and Amelia's picture."""
    return visible_entry(parent(email), published[0]) is not None, visible_picture(parent(email), published[1]) is not None


def test_each_family_sees_the_entry_in_its_own_journal_with_its_own_picture(published: tuple[UUID, UUID]) -> None:
    assert sees("amelia.parent", published) == (True, True)
    assert sees("noah.parent", published) == (True, False)
    found = visible_entry(parent("noah.parent2"), published[0])
    assert found is not None and found[1] == child("Noah")
    assert [one.child.first_name for one in visible_renditions(parent("noah.parent"), *found)] == ["Noah"]


def test_the_picture_opens(published: tuple[UUID, UUID]) -> None:
    rendition = visible_picture(parent("amelia.parent"), published[1])

    assert rendition is not None and served_bytes(rendition).startswith(b"\xff\xd8")


@pytest.mark.parametrize("email", ["isla.parent", "ayaan.parent", "meilin.parent"])
def test_other_families_see_nothing_of_it(published: tuple[UUID, UUID], email: str) -> None:
    assert sees(email, published) == (False, False)
    assert not visible_entries(parent(email), child("Amelia")).exists()
    assert visible_child(parent(email), child("Amelia").id) is None


def test_an_unknown_id_is_answered_like_a_foreign_one(published: tuple[UUID, UUID]) -> None:
    nobody = UUID(new_id())

    assert visible_entry(parent("isla.parent"), nobody) == visible_entry(parent("isla.parent"), published[0])
    assert visible_picture(parent("isla.parent"), nobody) == visible_picture(parent("isla.parent"), published[1])


@pytest.mark.parametrize("state", ["waiting", "returned", "removed"])
def test_only_a_published_entry_is_visible(published: tuple[UUID, UUID], state: str) -> None:
    Entry.objects.update(state=state)

    assert sees("amelia.parent", published) == (False, False)


def test_each_of_these_closes_the_journal_at_the_next_view(published: tuple[UUID, UUID]) -> None:
    mother = parent("amelia.parent")

    def closed() -> bool:
        return sees("amelia.parent", published) == (False, False) and not visible_children(mother).exists()

    for model, field in ((ParentLink, "is_active"), (Parent, "is_active"), (Child, "is_active")):
        model.objects.update(**{field: False})
        assert closed(), model
        model.objects.update(**{field: True})
    Child.objects.update(is_blocked=True)
    assert closed()
    Child.objects.update(is_blocked=False)
    Nursery.objects.update(is_paused=True)
    assert closed()
    Nursery.objects.update(is_paused=False)
    assert sees("amelia.parent", published) == (True, True)


def test_without_the_signature_of_the_version_in_force_nothing_is_visible(published: tuple[UUID, UUID]) -> None:
    publish_agreement(4, "New words.", timezone.now() + timedelta(seconds=1))

    assert sees("amelia.parent", published) == (False, False)

    Signature.objects.all().delete()
    assert not visible_children(parent("noah.parent")).exists()


def test_the_months_are_those_that_have_something_to_show(published: tuple[UUID, UUID]) -> None:
    local = timezone.localtime()

    assert months_with_entries(parent("amelia.parent"), child("Amelia")) == ((local.year, local.month),)
    assert months_with_entries(parent("isla.parent"), child("Isla")) == ()


def test_the_newest_entry_comes_first(published: tuple[UUID, UUID]) -> None:
    from tests.server.devices import staff

    tablet, office = Tablet("T-01", "jo.patel"), Office()
    entry_id, _ = tablet.hand_in("Amelia", happened_at=(timezone.now() - timedelta(days=3)).isoformat(), text="Amelia waves.")
    office.decide(entry_id, "approve", 1)

    ids = [entry.id for entry in visible_entries(parent("amelia.parent"), child("Amelia"))]

    assert ids == [published[0], UUID(entry_id)] and staff("jo.patel").entries.count() == 1
