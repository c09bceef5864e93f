from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects, their phases and their activities."""

    name = "projects"

    def ready(self) -> None:
        """Registers what the journal tells of projects."""
        from projects.registering import register  # noqa: PLC0415 - needs the models

        register()
