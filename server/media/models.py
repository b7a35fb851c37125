"""What the server knows of a rendition's bytes. The bytes themselves lie sealed in the blob store, the keys in files."""

from __future__ import annotations

from django.db import models

from domain.lifecycle import MediaState


class Media(models.Model):
    """One rendition's bytes. `sha256` and `bytes` are what the tablet promised; `served_sha256` is what the server wrote anew from them.

    `served_sha256` is empty until the pixels were decoded: before that nothing of it is shown to anybody. `poster_sha256` is a frame of
    what is served, as a JPEG; a clip alone has one.
    """

    id = models.UUIDField(primary_key=True)  # the rendition's id
    child_id = models.UUIDField(db_index=True)  # under whose key it is sealed
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=MediaState.EXPECTED.value)
    stored_at = models.DateTimeField(null=True)
    served_sha256 = models.CharField(max_length=64, blank=True)
    is_clip = models.BooleanField(default=False)
    poster_sha256 = models.CharField(max_length=64, blank=True, default="")


class MarkedClip(models.Model):
    """A served clip with one family's mark in its pixels, sealed beside it. Good only while `of_sha256` is what is served."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="marked")
    mark = models.CharField(max_length=80)
    of_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["media", "mark"], name="one_marked_clip_per_family")]


class MediaStep(models.Model):
    """One step in the life of a rendition's bytes."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    at = models.DateTimeField()
