"""Photo permissions as the office reads them: every child's in one list, and one child's whole, in a few questions each (C21, C22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from domain.consent import PICTURES, Evidence, Permission, Purpose, Scope
from domain.names import sort_key
from domain.wire.consents import AdultAnswers, AnswerRow, ChildConsents, ConsentLine, ConsentList
from server.accounts.models import Staff
from server.audit.ids import uuid_or_none
from server.registry.consents import kept_out, permissions_of
from server.registry.models import Child, ConsentAnswer, KeptOut, ParentLink

LEFT, MAX_POSITION = "Left the nursery", 1 << 31  # after every room


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of some children: what they are allowed, who keeps them out, their adults, and all their answers, oldest first."""

    permissions: dict[UUID, Permission]
    out: dict[UUID, KeptOut]
    links: dict[UUID, list[ParentLink]]
    answers: dict[UUID, list[ConsentAnswer]]

    def newest(self, child: UUID) -> dict[tuple[UUID, str], ConsentAnswer]:
        """The answer in force for each (adult, purpose) of a child."""
        return {(row.adult_id, row.purpose): row for row in self.answers[child]}


def consent_list() -> ConsentList:
    """Every child by room and name; at the end those who left and can still be seen somewhere, for their families may withdraw, too."""
    children = list(Child.objects.select_related("room"))
    known = _known(child.pk for child in children)
    listed = [child for child in children if child.is_active or known.permissions[child.pk].scope is not Scope.NONE]
    room = {child.pk: child.room.position if child.is_active else MAX_POSITION for child in listed}
    ordered = sorted(listed, key=lambda child: (room[child.pk], sort_key(child.first_name), sort_key(child.last_name)))
    return ConsentList(children=tuple(_line(child, known) for child in ordered))


def child_consents(child: Child) -> ChildConsents:
    """One child's adults with their answers in force, and every answer ever given, the newest first."""
    known = _known([child.pk])
    names, newest = _names(known.answers[child.pk]), known.newest(child.pk)
    out = known.out.get(child.pk)
    return ChildConsents(
        child_id=str(child.pk),
        name=_name(child),
        room_name=_room(child),
        scope=known.permissions[child.pk].scope,
        is_voice_allowed=known.permissions[child.pk].is_voice_allowed,
        is_kept_out=out is not None,
        kept_out_by=out.by.full_name if out else "",
        adults=tuple(_adult(link, newest, names) for link in known.links[child.pk]),
        history=tuple(_row(row, names) for row in reversed(known.answers[child.pk])),
    )


def _known(children: Iterable[UUID]) -> Known:
    wanted = list(children)
    links, answers = defaultdict[UUID, list[ParentLink]](list), defaultdict[UUID, list[ConsentAnswer]](list)
    adults = ParentLink.objects.filter(child__in=wanted).select_related("parent")
    for link in sorted(adults, key=lambda link: (not link.has_responsibility, sort_key(link.parent.full_name))):
        links[link.child_id].append(link)
    for row in ConsentAnswer.objects.filter(child__in=wanted).select_related("adult").order_by("id"):
        answers[row.child_id].append(row)
    return Known(permissions=permissions_of(wanted), out=kept_out(wanted), links=links, answers=answers)


def _room(child: Child) -> str:
    return child.room.name if child.is_active else LEFT


def _line(child: Child, known: Known) -> ConsentLine:
    newest = known.newest(child.pk)
    adults = [link.parent for link in known.links[child.pk] if link.has_responsibility]
    said = {purpose: [newest.get((adult.pk, purpose.value)) for adult in adults] for purpose in PICTURES}
    unsigned = [adult.full_name for adult in adults if any((adult.pk, purpose.value) not in newest for purpose in PICTURES)]
    return ConsentLine(
        child_id=str(child.pk),
        name=_name(child),
        room_name=_room(child),
        scope=known.permissions[child.pk].scope,
        is_voice_allowed=known.permissions[child.pk].is_voice_allowed,
        is_kept_out=child.pk in known.out,
        unsigned=tuple(unsigned),
        they_disagree=any({row.answer for row in rows if row is not None} == {True, False} for rows in said.values()),
    )


def _adult(link: ParentLink, newest: dict[tuple[UUID, str], ConsentAnswer], names: dict[str, str]) -> AdultAnswers:
    signed = {purpose: _row(row, names) for purpose in Purpose if (row := newest.get((link.parent_id, purpose.value)))}
    return AdultAnswers(
        adult_id=str(link.parent_id),
        name=link.parent.full_name,
        relation=link.relation,
        has_responsibility=link.has_responsibility,
        own_journal=signed.get(Purpose.OWN_JOURNAL),
        other_journals=signed.get(Purpose.OTHER_JOURNALS),
        voice=signed.get(Purpose.VOICE),
    )


def _row(row: ConsentAnswer, names: dict[str, str]) -> AnswerRow:
    return AnswerRow(
        adult_id=str(row.adult_id),
        adult_name=row.adult.full_name,
        purpose=Purpose(row.purpose),
        answer=row.answer,
        signed_on=row.signed_on,
        recorded_at=row.signed_at.astimezone(UTC),
        recorded_by=names.get(row.recorded_by, row.adult.full_name if row.evidence == Evidence.PORTAL.value else ""),
        evidence=Evidence(row.evidence),
        form_version=row.form_version,
    )


def _names(rows: Sequence[ConsentAnswer]) -> dict[str, str]:
    """The names of the staff who wrote these answers down, by how the audit names them."""
    ids = {key for row in rows if (key := uuid_or_none(row.recorded_by.removeprefix("staff:")))}
    return {f"staff:{person.pk}": person.full_name for person in Staff.objects.filter(pk__in=ids)}


def _name(child: Child) -> str:
    return f"{child.first_name} {child.last_name}"
