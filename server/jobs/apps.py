"""The app's name for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Its label is its folder."""

    name = "server.jobs"
    label = "jobs"
