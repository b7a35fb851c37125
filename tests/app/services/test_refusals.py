"""What keeps an entry from being handed in, and that nothing is lost then."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from app.services.handing_in import NotReady
from app.services.session import NotAllowed, Paused
from app.storage import entries, facts, photos, renditions
from app.storage.database import transaction
from app.storage.space import BALLAST_NAME, DiskFull, ensure_ballast
from app.storage.vault import FOLDER_NAME
from domain.boxes import Box
from domain.entries import EntryKind
from domain.errors import KnownError
from domain.ids import ChildId
from domain.permissions import Station
from domain.wire import FactKind
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.imaging import face, picture

LEFT = Box(100, 100, 200, 220)


def test_l31_a_snapshot_has_no_areas_and_is_of_today(tablet: Tablet) -> None:
    draft = tablet.draft(kind=EntryKind.SNAPSHOT)
    old = dataclasses.replace(draft, happened_at=tablet.clock() - timedelta(days=1), areas=("mathematics",))

    fields = [reason.field for reason in tablet.handing_in.missing(tablet.writing.save(old, tablet.session), tablet.session)]

    assert fields == ["areas", "happened_at"]


def test_l31_today_is_the_sites_day_and_not_utcs(tablet: Tablet) -> None:
    tablet.clock.now = cast.NOW.replace(month=7, hour=23, minute=30)  # half past midnight in London
    draft = tablet.draft(kind=EntryKind.SNAPSHOT)
    late = dataclasses.replace(draft, happened_at=tablet.clock() - timedelta(hours=1))

    assert [reason.field for reason in tablet.handing_in.missing(late, tablet.session)] == ["happened_at"]


def test_l1_an_area_that_is_not_in_the_framework_is_refused_by_name(tablet: Tablet) -> None:
    draft = dataclasses.replace(tablet.draft(), areas=("alchemy",))

    (reason,) = tablet.handing_in.missing(draft, tablet.session)

    assert (reason.field, "alchemy" in reason.sentence) == ("areas", True)


def test_l18_a_child_who_is_not_on_this_tablet_is_refused(tablet: Tablet) -> None:
    draft = tablet.draft(ChildId(cast.id_of(999)))

    with pytest.raises(NotReady, match="office"):
        tablet.hand_in(draft)


def test_l7_nothing_new_is_written_of_a_child_who_has_left(tablet: Tablet) -> None:
    draft = tablet.draft(cast.ISLA)
    isla = next(child for child in cast.CHILDREN if child.id == cast.ISLA)
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.CHILD, cast.ISLA, 2, {**isla.model_dump(mode="json"), "leaves_on": "2026-11-18"})

    with pytest.raises(NotReady, match="Isla has left"):
        tablet.hand_in(draft)


def test_l16_nobody_hands_in_another_persons_draft(tablet: Tablet) -> None:
    draft = tablet.draft()

    with pytest.raises(NotAllowed):
        tablet.handing_in.hand_in(draft.id, session_of(cast.JO))


def test_l2_the_office_station_hands_nothing_in(tablet: Tablet) -> None:
    draft = tablet.draft()

    with pytest.raises(NotAllowed):
        tablet.handing_in.hand_in(draft.id, session_of(cast.RUTH, Station.OFFICE))


def test_l24_nothing_is_handed_in_while_daybook_is_paused_and_the_draft_stays(tablet: Tablet) -> None:
    draft = tablet.draft()
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.SITE, cast.SITE_ID, 2, {**cast.SITE.model_dump(mode="json"), "is_paused": True})

    with pytest.raises(Paused):
        tablet.hand_in(draft)
    with pytest.raises(Paused):
        tablet.capturing.capture(picture(), draft.id, tablet.session)

    assert tablet.writing.open(draft.id, tablet.session) == draft


def test_a_damaged_original_is_a_sentence_and_not_a_crash(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)
    row = photos.read(tablet.connection, photo_id)
    assert row is not None and row.file_id is not None
    path = tablet.folder / "vault" / row.file_id
    path.write_bytes(path.read_bytes()[:-1])

    with pytest.raises(KnownError, match="cannot be read"):
        tablet.hand_in(draft)


def test_a_full_disk_hands_nothing_in_and_loses_nothing(tablet: Tablet) -> None:
    """The store may not grow by one page; the reserve is given back, so that sending and wiping can make room."""
    ensure_ballast(tablet.folder)
    draft = tablet.draft(text="She pours the water. " * 150)
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)
    pages = tablet.connection.execute("PRAGMA page_count").fetchone()[0]
    tablet.connection.execute("VACUUM")
    tablet.connection.execute("PRAGMA max_page_count = 1")

    with pytest.raises(DiskFull, match="Nothing is lost"):
        tablet.hand_in(draft)

    assert entries.recent(tablet.connection) == ()
    assert len(list((tablet.folder / FOLDER_NAME).iterdir())) == 1
    assert not (tablet.folder / BALLAST_NAME).exists()
    tablet.connection.execute(f"PRAGMA max_page_count = {pages * 10}")
    assert renditions.of_entry(tablet.connection, tablet.hand_in(draft).entry_id) != ()
