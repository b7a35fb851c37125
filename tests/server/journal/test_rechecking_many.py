"""A child of some years is in thousands of pictures: a withdrawal must not keep the tablets out while it writes them all down."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from server.audit import trail
from server.audit.models import AuditEntry
from server.journal.concerned import note_concerned
from server.journal.models import RecheckRow, Rendition
from server.media.models import MarkedClip, Media
from tests.server.journal.rechecks import painter, published, withdraw_isla

__all__ = ["painter"]
pytestmark = pytest.mark.usefixtures("painter")
MANY = 60


def copies(of: Rendition, count: int) -> None:
    """So many more pictures with the same faces, each with a family's copy."""
    for number in range(count):
        media = Media.objects.get(pk=of.media_id)
        media.pk, media.sha256, media.served_sha256 = uuid4(), f"{number:064x}", f"{number + MANY:064x}"
        media.save(force_insert=True)
        again = Rendition.objects.get(pk=of.pk)
        again.pk, again.media = media.pk, media
        again.save(force_insert=True)
        note_concerned(again)
        sha256 = f"{number + 2 * MANY:064x}"
        MarkedClip.objects.create(media=media, mark="Kept", of_sha256=media.served_sha256, sha256=sha256, made_at=timezone.now())


def test_a_withdrawal_asks_no_more_of_the_database_for_many_pictures_than_for_a_few() -> None:
    copies(published("Amelia")[0], MANY)

    with CaptureQueriesContext(connection) as asked:
        case = withdraw_isla()

    assert len(asked) < MANY
    assert case.rows.count() == MANY + 1
    assert {len(row.barer.split()) for row in RecheckRow.objects.exclude(rendition__media__sha256__gt="1")} == {2}
    assert not MarkedClip.objects.exists() and not Media.objects.exclude(served_sha256="").exists()
    assert not Rendition.objects.filter(covered_further="[]").exists()
    assert AuditEntry.objects.filter(what="covered_further").count() == MANY + 1
    assert trail.verify() is None
