from django.apps import AppConfig


class IdeasConfig(AppConfig):
    """Boards of ideas, from one sentence to what was done."""

    name = "ideas"

    def ready(self) -> None:
        """Fills the registries of the floors below."""
        from ideas.registering import register  # noqa: PLC0415 - needs the models

        register()
