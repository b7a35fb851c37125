"""Handing in, with the real store and vault; the detector alone is a fake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.services.handing_in import DraftChanged, FaceFound, HandingIn, NotReady, PhotoChanged, Progress
from app.services.keeping import PERMISSION_CHANGED
from app.services.own import PhotoGone
from app.storage import audit, drafts, entries, facts, outbox, photos, regions, renditions
from app.storage.database import transaction
from app.storage.photos import Look
from app.storage.vault import VaultFileDamaged
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Says, Source, Why
from domain.ids import ChildId, EntryId
from domain.lifecycle import PhotoState, RenditionState
from domain.wire import EntryBody, operation_hash
from imaging.values import CoveredPicture, DetectorUnavailable, Tier
from tests import cast
from tests.app.services.tablet import Tablet, framework, with_words
from tests.fakes.imaging import PLANTED, FakeImaging, face, picture, read

LEFT, MIDDLE, RIGHT = Box(100, 100, 200, 220), Box(600, 100, 700, 220), Box(1100, 100, 1200, 220)


def shown(tablet: Tablet, entry_id: EntryId, child: ChildId) -> str:
    """The text of the one picture in that child's journal."""
    row = next(row for row in renditions.of_entry(tablet.connection, entry_id) if row.child_id == child)
    assert row.file_id is not None
    return tablet.vault.open(tablet.connection, row.file_id).decode("latin-1")


def test_l20_a_face_that_nobody_named_is_covered_in_the_rendition(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT), face("stranger", RIGHT)), cast.AMELIA, None)

    handed = tablet.hand_in(draft)

    text = shown(tablet, handed.entry_id, cast.AMELIA)
    assert f"{PLANTED}-amelia" in text
    assert f"{PLANTED}-stranger" not in text


def test_r11_each_childs_journal_gets_its_own_rendition_with_its_own_covers(tablet: Tablet) -> None:
    """Noah may be seen in his own journal only (R7, L19): covered for Amelia's family, seen by his own."""
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    tablet.reviewed(draft, picture(face("amelia", LEFT), face("noah", RIGHT)), cast.AMELIA, cast.NOAH)

    handed = tablet.hand_in(draft)

    assert handed.renditions == 2
    assert f"{PLANTED}-noah" not in shown(tablet, handed.entry_id, cast.AMELIA)
    assert f"{PLANTED}-noah" in shown(tablet, handed.entry_id, cast.NOAH)


def test_c22_an_own_only_child_is_seen_alone_in_the_own_journal(tablet: Tablet) -> None:
    draft = tablet.draft(cast.NOAH)
    tablet.reviewed(draft, picture(face("noah", LEFT), face("amelia", RIGHT)), cast.NOAH, cast.AMELIA)

    handed = tablet.hand_in(draft)

    assert f"{PLANTED}-amelia" not in shown(tablet, handed.entry_id, cast.NOAH)


def test_r11_equal_covers_share_one_file_and_no_id(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA, cast.ZOE)
    tablet.reviewed(draft, picture(face("amelia", LEFT), face("zoe", MIDDLE)), cast.AMELIA, cast.ZOE)

    handed = tablet.hand_in(draft)

    rows = renditions.of_entry(tablet.connection, handed.entry_id)
    assert len({row.id for row in rows}) == 2
    assert len({row.file_id for row in rows}) == 1
    assert tablet.imaging.covered_count == 1


def test_r7_a_child_who_may_be_seen_nowhere_is_covered_even_in_their_own_journal(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AYAAN, cast.AMELIA)
    tablet.reviewed(draft, picture(face("ayaan", LEFT), face("amelia", RIGHT)), cast.AYAAN, cast.AMELIA)

    handed = tablet.hand_in(draft)

    for child in (cast.AYAAN, cast.AMELIA):
        assert f"{PLANTED}-ayaan" not in shown(tablet, handed.entry_id, child)


