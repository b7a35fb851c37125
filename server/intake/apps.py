"""The app's name for Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Its label is its folder."""

    name = "server.intake"
    label = "intake"
