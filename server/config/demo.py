"""The demo nursery: Hazel Lane on the day of the acceptance script. Seeding twice changes nothing but what a new day needs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from domain.consent import FORM_VERSION, Evidence, Purpose, Scope
from server.accounts.agreements import publish_agreement, sign
from server.accounts.models import Parent, Staff
from server.audit import trail
from server.config import demo_cast as cast
from server.config.demo_tablets import lay_out_tablets, let_staff_take_tablets, open_the_day, write_hands_down
from server.custody.leases import current_lease, sign_out
from server.registry.feed import announce_everything
from server.registry.models import (
    Allergy,
    Child,
    ConsentAnswer,
    Device,
    KeptOut,
    Nursery,
    ParentLink,
    Room,
    WeeklySession,
)
from server.registry.nursery import the_nursery, zone
from server.registry.pairing import new_code

OPENS, CLOSES = time(7, 30), time(18, 0)
CODE_LIFE = timedelta(hours=4)  # a demo is paired at leisure; a real code lives ten minutes


@dataclass(frozen=True, slots=True)
class DemoParent:
    """A parent of the demo: how they sign in, whose they are, and whether they have signed the agreement."""

    email: str
    first: str
    last: str
    child: str
    signed: bool


@dataclass(frozen=True, slots=True)
class DemoSeed:
    """What a demo needs to begin: pairing codes by device name (unpaired devices only), and the logins, all with one password.

    pin: at the kiosk, of everybody but the one who chooses one there.
    """

    codes: dict[str, str]
    staff: tuple[str, ...]
    parents: tuple[DemoParent, ...]
    password: str
    pin: str


@transaction.atomic
def seed(now: datetime, *, before_opening: bool = False) -> DemoSeed:
    """Make the demo nursery as it is on the day of `now`, unless it is there; returns fresh pairing codes.

    before_opening: the cabinet is locked still, and every tablet is in it.
    """
    if not Nursery.objects.exists():
        _make_nursery(now)
    nursery = the_nursery()
    local = now.astimezone(zone(nursery))
    _come_today(local.date())
    lay_out_tablets(local)
    if not before_opening:
        open_the_day(local)
        _sign_tablets_out(local)
    announce_everything()
    return DemoSeed(
        codes={device.name: new_code(device, life=CODE_LIFE) for device in Device.objects.filter(paired_at=None)},
        staff=tuple(part.username for part in cast.STAFF),
        parents=tuple(DemoParent(part.email, part.first, part.last, part.child, part.signed) for part in _every_parent()),
        password=cast.PASSWORD,
        pin=cast.PIN,
    )


def _make_nursery(now: datetime) -> None:
    # The fence of opening hours is down: a demo is shown in the evening too.
    nursery = Nursery.objects.create(
        name="Hazel Lane Nursery", opens=OPENS, closes=CLOSES, phone="01632 960142", networks='["Nursery-Secure"]', fences_hours=False
    )
    local, password = now.astimezone(zone(nursery)), make_password(cast.PASSWORD)
    rooms = {name: Room.objects.create(name=name, position=place) for place, name in enumerate(cast.ROOMS)}
    staff = {
        part.username: Staff.objects.create(
            username=part.username, first_name=part.first, last_name=part.last, role=part.role.value, password=password
        )
        for part in cast.STAFF
    }
    for name, parts in cast.CHILDREN.items():
        for part in parts:
            _make_child(part, rooms[name], staff[part.key_person], local)
    _make_families(now, password)
    _keep_out(staff[cast.MANAGER], local - timedelta(days=20))
    let_staff_take_tablets(now)
    for device in cast.DEVICES:
        Device.objects.create(name=device.name, station=device.station.value, room=rooms.get(device.room or ""))


def _make_child(part: cast.ChildPart, room: Room, key_person: Staff, local: datetime) -> Child:
    """One child with allergies and a week; the moments lie before `local`, in its week and on its day."""
    today, monday = local.date(), local - timedelta(days=local.weekday())
    child = Child.objects.create(
        first_name=part.first,
        last_name=part.last,
        born_on=today - timedelta(days=round(part.months * 30.44)),
        room=room,
        key_person=key_person,
        avatar=part.avatar or Child.objects.count() + 1,
        joined_on=today if part.is_new else today - timedelta(days=200),
        from_home=part.from_home,
        last_next_step=part.next_step,
        last_observed_at=_before(local, monday.replace(hour=10, minute=5)) if part.observed else None,
        last_snapshot_at=_before(local, local.replace(hour=9, minute=15)) if part.snapshot and part.here else None,
    )
    Allergy.objects.bulk_create(Allergy(child=child, name=name) for name in part.allergies)
    starts, ends = (time(8, 0), time(16, 30)) if part.months % 3 else (time(8, 30), time(17, 30))
    away = () if part.here else (today.weekday(),)
    WeeklySession.objects.bulk_create(
        WeeklySession(child=child, weekday=day, starts=starts, ends=ends) for day in range(5) if day not in away
    )
    return child


def _make_families(now: datetime, password: str) -> None:
    """The cast's parents, a parent for every other child, their answers and their signatures."""
    agreement = publish_agreement(cast.AGREEMENT_VERSION, cast.AGREEMENT, now - timedelta(days=60))
    children = {child.first: child for parts in cast.CHILDREN.values() for child in parts}
    for part in _every_parent():
        parent = Parent.objects.create(email=part.email, first_name=part.first, last_name=part.last, password=password)
        child = Child.objects.get(first_name=part.child)
        ParentLink.objects.create(parent=parent, child=child, relation=part.relation, since=now - timedelta(days=30))
        if part.signed:
            sign(parent, agreement, parent.full_name, now - timedelta(days=30))
            _answer(parent, child, _answers(children[part.child], part), part, now - timedelta(days=30))


