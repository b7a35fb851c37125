"""A privacy fault, reported from the room."""

from __future__ import annotations

import pytest

from app.services.reporting import NOTE_LIMIT, NoteTooLong, Reporting
from app.storage import audit, outbox
from domain.wire import OpKind
from tests import cast
from tests.app.services.tablet import Tablet


def test_l21_l22_a_fault_is_kept_without_network_and_waits_for_the_first_contact(tablet: Tablet) -> None:
    Reporting(tablet.store, tablet.clock).report(" I can see another family's child. ", tablet.session)

    (operation,) = outbox.waiting(tablet.connection)
    assert (operation.kind, operation.action, operation.actor) == (OpKind.AUDIT, "note", cast.SAM)
    assert operation.body == {"fault": "I can see another family's child."}
    row = list(audit.rows(tablet.connection))[-1]
    assert (row.what, row.about) == ("fault.reported", operation.entity_id)
    assert "family" not in row.detail


def test_l21_a_note_that_is_too_long_is_a_sentence_and_nothing_is_kept(tablet: Tablet) -> None:
    with pytest.raises(NoteTooLong, match=str(NOTE_LIMIT)):
        Reporting(tablet.store, tablet.clock).report("x" * (NOTE_LIMIT + 1), tablet.session)

    assert outbox.count_waiting(tablet.connection) == 0
