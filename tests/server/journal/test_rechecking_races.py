"""Permissions that change at the same moment, in real transactions, and beside a hand-in and a drawing."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from domain.consent import Purpose
from server.audit import trail
from server.config.demo import seed
from server.journal.consenting import keep_out
from server.journal.models import RecheckCase, RecheckRow
from server.journal.rechecking import work
from server.journal.voices import is_heard
from server.registry.models import ConsentAnswer
from tests.server.conftest import WORKING_DAY
from tests.server.devices import Tablet, child, region, staff
from tests.server.journal.rechecks import FACE, OTHER_FACE, OTHER_MIDDLE, Painter, fresh, is_grey, painter, prepared, published, say
from tests.server.journal.sounding import expected, ids, sounding
from tests.server.moving import moves

__all__ = ["painter"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo(db: None) -> object:
    return seed(WORKING_DAY)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each raised, None for those that went well; all begin together."""
    gate, found = threading.Barrier(len(works)), list[object]([None] * len(works))

    def run(place: int, each: Callable[[], object]) -> None:
        try:
            gate.wait()
            each()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, each)) for place, each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_changes_at_once_beside_a_hand_in_and_a_drawing_cover_everything(painter: Painter) -> None:
    (old,) = published("Amelia", faces={"Isla": FACE, "Priya": OTHER_FACE}, seed=1)
    tablet = Tablet()
    sent = tablet.rendition("Amelia", regions=[region(FACE, names="Isla"), region(OTHER_FACE, names="Priya")])

    errors = at_once(
        lambda: say("isla.parent", "Isla", says=False),
        lambda: say("isla.parent", "Isla", says=False),  # the form sent twice
        lambda: say("priya.parent", "Priya", says=False),
        lambda: keep_out(child("George"), True, staff("ruth.adeyemi"), "", timezone.now()),
        lambda: tablet.hand_in("Amelia", pictures=[sent]),
        work,
    )

    assert errors == [None] * 6
    assert tablet.upload(sent).status_code == 204
    new = prepared(fresh(sent["id"]))
    assert work() == 0
    for rendition in (old, new):
        assert is_grey(rendition) and is_grey(rendition, OTHER_MIDDLE)
    assert len(set(json.loads(fresh(old.pk).covered_further))) == len(json.loads(fresh(old.pk).covered_further)) == 2
    assert ConsentAnswer.objects.filter(child=child("Isla")).count() == len(Purpose) + 1 and RecheckCase.objects.count() == 3
    assert not RecheckRow.objects.filter(became="waiting").exists() and trail.verify() is None


@pytest.mark.usefixtures("demo")
def test_voices_withdrawn_at_once_beside_a_hand_in_are_served_nowhere() -> None:
    tablet, heard = Tablet(), ids("Isla", "Priya")
    old, sent = expected(heard=heard, tablet=tablet), sounding(tablet, "Amelia")

    errors = at_once(
        lambda: say("isla.parent", "Isla", says=False, purpose=Purpose.VOICE),
        lambda: say("priya.parent", "Priya", says=False, purpose=Purpose.VOICE),
        lambda: tablet.hand_in("Amelia", pictures=[sent], clips=[moves(sent, has_sound=True, heard=heard)]),
    )

    assert errors == [None] * 3
    assert not is_heard(fresh(old.pk)) and not is_heard(fresh(sent["id"]))
    assert RecheckCase.objects.count() == 2 and trail.verify() is None
