from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Pictures."""

    name = "media"
