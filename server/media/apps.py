"""The app's name for Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Its label is its folder."""

    name = "server.media"
    label = "media"
