"""Thin: one call."""

from celery import shared_task

from accounts import services


@shared_task(name="accounts.tasks.forget")  # type: ignore[untyped-decorator]  # celery has no types
def forget() -> int:
    """Removes what is past its retention."""
    return services.forget()