def test_l20_a_photo_of_none_but_children_without_permission_shows_no_face_at_all(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AYAAN)
    tablet.reviewed(draft, picture(face("ayaan", LEFT)), cast.AYAAN)

    handed = tablet.hand_in(draft)

    assert read(shown(tablet, handed.entry_id, cast.AYAAN).encode("latin-1"))["faces"] == []


def test_r8_old_permissions_cover_everybody(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    with transaction(tablet.connection):
        facts.confirm(tablet.connection, tablet.clock() - timedelta(hours=17))
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)

    handed = tablet.hand_in(draft)

    assert PLANTED not in shown(tablet, handed.entry_id, cast.AMELIA)


def test_the_originals_key_and_file_are_gone_after_hand_in(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.reviewed(draft, picture(face("amelia", LEFT), face("stranger", RIGHT)), cast.AMELIA)
    before = photos.read(tablet.connection, photo_id)
    assert before is not None and before.file_id is not None

    tablet.hand_in(draft)

    after = photos.read(tablet.connection, photo_id)
    assert after is not None and (after.state, after.file_id) == (PhotoState.HANDED_IN, None)
    assert not (tablet.folder / "vault" / before.file_id).exists()
    assert regions.of_photo(tablet.connection, photo_id) == ()
    with pytest.raises(VaultFileDamaged):
        tablet.vault.open(tablet.connection, before.file_id)
    with pytest.raises(PhotoGone):
        tablet.reviewing.photo(photo_id, tablet.session)


def test_entry_renditions_operation_and_audit_come_together(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    tablet.reviewed(draft, picture(face("amelia", LEFT), face("noah", RIGHT)), cast.AMELIA, cast.NOAH)

    handed = tablet.hand_in(draft)

    (operation,) = outbox.waiting(tablet.connection)
    body = EntryBody.model_validate(operation.body)
    rows = renditions.of_entry(tablet.connection, handed.entry_id)
    assert [rendition.id for rendition in body.renditions] == [row.id for row in rows]
    assert {row.state for row in rows} == {RenditionState.QUEUED}
    assert operation.actor == cast.SAM == body.author_id
    assert operation.hash == operation_hash(
        op_id=operation.op_id,
        dev_seq=operation.dev_seq,
        kind=operation.kind.value,
        entity_id=operation.entity_id,
        action=operation.action,
        actor=operation.actor,
        body=operation.body,
    )
    assert drafts.read(tablet.connection, draft.id) is None
    assert [row.what for row in audit.rows(tablet.connection)][-1] == "entry.handed_in"
    assert audit.first_broken(tablet.connection) is None


def test_the_manifest_says_why_every_face_is_seen_or_covered(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT), face("noah", RIGHT)), cast.AMELIA, cast.NOAH)

    handed = tablet.hand_in(draft)

    (row,) = renditions.of_entry(tablet.connection, handed.entry_id)
    assert [(region.why, region.covered) for region in row.manifest.regions] == [
        (Why.OWN_CHILD, False),
        (Why.OTHER_CHILD_OWN_ONLY, True),
    ]
    assert row.manifest.reviewed_by == cast.SAM


def test_handing_in_twice_is_one_entry(tablet: Tablet) -> None:
    draft = tablet.draft()
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)

    first, second = tablet.hand_in(draft), tablet.hand_in(draft)

    assert first == second
    assert len(entries.recent(tablet.connection)) == 1
    assert outbox.count_waiting(tablet.connection) == 1


