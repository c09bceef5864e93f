from celery import shared_task

from media import services


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def let_go() -> None:
    """Drops the pictures that nobody sent in."""
    services.let_go()
