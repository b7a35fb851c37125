"""A permission that is withdrawn at every moment of a picture's life on the server (L19, C21, C22; the day's 13:00)."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import pytest
from django.utils import timezone

from domain.consent import Purpose
from domain.lifecycle import EntryState
from domain.moderation import RemovalCategory
from server.audit import trail
from server.audit.models import AuditEntry
from server.journal.books import note_book
from server.journal.consenting import keep_out, link_adult
from server.journal.models import EntryStep, RecheckCase, RecheckRow, Rendition
from server.journal.moderating import DecisionRefused, decide
from server.journal.recheck_cases import recheck_list, tick_off
from server.journal.rechecking import was_covered_later, work
from server.journal.visible import visible_child, visible_entries, visible_renditions
from server.media.chest import chest
from server.registry.consents import scope_of
from server.registry.models import ConsentAnswer, ParentLink
from tests.server.devices import Tablet, child, region, staff
from tests.server.journal.rechecks import (
    FACE,
    MIDDLE,
    OTHER_FACE,
    OTHER_MIDDLE,
    Painter,
    approve,
    fresh,
    is_grey,
    painter,
    parent,
    prepared,
    promised,
    published,
    say,
    withdraw_isla,
)

__all__ = ["painter"]
pytestmark = pytest.mark.usefixtures("painter")


def became(case: RecheckCase) -> Counter[str]:
    return Counter(case.rows.values_list("became", flat=True))


def seen_by(email: str, name: str, rendition: Rendition) -> bool:
    """Whether that parent is pointed to the picture in that child's journal now."""
    return rendition.pk in {each.pk for each in visible_renditions(parent(email), fresh(rendition.pk).entry, child(name))}


class TestPublished:
    def test_c21_it_is_shown_to_nobody_from_the_withdrawal_on_until_it_is_covered(self) -> None:
        (rendition,) = published("Amelia")
        assert seen_by("amelia.parent", "Amelia", rendition) and not is_grey(rendition)

        case = withdraw_isla()

        assert not seen_by("amelia.parent", "Amelia", rendition)
        assert became(case) == {"waiting": 1}
        assert work() == 0
        assert seen_by("amelia.parent", "Amelia", rendition) and is_grey(rendition)
        assert became(case) == {"covered": 1}

    def test_the_barer_file_is_destroyed(self) -> None:
        (rendition,) = published("Amelia")
        barer = chest().data / "media" / str(rendition.child_id) / f"{rendition.media.served_sha256}.sealed"
        assert barer.exists()

        withdraw_isla()
        work()

        assert not barer.exists()

    def test_families_see_updated_in_the_journal_that_it_stands_in_and_nothing_else(self) -> None:
        one, other = published("Amelia", "Isla", faces={"Isla": FACE, "Amelia": OTHER_FACE})
        withdraw_isla()
        assert not was_covered_later(one.entry, child("Amelia"))

        work()

        assert was_covered_later(one.entry, child("Amelia"))
        assert was_covered_later(one.entry, child("Isla")), "alone in her own journal now: Amelia's face is covered there"
        assert not is_grey(other, MIDDLE) and is_grey(other, OTHER_MIDDLE)

    def test_l19_it_is_covered_in_every_journal_in_which_the_child_stands(self) -> None:
        renditions = published("Amelia", "Zoë", "Priya")

        case = withdraw_isla()
        work()

        assert became(case) == {"covered": 3}
        assert all(is_grey(rendition) for rendition in renditions)

    def test_the_own_journal_withdrawn_covers_the_child_there_too(self) -> None:
        (rendition,) = published("Isla")

        case = say("isla.parent", "Isla", says=False, purpose=Purpose.OWN_JOURNAL)
        work()

        assert case is not None and became(case) == {"covered": 1} and is_grey(rendition)

    def test_a_yes_that_comes_before_the_cover_is_drawn_uncovers_nothing(self) -> None:
        (rendition,) = published("Amelia")
        case = withdraw_isla()

        assert say("isla.parent", "Isla", says=True) is None
        work()

        assert is_grey(rendition) and became(case) == {"covered": 1}

    def test_pictures_that_do_not_show_the_child_are_left_alone(self) -> None:
        (rendition,) = published("Amelia", faces={"Priya": FACE})
        before = fresh(rendition.pk).media.served_sha256

        case = withdraw_isla()
        work()

        assert case.rows.count() == 0 and fresh(rendition.pk).media.served_sha256 == before

    def test_what_cannot_be_covered_is_pulled_and_cannot_be_approved(self) -> None:
        (rendition,) = published("Amelia")
        chest().blobs.delete(rendition.child_id, rendition.media.sha256)

        case = withdraw_isla()
        work()

        entry = fresh(rendition.pk).entry
        assert became(case) == {"pulled": 1} and entry.state == EntryState.WAITING.value
        step = EntryStep.objects.get(entry=entry, event="pull")
        assert step.by is None and "cannot be covered further" in step.reason
        assert not visible_entries(parent("amelia.parent"), child("Amelia")).exists()
        with pytest.raises(DecisionRefused):
            approve(entry)


