from celery import shared_task

from surveys.services import weighing


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def weigh() -> None:
    """Weighs the results that moved on."""
    weighing.weigh()


from surveys import services
from surveys.services import drafting


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def let_go() -> None:
    """Drops the drafts and the files whose time is over."""
    drafting.let_go()
    services.drop_old_files()


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def write_files() -> None:
    """Writes the files that were asked for."""
    services.write_files()
