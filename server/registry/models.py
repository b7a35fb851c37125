"""The nursery, its rooms, children and families, their permissions, its devices, and the feed of changes."""

from __future__ import annotations

from django.db import models

from domain.consent import Evidence, Purpose
from domain.permissions import Station
from domain.wire import FactKind
from server.accounts.models import Parent, Staff
from server.audit.ids import new_id

STATIONS = [(station.value, station.value) for station in (Station.ROOM, Station.OFFICE, Station.KIOSK)]
KINDS = [(kind.value, kind.value) for kind in FactKind]
PURPOSES = [(purpose.value, purpose.value) for purpose in Purpose]
EVIDENCE = [(evidence.value, evidence.value) for evidence in Evidence]


class Nursery(models.Model):
    """The one nursery of this server (C51: one database for each). `epoch` changes when it is restored from a backup."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    timezone = models.CharField(max_length=60, default="Europe/London")
    opens = models.TimeField()
    closes = models.TimeField()
    weekdays = models.CharField(max_length=7, default="01234")  # the open days, 0 = Monday
    closure_dates = models.TextField(default="[]")  # JSON list of ISO dates on which it is closed all day
    grace_minutes = models.PositiveSmallIntegerField(default=30)  # before opening and after closing
    fences_hours = models.BooleanField(default=True)  # C6: staff log in only in opening hours
    # R2. There is no door for it: nothing asks this setting yet, and staff log in on paired devices alone, whatever it says.
    staff_may_work_outside = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    office_name = models.CharField(max_length=120, blank=True)  # whom to ask for: the manager on duty
    framework = models.CharField(max_length=40, default="eyfs-2025")
    networks = models.TextField(default="[]")  # JSON list of network names
    is_paused = models.BooleanField(default=False)
    epoch = models.UUIDField(default=new_id)
    backup_seq = models.BigIntegerField(default=0)
    told_date = models.DateField(null=True)  # the day whose sessions the tablets were last told


class HouseChangeRow(models.Model):
    """One change of the nursery's settings, inserted once. changed: JSON list of fields; before: JSON, the house as it was."""

    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed = models.TextField()
    before = models.TextField()
    reason = models.CharField(max_length=300, blank=True)


class FeedCounter(models.Model):
    """The one counter of the feed. It is locked until commit: a sequence would let a reader skip a row that commits late."""

    seq = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(default=0)  # changes up to here were cleared away: an older cursor starts anew


class Room(models.Model):
    """A room."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)


class Child(models.Model):
    """A child. What rooms are shown is less: first name and initial (`facts.child_fact`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    first_name = models.CharField(max_length=120)
    last_name = models.CharField(max_length=120)
    born_on = models.DateField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="children")
    key_person = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="key_children")
    avatar = models.PositiveIntegerField(default=0)  # seed of the drawn portrait
    joined_on = models.DateField()
    leaves_on = models.DateField(null=True)
    is_active = models.BooleanField(default=True)
    is_blocked = models.BooleanField(default=False)  # the family's pages are closed for now: a court order, a mistaken link
    from_home = models.PositiveIntegerField(default=0)
    last_observed_at = models.DateTimeField(null=True)
    last_snapshot_at = models.DateTimeField(null=True)
    last_next_step = models.CharField(max_length=600, blank=True)

    @property
    def last_initial(self) -> str:
        """The initial with its stop, as rooms show it."""
        return f"{self.last_name[:1]}."


class Allergy(models.Model):
    """Something that a child must not have."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="allergies")
    name = models.CharField(max_length=80)


class WeeklySession(models.Model):
    """When a child comes on one day of the week (0 = Monday), in the site's zone."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="sessions")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "weekday"], name="one_session_a_day")]


class Absence(models.Model):
    """A day on which a child does not come, whatever the week says."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="absences")
    date = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "date"], name="one_absence_a_day")]


class ParentLink(models.Model):
    """An adult and a child. Only `is_active` links open the portal; `has_responsibility` makes the adult's answer count."""

    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="links")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="links")
    relation = models.CharField(max_length=40)
    has_responsibility = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "child"], name="one_link")]


class ConsentAnswer(models.Model):
    """One signed answer of one adult to one item. Never changed: the newest counts, a withdrawal is a new row."""

    adult = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="answers")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="answers")
    purpose = models.CharField(max_length=20, choices=PURPOSES)
    answer = models.BooleanField()
    form_version = models.PositiveIntegerField(default=1)
    evidence = models.CharField(max_length=10, choices=EVIDENCE)
    typed_name = models.CharField(max_length=200)
    signed_on = models.DateField()  # the day on the paper, or on which it was said; in the portal the day itself
    signed_at = models.DateTimeField()  # when the server wrote it down
    recorded_by = models.CharField(max_length=120)  # who wrote it down: the adult, or staff from a signed paper

    class Meta:
        indexes = [models.Index(fields=["child", "adult", "purpose", "id"])]


class KeptOut(models.Model):
    """That the nursery keeps a child out of every picture, or no longer. Never changed: the newest counts."""

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="kept_out")
    is_kept_out = models.BooleanField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)  # for who asks on paper; on no screen, in no feed
    at = models.DateTimeField()


class Device(models.Model):
    """A tablet or PC of the nursery (C10). The device keeps its token, the server only the hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    asset_tag = models.CharField(max_length=40, blank=True)  # the nursery's own number on its back
    station = models.CharField(max_length=10, choices=STATIONS)
    room = models.ForeignKey(Room, null=True, on_delete=models.SET_NULL)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    paired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    last_dev_seq = models.BigIntegerField(default=0)
    fetched_seq = models.BigIntegerField(default=0)  # up to here it has the feed, as far as anybody had to know
    destroy_asked_by = models.ForeignKey(Staff, null=True, on_delete=models.SET_NULL, related_name="+")  # a second manager confirms it
    destroy_asked_at = models.DateTimeField(null=True)


class PairingCode(models.Model):
    """A code that pairs one device, once, for some minutes."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Change(models.Model):
    """That something changed, in the feed's order. Whom it concerns: one device, the rooms it is or was in, or everybody."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    entity_id = models.UUIDField()
    room_id = models.UUIDField(null=True)
    left_room_id = models.UUIDField(null=True)
    device_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "entity_id"])]


class Incident(models.Model):
    """A reported privacy fault; the manager's work with it begins here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reported_by = models.CharField(max_length=120)
    device_id = models.UUIDField(null=True)
    note = models.TextField(blank=True)
    reported_at = models.DateTimeField()
