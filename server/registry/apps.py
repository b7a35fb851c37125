"""The app's name for Django."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Its label is its folder."""

    name = "server.registry"
    label = "registry"
