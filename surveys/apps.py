from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """What people are asked."""

    name = "surveys"

    def ready(self) -> None:
        """Fills the registries of the floors below."""
        from surveys.registering import register  # noqa: PLC0415 - needs the models

        register()
