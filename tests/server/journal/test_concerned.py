"""A picture concerns its journal's child and those who are named in it, and is found by each of them."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from server.journal.concerned import concerned_ids, concerning
from server.journal.models import RenditionChild
from tests.server.devices import NOBODY, Tablet, child, region
from tests.server.journal.rechecks import FACE, OTHER_FACE, painter, promised

__all__ = ["painter"]
pytestmark = pytest.mark.usefixtures("painter")
filling = import_module("server.journal.migrations.0007_fill_concerned")


def test_a_picture_is_found_by_its_journal_s_child_and_by_those_named_in_it() -> None:
    (rendition,) = promised("Amelia", faces={"Isla": FACE, "Amelia": OTHER_FACE})

    assert list(concerning(child("Amelia"))) == list(concerning(child("Isla"))) == [rendition]
    assert not concerning(child("Priya")).exists()


def test_who_is_not_known_here_may_be_named() -> None:
    tablet = Tablet()
    sent = tablet.rendition("Amelia", regions=[region(FACE, names="Isla") | {"child_id": NOBODY}])

    _, result = tablet.hand_in("Amelia", pictures=[sent])

    assert result.outcome.value == "applied"
    assert {str(row.child_id) for row in RenditionChild.objects.filter(rendition=sent["id"])} == {str(child("Amelia").pk), NOBODY}


def test_pictures_of_before_are_written_down_by_the_migration() -> None:
    (rendition,) = promised("Amelia", faces={"Isla": FACE, "Priya": OTHER_FACE})
    RenditionChild.objects.all().delete()

    filling.fill(apps, SimpleNamespace(connection=connection))

    assert set(RenditionChild.objects.values_list("child_id", flat=True)) == concerned_ids(rendition)
