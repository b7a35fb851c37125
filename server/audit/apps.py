"""The app's name for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Its label is its folder."""

    name = "server.audit"
    label = "audit"
