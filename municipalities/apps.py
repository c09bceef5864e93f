from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    """The tenants."""

    name = "municipalities"

    def ready(self) -> None:
        """Fills the registries of the floors below."""
        from municipalities.registering import register  # noqa: PLC0415 - needs the models

        register()
