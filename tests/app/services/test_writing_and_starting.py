"""Drafts survive; what the day or a power cut left behind is put right."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime

import pytest

from app.services.capturing import Capturing
from app.services.own import DraftGone
from app.services.session import NotAllowed
from app.services.writing import Writing
from app.storage import audit, photos
from app.storage.vault import FOLDER_NAME
from domain.boxes import Box
from domain.entries import EntryKind
from domain.language import HintKind
from domain.lifecycle import PhotoState
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.imaging import face, picture

FACE = Box(100, 100, 200, 220)


def test_l29_a_draft_is_kept_from_its_first_moment_and_survives_a_restart(tablet: Tablet) -> None:
    draft = tablet.writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), tablet.session)
    said = dataclasses.replace(draft, text="She pours …", areas=("mathematics",), wellbeing=4)
    saved = tablet.writing.save(said, tablet.session)
    tablet.close()

    again = Tablet(tablet.folder)

    assert again.writing.drafts(again.session) == (saved,)
    assert (saved.text, saved.areas, saved.wellbeing) == ("She pours …", ("mathematics",), 4)
    again.close()


def test_the_last_touched_draft_comes_first(tablet: Tablet) -> None:
    first, second = tablet.draft(), tablet.draft(cast.ZOE)
    tablet.clock.go_on(minutes=1)
    tablet.writing.save(first, tablet.session)

    assert [draft.id for draft in tablet.writing.drafts(tablet.session)] == [first.id, second.id]


def test_l16_a_draft_is_its_authors_alone(tablet: Tablet) -> None:
    draft, jo = tablet.draft(), session_of(cast.JO)

    assert tablet.writing.drafts(jo) == ()
    with pytest.raises(NotAllowed):
        tablet.writing.open(draft.id, jo)
    with pytest.raises(NotAllowed):
        tablet.writing.save(draft, jo)


def test_l16_the_author_cannot_be_changed_by_saving(tablet: Tablet) -> None:
    draft = tablet.writing.save(dataclasses.replace(tablet.draft(), author=cast.JO), tablet.session)

    assert draft.author == cast.SAM


def test_a_deleted_draft_takes_its_photos_with_it(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.photo(draft, picture(face("amelia", FACE)))

    tablet.writing.delete(draft.id, tablet.session)

    row = photos.read(tablet.connection, photo_id)
    assert row is not None and row.state is PhotoState.DISCARDED
    assert list((tablet.folder / FOLDER_NAME).iterdir()) == []
    with pytest.raises(DraftGone):
        tablet.writing.open(draft.id, tablet.session)


def test_c25_the_past_tense_and_other_names_are_hinted(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA, text="Amelia poured the water with Noah.")

    found = tablet.writing.hints(draft, tablet.session)

    assert [(hint.kind, hint.word, hint.instead) for hint in found] == [
        (HintKind.PAST_TENSE, "poured", "pours"),
        (HintKind.OTHER_NAME, "Noah", "a friend"),
    ]


def test_an_original_never_outlives_its_day_and_the_words_stay(tablet: Tablet) -> None:
    draft = tablet.draft(text="She pours.")
    photo_id = tablet.photo(draft, picture(face("amelia", FACE)))
    tablet.clock.go_on(days=1)

    recovered = tablet.starting.recover(tablet.session)

    assert recovered.discarded == 1
    row = photos.read(tablet.connection, photo_id)
    assert row is not None and row.state is PhotoState.DISCARDED
    assert list((tablet.folder / FOLDER_NAME).iterdir()) == []
    assert [(each.text, each.photo_ids) for each in recovered.drafts] == [("She pours.", ())]


def test_an_original_of_today_is_left_alone(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture())
    tablet.clock.go_on(hours=6)

    assert tablet.starting.recover(tablet.session).discarded == 0
    assert tablet.reviewing.photo(photo_id, tablet.session).state is PhotoState.CAPTURED


def test_recovering_twice_changes_nothing(tablet: Tablet) -> None:
    (tablet.folder / FOLDER_NAME / "orphan").write_bytes(b"x")

    first, second = tablet.starting.recover(tablet.session), tablet.starting.recover(tablet.session)

    assert (first.swept, second.swept) == (1, 0)
    assert first.audit_is_whole and second.audit_is_whole


def test_an_edited_audit_is_said_and_said_in_the_audit(tablet: Tablet) -> None:
    tablet.writing.delete(tablet.draft().id, tablet.session)
    tablet.connection.execute("DROP TRIGGER audit_is_append_only_u")
    tablet.connection.execute("UPDATE audit SET who = 'nobody' WHERE seq = 1")

    assert not tablet.starting.recover(tablet.session).audit_is_whole
    assert [row.what for row in audit.rows(tablet.connection)][-1] == "audit.broken"


class LateClock:
    """Lets another lane act once, when it is first asked: between a check and the write behind it."""

    def __init__(self, now: datetime, act: Callable[[], object]) -> None:
        self._now = now
        self._act: Callable[[], object] | None = act

    def __call__(self) -> datetime:
        act, self._act = self._act, None
        if act is not None:
            act()
        return self._now


def test_a_draft_that_is_handed_in_while_it_is_saved_does_not_come_back(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", FACE)), cast.AMELIA)
    writing = Writing(tablet.store, tablet.vault, LateClock(cast.NOW, lambda: tablet.hand_in(draft)))

    with pytest.raises(DraftGone):
        writing.save(draft, tablet.session)

    assert tablet.writing.drafts(tablet.session) == ()


def test_a_photo_for_a_draft_that_is_gone_meanwhile_is_not_kept(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    late = LateClock(cast.NOW, lambda: tablet.writing.delete(draft.id, tablet.session))
    capturing = Capturing(tablet.store, tablet.vault, tablet.imaging, late)

    with pytest.raises(DraftGone):
        capturing.capture(picture(face("amelia", FACE)), draft.id, tablet.session)

    assert photos.alive(tablet.connection) == ()
    assert list((tablet.folder / "vault").iterdir()) == []
