from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """What people say."""

    name = "contributions"

    def ready(self) -> None:
        """Fills the registries of the floors below."""
        from accounts import claims, privacy  # noqa: PLC0415 - needs the models
        from contributions.mail import READER  # noqa: PLC0415 - needs the models
        from contributions.persons import CLAIM, PRIVACY  # noqa: PLC0415 - needs the models
        from contributions.subjects import CONTRIBUTION  # noqa: PLC0415 - needs the models
        from journal import readers, subjects  # noqa: PLC0415 - needs the models

        claims.registry.register(CLAIM)
        privacy.registry.register(PRIVACY)
        subjects.registry.register(CONTRIBUTION)
        readers.registry.register(READER)
