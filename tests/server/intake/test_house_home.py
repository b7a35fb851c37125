"""R10: what a family sends passes the same face gate as a tablet's photo, before anybody is shown it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from domain.boxes import Box
from domain.covering import Source
from domain.wire import FactKind
from domain.wire.home import HomeRegion
from imaging.values import CoveredPicture, DetectorUnavailable, FaceLeftUncovered
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal import from_home, from_home_looking
from server.journal.from_home_asking import ask
from server.journal.from_home_files import add_picture, sweep
from server.journal.models import Entry, HomePicture, Rendition
from server.journal.pictures import served_bytes
from server.media.chest import chest
from server.media.models import Media
from server.registry.models import Change, Child, ParentLink
from tests.imaging.pictures import Placed, jpeg, opened, scene
from tests.server.devices import OFFICE, Office, Tablet, child, new_id
from tests.server.journal.rechecks import say
from tests.server.portal.journals import parent

pytestmark = pytest.mark.usefixtures("demo")
LEFT, RIGHT = (80, 120, 150, 200), (220, 120, 290, 200)  # where faces may be told to be
AMELIA_AND_NOAH = jpeg(scene(480, 320, [Placed(115, 160, 60), Placed(255, 160, 60)])[0])
EMPTY_ROOM = jpeg(scene(480, 320, [])[0])


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def send(*contents: bytes, text: str = "Amelia waters her sunflower.", looked: bool = True) -> Entry:
    """Amelia's mother sends these pictures. looked: in each, two faces were found, or none in the empty room."""
    mother, amelia, now = parent("amelia.parent"), child("Amelia"), timezone.now()
    draft = from_home.begin(mother, amelia, None, now)
    from_home.keep_words(draft, title="", text=text, day="", now=now)
    for number, content in enumerate(contents):
        picture = add_picture(draft, f"{number}.jpg", content, now)
        if looked:
            found = () if content == EMPTY_ROOM else (region(LEFT), region(RIGHT))
            HomePicture.objects.filter(pk=picture.pk).update(look="done", found=json.dumps([one.model_dump(mode="json") for one in found]))
    return from_home.send(mother, amelia, draft.pk, now)


def region(box: tuple[int, int, int, int], **other: Any) -> HomeRegion:
    return HomeRegion(**{"id": new_id(), "box": box, "source": Source.FACE, **other})


def said(picture: HomePicture, *names: str | None, **other: Any) -> dict[str, Any]:
    """What a reviewer says of the found regions, in order; None = nothing."""
    regions = []
    for one, name in zip(json.loads(HomePicture.objects.get(pk=picture.pk).found), names, strict=True):
        regions.append(one | ({"says": "child", "child_id": str(child(name).pk)} if name else {}))
    return {"regions": regions, "no_child_said": False} | other


def marks(office: Office, picture: HomePicture, message: dict[str, Any]) -> Any:
    return office.post(f"{OFFICE}/home-pictures/{picture.pk}/marks", message)


def is_face(content: bytes, box: tuple[int, int, int, int]) -> bool:
    """Whether the pixels there are still those that came."""
    x0, y0, x1, y1 = box
    before, now = opened(AMELIA_AND_NOAH)[y0:y1, x0:x1].astype(int), opened(content)[y0:y1, x0:x1].astype(int)
    return bool(abs(before - now).mean() < 12)


def is_here(picture: HomePicture) -> bool:
    return chest().blobs.verify(picture.child_id, chest().keys.child(picture.child_id), picture.sha256)


