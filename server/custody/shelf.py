"""All that is known of the room tablets, read at once: the book's row, who holds it, and what it last said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Subquery

from domain.permissions import Station
from domain.tablets import CHARGE_SHOWS_AFTER, Place, TabletFacts
from server.accounts.models import OfficeSession
from server.custody.models import DockReading, Lease, Report, SeenLogin, Tablet
from server.registry.models import Device

FULL_PERCENT = 100
CAME_WITH = timedelta(hours=1)  # a reading before the dock that still says with what it came


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One tablet. lease: the one in force; last: the newest of all, in force or over; readings: battery percents, oldest first."""

    device: Device
    tablet: Tablet
    lease: Lease | None
    last: Lease | None
    report: Report | None
    readings: tuple[tuple[datetime, int], ...]
    was_logged_in_on: bool

    @property
    def place(self) -> Place:
        """Where it is, by the book."""
        return Place(self.tablet.place)

    @property
    def is_clear(self) -> bool:
        """Whether nothing of a child lies on it any more; what is unknown is not clear.

        It counts only what it counted since it was last given out, with nobody at work, and it must have spoken since it came back:
        a sealed store cannot count. A tablet on which nobody ever logged in has nothing to send.
        """
        report, tablet = self.report, self.tablet
        if report is not None and (report.waiting or report.originals):
            return False
        if self.device.paired_at is None or not self.was_logged_in_on or tablet.signed_out_at is None:
            return True
        if report is None or report.counted_at is None or report.logged_in is not None:
            return False
        has_spoken = tablet.docked_at is None or report.at > tablet.docked_at
        return has_spoken and report.counted_idle and report.counted_at > tablet.signed_out_at

    def facts(self) -> TabletFacts:
        """As the rules know it."""
        held = self.lease if self.place is Place.OUT else None
        return TabletFacts(
            place=self.place,
            is_out_of_use=bool(self.tablet.out_of_use),
            is_revoked=self.device.revoked_at is not None,
            is_clear=self.is_clear,
            battery=self.report.battery if self.report else None,
            holder=str(held.holder_id) if held else None,
            due_at=held.until if held else None,
        )

    def is_rising(self, now: datetime) -> bool | None:
        """Whether its battery rose since it came onto the dock; None = too early to say, or it never named its battery (C46)."""
        docked_at = self.tablet.docked_at
        if self.place is not Place.IN or docked_at is None or not self.readings:
            return None
        before = [percent for at, percent in self.readings if at <= docked_at][-1:]
        since = [percent for at, percent in self.readings if at > docked_at]
        known = before + since
        if since and (known[-1] > min(known) or known[-1] == FULL_PERCENT):
            return True
        return False if now - docked_at >= CHARGE_SHOWS_AFTER else None


def all_tablets() -> list[Known]:
    """Every room tablet, by name."""
    return known(Device.objects.filter(station=Station.ROOM.value).select_related("room").order_by("name"))


def hold_all() -> None:
    """Lock every room tablet, in one order and before the audit is written: who takes many, one by one, would wait in a ring."""
    list(Device.objects.select_for_update().filter(station=Station.ROOM.value).order_by("pk"))


def one_tablet(device: Device) -> Known:
    """The tablet that is this device."""
    return known([device])[0]


def known(devices: Iterable[Device]) -> list[Known]:
    """These tablets, in their order; as many questions for one as for all."""
    found = list(devices)
    ids = [device.pk for device in found]
    rows = Tablet.objects.in_bulk(ids)
    last = _last_leases(ids)
    reports, readings, used = Report.objects.in_bulk(ids), _readings(rows), _used(ids)
    return [
        Known(
            device=device,
            tablet=rows.get(device.pk) or fresh_row(device, last.get(device.pk)),
            lease=_in_force(last.get(device.pk)),
            last=last.get(device.pk),
            report=reports.get(device.pk),
            readings=readings.get(device.pk, ()),
            was_logged_in_on=device.pk in used,
        )
        for device in found
    ]


def fresh_row(device: Device, lease: Lease | None) -> Tablet:
    """The book's first row of a tablet, not saved: out when somebody holds it already, else in."""
    held = _in_force(lease)
    return Tablet(device=device, place=(Place.OUT if held else Place.IN).value, signed_out_at=held.since if held else None)


def last_lease(device: Device) -> Lease | None:
    """The newest lease of a tablet, in force or over."""
    return _last_leases([device.pk]).get(device.pk)


def held_by(staff_id: UUID, *, but: Device | None = None) -> bool:
    """Whether a tablet, other than `but`, is in that person's hands by the book."""
    leases = Lease.objects.filter(holder_id=staff_id, ended_at=None, device__tablet__place=Place.OUT.value)
    return leases.exclude(device=but).exists() if but else leases.exists()


def _last_leases(ids: Sequence[UUID]) -> dict[UUID, Lease]:
    """The lease in force of each, or the one that ended last."""
    newest = Lease.objects.filter(device=OuterRef("pk")).order_by(F("ended_at").desc(nulls_first=True), "-since", "-id").values("pk")[:1]
    wanted = Device.objects.filter(pk__in=ids).annotate(newest=Subquery(newest)).values("newest")
    return {lease.device_id: lease for lease in Lease.objects.filter(pk__in=wanted)}


def _in_force(lease: Lease | None) -> Lease | None:
    return lease if lease is not None and lease.ended_at is None else None


def _readings(rows: dict[UUID, Tablet]) -> dict[UUID, tuple[tuple[datetime, int], ...]]:
    """The readings of tablets on the dock since they came there, and of an hour before: with what they came."""
    docked = {pk: row.docked_at for pk, row in rows.items() if row.docked_at is not None}
    found: dict[UUID, list[tuple[datetime, int]]] = defaultdict(list)
    if not docked:
        return {}
    wanted = DockReading.objects.filter(device__in=docked, at__gte=min(docked.values()) - CAME_WITH).order_by("at", "id")
    for device_id, at, percent in wanted.values_list("device_id", "at", "percent"):
        if at >= docked[device_id] - CAME_WITH:
            found[device_id].append((at, percent))
    return {pk: tuple(readings) for pk, readings in found.items()}


def _used(ids: Sequence[UUID]) -> set[UUID]:
    """Those on which anybody ever logged in: with the server, or without it and told later."""
    with_server = OfficeSession.objects.filter(device_id=OuterRef("pk"))
    told = SeenLogin.objects.filter(device=OuterRef("pk"))
    return set(Device.objects.filter(Exists(with_server) | Exists(told), pk__in=ids).values_list("pk", flat=True))
