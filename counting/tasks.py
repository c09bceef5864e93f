from celery import shared_task

from counting import services


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def seal() -> None:
    """Tells the day's figures."""
    services.seal()
