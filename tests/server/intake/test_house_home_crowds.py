"""More faces than a message holds: a wall of passport photos is held and can be left out, and the office reads its entry."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.boxes import Box
from imaging.values import FoundFace, Tier
from server.journal.from_home import looking
from server.journal.from_home.asking import ask
from server.journal.from_home.regions import MarksRefused, note_found
from server.journal.models import HomePicture
from server.media.chest import chest
from tests.server.devices import OFFICE, Office
from tests.server.intake.homes import EMPTY_ROOM, LEFT, marks, office, region, send

__all__ = ["office"]


def crowd(count: int) -> tuple[FoundFace, ...]:
    return tuple(FoundFace(Box(x % 40 * 12, x // 40 * 12, x % 40 * 12 + 10, x // 40 * 12 + 10), 0.9, Tier.FACE) for x in range(count))


@pytest.mark.parametrize(("count", "look"), [(400, "done"), (401, "failed")])
def test_what_nobody_could_mark_is_held_and_left_out(office: Office, monkeypatch: pytest.MonkeyPatch, count: int, look: str) -> None:
    entry = send(EMPTY_ROOM, looked=False)
    picture = HomePicture.objects.get()
    monkeypatch.setattr(chest().worker, "find", lambda *_given: crowd(count))
    ask(picture)

    looking.work_all()

    shown = office.entry(str(entry.pk)).home_pictures[0]
    assert (shown.look, len(shown.regions)) == (look, 400 if look == "done" else 0)
    assert office.post(f"{OFFICE}/home-pictures/{picture.pk}/discard", {}).status_code == 200


def test_a_last_look_that_finds_more_than_can_be_marked_holds_it_and_the_entry_can_be_read(office: Office) -> None:
    entry = send(EMPTY_ROOM)
    picture = HomePicture.objects.get()
    regions: list[Any] = [region(LEFT).model_dump(mode="json") for _ in range(400)]
    HomePicture.objects.update(found=json.dumps(regions))

    with pytest.raises(MarksRefused, match="Leave this picture out"):
        note_found(picture, [Box(*LEFT)])

    assert len(office.entry(str(entry.pk)).home_pictures[0].regions) == 400


def test_marks_beside_what_was_found_are_no_more_than_a_message_holds(office: Office) -> None:
    entry = send(EMPTY_ROOM)
    picture = HomePicture.objects.get()
    HomePicture.objects.update(found=json.dumps([region(LEFT).model_dump(mode="json") for _ in range(300)]))
    drawn = [region(LEFT, source="drawn").model_dump(mode="json") for _ in range(200)]

    answer = marks(office, picture, {"regions": drawn, "no_child_said": False})

    assert answer.status_code == 422 and answer.json()["code"] == "regions"
    assert len(office.entry(str(entry.pk)).home_pictures[0].regions) == 300
