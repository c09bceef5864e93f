from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The desk."""

    name = "moderation"

    def ready(self) -> None:
        """Fills the registries of the floors below."""
        from journal import subjects, sweeps  # noqa: PLC0415 - needs the models
        from moderation.services import settle_due  # noqa: PLC0415 - needs the models
        from moderation.subjects import CASE  # noqa: PLC0415 - needs the models

        subjects.registry.register(CASE)
        sweeps.registry.register(sweeps.Sweep(key="moderation.settle", run=settle_due, every_seconds=0.5))
