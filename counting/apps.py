from django.apps import AppConfig


class CountingConfig(AppConfig):
    """What people choose."""

    name = "counting"

    def ready(self) -> None:
        """Fills the registries of the floors below."""
        from counting.services import fold  # noqa: PLC0415 - needs the models
        from counting.subjects import TALLY  # noqa: PLC0415 - needs the models
        from journal import subjects, sweeps  # noqa: PLC0415 - needs the models

        subjects.registry.register(TALLY)
        sweeps.registry.register(sweeps.Sweep(key="counting.fold", run=fold, every_seconds=0.5))
