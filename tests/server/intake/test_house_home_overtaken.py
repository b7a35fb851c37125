"""While a reviewer's answer is drawn, the family takes the picture back: nothing that was made of it stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from server.journal.from_home import looking, sending
from server.journal.from_home.asking import ask
from server.journal.from_home.clips import add_clip
from server.journal.models import Entry, HomePicture, Rendition
from server.media.chest import chest
from tests.server.devices import Office, child
from tests.server.intake.homes import AMELIA_AND_NOAH, marks, office, said, send
from tests.server.moving import clip
from tests.server.portal.journals import parent

__all__ = ["office"]


def kept() -> list[str]:
    return [path.name for path in (chest().data / "media" / str(child("Amelia").pk)).glob("*.sealed")]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has the family take the entry back when that question has been answered by the imaging process."""

    def arrange(question: str) -> None:
        ask_worker = getattr(chest().worker, question)

        def overtaken(*given: Any, **named: Any) -> Any:
            answer = ask_worker(*given, **named)
            sending.take_back(parent("amelia.parent"), Entry.objects.get().pk, timezone.now())
            return answer

        monkeypatch.setattr(chest().worker, question, overtaken)

    return arrange


def test_a_picture_that_is_taken_back_while_it_is_drawn_leaves_nothing(office: Office, meanwhile: Callable[[str], None]) -> None:
    before = set(kept())
    send(AMELIA_AND_NOAH)
    meanwhile("cover")

    answer = marks(office, HomePicture.objects.get(), said(HomePicture.objects.get(), "Amelia", "Noah"))

    assert answer.status_code == 409 and not Rendition.objects.filter(entry=Entry.objects.get()).exists()
    assert set(kept()) == before


def test_a_video_that_is_taken_back_while_it_is_covered_leaves_nothing(office: Office, meanwhile: Callable[[str], None]) -> None:
    before = set(kept())
    mother, amelia, now = parent("amelia.parent"), child("Amelia"), timezone.now()
    draft = sending.begin(mother, amelia, None, now)
    sending.keep_words(draft, title="", text="Amelia waters.", day="", now=now)
    picture = add_clip(draft, "a.webm", clip(), now)
    sending.send(mother, amelia, draft.pk, now)
    ask(picture)
    looking.work_all()
    assert marks(office, picture, {"regions": [], "no_child_said": True}).status_code == 200
    ask(picture)
    meanwhile("video_cover")

    looking.work_all()

    assert Entry.objects.get().state == "removed" and set(kept()) == before
