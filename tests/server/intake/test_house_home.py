"""R10: what a family sends passes the same face gate as a tablet's photo, before anybody is shown it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from domain.boxes import Box
from domain.covering import Source
from domain.wire import FactKind
from imaging.values import CoveredPicture, FaceLeftUncovered
from server.audit.models import AuditEntry
from server.journal.models import Entry, HomePicture, Rendition
from server.journal.pictures import served_bytes
from server.media.chest import chest
from server.media.models import Media
from server.registry.models import Change, Child, ParentLink
from tests.server.devices import OFFICE, Office, Tablet, child
from tests.server.intake.homes import (
    AMELIA_AND_NOAH,
    EMPTY_ROOM,
    LEFT,
    RIGHT,
    all_seen,
    is_face,
    is_here,
    marks,
    office,
    region,
    said,
    send,
)
from tests.server.journal.rechecks import say
from tests.server.portal.journals import parent

pytestmark = pytest.mark.usefixtures("demo")
__all__ = ["all_seen", "office"]  # fixtures


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
    def test_r10_until_somebody_said_who_is_in_it_nothing_can_be_approved(self, office: Office) -> None:
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
    def test_r10_c8_l6_approved_it_joins_that_journal_and_the_original_is_destroyed(self, office: Office) -> None:
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
