"""Entries, their versions, their covered pictures, and every step they took."""

from __future__ import annotations

from django.db import models

from domain.entries import EntryKind
from domain.lifecycle import EntryState
from domain.wire.consents import Became
from domain.wire.home import HomeLook
from server.accounts.models import Parent, Staff
from server.audit.ids import new_id
from server.media.models import Media
from server.registry.models import Child, Device

KINDS = [(kind.value, kind.value) for kind in EntryKind]


class Entry(models.Model):
    """An observation, a snapshot, or what a family sent. What was written lies in its versions; `version` is the newest.

    Its author is a member of staff at a device, or else its contributor is a parent. `revision` counts every step.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    author = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="entries")
    contributor = models.ForeignKey(Parent, null=True, on_delete=models.PROTECT, related_name="sent")
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default=EntryState.WAITING.value)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)  # the moderator's "has it moved since I looked?"
    happened_at = models.DateTimeField()
    handed_in_at = models.DateTimeField()
    due_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    is_disowned = models.BooleanField(default=False)  # L16: its author says that somebody else wrote it in their session
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    category = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"]), models.Index(fields=["-happened_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(author__isnull=False, device__isnull=False, contributor=None)
                | models.Q(author=None, device=None, contributor__isnull=False),
                name="staff_or_family",
            )
        ]


class EntryVersion(models.Model):
    """What was handed in, as canonical JSON of `wire.EntryBody`; a family's without its pictures. Never overwritten."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    written_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")  # None: the entry's contributor
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_body_per_version")]


class EntryChild(models.Model):
    """A child whose journal the entry belongs to. `happened_at` repeats the entry's, so that a journal's month is one index range."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="journals")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="entries")
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "child"], name="once_in_a_journal")]
        indexes = [models.Index(fields=["child", "-happened_at"])]


class Rendition(models.Model):
    """One covered picture or clip for one journal. `regions` is JSON, a list of `wire.WireRegion`; `covered_further` a list of region ids.

    clip: JSON of `wire.WireClip`, "" for a picture that does not move. crop: JSON, four edges of the kept part of the original, "" for all.
    looked_at: when the server searched for faces that nobody listed. It covers them: `found_here`, JSON like `regions`; tracks_here: a list
    of `wire.WireTrack`, where they are in a clip. A clip that then still shows one at `face_at_s` is shown to nobody. has_sound: the clip
    came with its sound; silenced_at: when the server took it away, for good.
    """

    id = models.UUIDField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="renditions")
    version = models.PositiveIntegerField()  # of the entry
    position = models.PositiveIntegerField()
    child = models.ForeignKey(Child, on_delete=models.CASCADE)
    media = models.OneToOneField(Media, on_delete=models.PROTECT)
    photo_id = models.UUIDField()
    regions = models.TextField()
    no_child_said = models.BooleanField()
    reviewed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    rule_version = models.PositiveIntegerField()
    detector = models.CharField(max_length=200)
    covered_further = models.TextField(default="[]")  # regions that the server covered in what it serves
    clip = models.TextField(blank=True, default="")
    crop = models.TextField(blank=True, default="")
    found_here = models.TextField(default="[]")
    tracks_here = models.TextField(default="[]")
    looked_at = models.DateTimeField(null=True)
    face_at_s = models.FloatField(null=True)
    has_sound = models.BooleanField(default=False)
    silenced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]


class RenditionChild(models.Model):
    """A child whose permissions decide what a picture may show: its journal's own, one who is named in its `regions`, or one who is heard.

    Written with the picture, so that a permission that changes finds its pictures by an index. No foreign key: what a tablet names may be
    nobody.
    """

    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="concerns")
    child_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child_id", "rendition"], name="once_concerned")]


class EntryStep(models.Model):
    """One step in the life of an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    event = models.CharField(max_length=10)
    by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")  # null: the server, after a permission changed
    reason = models.TextField(blank=True)
    category = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()


class WipeReport(models.Model):
    """A tablet's word that a rendition is destroyed on it (C39)."""

    rendition_id = models.UUIDField(db_index=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT)
    sha256 = models.CharField(max_length=64)
    wiped_at = models.DateTimeField()
    received_at = models.DateTimeField()


class RecheckCase(models.Model):
    """What one stricter permission did. `what` is a sentence for the manager; `seq` the feed's number of the change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="rechecks")
    what = models.CharField(max_length=300)
    at = models.DateTimeField()
    seq = models.BigIntegerField(db_index=True)
    books = models.PositiveIntegerField(default=0)  # memory books that were made before it and hold such a picture
    seen_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at"])]


class RecheckRow(models.Model):
    """One picture that it touched, and what became of it (`wire.consents.Became`)."""

    case = models.ForeignKey(RecheckCase, on_delete=models.CASCADE, related_name="rows")
    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="rechecks")
    became = models.CharField(max_length=10, default=Became.WAITING.value)
    at = models.DateTimeField(null=True)
    is_silence = models.BooleanField(default=False)  # a clip that lost its sound, and nothing else
    barer = models.TextField(blank=True)  # the files that were served until then, by SHA-256: to be destroyed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "rendition"], name="once_in_a_recheck")]
        indexes = [models.Index(fields=["became"])]


class BookPicture(models.Model):
    """That a memory book, which a family keeps, holds a picture. `book` is the same for all pictures of one PDF."""

    book = models.UUIDField()
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="+")
    rendition = models.ForeignKey(Rendition, on_delete=models.CASCADE, related_name="in_books")
    made_at = models.DateTimeField()


class HomeDraft(models.Model):
    """What a parent is about to send about a child; it gives its id to the entry that it becomes. One for each parent and child."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="drafts")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)
    day = models.CharField(max_length=40, blank=True)  # as it was typed: a wrong one is kept too, and refused when it is sent
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "child"], name="one_draft")]


class HomePicture(models.Model):
    """One picture or clip from home. The kept original (`sha256`, sealed under the child's key) is there until `destroyed_at`.

    found: JSON, a list of `wire.HomeRegion` as the server's search saw them; clip: JSON of `wire.WireClip` with their tracks, "" for a
    picture. marks: JSON of `wire.HomeMarks` as a reviewer answered; then `rendition` is the covered picture for the child's journal.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(HomeDraft, null=True, on_delete=models.CASCADE, related_name="pictures")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="home_pictures")
    contributor = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)  # of the file, for whoever sent it
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    is_clip = models.BooleanField(default=False)
    look = models.CharField(max_length=10, default=HomeLook.WAITING.value)
    found = models.TextField(default="[]")
    clip = models.TextField(blank=True)
    marks = models.TextField(blank=True)
    rendition = models.OneToOneField(Rendition, null=True, on_delete=models.SET_NULL, related_name="from_home")
    reviewed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "added_at"]
        indexes = [models.Index(fields=["look"])]


class HomeTally(models.Model):
    """What a parent sent on one day, counted when it arrives: also what was refused took its time."""

    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    files = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "day"], name="one_tally_a_day")]
