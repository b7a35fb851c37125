"""Staff, parents, what they signed, and the sessions and failures of logging in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from domain.permissions import STAFF, Role
from server.audit.ids import new_id

ROLES = [(role.value, role.value) for role in Role if role in STAFF]


class Staff(models.Model):
    """A member of staff. They have no browser session: their password opens nothing but the nursery's own devices (C6, C32)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=80, unique=True)
    first_name = models.CharField(max_length=120)
    last_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=ROLES)
    password = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # the office gave it: it opens once, for choosing one's own
    login_version = models.PositiveIntegerField(default=0)  # `StaffFact.login_version`; proofs and slots of an older one are void
    last_login_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # they work here no more; their rows stay, for what they wrote stays
    pin_hash = models.CharField(max_length=200, blank=True)  # of the kiosk's PIN; "" = none chosen
    pin_wrong = models.PositiveIntegerField(default=0)  # `domain.pins.PinTries`
    pin_answered = models.PositiveIntegerField(default=0)

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


class StaffAgreement(models.Model):
    """One version of what staff sign before they take a tablet (C32, C36); the newest by `version` is in force. sha256: hex, of `text`."""

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()


class StaffSignature(models.Model):
    """A member of staff's signature: typed name, moment, and the hash of the text that was on the screen."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="signatures")
    agreement = models.ForeignKey(StaffAgreement, on_delete=models.PROTECT, related_name="signatures")
    typed_name = models.CharField(max_length=200)
    text_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "agreement"], name="one_staff_signature_per_version")]


class StaffChangeRow(models.Model):
    """One change of somebody's access: who made it, when and why (L10). Never changed, never deleted."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20)  # `domain.staffing.StaffChange`, or "create"
    before_role = models.CharField(max_length=20, blank=True)
    after_role = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()


class ParentManager(BaseUserManager["Parent"]):
    """Makes parents."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Parent:
        """A parent with that e-mail address; without a password they cannot sign in."""
        parent = self.model(email=self.normalize_email(email), **fields)
        parent.set_password(password)
        parent.save()
        return parent

    def get_by_natural_key(self, username: str | None) -> Parent:
        """By e-mail address, whatever its capitals."""
        return self.get(email__iexact=username)


class Parent(AbstractBaseUser):
    """An adult of a child's family; the only people who sign in to the portal. Some exist only for their signed answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=120)
    last_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[ParentManager] = ParentManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


class Agreement(models.Model):
    """One version of what parents agree to (C49); the newest by `version` is in force. sha256: hex, of `text`."""

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()


class Signature(models.Model):
    """A parent's signature: typed name, moment, and the hash of the text that was on the screen."""

    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="signatures")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    typed_name = models.CharField(max_length=200)
    text_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "agreement"], name="one_signature_per_version")]


class OfficeSession(models.Model):
    """A member of staff at work on one device; the device keeps the token, the server only its hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE)
    device_id = models.UUIDField(db_index=True)
    is_kiosk = models.BooleanField(default=False)  # stands apart: it ends no other of that person's, and no other ends it
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class FailedTries(models.Model):
    """Wrong passwords or codes under one key (a hash of who and from where), and when the next try is heard."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    wait_until = models.DateTimeField(null=True)
