from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Data sets that citizens keep right."""

    name = "catalogue"

    def ready(self) -> None:
        """Fills the registries of the floors below."""
        from catalogue.registering import register  # noqa: PLC0415 - needs the models

        register()
