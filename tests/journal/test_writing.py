import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from contributions.models import Case, Contact, Contribution
from journal.writing import write

pytestmark = pytest.mark.django_db


def contribution(gent) -> Contribution:
    return Contribution(
        municipality=gent, kind="correction", text="é", text_digest=b"x" * 32, findings=["double"], submitted_at=now()
    )


def case(said: Contribution, question: str) -> Case:
    return Case(contribution=said, municipality=said.municipality, question=question, opened_at=now(), due_at=now())


def test_rows_of_several_tables_in_one_statement(gent, django_assert_num_queries) -> None:
    said = contribution(gent)
    with django_assert_num_queries(1):
        write(said, Contact(contribution=said, email="an@example.org"), case(said, "fit"), case(said, "right"))
    kept = Contribution.objects.get()
    assert (kept.pk, kept.text, bytes(kept.text_digest), kept.findings, kept.status) == (
        said.pk, "é", b"x" * 32, ["double"], "pending",
    )  # fmt: skip
    assert list(Case.objects.order_by("question").values_list("contribution", "question", "version")) == [
        (said.pk, "fit", 1),
        (said.pk, "right", 1),
    ]
    assert Contact.objects.get().email == "an@example.org"
    assert not said._state.adding


def test_nothing_is_written_when_one_row_is_refused(gent) -> None:
    said = contribution(gent)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(said, case(said, "fit"), case(said, "fit"))
    assert Contribution.objects.count() == 0
