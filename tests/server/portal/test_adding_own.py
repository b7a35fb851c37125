"""C17: what a parent sent is theirs until somebody decided, and nobody else's; what others wrote stays as it is."""

from __future__ import annotations

import pytest
from django.utils import timezone

from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal.models import Entry, HomeDraft, HomePicture
from server.media.chest import chest
from tests.server.portal.conftest import Browser, Visitor
from tests.server.portal.homes import file, photo, post
from tests.server.portal.journals import child, parent, write

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def mother(visitor: Visitor) -> Browser:
    return visitor("amelia.parent")


class TestOneself:
    def test_what_waits_can_be_taken_back_and_its_pictures_are_destroyed(self, mother: Browser) -> None:
        post(mother, files=[file(photo())])
        entry, picture = Entry.objects.get(), HomePicture.objects.get()

        assert mother.post(f"/add/sent/{entry.pk}/back").status_code == 302

        entry.refresh_from_db()
        picture.refresh_from_db()
        assert entry.state == "removed" and picture.destroyed_at is not None
        assert not chest().blobs.verify(picture.child_id, chest().keys.child(picture.child_id), picture.sha256)
        assert mother.get(f"/add/sent/{entry.pk}/").status_code == 404
        assert mother.post(f"/add/sent/{entry.pk}/back").status_code == 404

    def test_anothers_entry_and_the_staffs_cannot_be_changed_and_it_is_written_down(self, mother: Browser, visitor: Visitor) -> None:
        post(mother)
        staffs = write("Amelia", at=timezone.now(), pictures=0)

        for browser, entry in ((visitor("noah.parent"), Entry.objects.get(author=None)), (mother, staffs)):
            for step in ("back", "again"):
                assert browser.post(f"/add/sent/{entry.pk}/{step}").status_code == 404
            assert browser.get(f"/add/sent/{entry.pk}/").status_code == 404
        assert mother.post(f"/entry/{staffs.pk}/", {"text": "mine now"}).status_code == 405

        assert AuditEntry.objects.filter(what="change_refused").count() == 5
        assert set(Entry.objects.values_list("state", flat=True)) == {"waiting", "published"}

    def test_only_the_own_family_is_let_in(self, visitor: Visitor) -> None:
        assert visitor(None).get("/add/")["Location"].startswith("/sign-in")
        assert visitor(None).post("/add/", {"do": "send"})["Location"].startswith("/sign-in")
        assert visitor("meilin.parent").get("/add/")["Location"] == "/agreement"

    def test_a_form_without_its_mark_changes_nothing(self, demo: DemoSeed) -> None:
        browser = Browser(enforce_csrf_checks=True)
        browser.force_login(parent("amelia.parent"), backend="django.contrib.auth.backends.ModelBackend")

        for path in ("/add/", f"/add/sent/{child('Amelia').pk}/back"):
            assert browser.post(path, {"text": "x", "do": "send"}).status_code == 403
        assert not HomeDraft.objects.exists() and not Entry.objects.exists()
