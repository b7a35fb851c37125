"""The server's desk for permissions and covers, in memory: it keeps answers, decides scopes by the rule, and can be out of reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

import numpy as np

from app.sync.failures import NetworkError
from app.ui.office.consents.state import permission_of
from domain.consent import Answer, Evidence, Purpose, Scope, effective_scope, effective_voice
from domain.covering import Source, Why
from domain.lifecycle import EntryState
from domain.wire.consents import (
    AdultAnswers,
    AnswerRow,
    Became,
    ChildConsents,
    ConsentLine,
    ConsentList,
    KeepOut,
    RecheckCase,
    RecheckList,
    RecheckRow,
    RecordAnswer,
)
from domain.wire.covering_record import CoveringRecord, PictureRecord, PublishedLine, PublishedList, RegionRecord, StepRecord
from imaging.encode import encode_jpeg
from imaging.video_file import webm
from imaging.video_write import encode_frame, vp8_of
from tests import cast
from tests.app.ui.office.house_desk import Away

SARAH, DAN, AUNT, MARTA, TREE = (cast.id_of(number) for number in (701, 702, 703, 704, 705))
CASE_ONE, CASE_TWO = cast.id_of(711), cast.id_of(712)
ENTRY, OLD_ENTRY, CLIP_ENTRY = cast.id_of(721), cast.id_of(722), cast.id_of(723)
SIGNED = date(2025, 9, 3)
PAGE = 3


def answered(adult: str, name: str, purpose: Purpose, answer: bool, **rest: object) -> AnswerRow:
    """A signed answer on paper."""
    row = {
        "adult_id": adult,
        "adult_name": name,
        "purpose": purpose,
        "answer": answer,
        "signed_on": SIGNED,
        "recorded_at": datetime(2025, 9, 4, 9, 0, tzinfo=cast.NOW.tzinfo),
        "recorded_by": "Ruth Adeyemi",
        "evidence": Evidence.PAPER,
        "form_version": 1,
    }
    return AnswerRow.model_validate({**row, **rest})


def adult(
    id: str, name: str, relation: str, own: bool | None, others: bool | None, voice: bool | None = None, *, counts: bool = True
) -> AdultAnswers:
    """An adult with answers; None = not signed."""
    rows = {
        purpose.value: answered(id, name, purpose, said)
        for purpose, said in ((Purpose.OWN_JOURNAL, own), (Purpose.OTHER_JOURNALS, others), (Purpose.VOICE, voice))
        if said is not None
    }
    return AdultAnswers.model_validate({"adult_id": id, "name": name, "relation": relation, "has_responsibility": counts, **rows})


def permissions(child: str, name: str, room: str, *adults: AdultAnswers, **rest: object) -> ChildConsents:
    """A child with these adults; the scope follows from them."""
    history = tuple(row for each in adults for row in (each.own_journal, each.other_journals, each.voice) if row is not None)
    plain = ChildConsents(child_id=child, name=name, room_name=room, scope=Scope.NONE, is_kept_out=False, adults=adults, history=history)
    return scoped(plain.model_copy(update=rest))


def scoped(child: ChildConsents) -> ChildConsents:
    """The child with the scope that the rule finds."""
    signed = [
        Answer(
            own_journal=each.own_journal.answer if each.own_journal else None,
            other_journals=each.other_journals.answer if each.other_journals else None,
        )
        for each in child.adults
        if each.has_responsibility
    ]
    voices = [each.voice.answer if each.voice else None for each in child.adults if each.has_responsibility]
    out = child.is_kept_out
    return child.model_copy(
        update={"scope": effective_scope(signed, is_kept_out=out), "is_voice_allowed": effective_voice(voices, is_kept_out=out)}
    )


def some_children() -> list[ChildConsents]:
    """All agreed; two who disagree; one not signed; one kept out; one in another room without anybody who counts."""
    return [
        permissions(cast.AMELIA, "Amelia K.", "Caterpillars", adult(SARAH, "Sarah Price", "Mum", True, True, True)),
        permissions(
            cast.NOAH, "Noah B.", "Caterpillars",
            adult(MARTA, "Marta Bell", "Mum", True, True), adult(DAN, "Dan Bell", "Dad", True, False),
            adult(AUNT, "Ann Bell", "Aunt", True, True, counts=False),
        ),
        permissions(cast.ISLA, "Isla M.", "Caterpillars", adult(TREE, "Teresa Maxwell-Fitzgerald", "Grandmother", True, None)),
        permissions(
            cast.AYAAN, "Ayaan S.", "Ladybirds", adult(cast.id_of(706), "Samira Shah", "Mum", True, True),
            is_kept_out=True, kept_out_by="Ruth Adeyemi",
        ),
        permissions(cast.LUKASZ, "Łukasz W.", "Ladybirds"),
    ]  # fmt: skip


def touched(number: int, became: Became, **rest: object) -> RecheckRow:
    """A picture that a change touched."""
    row = {
        "rendition_id": cast.id_of(7300 + number),
        "entry_id": cast.id_of(7400 + number),
        "entry_title": "Amelia at the water tray",
        "journal_name": "Amelia K.",
        "happened_at": cast.NOW - timedelta(days=number),
        "became": became,
        "at": None if became is Became.WAITING else cast.NOW - timedelta(minutes=2),
    }
    return RecheckRow.model_validate({**row, **rest})


def some_cases() -> list[RecheckCase]:
    """One that is still being covered and pulled one picture; one that is done."""
    rows = (
        touched(1, Became.PULLED, entry_title="Leaves, and a very long word about what we do with them"),
        touched(2, Became.WAITING, is_clip=True, journal_name="Zoë Ö."),
        touched(3, Became.COVERED),
        touched(4, Became.NOT_SHOWN),
    )
    what = "Dan Bell withdrew: face in other children's journals"
    return [
        RecheckCase(
            id=CASE_ONE, child_id=cast.NOAH, child_name="Noah B.", what=what, at=cast.NOW - timedelta(minutes=3), rows=rows, books=2,
            tablets=("T-02", "T-04"),
        ),
        RecheckCase(
            id=CASE_TWO, child_id=cast.AYAAN, child_name="Ayaan S.", what="Ruth Adeyemi keeps Ayaan S. out of every picture",
            at=cast.NOW - timedelta(days=3), rows=(touched(5, Became.COVERED),),
        ),
    ]  # fmt: skip


def region(number: int, left: int, source: Source, why: Why, person: str = "", **rest: object) -> RegionRecord:
    """A face or cover of the picture of 640 × 360."""
    is_covered = why not in (Why.OWN_CHILD, Why.ALLOWED, Why.NOT_A_FACE)
    row = {
        "number": number,
        "box": (left, 90, left + 90, 200),
        "source": source,
        "person": person,
        "is_covered": is_covered,
        "why": why,
    }
    return RegionRecord.model_validate({**row, **rest})


def picture_record(number: int, journal: str, *regions: RegionRecord, **rest: object) -> PictureRecord:
    """A picture that arrived and was wiped on its tablet."""
    row = {
        "rendition_id": cast.id_of(7500 + number),
        "journal_name": journal,
        "width": 640,
        "height": 360,
        "regions": regions,
        "by_rule": 1,
        "detector": "yunet 2023mar, 640 px, turned",
        "reviewed_by": "Sam Morris",
        "no_child_said": False,
        "sha256": f"{number:02x}" * 32,
        "arrived_at": cast.NOW - timedelta(minutes=40),
        "wiped_at": cast.NOW - timedelta(minutes=39),
    }
    return PictureRecord.model_validate({**row, **rest})


def some_record() -> CoveringRecord:
    """Two families' pictures of one photo, one face covered later."""
    mine = picture_record(
        1, "Amelia K.",
        region(1, 40, Source.FACE, Why.OWN_CHILD, "Amelia K."),
        region(2, 180, Source.FACE, Why.OTHER_CHILD_OWN_ONLY, "Noah B.", covered_later_at=cast.NOW - timedelta(minutes=2)),
        region(3, 330, Source.FACE, Why.NOBODY_SAID),
        region(4, 470, Source.DRAWN, Why.DRAWN),
    )  # fmt: skip
    his = picture_record(
        2, "Noah B.", region(1, 40, Source.FACE, Why.ALONE_IN_OWN, "Amelia K."), region(2, 180, Source.MAYBE, Why.NOT_A_FACE)
    )
    steps = (
        StepRecord(what="Handed in", by="Sam Morris", at=cast.NOW - timedelta(minutes=42)),
        StepRecord(what="Approved: its families can see it", by="Ruth Adeyemi", at=cast.NOW - timedelta(minutes=20)),
        StepRecord(what="A picture in Amelia K.'s journal was covered further", by="Daybook", at=cast.NOW - timedelta(minutes=2)),
    )
    return CoveringRecord(
        entry_id=ENTRY, title="Amelia at the water tray", author="Sam Morris", state=EntryState.PUBLISHED,
        happened_at=cast.NOW - timedelta(hours=1), pictures=(mine, his), steps=steps,
    )  # fmt: skip


