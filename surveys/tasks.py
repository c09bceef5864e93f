from celery import shared_task

from surveys import services
from surveys.services import weighing


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def weigh() -> None:
    """Weighs the results that moved on."""
    weighing.weigh()


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def write_files() -> None:
    """Writes the files that were asked for."""
    services.write_files()
