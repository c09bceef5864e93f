from celery import shared_task

from surveys.services import drafting


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def let_go() -> None:
    """Drops the drafts whose time is over."""
    drafting.let_go()