def some_lines() -> list[PublishedLine]:
    """Five entries with pictures; two more than a page."""
    rows = [
        (ENTRY, "Amelia at the water tray", "Sam Morris", ("Amelia K.", "Noah B."), EntryState.PUBLISHED, 1),
        (CLIP_ENTRY, "Zoë sings", "Jo Patel", ("Zoë Ö.",), EntryState.WAITING, 0),
        (cast.id_of(724), "Leaves", "Jo Patel", ("Isla M.",), EntryState.PUBLISHED, 0),
        (cast.id_of(725), "A tower of nine", "Sam Morris", ("Łukasz W.",), EntryState.REMOVED, 0),
        (OLD_ENTRY, "Mud kitchen", "Sam Morris", ("Amelia K.",), EntryState.PUBLISHED, 0),
    ]
    return [
        PublishedLine(
            entry_id=id, title=title, author=author, children=children, happened_at=cast.NOW - timedelta(hours=1, days=2 * number),
            state=state, pictures=2, covered_later=later,
        )
        for number, (id, title, author, children, state, later) in enumerate(rows)
    ]  # fmt: skip


def jpeg() -> bytes:
    """A meadow of 640 × 360 with two covers on it: no face, no child."""
    rows = np.linspace(0, 1, 360)[:, None, None]
    field_ = (np.array([150, 195, 225]) * (1 - rows) + np.array([110, 165, 90]) * rows) * np.ones((360, 640, 1))
    picture = field_.astype(np.uint8)
    picture[90:200, 180:270], picture[90:200, 330:420] = (250, 230, 174), (203, 225, 247)
    return encode_jpeg(picture)


