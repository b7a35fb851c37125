"""The app's name for Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Its label is its folder."""

    name = "server.portal"
    label = "portal"
