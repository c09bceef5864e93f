from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People on the ground floor."""

    name = "accounts"

    def ready(self) -> None:
        """Registers what is kept of people."""
        from accounts.registering import register  # noqa: PLC0415 - needs the models

        register()
