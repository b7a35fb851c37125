"""The app's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Its label is its folder."""

    name = "server.accounts"
    label = "accounts"
