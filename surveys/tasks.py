from celery import shared_task

from surveys.services import weighing


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def weigh() -> None:
    """Weighs the results that moved on."""
    weighing.weigh()
