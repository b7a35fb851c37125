"""R10, L5: marks that are refused, pictures that are left out, and what goes back to its family."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from domain.covering import Source
from imaging.values import DetectorUnavailable
from server.journal.from_home import looking, sending
from server.journal.from_home.asking import ask
from server.journal.from_home.files import add_picture, sweep
from server.journal.models import Entry, HomePicture, Rendition
from server.media.chest import chest
from server.media.models import Media
from tests.server.devices import OFFICE, Office, child, new_id
from tests.server.intake.homes import (
    AMELIA_AND_NOAH,
    EMPTY_ROOM,
    LEFT,
    all_seen,
    is_here,
    marks,
    office,
    region,
    said,
    send,
)
from tests.server.portal.journals import parent

pytestmark = pytest.mark.usefixtures("demo")
__all__ = ["all_seen", "office"]  # fixtures


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
        looking.work_all()

        assert HomePicture.objects.get().look == "failed"
        for answer in (office.get(f"{OFFICE}/home-pictures/{picture.pk}"), marks(office, picture, {"regions": [], "no_child_said": True})):
            assert (answer.status_code, answer.json()["code"]) == (409, "looking")
        monkeypatch.undo()
        looking.work_all()  # the office's asking began it anew
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
        picture = add_picture(sending.begin(mother, child("Amelia"), None, now), "a.jpg", EMPTY_ROOM, now)

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

        draft = sending.draft_of(parent("amelia.parent"), child("Amelia"))
        assert draft is not None and draft.text == "Amelia waters her sunflower."
        again = sending.send(parent("amelia.parent"), child("Amelia"), draft.pk, timezone.now())
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
            sending.take_back(parent("amelia.parent"), entry.pk, timezone.now())

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

        sweep(timezone.now(), sending.DRAFT_LIFE)

        assert HomePicture.objects.get().destroyed_at is not None and not is_here(picture)