def test_l20_a_face_found_by_the_last_look_stops_the_hand_in_and_is_marked(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.reviewed(draft, picture(face("amelia", LEFT), face("hidden", RIGHT, late=True)), cast.AMELIA)

    with pytest.raises(FaceFound) as stopped:
        tablet.hand_in(draft)

    assert stopped.value.photo_id == photo_id
    review = tablet.reviewing.photo(photo_id, tablet.session)
    assert review.state is PhotoState.CAPTURED
    assert (review.regions[-1].box, review.regions[-1].source, review.regions[-1].says) == (RIGHT, Source.FACE, Says.NOTHING)
    assert entries.recent(tablet.connection) == ()
    assert len(list((tablet.folder / "vault").iterdir())) == 1  # the original; no picture that was made before the stop


def test_the_hand_in_goes_through_once_the_found_face_is_reviewed(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.reviewed(draft, picture(face("amelia", LEFT), face("hidden", RIGHT, late=True)), cast.AMELIA)
    with pytest.raises(FaceFound):
        tablet.hand_in(draft)

    assert tablet.reviewing.finish(photo_id, tablet.session) == ()
    handed = tablet.hand_in(draft)

    assert f"{PLANTED}-hidden" not in shown(tablet, handed.entry_id, cast.AMELIA)


def test_l20_a_photo_that_nobody_reviewed_is_held(tablet: Tablet) -> None:
    draft = tablet.draft()
    tablet.photo(draft, picture(face("amelia", LEFT)))

    with pytest.raises(NotReady) as held:
        tablet.hand_in(draft)

    assert [reason.field for reason in held.value.missing] == ["photos"]


def test_l20_a_detector_that_fails_holds_the_photo_and_never_means_no_faces(tablet: Tablet) -> None:
    draft = tablet.draft()
    taken = tablet.capturing.capture(picture(), draft.id, tablet.session)
    tablet.imaging.fails = True
    with pytest.raises(DetectorUnavailable):
        tablet.looking.look(taken.photo_id, tablet.session)

    review = tablet.reviewing.photo(taken.photo_id, tablet.session)
    assert review.look is Look.FAILED
    assert not review.may_say_no_child
    assert tablet.reviewing.finish(taken.photo_id, tablet.session) != ()
    with pytest.raises(NotReady):
        tablet.hand_in(draft)


def test_a_detector_that_dies_during_hand_in_hands_nothing_in(tablet: Tablet) -> None:
    draft = tablet.draft()
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)
    tablet.imaging.fails = True

    with pytest.raises(DetectorUnavailable):
        tablet.hand_in(draft)

    assert entries.recent(tablet.connection) == ()
    tablet.imaging.fails = False
    assert tablet.hand_in(draft).renditions == 1


def test_l20_no_faces_are_held_until_no_child_is_said(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.photo(draft, picture())
    assert tablet.reviewing.finish(photo_id, tablet.session) != ()

    tablet.reviewing.say_no_child(photo_id, True, tablet.session)

    assert tablet.reviewing.finish(photo_id, tablet.session) == ()
    handed = tablet.hand_in(draft)
    (row,) = renditions.of_entry(tablet.connection, handed.entry_id)
    assert row.manifest.no_child_said


def test_a_permission_withdrawn_while_covering_holds_the_rendition(tablet: Tablet) -> None:
    """The pull of another lane comes between the covers and the transaction."""
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT), face("zoe", RIGHT)), cast.AMELIA, cast.ZOE)

    def withdraw_at_the_end(progress: Progress) -> None:
        if progress.done == progress.total:
            tablet.set_scope(cast.ZOE, Scope.NONE)

    handed = tablet.handing_in.hand_in(draft.id, tablet.session, withdraw_at_the_end)

    (row,) = renditions.of_entry(tablet.connection, handed.entry_id)
    assert (row.state, row.hold_reason) == (RenditionState.HELD, PERMISSION_CHANGED)
    assert handed.held == (PERMISSION_CHANGED,)


def test_marks_changed_while_covering_hand_nothing_in(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)

    def draw_at_the_end(progress: Progress) -> None:
        if progress.done == progress.total:
            tablet.reviewing.draw(photo_id, RIGHT, tablet.session)

    with pytest.raises(PhotoChanged):
        tablet.handing_in.hand_in(draft.id, tablet.session, draw_at_the_end)

    assert entries.recent(tablet.connection) == ()
    assert tablet.reviewing.photo(photo_id, tablet.session).state is PhotoState.CAPTURED


