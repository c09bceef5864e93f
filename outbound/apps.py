from django.apps import AppConfig


class OutboundConfig(AppConfig):
    """What leaves the house."""

    name = "outbound"