class TestBefore:
    def test_promised_it_is_covered_when_it_arrives(self) -> None:
        tablet = Tablet()
        sent = tablet.rendition("Amelia", regions=[region(FACE, names="Isla")])
        tablet.hand_in("Amelia", pictures=[sent])

        case = withdraw_isla()
        assert work() == 0

        assert became(case) == {"not_shown": 1}
        assert tablet.upload(sent).status_code == 204
        assert is_grey(prepared(fresh(sent["id"])))

    def test_arrived_and_not_drawn_it_is_drawn_with_the_cover(self) -> None:
        (rendition,) = promised("Amelia")

        case = withdraw_isla()
        work()

        assert became(case) == {"not_shown": 1} and is_grey(rendition)

    def test_waiting_for_the_moderator_it_is_covered_in_what_the_approval_shows(self) -> None:
        (rendition,) = promised("Amelia")
        prepared(rendition)

        case = withdraw_isla()
        work()
        approve(rendition.entry)

        assert became(case) == {"not_shown": 1}
        assert seen_by("amelia.parent", "Amelia", rendition) and is_grey(rendition)
        assert not was_covered_later(fresh(rendition.pk).entry, child("Amelia")), "no family saw it otherwise"

    def test_approved_before_its_cover_is_drawn_it_is_drawn_for_the_approval(self) -> None:
        (rendition,) = promised("Amelia")
        prepared(rendition)
        case = withdraw_isla()

        approve(rendition.entry)

        assert is_grey(rendition)
        work()
        assert became(case) == {"covered": 1}

    def test_withdrawn_while_the_approval_draws_it_the_approval_is_refused(self, painter: Painter) -> None:
        (rendition,) = promised("Amelia")
        painter.meanwhile = withdraw_isla

        with pytest.raises(DecisionRefused, match="has not arrived yet"):
            approve(rendition.entry)

        assert fresh(rendition.pk).entry.state == EntryState.WAITING.value
        work()
        assert is_grey(rendition)

    def test_returned_it_is_covered_before_it_comes_again(self) -> None:
        (rendition,) = promised("Amelia")
        prepared(rendition)
        entry = rendition.entry
        decide(entry, "return", entry.revision, staff("ruth.adeyemi"), timezone.now(), reason="Crop it.")

        case = withdraw_isla()
        work()

        assert became(case) == {"not_shown": 1} and is_grey(rendition)

    def test_removed_before_or_after_the_withdrawal_nobody_is_shown_it(self) -> None:
        (gone,), (leaves,) = published("Amelia", seed=1), published("Amelia", seed=2)

        def remove(rendition: Rendition) -> None:
            entry = fresh(rendition.pk).entry
            decide(
                entry,
                "remove",
                entry.revision,
                staff("ruth.adeyemi"),
                timezone.now(),
                reason="A wrong child.",
                category=RemovalCategory.WRONG_CHILD,
            )

        remove(gone)
        case = withdraw_isla()
        remove(leaves)

        assert work() == 0
        assert [row.rendition_id for row in case.rows.all()] == [leaves.pk] and became(case) == {"not_shown": 1}


class TestMeanwhile:
    def test_a_second_withdrawal_while_the_first_is_drawn_covers_both(self, painter: Painter) -> None:
        (rendition,) = published("Amelia", faces={"Isla": FACE, "Priya": OTHER_FACE})
        first, found = withdraw_isla(), list[RecheckCase | None]()
        painter.meanwhile = lambda: found.append(say("priya.parent", "Priya", says=False))

        work()
        assert not seen_by("amelia.parent", "Amelia", rendition), "the file of the first withdrawal shows too much by now"
        assert work() == 0

        assert found[0] is not None and became(first) == became(found[0]) == {"covered": 1}
        assert is_grey(rendition) and is_grey(rendition, OTHER_MIDDLE)

    def test_while_nothing_can_be_drawn_it_waits_unseen_and_is_taken_up_later(self, painter: Painter) -> None:
        (rendition,) = published("Amelia")
        painter.fails = True
        case = withdraw_isla()

        assert work() == 1
        assert became(case) == {"waiting": 1} and not seen_by("amelia.parent", "Amelia", rendition)
        painter.fails = False  # as after a restart: everything that is needed stands in the rows
        assert work() == 0

        assert became(case) == {"covered": 1} and is_grey(rendition)

    def test_what_families_read_comes_before_what_waits(self, painter: Painter) -> None:
        (waits,) = promised("Amelia", seed=1)
        (read,) = published("Amelia", seed=2)
        withdraw_isla()
        order: list[str] = []

        def note() -> None:
            order.append("read" if not RecheckRow.objects.exclude(became="waiting").exists() else "later")
            assert not fresh(read.pk).media.served_sha256

        painter.meanwhile = note
        work()

        assert order == ["read"] and is_grey(waits)