def test_a_drawn_cover_is_burnt_in(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.photo(draft, picture(face("amelia", LEFT), face("profile", RIGHT, late=True)))
    tablet.name(photo_id, cast.AMELIA)
    tablet.reviewing.draw(photo_id, RIGHT, tablet.session)
    assert tablet.reviewing.finish(photo_id, tablet.session) == ()

    handed = tablet.hand_in(draft)

    assert f"{PLANTED}-profile" not in shown(tablet, handed.entry_id, cast.AMELIA)


def test_two_faces_close_together_covering_wins(tablet: Tablet) -> None:
    draft = tablet.draft()
    close = Box(190, 100, 290, 220)
    tablet.reviewed(draft, picture(face("amelia", LEFT), face("stranger", close)), cast.AMELIA)

    handed = tablet.hand_in(draft)

    assert PLANTED not in shown(tablet, handed.entry_id, cast.AMELIA)


def test_a_maybe_is_covered_until_somebody_says_not_a_face(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    data = picture(face("amelia", LEFT), face("poster", RIGHT, Tier.MAYBE))
    tablet.reviewed(draft, data, cast.AMELIA)
    handed = tablet.hand_in(draft)
    assert f"{PLANTED}-poster" not in shown(tablet, handed.entry_id, cast.AMELIA)

    other = tablet.draft(cast.AMELIA)
    photo_id = tablet.photo(other, data)
    tablet.name(photo_id, cast.AMELIA)
    tablet.reviewing.say([tablet.regions(photo_id)[1].id], Says.NOT_A_FACE, None, tablet.session)
    assert tablet.reviewing.finish(photo_id, tablet.session) == ()
    assert f"{PLANTED}-poster" in shown(tablet, tablet.hand_in(other).entry_id, cast.AMELIA)


def test_an_entry_without_photos_is_handed_in(tablet: Tablet) -> None:
    handed = tablet.hand_in(tablet.draft())

    assert handed.renditions == 0
    assert outbox.count_waiting(tablet.connection) == 1


class Meanwhile(FakeImaging):
    """Does something once, in the middle of the first cover, as another lane may."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.act: Callable[[], object] | None = act

    def cover(self, *arguments: Any, **named: Any) -> CoveredPicture:
        act, self.act = self.act, None
        if act is not None:
            act()
        return super().cover(*arguments, **named)


def handing_in_while(tablet: Tablet, act: Callable[[], object]) -> HandingIn:
    """The service of a hand-in during which something else happens."""
    return HandingIn(tablet.store, tablet.vault, Meanwhile(act), framework(), tablet.clock)


def test_words_typed_while_the_covers_are_drawn_are_not_lost(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)
    typed = with_words(draft, "She pours the water and laughs.")

    with pytest.raises(DraftChanged):
        handing_in_while(tablet, lambda: tablet.writing.save(typed, tablet.session)).hand_in(draft.id, tablet.session)

    assert tablet.writing.open(draft.id, tablet.session).text == typed.text
    assert tablet.hand_in(draft).renditions == 1


def test_a_photo_taken_while_the_covers_are_drawn_is_not_lost(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)

    with pytest.raises(DraftChanged):
        handing_in_while(tablet, lambda: tablet.photo(draft, picture(face("noah", LEFT)))).hand_in(draft.id, tablet.session)

    assert len(tablet.writing.open(draft.id, tablet.session).photo_ids) == 2
    assert len(list((tablet.folder / "vault").iterdir())) == 2


def test_a_draft_deleted_while_it_is_handed_in_stays_deleted(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)

    with pytest.raises(DraftChanged):
        handing_in_while(tablet, lambda: tablet.writing.delete(draft.id, tablet.session)).hand_in(draft.id, tablet.session)

    assert outbox.waiting(tablet.connection) == ()
