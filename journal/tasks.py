from celery import shared_task

from journal import signing


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def sign_heads() -> None:
    """Signs yesterday's heads."""
    signing.sign_heads()
