"""What staff sign: the version that they read, with their own name."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from server.accounts import house_agreements as agreements
from server.accounts.models import StaffAgreement, StaffSignature
from server.config.demo import DemoSeed
from tests.server.conftest import WORKING_DAY
from tests.server.devices import staff

pytestmark = pytest.mark.django_db
TEXT = "I use the tablet for the nursery's work only, and my login is mine alone."


@pytest.fixture(autouse=True)
def no_agreement(demo: DemoSeed) -> None:
    StaffSignature.objects.all().delete()
    StaffAgreement.objects.all().delete()


def test_nobody_need_sign_while_there_is_none() -> None:
    assert agreements.newest() is None
    assert agreements.has_signed(staff("sam.morris"))


def test_a_signature_counts_for_its_version_only() -> None:
    sam, first = staff("sam.morris"), agreements.publish(TEXT, WORKING_DAY)
    assert not agreements.has_signed(sam)

    agreements.sign(sam, first.version, "Sam Morris", WORKING_DAY)
    assert agreements.has_signed(sam)
    agreements.publish(TEXT + " And more.", WORKING_DAY)

    assert not agreements.has_signed(sam)


def test_versions_count_up_and_may_begin_where_paper_stopped() -> None:
    assert agreements.publish(TEXT, WORKING_DAY, version=3).version == 3
    assert agreements.publish(TEXT, WORKING_DAY).version == 4


def test_another_version_and_another_name_are_refused() -> None:
    sam, agreement = staff("sam.morris"), agreements.publish(TEXT, WORKING_DAY)

    with pytest.raises(agreements.OtherVersion):
        agreements.sign(sam, agreement.version + 1, "Sam Morris", WORKING_DAY)
    with pytest.raises(agreements.OtherName, match="Sam Morris"):
        agreements.sign(sam, agreement.version, "Jo Patel", WORKING_DAY)

    assert not agreements.has_signed(sam)


@pytest.mark.parametrize("typed", [" sam  morris ", "SAM MORRIS", "Sám Morris"])
def test_capitals_marks_and_spaces_are_forgiven(typed: str) -> None:
    sam, agreement = staff("sam.morris"), agreements.publish(TEXT, WORKING_DAY)

    agreements.sign(sam, agreement.version, typed, WORKING_DAY)
    agreements.sign(sam, agreement.version, typed, WORKING_DAY)

    assert StaffSignature.objects.get().typed_name == typed.strip()


def test_who_signed_asks_two_questions_for_any_number_of_people(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sam, jo, agreement = staff("sam.morris"), staff("jo.patel"), agreements.publish(TEXT, WORKING_DAY)
    agreements.sign(sam, agreement.version, "Sam Morris", WORKING_DAY)

    with django_assert_num_queries(2):
        assert agreements.who_signed([sam.pk, jo.pk]) == {sam.pk}
