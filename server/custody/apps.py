"""The app's name for Django."""

from django.apps import AppConfig


class CustodyConfig(AppConfig):
    """Its label is its folder."""

    name = "server.custody"
    label = "custody"
