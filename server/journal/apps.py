"""The app's name for Django."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Its label is its folder."""

    name = "server.journal"
    label = "journal"
