"""What the journal tells of data sets and records."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy, ngettext, override

from accounts.models import User
from catalogue import schema
from catalogue.models import Policy, Record
from journal.models import Entry
from journal.subjects import Subject

# Where the source's value stays what is published.
CORRECTED = {
    Policy.FORWARD: gettext_lazy("A correction of “%(title)s” was passed on to the source"),
    Policy.OVERLAY: gettext_lazy("A correction of “%(title)s” stands beside the source's value"),
}

EXISTENCE = {True: gettext_lazy("“%(title)s” no longer exists"), False: gettext_lazy("“%(title)s” exists again")}


def record_sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """One sentence per entry about a record."""
    titles = dict(Record.objects.filter(pk__in={entry.subject_id for entry in entries}).values_list("pk", "title"))
    named = {str(key): title for key, title in titles.items()}
    with override(language):
        return [_sentence(entry, named.get(entry.subject_id, "…")) for entry in entries]


def _sentence(entry: Entry, title: str) -> str:
    """What happened to the record and to which of its fields, where the entry says so."""
    words = {
        "record.corrected": CORRECTED.get(entry.data.get("policy", ""), gettext_lazy("“%(title)s” was corrected")),
        "record.resolved": gettext_lazy("Staff chose between the source and us for “%(title)s”"),
        "correction.refused": gettext_lazy("A correction of “%(title)s” was refused"),
    }
    if "archived" in entry.data:
        return str(EXISTENCE[entry.data["archived"]]) % {"title": title}
    named = ", ".join(str(schema.field(path).label) for path in entry.data.get("fields", []))
    sentence = str(words[entry.verb]) % {"title": title}
    return f"{sentence}: {named}" if named else sentence


def dataset_sentences(entries: Sequence[Entry], language: str) -> list[str]:
    """One sentence per import."""
    with override(language):
        return [
            ngettext(
                "%(count)s service was taken in from the source",
                "%(count)s services were taken in from the source",
                count,
            )
            % {"count": count}
            for entry in entries
            for count in [entry.data.get("new", 0) + entry.data.get("changed", 0)]
        ]


def record_url(entry: Entry) -> str | None:
    """The record's page."""
    record = Record.objects.filter(pk=entry.subject_id).select_related("municipality").first()
    return record.municipality.url("catalogue:record", record.pk) if record else None


def everyone(entry: Entry, user: User | None) -> bool:
    """What is told of the catalogue in public is for everyone."""
    return entry.audience == "public"


def nowhere(entry: Entry) -> None:
    """An import has no page of its own."""


RECORD = Subject(
    key="record",
    verbs=frozenset({"record.corrected", "record.resolved", "correction.refused"}),
    sentences=record_sentences,
    url=record_url,
    may_see=everyone,
)
DATASET = Subject(
    key="dataset",
    verbs=frozenset({"dataset.imported"}),
    sentences=dataset_sentences,
    url=nowhere,
    may_see=everyone,
)