class TestWho:
    def test_r7_two_adults_who_agreed_and_one_who_withdraws_is_no(self) -> None:
        ParentLink.objects.create(parent=parent("zoe.parent"), child=child("Isla"), relation="Father", since=timezone.now())
        for purpose in Purpose:
            say("zoe.parent", "Isla", says=True, purpose=purpose)
        (rendition,) = published("Amelia")

        case = say("zoe.parent", "Isla", says=False)
        work()

        assert case is not None and case.what == "Alex Öztürk withdrew: face in other children's journals"
        assert is_grey(rendition)

    def test_who_says_no_after_another_did_begins_no_second_case(self) -> None:
        assert say("noah.parent", "Noah", says=False) is None
        assert scope_of(child("Noah").pk).value == "own_only"

    def test_a_word_that_changes_back_and_forth_pushes_no_picture_off_the_list(self) -> None:
        published("Amelia")
        first = withdraw_isla()
        for _ in range(3):
            say("isla.parent", "Isla", says=True)
            say("isla.parent", "Isla", says=False)

        empty, oldest = recheck_list(everything=False).cases
        assert oldest.id == str(first.pk) and len(oldest.rows) == 1
        assert not empty.rows and empty.tablets == oldest.tablets
        assert tick_off(UUID(empty.id), staff("ruth.adeyemi"), timezone.now())
        say("isla.parent", "Isla", says=True)
        say("isla.parent", "Isla", says=False)
        assert len(recheck_list(everything=False).cases) == 2, "what a manager saw is not changed behind them"
        assert AuditEntry.objects.filter(what="recheck_begun").count() == 5

    def test_an_adult_who_appears_unsigned_makes_it_none(self) -> None:
        (rendition,) = published("Isla")

        link_adult(parent("zoe.parent"), child("Isla"), "Father", has_responsibility=True, by="staff:1", now=timezone.now())
        work()

        assert RecheckCase.objects.get().what == "Alex Öztürk was added and has not signed"
        assert is_grey(rendition) and scope_of(child("Isla").pk).value == "none"

    def test_an_adult_without_responsibility_changes_nothing(self) -> None:
        link_adult(parent("zoe.parent"), child("Isla"), "Aunt", has_responsibility=False, by="staff:1", now=timezone.now())

        assert not RecheckCase.objects.exists() and scope_of(child("Isla").pk).value == "all"

    def test_c22_kept_out_covers_everywhere_and_says_nowhere_why(self) -> None:
        own, other = published("Isla", "Amelia")

        keep_out(child("Isla"), True, staff("ruth.adeyemi"), "The court, 3 March", timezone.now())
        keep_out(child("Isla"), True, staff("ruth.adeyemi"), "again", timezone.now())
        work()

        assert is_grey(own) and is_grey(other)
        assert RecheckCase.objects.get().what == "Ruth Adeyemi keeps Isla out of every picture"
        assert not AuditEntry.objects.filter(detail__contains="court").exists()
        assert trail.verify() is None

    def test_c22_who_is_kept_out_no_longer_has_the_answers_that_were_signed(self) -> None:
        keep_out(child("Isla"), True, staff("ruth.adeyemi"), "", timezone.now())
        keep_out(child("Isla"), False, staff("ruth.adeyemi"), "", timezone.now())

        assert scope_of(child("Isla").pk).value == "all"
        assert RecheckCase.objects.count() == 1 and ConsentAnswer.objects.filter(child=child("Isla")).count() == len(Purpose)


def test_books_that_hold_such_a_picture_are_counted_once_each() -> None:
    one, other = published("Amelia", "Zoë")
    now = timezone.now()
    note_book(parent("amelia.parent"), [one.pk], now)
    note_book(parent("amelia.parent"), [one.pk, one.pk], now)
    note_book(parent("zoe.parent"), [other.pk], now)

    assert withdraw_isla().books == 3


def test_a_parent_of_another_child_is_never_pointed_to_it() -> None:
    (rendition,) = published("Amelia")
    withdraw_isla()
    work()

    assert visible_child(parent("isla.parent"), child("Amelia").pk) is None
    assert not seen_by("isla.parent", "Amelia", rendition)
