"""L5, C17, C27: a family adds text and pictures, keeps what it typed whatever goes wrong, and changes nothing of anybody else's."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from domain.entries import CLIPS_LIMIT, PHOTOS_LIMIT, TEXT_LIMIT, EntryKind
from domain.wire import EntryBody
from imaging.values import DetectorUnavailable
from server.audit.ids import new_id
from server.audit.models import AuditEntry
from server.journal.from_home import sending
from server.journal.from_home.files import sweep
from server.journal.models import Entry, HomeDraft, HomePicture
from server.media.chest import chest
from server.portal import adding, adding_files
from server.portal.adding_files import MB
from server.registry.models import ParentLink
from tests.server.portal.conftest import Browser, Visitor
from tests.server.portal.homes import SUNFLOWER, animation, draft, file, photo, post
from tests.server.portal.journals import child, parent

pytestmark = pytest.mark.usefixtures("demo")

MISSING: list[tuple[dict[str, str], str, str]] = [
    ({"text": "  \n "}, "text", "Write what Amelia did. One line is enough."),
    ({"text": "x" * (TEXT_LIMIT + 1)}, "text", "Shorten the text to 4000 characters. It has 4001."),
    ({"title": "x" * 81}, "title", "Shorten the title to 80 characters. It has 81."),
    ({"day": "2099-01-01"}, "day", "This day is still to come. Choose today or an earlier day."),
    ({"day": "1999-01-01"}, "day", "This day does not belong in Amelia’s journal. Choose another."),
    ({"day": "soon"}, "day", "Choose the day on which it happened."),
]
NO_PHOTOS = {
    "a.heic": (b"\0\0\0\x18ftypheic" + bytes(60), "This is a HEIC picture, which we cannot read."),
    "a.svg": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "This is a drawing (SVG), not a photo."),
    "a.gif": (b"GIF89a" + bytes(60), "This is an animation, not a photo."),
    "moving.png": (animation(), "This is an animation, not a photo."),
    "a.docx": (b"PK\x03\x04" + bytes(60), "This is neither a photo nor a video that we can read."),
    "a.html": (b"<html><script>alert(1)</script>", "This is neither a photo nor a video that we can read."),
    "zip.jpg": (photo() + b"PK\x05\x06" + bytes(18), "There is something else than a photo in this file."),
    "script.jpg": (b"\xff\xd8\xff\xfe\x00\x20<script>alert(1)</script>" + photo()[2:], "There is something else than a photo"),
    "cut.jpg": (photo()[:3000], "Not taken."),
    "empty.jpg": (b"", "This file is empty."),
}


@pytest.fixture
def mother(visitor: Visitor) -> Browser:
    return visitor("amelia.parent")


def on_disk() -> list[bytes]:
    """Everything that lies in the data folder."""
    return [path.read_bytes() for path in chest().data.rglob("*") if path.is_file()]


def body() -> EntryBody:
    entry = Entry.objects.get(kind=EntryKind.FROM_HOME.value)
    return EntryBody.model_validate_json(entry.versions.get().body)


class TestSending:
    def test_l5_a_text_and_a_picture_reach_the_moderators_queue_and_no_journal(self, mother: Browser, visitor: Visitor) -> None:
        answer = post(mother, files=[file(photo())], title="Sunflower")

        entry = Entry.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, f"/add/sent/{entry.pk}/")
        assert (entry.kind, entry.state, entry.author, entry.device, entry.contributor) == (
            "from_home", "waiting", None, None, parent("amelia.parent"),
        )  # fmt: skip
        assert (body().text, body().title, body().areas) == (SUNFLOWER, "Sunflower", ())
        assert "Waiting to be read" in mother.words(answer["Location"])
        assert entry.home_pictures.get().child == child("Amelia")
        assert "Sunflower" not in mother.words("/journal/")
        assert not HomeDraft.objects.exists()

    def test_nothing_of_the_file_but_its_pixels_is_kept_and_nothing_clear_is_on_the_disk(self, mother: Browser) -> None:
        sent = photo()
        post(mother, "add", [file(sent)])

        kept = chest().blobs.open(child("Amelia").pk, chest().keys.child(child("Amelia").pk), HomePicture.objects.get().sha256)

        assert b"Hazel Lane" in sent and b"Hazel Lane" not in kept
        assert not any(sent[100:140] in content or kept[:200] in content for content in on_disk())

    def test_the_same_form_twice_is_sent_once(self, mother: Browser) -> None:
        page = mother.words("/add/")
        form = {"draft": page.split('name="draft" value="')[1][:36], "text": SUNFLOWER, "do": "send"}

        first, second = mother.post("/add/", form), mother.post("/add/", form)

        assert first.status_code == second.status_code == 302
        assert Entry.objects.count() == 1
        assert not HomeDraft.objects.exists()

    def test_c8_parents_tag_no_framework_and_a_script_stays_text(self, mother: Browser) -> None:
        assert "Mathematics" not in mother.words("/add/") and "Leuven" not in mother.words("/add/")

        forged = {"areas": "mathematics", "next_step": "More.", "wellbeing": "5", "kind": "observation", "author_id": "x"}
        post(mother, "send", (), text="<script>alert(1)</script> & she laughs", title="<b>Hi</b>", **forged)

        assert (body().kind, body().areas, body().next_step, body().wellbeing) == (EntryKind.FROM_HOME, (), "", None)
        page = mother.words(f"/add/sent/{Entry.objects.get().pk}/")
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; she laughs" in page and "<script>alert" not in page and "<b>Hi" not in page

    def test_today_is_now_and_an_earlier_day_its_noon(self, mother: Browser) -> None:
        post(mother)
        post(mother, day="2026-11-16")

        today, earlier = Entry.objects.order_by("-happened_at")
        assert abs(timezone.now() - today.happened_at) < timedelta(minutes=1)
        assert earlier.happened_at == datetime(2026, 11, 16, 12, tzinfo=UTC)


class TestWhatIsMissing:
    def test_it_is_refused_beside_its_field_and_all_that_was_typed_stays(self, mother: Browser) -> None:
        for words, field, sentence in MISSING:
            answer = post(mother, "send", (), **{"title": "At home", **words})

            page = answer.content.decode()
            assert answer.status_code == 400 and not Entry.objects.exists(), field
            assert f'<a href="#{field}">{sentence}</a>' in page and f'id="{field}-wrong"' in page, sentence
            for typed in ({"title": "At home", "text": SUNFLOWER} | words).values():
                assert typed.strip() in page

    def test_a_draft_survives_a_closed_browser_and_is_nobody_elses(self, mother: Browser, visitor: Visitor) -> None:
        ParentLink.objects.create(parent=parent("noah.parent"), child=child("Amelia"), relation="Aunt", since=timezone.now())
        ParentLink.objects.filter(parent=parent("noah.parent"), child=child("Noah")).delete()
        post(mother, "keep", [file(photo())])

        assert "Sunflower.jpg" in visitor("amelia.parent").words("/add/") and SUNFLOWER[:20] in visitor("amelia.parent").words("/add/")
        other = visitor("noah.parent").words("/add/")
        assert "Sunflower.jpg" not in other and SUNFLOWER[:20] not in other

    def test_a_forgotten_draft_is_destroyed(self, mother: Browser) -> None:
        post(mother, "keep", [file(photo())])
        picture = HomePicture.objects.get()

        sweep(timezone.now() + sending.DRAFT_LIFE + timedelta(minutes=1), sending.DRAFT_LIFE)

        assert not HomeDraft.objects.exists() and not HomePicture.objects.exists()
        assert not chest().blobs.verify(picture.child_id, chest().keys.child(picture.child_id), picture.sha256)


class TestFiles:
    def test_what_is_no_photo_is_refused_by_name_and_the_rest_is_kept(self, mother: Browser) -> None:
        for name, (data, why) in NO_PHOTOS.items():
            answer = post(mother, "send", [file(data, name), file(photo(), "Good.jpg")])

            page = answer.content.decode()
            assert answer.status_code == 400 and not Entry.objects.exists(), name
            assert why in page and name in page and SUNFLOWER[:30] in page, name
        assert [picture.name for picture in draft().pictures.all()] == ["Good.jpg"]  # once, however often it came

    def test_too_many_bytes_are_refused_with_the_way_out(self, mother: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(adding_files, "PICTURE_LIMIT", len(photo()) - 1)

        page = post(mother, "send", [file(photo())]).content.decode()

        assert "Too big to send." in page and "Trim a video to 30 seconds on your phone" in page and SUNFLOWER[:30] in page
        assert not HomePicture.objects.exists()

    def test_a_film_is_refused_by_its_length_and_never_read(self, mother: Browser) -> None:
        page = mother.words("/add/")
        told = {"draft": page.split('name="draft" value="')[1][:36], "text": SUNFLOWER, "do": "send"}
        parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in told.items())
        head = '--x\r\nContent-Disposition: form-data; name="files"; filename="Garden day.mp4"\r\n\r\n'
        stream = Film((parts + head).encode())

        unread: dict[str, Any] = {"wsgi.input": stream, "CONTENT_LENGTH": str(1288490188)}
        answer = mother.post("/add/", b"x", "multipart/form-data; boundary=x", **unread)

        assert answer.status_code == 413  # which closes the line
        words = answer.content.decode()
        assert "Garden day.mp4" in words and "Too big to send: 1.2 GB." in words and "Trim a video to 30 seconds" in words
        assert SUNFLOWER[:30] in words and draft().text == SUNFLOWER
        assert stream.given < 2 * MB

    def test_too_many_files_are_refused_and_the_first_stay(self, mother: Browser) -> None:
        post(mother, "add", [file(photo())])
        first = HomePicture.objects.get()
        for number in range(1, PHOTOS_LIMIT):
            HomePicture.objects.create(
                draft=first.draft, contributor=first.contributor, child=first.child, name=f"{number}.jpg", position=number,
                added_at=first.added_at, sha256=f"{number:064x}", width=10, height=10,
            )  # fmt: skip

        page = post(mother, "send", [file(photo(1), "Thirteen.jpg")]).content.decode()

        assert "12 pictures and videos are the most for one time." in page and not Entry.objects.exists()
        assert draft().pictures.count() == PHOTOS_LIMIT

    def test_four_videos_are_too_many(self, mother: Browser) -> None:
        post(mother, "add", [file(photo())])
        HomePicture.objects.update(is_clip=True)
        first = HomePicture.objects.get()
        for number in range(CLIPS_LIMIT):
            first.pk, first.sha256 = None, f"{number:064x}"
            first.id = new_id()
            first.save(force_insert=True)

        assert "Keep 3 videos at most." in post(mother).content.decode()

    def test_a_file_is_taken_out_of_the_own_draft_alone(self, mother: Browser, visitor: Visitor) -> None:
        post(mother, "add", [file(photo())])
        picture = HomePicture.objects.get()

        assert post(visitor("noah.parent"), f"drop:{picture.pk}").status_code == 404
        assert AuditEntry.objects.filter(what="change_refused", who=f"parent:{parent('noah.parent').pk}").count() == 1
        assert post(mother, f"drop:{picture.pk}").status_code == 302
        assert not HomePicture.objects.exists()
        assert not chest().blobs.verify(picture.child_id, chest().keys.child(picture.child_id), picture.sha256)

    def test_while_the_imaging_process_is_down_a_picture_waits_outside_and_the_text_stays(
        self, mother: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: Any) -> None:
            raise DetectorUnavailable("the test said so")

        monkeypatch.setattr(chest().worker, "keep", fail)

        page = post(mother, "send", [file(photo())]).content.decode()

        assert "Try again in a moment" in page and draft().text == SUNFLOWER and not HomePicture.objects.exists()

    def test_when_too_many_send_at_once_the_form_waits_with_its_words(self, mother: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(adding, "MB", 100)
        monkeypatch.setattr(adding, "WAIT_S", 0)
        monkeypatch.setattr(adding, "_room", threading.BoundedSemaphore(1))
        with adding._room:
            answer = post(mother, "send", [file(photo())])

        assert answer.status_code == 503 and "Many families are sending just now." in answer.content.decode()
        assert SUNFLOWER[:30] in answer.content.decode() and not Entry.objects.exists()
        assert post(mother, "send", [file(photo())]).status_code == 302

    def test_a_day_has_an_end(self, mother: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sending, "FILES_A_DAY", 1)
        monkeypatch.setattr(sending, "ENTRIES_A_DAY", 1)
        post(mother, "send", [file(photo())])

        page = post(mother, "send", [file(photo(1), "Two.jpg")])
        assert page.status_code == 400 and "send the rest tomorrow" in page.content.decode()
        assert post(mother, "send").status_code == 429
        assert Entry.objects.count() == 1 and draft().text == SUNFLOWER

    def test_with_a_script_each_file_is_sent_by_itself_and_the_list_comes_back(self, mother: Browser) -> None:
        page = mother.words("/add/")
        form = {"draft": page.split('name="draft" value="')[1][:36], "text": "half a", "do": "add", "files": [file(photo())]}

        answer = mother.post("/add/", form, headers={"X-Requested-With": "daybook"})

        assert answer.status_code == 200 and answer.content.decode().count("<li") == 1 and "<html" not in answer.content.decode()
        assert draft().text == "half a"


class Film:
    """A body that never ends; counts what was read of it."""

    def __init__(self, head: bytes) -> None:
        self.head, self.given = head, 0

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= MB
        piece, self.head = self.head[:size], self.head[size:]
        piece += bytes(size - len(piece))
        self.given += size
        return piece

    readline = read


def test_every_sentence_of_a_refused_file_names_the_next_step() -> None:
    heads = (b"\0\0\0\x18ftypheic", b"<svg", b"GIF89a", b"zip", b"", b"\xff\xd8\xff<script")

    refused = [adding_files.refusal("a", head) for head in heads]

    assert all(file is not None and re.search(r"(Send|Choose|Take|Settings)", file.what) for file in refused)