def _answers(child: cast.ChildPart, part: cast.ParentPart) -> dict[Purpose, bool]:
    """What that adult signed of the form."""
    others = child.scope is Scope.ALL if part.others is None else part.others
    answers = {Purpose.OWN_JOURNAL: child.scope is not Scope.NONE, Purpose.OTHER_JOURNALS: others}
    voice = child.scope is not Scope.NONE if part.voice is None else part.voice
    return answers | ({Purpose.VOICE: voice} if child.asked_voice else {})


def _answer(parent: Parent, child: Child, answers: dict[Purpose, bool], part: cast.ParentPart, signed_at: datetime) -> None:
    version = FORM_VERSION if Purpose.VOICE in answers else FORM_VERSION - 1
    writer = trail.staff_name(Staff.objects.get(username=cast.MANAGER).pk) if part.on_paper else trail.parent_name(parent.pk)
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(
            adult=parent,
            child=child,
            purpose=purpose.value,
            answer=answer,
            form_version=version,
            evidence=Evidence.PAPER.value if part.on_paper else Evidence.PORTAL.value,
            typed_name=parent.full_name,
            signed_on=signed_at.date(),
            signed_at=signed_at,
            recorded_by=writer,
        )
        for purpose, answer in answers.items()
    )


def _keep_out(manager: Staff, at: datetime) -> None:
    """Those whom the nursery keeps out of every picture."""
    names = [child.first for parts in cast.CHILDREN.values() for child in parts if child.is_kept_out]
    KeptOut.objects.bulk_create(
        KeptOut(child=child, is_kept_out=True, by=manager, at=at) for child in Child.objects.filter(first_name__in=names)
    )


def _every_parent() -> tuple[cast.ParentPart, ...]:
    """The cast's parents, and a plain one for every child that has none there."""
    known = {part.child for part in cast.PARENTS}
    others = [child for parts in cast.CHILDREN.values() for child in parts if child.first not in known]
    return (*cast.PARENTS, *(_plain_parent(child) for child in others))


def _plain_parent(child: cast.ChildPart) -> cast.ParentPart:
    ascii_name = unicodedata.normalize("NFKD", child.first).encode("ascii", "ignore").decode().lower()
    return cast.ParentPart(f"{ascii_name.replace('-', '')}.parent@example.org", "Alex", child.last, child.first, "Parent")


def _come_today(today: date) -> None:
    """Give the children who are here on the day a session on its weekday, a weekend's too."""
    here = [part.first for parts in cast.CHILDREN.values() for part in parts if part.here]
    for child in Child.objects.filter(first_name__in=here).exclude(sessions__weekday=today.weekday()):
        usual = child.sessions.order_by("weekday").first()
        starts, ends = (usual.starts, usual.ends) if usual else (time(8, 0), time(16, 30))
        WeeklySession.objects.create(child=child, weekday=today.weekday(), starts=starts, ends=ends)


def _sign_tablets_out(local: datetime) -> None:
    """Sign out, until closing time, the tablets that the cast holds; in the evening for some hours more."""
    closing = local.replace(hour=CLOSES.hour, minute=CLOSES.minute, second=0, microsecond=0)
    until = closing if closing - local > timedelta(hours=1) else local + timedelta(hours=8)
    for device, holder in _held(cast.DEVICES):
        lease = current_lease(device)
        if lease is None or (lease.holder_id == str(holder) and lease.until <= local + timedelta(minutes=30)):
            since = min(local, local.replace(hour=7, minute=25, second=0, microsecond=0))
            write_hands_down(device, sign_out(device, Staff.objects.get(pk=holder), until, now=since))


def _held(parts: Iterable[cast.DevicePart]) -> list[tuple[Device, UUID]]:
    holders = dict(Staff.objects.values_list("username", "id"))
    return [(Device.objects.get(name=part.name), holders[part.holder]) for part in parts if part.holder]


def _before(local: datetime, moment: datetime) -> datetime:
    """`moment`, or `local` when that comes first."""
    return min(local, moment)
