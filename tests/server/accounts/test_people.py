from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.accounts.agreements import current_agreement, has_signed, publish_agreement, sign
from server.accounts.models import Parent, Staff
from server.accounts.passwords import set_password, staff_with
from server.accounts.sessions import staff_of, start_session
from server.audit.ids import new_id
from server.config.demo import DemoSeed

NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)


@pytest.mark.usefixtures("demo")
class TestPasswords:
    def test_a_password_is_kept_only_as_argon2(self) -> None:
        person = Staff.objects.get(username="sam.morris")
        set_password(person, "a long new password")

        assert person.password.startswith("argon2")
        assert "long new" not in person.password

    def test_a_short_password_is_refused(self) -> None:
        with pytest.raises(ValueError, match="12"):
            set_password(Staff.objects.get(username="sam.morris"), "short")

    @pytest.mark.parametrize("username", ["nobody", "", "sam.morris\x00", "' OR 1=1 --", "SAM.MORRIS"])
    def test_no_other_name_finds_somebody(self, username: str) -> None:
        assert staff_with(username, "Demo-Daybook-2026") is None

    def test_staff_have_no_account_in_the_portal(self) -> None:
        assert not Parent.objects.filter(email__icontains="sam.morris").exists()


@pytest.mark.usefixtures("demo")
class TestSessions:
    def test_a_session_is_known_on_its_own_device_until_it_ends(self) -> None:
        person, device = Staff.objects.get(username="ruth.adeyemi"), new_id()
        token, expires_at = start_session(person, device, NOW)

        assert staff_of(token, device, NOW) == person
        assert staff_of(token, new_id(), NOW) is None
        assert staff_of(token, device, expires_at) is None
        assert staff_of(token + "x", device, NOW) is None

    def test_a_second_person_ends_the_first_ones_session(self) -> None:
        device = new_id()
        first, _ = start_session(Staff.objects.get(username="ruth.adeyemi"), device, NOW)
        start_session(Staff.objects.get(username="tom.hughes"), device, NOW)

        assert staff_of(first, device, NOW) is None

    def test_a_suspended_person_is_out_at_once(self) -> None:
        person, device = Staff.objects.get(username="ruth.adeyemi"), new_id()
        token, _ = start_session(person, device, NOW)
        Staff.objects.filter(pk=person.pk).update(is_active=False)

        assert staff_of(token, device, NOW) is None


class TestAgreements:
    def test_a_new_version_must_be_signed_again(self, demo: DemoSeed) -> None:
        parent = Parent.objects.get(email="amelia.parent@example.org")
        assert has_signed(parent)

        publish_agreement(4, "Another text.", NOW + timedelta(days=1))

        assert not has_signed(parent)

    def test_a_signature_needs_a_name_and_keeps_the_hash_of_the_text(self, demo: DemoSeed) -> None:
        parent, agreement = Parent.objects.get(email="meilin.parent@example.org"), current_agreement()
        assert agreement is not None and not has_signed(parent)

        with pytest.raises(ValueError, match="name"):
            sign(parent, agreement, "  ", NOW)

        assert sign(parent, agreement, "Wei Chen", NOW).text_sha256 == agreement.sha256
        assert has_signed(parent)

    def test_without_any_agreement_nobody_has_signed(self, db: None) -> None:
        assert not has_signed(Parent.objects.create_user("a@example.org", first_name="A", last_name="B"))
