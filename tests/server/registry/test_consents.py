from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.consent import Permission, Purpose, Scope
from domain.ids import ChildId
from server.accounts.models import Parent
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.registry.consents import answers_of, consent_facts, permission_of, record_answer, scope_of
from server.registry.facts import child_facts
from server.registry.feed import last_seq
from server.registry.models import Child, ConsentAnswer, KeptOut, ParentLink
from tests.server.devices import child, staff

pytestmark = pytest.mark.usefixtures("demo")
NOW = datetime(2026, 11, 19, 13, tzinfo=UTC)


def parent(email: str) -> Parent:
    return Parent.objects.get(email=f"{email}@example.org")


@pytest.mark.parametrize(
    ("name", "scope"),
    [("Amelia", Scope.ALL), ("Noah", Scope.OWN_ONLY), ("Ayaan", Scope.NONE), ("Isla", Scope.ALL), ("Mei-Lin", Scope.NONE)],
)
def test_the_cast_has_the_scopes_of_the_day(name: str, scope: Scope) -> None:
    assert scope_of(child(name).id) is scope


def test_when_separated_parents_disagree_the_answer_is_no() -> None:
    answers = answers_of(child("Noah").id)

    assert {answer.other_journals for answer in answers.values()} == {True, False}
    assert scope_of(child("Noah").id) is Scope.OWN_ONLY


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("Amelia", True), ("Noah", False), ("Ayaan", False), ("George", False), ("Mei-Lin", False)],
    ids=lambda said: str(said),
)
def test_c21_a_voice_may_be_heard_when_every_responsible_adult_signed_that(name: str, allowed: bool) -> None:
    one = child(name)

    assert permission_of(one.id) == Permission(scope_of(one.id), allowed)
    assert (ChildId(str(one.id)) in consent_facts([one.id], NOW).voices) is allowed
    assert child_facts(Child.objects.filter(pk=one.pk), NOW.date())[one.pk].is_voice_allowed is allowed


def test_c22_the_voice_of_a_child_who_is_kept_out_is_heard_nowhere() -> None:
    amelia = child("Amelia")
    KeptOut.objects.create(child=amelia, is_kept_out=True, by=staff("ruth.adeyemi"), at=NOW)

    assert permission_of(amelia.id) == Permission(Scope.NONE)


def test_an_adult_who_never_signed_makes_the_child_unheard() -> None:
    amelia = child("Amelia")
    ParentLink.objects.create(parent=parent("isla.parent"), child=amelia, relation="Guardian", since=NOW)
    record_answer(parent("isla.parent"), amelia, Purpose.OWN_JOURNAL, True, typed_name="Fiona Murray", recorded_by="staff:1", now=NOW)

    assert permission_of(amelia.id) == Permission(Scope.OWN_ONLY)


def test_a_withdrawal_counts_at_once_is_a_new_row_and_is_told_to_the_tablets() -> None:
    isla, before = child("Isla"), last_seq()

    record_answer(parent("isla.parent"), isla, Purpose.OTHER_JOURNALS, False, typed_name="Fiona Murray", recorded_by="staff:1", now=NOW)

    assert scope_of(isla.id) is Scope.OWN_ONLY
    assert ConsentAnswer.objects.filter(child=isla).count() == len(Purpose) + 1
    assert last_seq() == before + 1
    assert AuditEntry.objects.filter(what="consent_recorded", about=str(isla.id)).count() == 1


def test_an_adult_without_an_answer_makes_it_none() -> None:
    amelia = child("Amelia")
    ParentLink.objects.create(parent=parent("isla.parent"), child=amelia, relation="Guardian", since=NOW)

    assert scope_of(amelia.id) is Scope.NONE


def test_an_adult_without_responsibility_has_no_say() -> None:
    amelia = child("Amelia")
    ParentLink.objects.create(parent=parent("isla.parent"), child=amelia, relation="Aunt", has_responsibility=False, since=NOW)

    assert scope_of(amelia.id) is Scope.ALL


def test_the_demo_can_be_seeded_again_without_a_second_nursery(demo: DemoSeed) -> None:
    from server.config.demo import seed
    from server.registry.models import Nursery

    again = seed(NOW)

    assert Nursery.objects.count() == 1
    assert Child.objects.filter(room__name="Caterpillars").count() == 14
    assert set(again.codes) == set(demo.codes)
