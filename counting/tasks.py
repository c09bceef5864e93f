from celery import shared_task

from counting import services


@shared_task
def seal() -> None:
    """Tells the day's figures."""
    services.seal()
