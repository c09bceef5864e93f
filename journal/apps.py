from django.apps import AppConfig


class JournalConfig(AppConfig):
    """What changed."""

    name = "journal"
