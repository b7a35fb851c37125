from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.accounts.agreements import current_agreement, has_signed, publish_agreement, sign
from server.accounts.models import Parent, Staff
from server.accounts.passwords import set_password, staff_with
from server.accounts.sessions import at_work_on, end_session_on, end_sessions_of, staff_of, start_session
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
        started = start_session(person, device, NOW)

        assert staff_of(started.token, device, NOW) == person == at_work_on(device, NOW)
        assert staff_of(started.token, new_id(), NOW) is None
        assert staff_of(started.token, device, started.expires_at) is None
        assert staff_of(started.token + "x", device, NOW) is None
        assert person.last_login_at == NOW

    def test_a_second_person_ends_the_first_ones_session(self) -> None:
        device = new_id()
        first = start_session(Staff.objects.get(username="ruth.adeyemi"), device, NOW)
        second = start_session(Staff.objects.get(username="tom.hughes"), device, NOW)

        assert staff_of(first.token, device, NOW) is None
        assert second.ended_devices == ()

    def test_l14_the_same_person_elsewhere_ends_the_first_session_and_says_where(self) -> None:
        person, one, other = Staff.objects.get(username="ruth.adeyemi"), new_id(), new_id()
        first = start_session(person, one, NOW)

        second = start_session(person, other, NOW)

        assert second.ended_devices == (one,)
        assert staff_of(first.token, one, NOW) is None and staff_of(second.token, other, NOW) == person

    def test_a_session_that_was_over_by_its_time_was_nowhere_live(self) -> None:
        person, one, other = Staff.objects.get(username="ruth.adeyemi"), new_id(), new_id()
        first = start_session(person, one, NOW)

        assert start_session(person, other, first.expires_at).ended_devices == ()

    def test_the_kiosks_session_stands_apart_both_ways(self) -> None:
        person, kiosk, tablet = Staff.objects.get(username="ellis.grant"), new_id(), new_id()
        at_tablet = start_session(person, tablet, NOW)

        at_kiosk = start_session(person, kiosk, NOW, is_kiosk=True)
        again = start_session(person, new_id(), NOW)

        assert at_kiosk.ended_devices == () and again.ended_devices == (tablet,)
        assert staff_of(at_kiosk.token, kiosk, NOW) == person
        assert staff_of(at_tablet.token, tablet, NOW) is None

    def test_the_next_who_runs_the_kiosk_ends_the_one_before(self) -> None:
        kiosk = new_id()
        first = start_session(Staff.objects.get(username="ellis.grant"), kiosk, NOW, is_kiosk=True)
        start_session(Staff.objects.get(username="tom.hughes"), kiosk, NOW, is_kiosk=True)

        assert staff_of(first.token, kiosk, NOW) is None

    def test_a_suspended_person_is_out_at_once(self) -> None:
        person, device = Staff.objects.get(username="ruth.adeyemi"), new_id()
        started = start_session(person, device, NOW)
        Staff.objects.filter(pk=person.pk).update(is_active=False)

        assert staff_of(started.token, device, NOW) is None

    def test_ending_all_sessions_names_their_devices(self) -> None:
        person, device, kiosk = Staff.objects.get(username="ruth.adeyemi"), new_id(), new_id()
        start_session(person, device, NOW)
        start_session(person, kiosk, NOW, is_kiosk=True)

        assert end_sessions_of(person, NOW) == (device, kiosk)
        assert end_sessions_of(person, NOW) == () and at_work_on(device, NOW) is None

    def test_a_device_that_says_that_nobody_works_has_no_session(self) -> None:
        person, device = Staff.objects.get(username="ruth.adeyemi"), new_id()
        started = start_session(person, device, NOW)

        end_session_on(device, NOW)

        assert staff_of(started.token, device, NOW) is None


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
