"""Sealed files of no row: found by their age, destroyed with a count, and never one that somebody means or is writing."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.utils import timezone
from pytest_django import Settings

from server.audit.models import AuditEntry
from server.config.demo import seed
from server.custody.models import ConditionPhoto
from server.jobs import rhythm
from server.jobs.backup import begin_new_epoch, folder
from server.jobs.leftovers import MEANT, RESTORED_LIFE, destroy_leftovers
from server.journal.from_home import sending
from server.journal.from_home.files import keep_file
from server.journal.models import HomeDraft, HomePicture
from server.media import uploads
from server.media.chest import chest
from server.media.models import MarkedClip, Media
from tests.server.conftest import WORKING_DAY
from tests.server.devices import NOBODY, Tablet, child, new_id, staff
from tests.server.portal.journals import parent

DAY = timedelta(days=1)
NOT_FILES = {  # hashes of texts, of what was sent and is not kept as it came, of the source of a copy
    "Agreement.sha256",
    "Signature.text_sha256",
    "StaffAgreement.sha256",
    "StaffSignature.text_sha256",
    "ConditionPhoto.sent_sha256",
    "MarkedClip.of_sha256",
    "WipeReport.sha256",
    "Backup.sha256",
}


@pytest.fixture(autouse=True)
def now(settings: Settings, tmp_path: Path, db: None) -> datetime:
    """The next day but one, over a data folder of this test's own."""
    settings.DAYBOOK_DATA = tmp_path
    seed(WORKING_DAY)
    return timezone.now() + 2 * DAY


def sealed(content: bytes, owner: UUID | None = None) -> str:
    """A file as it lies before its row is written."""
    owner = owner or child("Amelia").pk
    sha256 = hashlib.sha256(content).hexdigest()
    chest().blobs.put(owner, chest().keys.child(owner), sha256, [content], timezone.now())
    return sha256


def is_here(sha256: str) -> bool:
    return bool(list(chest().data.rglob(f"{sha256}.*")))


def draft() -> HomeDraft:
    return sending.begin(parent("amelia.parent"), child("Amelia"), None, timezone.now())


def test_what_a_family_sent_and_no_row_means_is_destroyed_and_counted(now: datetime) -> None:
    kept = keep_file(draft(), "a.jpg", b"with its row", (8, 8), timezone.now(), is_clip=False)
    left = [sealed(b"killed before its row"), sealed(b"and another"), sealed(b"of Noah", child("Noah").pk)]

    assert destroy_leftovers(now) == 3

    assert is_here(kept.sha256) and not any(map(is_here, left))
    told = AuditEntry.objects.filter(what="leftovers_destroyed").values_list("about", "detail")
    assert dict(told) == {str(child("Amelia").pk): '{"files": 2}', str(child("Noah").pk): '{"files": 1}'}
    assert destroy_leftovers(now) == 0


def test_what_is_being_written_stays() -> None:
    left = sealed(b"its row comes in a moment")

    assert destroy_leftovers(timezone.now() + DAY / 2) == 0 and is_here(left)


def test_what_is_put_again_counts_as_new(now: datetime) -> None:
    left = sealed(b"chosen again")
    path = next(chest().data.rglob(f"{left}.sealed"))
    os.utime(path, (1, 1))

    assert sealed(b"chosen again") == left

    assert destroy_leftovers(timezone.now()) == 0 and is_here(left)


def test_every_kind_of_row_keeps_its_files(now: datetime) -> None:
    arrived, served, poster, marked = (sealed(name.encode()) for name in ("arrived", "served", "poster", "marked"))
    key, size = child("Amelia").pk, {"bytes": 7, "width": 8, "height": 8}
    clip = Media.objects.create(id=new_id(), child_id=key, sha256=arrived, served_sha256=served, poster_sha256=poster, **size)
    MarkedClip.objects.create(media=clip, mark="Kept", of_sha256=served, sha256=marked, made_at=now)
    photo = UUID(new_id())
    scratch = sealed(b"a scratch", photo)
    ConditionPhoto.objects.create(id=photo, sha256=scratch, sent_sha256=scratch, taken_by=staff("ruth.adeyemi"), kiosk=photo, at=now)
    gone = HomePicture.objects.create(
        contributor=parent("amelia.parent"),
        child_id=key,
        position=0,
        added_at=now,
        sha256=sealed(b"x"),
        width=1,
        height=1,
        destroyed_at=now,
    )

    assert destroy_leftovers(now) == 1

    assert all(map(is_here, (arrived, served, poster, marked, scratch))) and not is_here(gone.sha256)


def test_whoever_is_killed_in_the_middle_leaves_the_rest_to_the_next(now: datetime) -> None:
    half, rest = sealed(b"its manifest is left"), sealed(b"not reached")
    path = next(chest().data.rglob(f"{half}.sealed"))
    path.unlink()
    draft_of_file = path.with_name(f".{half}.sealed.0123456789ab")
    draft_of_file.write_bytes(b"killed while it was written")

    assert destroy_leftovers(now) == 3

    assert not is_here(half) and not is_here(rest) and not draft_of_file.exists()


def test_what_arrived_of_a_picture_stays_while_it_is_awaited(now: datetime) -> None:
    tablet = Tablet()
    awaited, done = tablet.rendition("Amelia"), tablet.rendition("Amelia")
    tablet.hand_in("Amelia", pictures=[awaited, done])
    for promised in (awaited, done):
        uploads.arriving(Media.objects.get(pk=promised["id"])).append([b"half"])
    Media.objects.filter(pk=done["id"]).update(state="received")
    parts = chest().data / "arriving"
    (parts / f"{NOBODY}.part").write_bytes(b"of a picture that nobody promises")

    assert destroy_leftovers(now) == 2

    assert [path.stem for path in parts.iterdir()] == [awaited["id"]]


def test_after_a_restore_nothing_is_destroyed_until_the_tablets_have_pushed_again(now: datetime) -> None:
    left = sealed(b"arrived after the backup; its tablet has wiped its own")
    begin_new_epoch()

    assert destroy_leftovers(now) == 0 and is_here(left)
    assert destroy_leftovers(now + RESTORED_LIFE) == 1


def test_a_backup_that_the_database_does_not_know_tells_of_a_restore_too(now: datetime) -> None:
    left = sealed(b"arrived after the backup")
    (folder() / "2026-11-18T020000-7.sealed").write_bytes(b"of a later day than the database")

    assert destroy_leftovers(now) == 0 and is_here(left)


def test_a_day_s_tidying_forgets_old_drafts_and_their_files(now: datetime) -> None:
    copy = folder() / ".passing-0.db"
    copy.write_bytes(b"a copy whose process was killed")
    kept = keep_file(draft(), "a.jpg", b"begun and forgotten", (8, 8), timezone.now(), is_clip=False)

    rhythm.tidy_up(now)
    assert is_here(kept.sha256) and not copy.exists()

    rhythm.tidy_up(now + sending.DRAFT_LIFE)
    assert not is_here(kept.sha256) and not HomeDraft.objects.exists()


def test_every_hash_that_a_model_keeps_is_of_a_file_that_is_known_here_or_of_none() -> None:
    known = {f"{model.__name__}.{name}" for model, (_, names) in MEANT.items() for name in names}
    found = {
        f"{model.__name__}.{field.name}" for model in apps.get_models() for field in model._meta.concrete_fields if "sha256" in field.name
    }

    assert found == known | NOT_FILES
