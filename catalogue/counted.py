"""The confirmations as the tallies should say them."""

from collections.abc import Iterator

from django.db.models import Count, Q

from catalogue.models import Confirmation
from counting.sources import Counted, Source


def counted() -> Iterator[Counted]:
    """(stream, subject, bucket, value) of everything that was confirmed."""
    rows = Confirmation.objects.order_by().values_list(
        "record__municipality__stream", "record_id", "field", "fingerprint", "answer"
    )
    for stream, record, field, print_, answer, many, verified in rows.annotate(
        many=Count("pk"), verified=Count("pk", filter=Q(guest=None))
    ):
        subject = f"record:{record}:{field}:{print_}"
        yield stream, subject, answer, many
        if verified:
            yield stream, subject, f"{answer}.verified", verified


SOURCE = Source(key="confirmations", prefix="record:", counted=counted)