@pytest.fixture
def all_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look finds nothing more: what the detector sees in these drawings of heads is not tried here."""
    cover = chest().worker.cover
    monkeypatch.setattr(chest().worker, "cover", lambda content, boxes, seen, check=True: cover(content, boxes, seen, check=False))


class TestQueue:
    def test_the_office_reads_whose_it_is_and_by_when(self, office: Office) -> None:
        entry = send(EMPTY_ROOM)

        item, shown = office.queue().items[0], office.entry(str(entry.pk))

        assert (item.kind.value, item.author_id, item.author_name) == (
            "from_home",
            str(parent("amelia.parent").pk),
            "Karolina K., Amelia's mum",
        )
        assert shown.author is None and shown.body.author_id == item.author_id and "Noah" in shown.other_names
        assert [(one.look.value, one.is_reviewed, one.is_clip) for one in shown.home_pictures] == [("done", False, False)]

    def test_who_may_be_named_is_told_in_as_many_questions_for_ten_children_as_for_two(self, office: Office) -> None:
        sent = str(send(EMPTY_ROOM).pk)
        Child.objects.exclude(first_name__in=["Amelia", "Noah"]).update(is_active=False)
        with CaptureQueriesContext(connection) as few:
            assert [one.first_name for one in office.entry(sent).children] == ["Amelia", "Noah"]
        Child.objects.update(is_active=True)

        with CaptureQueriesContext(connection) as many:
            names = [one.first_name for one in office.entry(sent).children]

        assert names[0] == "Amelia" and len(names) == Child.objects.count() and names[1:] == sorted(names[1:])
        assert len(many) == len(few)

    def test_no_device_hears_of_it_and_no_tablet_may_send_one(self, office: Office) -> None:
        send()
        assert not Change.objects.filter(kind=FactKind.ENTRY.value).exists()

        _, result = Tablet().hand_in("Amelia", kind="from_home")

        assert result.outcome.value == "quarantined" and Entry.objects.count() == 1


class TestReview:
    def test_until_somebody_said_who_is_in_it_nothing_can_be_approved(self, office: Office) -> None:
        entry = send(AMELIA_AND_NOAH)

        answer = office.decide(str(entry.pk), "approve", 1)

        assert (answer.status_code, answer.json()["code"]) == (403, "home_not_reviewed")
        assert Client().get(f"{OFFICE}/home-pictures/{entry.home_pictures.get().pk}", secure=True).status_code == 401

    @pytest.mark.usefixtures("all_seen")
    def test_whom_the_permissions_hide_is_covered_and_the_own_child_is_seen(self, office: Office) -> None:
        entry = send(AMELIA_AND_NOAH)
        picture = entry.home_pictures.get()
        kept = office.get(f"{OFFICE}/home-pictures/{picture.pk}")
        assert kept["Content-Type"] == "image/jpeg" and is_face(kept.content, RIGHT)

        answer = marks(office, picture, said(picture, "Amelia", "Noah"))

        assert answer.status_code == 200 and answer.json()["is_reviewed"] is True, answer.content
        rendition = Rendition.objects.select_related("media").get()
        whys = [one["why"] for one in json.loads(rendition.regions)]
        assert (whys, rendition.reviewed_by.username, rendition.child) == (
            ["own_child", "other_child_own_only"],
            "ruth.adeyemi",
            child("Amelia"),
        )
        served = served_bytes(rendition)
        assert is_face(served, LEFT) and not is_face(served, RIGHT)
        assert office.get(f"{OFFICE}/media/{rendition.pk}").content == served
        assert [one.id for one in office.entry(str(entry.pk)).body.renditions] == [str(rendition.pk)]
        assert AuditEntry.objects.filter(what="home_picture_viewed").count() == 1

    @pytest.mark.usefixtures("all_seen")
    def test_approved_it_joins_that_journal_alone_and_the_original_is_destroyed(self, office: Office) -> None:
        entry = send(AMELIA_AND_NOAH)
        picture = entry.home_pictures.get()
        marks(office, picture, said(picture, "Amelia", None))

        assert office.decide(str(entry.pk), "approve", 1).status_code == 200

        picture.refresh_from_db()
        assert picture.destroyed_at is not None and not is_here(picture)
        assert served_bytes(Rendition.objects.get())
        assert child("Amelia").from_home == 1  # L6: the room hears of it
        Tablet().hand_in("Amelia")
        assert child("Amelia").from_home == 0  # whoever observes her has read it
        assert office.get(f"{OFFICE}/home-pictures/{picture.pk}").json()["code"] == "decided"
        assert office.decide(str(entry.pk), "undo", 2).status_code == 200
        assert marks(office, picture, said(picture, None, None)).json()["code"] == "decided"
        assert office.decide(str(entry.pk), "approve", 3).status_code == 200  # as it was reviewed

    @pytest.mark.usefixtures("all_seen")
    def test_marking_anew_replaces_what_came_of_it_and_its_file(self, office: Office, django_capture_on_commit_callbacks: Any) -> None:
        entry = send(AMELIA_AND_NOAH)
        picture = entry.home_pictures.get()
        marks(office, picture, said(picture, "Amelia", None))
        first = Media.objects.get()

        with_drawn = said(picture, None, "Amelia")
        with_drawn["regions"].append(region((10, 10, 60, 60), source=Source.DRAWN).model_dump(mode="json"))
        with django_capture_on_commit_callbacks(execute=True):
            assert marks(office, picture, with_drawn).status_code == 200

        rendition = Rendition.objects.get()
        assert [one["why"] for one in json.loads(rendition.regions)] == ["nobody_said", "own_child", "drawn"]
        assert not chest().blobs.verify(first.child_id, chest().keys.child(first.child_id), first.served_sha256)
        shown = office.entry(str(entry.pk)).home_pictures[0].regions
        assert [(one.source.value, one.says.value) for one in shown] == [("face", "nothing"), ("face", "child"), ("drawn", "nothing")]

    def test_no_face_is_held_until_no_child_is_said(self, office: Office) -> None:
        picture = send(EMPTY_ROOM).home_pictures.get()

        held = marks(office, picture, {"regions": [], "no_child_said": False})
        done = marks(office, picture, {"regions": [], "no_child_said": True})

        assert (held.status_code, held.json()["code"]) == (422, "held") and "No face was found." in held.json()["detail"]
        assert done.status_code == 200 and done.json()["is_reviewed"] is True

    def test_a_face_that_the_last_look_finds_is_marked_and_asked_for(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        picture = send(AMELIA_AND_NOAH).home_pictures.get()

        def bare(*_arguments: Any, **_options: Any) -> CoveredPicture:
            raise FaceLeftUncovered([Box(300, 20, 340, 70)])

        monkeypatch.setattr(chest().worker, "cover", bare)
        answer = marks(office, picture, said(picture, "Amelia", "Noah"))

        assert (answer.status_code, answer.json()["code"]) == (422, "face_found")
        found = json.loads(HomePicture.objects.get().found)
        assert found[-1]["box"] == [300, 20, 340, 70] and found[-1]["says"] == "nothing" and not Rendition.objects.exists()

    @pytest.mark.usefixtures("all_seen")
    def test_a_permission_withdrawn_before_the_approval_covers_further(self, office: Office) -> None:
        entry = send(AMELIA_AND_NOAH)
        picture = entry.home_pictures.get()
        marks(office, picture, said(picture, "Amelia", "Zoë"))
        assert is_face(served_bytes(Rendition.objects.get()), RIGHT)

        say("zoe.parent", "Zoë", says=False)
        assert office.decide(str(entry.pk), "approve", Entry.objects.get().revision).status_code == 200

        assert not is_face(served_bytes(Rendition.objects.get()), RIGHT)


class TestRefusals:
    def test_marks_that_are_not_of_this_picture_or_of_no_child_here_are_refused(self, office: Office) -> None:
        picture = send(AMELIA_AND_NOAH).home_pictures.get()
        child("Zoë").__class__.objects.filter(first_name="Zoë").update(is_active=False)
        good = said(picture, "Amelia", None)["regions"]
        wrong: Sequence[tuple[list[dict[str, Any]], str]] = (
            ([*good, region(LEFT).model_dump(mode="json")], "regions"),  # a face that nobody found
            ([good[0], good[0]], "regions"),
            ([region((700, 10, 800, 60), source=Source.DRAWN).model_dump(mode="json"), *good], "regions"),
            ([region((20, 20, 20, 60), source=Source.DRAWN).model_dump(mode="json"), *good], "regions"),
            ([good[0] | {"child_id": None}], "regions"),
            ([good[0] | {"child_id": str(child("Zoë").pk)}], "child"),
            ([good[0] | {"child_id": new_id()}], "child"),
        )

        codes = [marks(office, picture, {"regions": regions, "no_child_said": False}).json()["code"] for regions, _ in wrong]

        assert codes == [code for _, code in wrong]
        assert not Rendition.objects.exists()

    @pytest.mark.usefixtures("all_seen")
    def test_where_and_how_sure_a_face_is_stays_the_servers_word(self, office: Office) -> None:
        picture = send(AMELIA_AND_NOAH).home_pictures.get()
        told = said(picture, None, None)
        told["regions"] = [told["regions"][0] | {"box": [0, 0, 2, 2], "source": "maybe", "says": "not_a_face"}]

        assert marks(office, picture, told).status_code == 200

        first, second = json.loads(Rendition.objects.get().regions)
        assert (first["box"], first["source"], first["covered"], second["covered"]) == (list(LEFT), "face", True, True)

    def test_a_search_that_did_not_end_holds_the_picture(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        picture = send(AMELIA_AND_NOAH, looked=False).home_pictures.get()

        def fail(*_arguments: Any) -> None:
            raise DetectorUnavailable("the test said so")

        monkeypatch.setattr(chest().worker, "find", fail)
        ask(picture)
        from_home_looking.work_all()

        assert HomePicture.objects.get().look == "failed"
        for answer in (office.get(f"{OFFICE}/home-pictures/{picture.pk}"), marks(office, picture, {"regions": [], "no_child_said": True})):
            assert (answer.status_code, answer.json()["code"]) == (409, "looking")
        monkeypatch.undo()
        from_home_looking.work_all()  # the office's asking began it anew
        found = json.loads(HomePicture.objects.get().found)
        assert HomePicture.objects.get().look == "done" and sum(one["source"] == "face" for one in found) >= 2

    def test_a_picture_left_out_is_destroyed_and_holds_nothing_back(self, office: Office) -> None:
        entry = send(AMELIA_AND_NOAH)
        picture = entry.home_pictures.get()

        answer = office.post(f"{OFFICE}/home-pictures/{picture.pk}/discard", {})

        assert answer.json()["is_discarded"] is True and not is_here(picture)
        assert marks(office, picture, said(picture, None, None)).json()["code"] == "decided"
        assert office.decide(str(entry.pk), "approve", 1).status_code == 200
        assert office.post(f"{OFFICE}/home-pictures/{picture.pk}/discard", {}).json()["code"] == "decided"

    def test_a_draft_is_not_the_offices_to_see(self, office: Office) -> None:
        mother, now = parent("amelia.parent"), timezone.now()
        picture = add_picture(from_home.begin(mother, child("Amelia"), None, now), "a.jpg", EMPTY_ROOM, now)

        for path in (f"{picture.pk}", f"{new_id()}", "x"):
            assert office.get(f"{OFFICE}/home-pictures/{path}").status_code == 404
            assert office.post(f"{OFFICE}/home-pictures/{path}/discard", {}).status_code == 404


class TestSentBack:
    @pytest.mark.usefixtures("all_seen")
    def test_it_goes_back_with_its_reason_and_comes_again_with_its_pictures(self, office: Office) -> None:
        entry = send(AMELIA_AND_NOAH)
        picture = entry.home_pictures.get()
        marks(office, picture, said(picture, "Amelia", None))
        browser = Client()
        browser.force_login(parent("amelia.parent"), backend="django.contrib.auth.backends.ModelBackend")

        office.decide(str(entry.pk), "return", 1, reason="Please leave out the other child's name.")
        page = browser.get(f"/add/sent/{entry.pk}/", secure=True).content.decode()
        assert "Please leave out the other child&#x27;s name." in page and "Back with you" in page
        browser.post(f"/add/sent/{entry.pk}/again", secure=True)

        draft = from_home.draft_of(parent("amelia.parent"), child("Amelia"))
        assert draft is not None and draft.text == "Amelia waters her sunflower."
        again = from_home.send(parent("amelia.parent"), child("Amelia"), draft.pk, timezone.now())
        assert again.home_pictures.get() == picture and is_here(picture)
        assert not again.home_pictures.get().reviewed_at and not Rendition.objects.exists()
        entry.refresh_from_db()
        assert (entry.state, [item.id for item in office.queue().items]) == ("removed", [str(again.pk)])

    @pytest.mark.usefixtures("all_seen")
    def test_what_a_family_takes_back_leaves_nothing_even_when_it_was_reviewed(
        self, office: Office, django_capture_on_commit_callbacks: Any
    ) -> None:
        entry = send(AMELIA_AND_NOAH)
        picture = entry.home_pictures.get()
        marks(office, picture, said(picture, "Amelia", None))
        covered = Media.objects.get()

        with django_capture_on_commit_callbacks(execute=True):
            from_home.take_back(parent("amelia.parent"), entry.pk, timezone.now())

        assert not Rendition.objects.exists() and not Media.objects.exists() and not is_here(picture)
        assert not chest().blobs.verify(covered.child_id, chest().keys.child(covered.child_id), covered.sha256)
        assert office.decide(str(entry.pk), "approve", 1).status_code == 409

    def test_what_is_removed_is_destroyed_whoever_looked_at_it(self, office: Office) -> None:
        entry = send(AMELIA_AND_NOAH)

        office.decide(str(entry.pk), "remove", 1, reason="Not for a journal.", category="dignity")

        picture = entry.home_pictures.get()
        assert picture.destroyed_at is not None and picture.discarded_at is not None and not is_here(picture)

    def test_what_a_crash_left_is_destroyed_at_the_next_start(self, office: Office) -> None:
        picture = send(AMELIA_AND_NOAH).home_pictures.get()
        Entry.objects.update(state="removed")

        sweep(timezone.now(), from_home.DRAFT_LIFE)

        assert HomePicture.objects.get().destroyed_at is not None and not is_here(picture)


def test_the_journal_says_from_home_and_a_name_only_while_the_link_is_open(office: Office) -> None:
    entry = send()
    office.decide(str(entry.pk), "approve", 1)
    second = ParentLink.objects.create(parent=parent("noah.parent"), child=child("Amelia"), relation="Father", since=timezone.now())
    ParentLink.objects.filter(child=child("Noah")).delete()
    browser = Client()
    browser.force_login(second.parent, backend="django.contrib.auth.backends.ModelBackend")

    def read() -> str:
        return browser.get("/journal/", secure=True).content.decode()

    assert "Karolina, from home" in read()
    ParentLink.objects.filter(parent=parent("amelia.parent")).update(is_active=False)
    assert "Karolina" not in read() and "From home" in read()