@cache
def video() -> bytes:
    """Two grey frames as a WebM, as the server hands a clip out."""
    coded = [(at, vp8_of(encode_frame(np.full((48, 64, 3), grey, np.uint8), 50))) for at, grey in ((0, 90), (42, 150))]
    return webm(coded, 64, 48, 84)


@dataclass
class MemoryConsents:
    """A `ConsentDesk`. `asked` keeps what was done, in order; `read` the records that were opened."""

    children: list[ChildConsents] = field(default_factory=some_children)
    cases: list[RecheckCase] = field(default_factory=some_cases)
    lines: list[PublishedLine] = field(default_factory=some_lines)
    is_out_of_reach: bool = False
    born_on: date = date(2024, 5, 1)
    picture_refused: str = ""
    asked: list[tuple[str, object]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def consents(self) -> ConsentList:
        self._reach()
        return ConsentList(children=tuple(line_of(child) for child in self.children))

    def child_consents(self, child_id: str) -> ChildConsents:
        self._reach()
        child = next((child for child in self.children if child.child_id == child_id), None)
        if child is None:
            raise NetworkError("There is nothing here under this id.", permanent=True, status=404, code="not_found")
        return child

    def record_answer(self, child_id: str, answer: RecordAnswer) -> ChildConsents:
        child = self.child_consents(child_id)
        self._judge(child, answer)
        self.asked.append(("answer", (child.name, answer.purpose, answer.answer, answer.evidence, answer.signed_on, answer.typed_name)))
        who = next(each for each in child.adults if each.adult_id == answer.adult_id)
        row = answered(
            who.adult_id, who.name, answer.purpose, answer.answer,
            signed_on=answer.signed_on, recorded_at=cast.NOW, evidence=answer.evidence,
        )  # fmt: skip
        adults = tuple(each.model_copy(update={answer.purpose.value: row}) if each is who else each for each in child.adults)
        return self._put(child, child.model_copy(update={"adults": adults, "history": (row, *child.history)}))

    def keep_out(self, child_id: str, keep_out: KeepOut) -> ChildConsents:
        child = self.child_consents(child_id)
        self.asked.append(("keep out" if keep_out.is_kept_out else "let in", (child.name, keep_out.note)))
        by = "Ruth Adeyemi" if keep_out.is_kept_out else ""
        return self._put(child, child.model_copy(update={"is_kept_out": keep_out.is_kept_out, "kept_out_by": by}))

    def rechecks(self, *, everything: bool) -> RecheckList:
        self._reach()
        return RecheckList(cases=tuple(case for case in self.cases if everything or not case.is_seen))

    def recheck_seen(self, case_id: str) -> RecheckList:
        self._reach()
        self.asked.append(("seen", case_id))
        self.cases = [case.model_copy(update={"is_seen": True}) if case.id == case_id else case for case in self.cases]
        return self.rechecks(everything=False)

    def published(self, before: datetime | None) -> PublishedList:
        self._reach()
        found = [line for line in self.lines if before is None or line.happened_at < before]
        return PublishedList(entries=tuple(found[:PAGE]), more=len(found) > PAGE)

    def covering_record(self, entry_id: str) -> CoveringRecord:
        self._reach()
        self.read.append(entry_id)
        whole, line = some_record(), next(line for line in self.lines if line.entry_id == entry_id)
        update: dict[str, object] = {"entry_id": entry_id, "title": line.title, "author": line.author, "state": line.state}
        if entry_id == CLIP_ENTRY:
            faces = (region(1, 40, Source.FACE, Why.OWN_CHILD, "Zoë Ö."),)
            update["pictures"] = (picture_record(3, "Zoë Ö.", *faces, is_clip=True, arrived_at=None, wiped_at=None),)
        if entry_id == OLD_ENTRY:
            update["pictures"] = (picture_record(4, "Amelia K.", no_child_said=True),)
        return whole.model_copy(update=update)

    def picture(self, rendition_id: str) -> bytes:
        self._reach()
        if self.picture_refused:
            raise NetworkError(self.picture_refused, permanent=False, status=409, code="not_ready")
        return video() if rendition_id == cast.id_of(7503) else jpeg()

    def _judge(self, child: ChildConsents, answer: RecordAnswer) -> None:
        """As the server does, over whatever the screen let through."""
        if answer.signed_on < self.born_on:
            raise NetworkError("Signed on: this day is before the child was born.", permanent=True, status=422, code="before_birth")
        who = next(each for each in child.adults if each.adult_id == answer.adult_id)
        if not who.has_responsibility:
            raise NetworkError(
                "Adult: only adults with parental responsibility answer for this child.", permanent=True, status=422, code="not_responsible"
            )

    def _put(self, before: ChildConsents, after: ChildConsents) -> ChildConsents:
        after = scoped(after)
        self.children = [after if child is before else child for child in self.children]
        if permission_of(after).allows_less_than(permission_of(before)):
            case = RecheckCase(
                id=cast.id_of(7600 + len(self.cases)), child_id=after.child_id, child_name=after.name, what=f"{after.name} is seen in less",
                at=cast.NOW, rows=(touched(9, Became.WAITING),),
            )  # fmt: skip
            self.cases = [case, *self.cases]
        return after

    def _reach(self) -> None:
        if self.is_out_of_reach:
            raise Away


def line_of(child: ChildConsents) -> ConsentLine:
    """The child's line in the list."""
    counting = [each for each in child.adults if each.has_responsibility]
    unsigned = tuple(each.name for each in counting if each.own_journal is None or each.other_journals is None)
    noes = any(row is not None and not row.answer for each in counting for row in (each.own_journal, each.other_journals))
    return ConsentLine(
        child_id=child.child_id,
        name=child.name,
        room_name=child.room_name,
        scope=child.scope,
        is_voice_allowed=child.is_voice_allowed,
        is_kept_out=child.is_kept_out,
        unsigned=unsigned,
        they_disagree=noes,
    )
