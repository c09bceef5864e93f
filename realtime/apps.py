from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    """The tap on the journal."""

    name = "realtime"
