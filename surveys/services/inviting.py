"""Codes that are handed out, and places that are limited."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from surveys.models import Anonymity, Invite, Survey
from surveys.services.people import by_code, digest_of, new_code
from surveys.services.writing import NotPossible, locked

MOST_CODES = 100_000


class Limit(NamedTuple):
    """At most so many people who answer a question so."""

    question: str
    value: str
    most: int


@transaction.atomic
def hand_out(*, survey: Survey, many: int) -> list[str]:
    """Makes codes, each good for one answer; returns them this once, because only their digests are kept.

    Locks the survey; writes the digests. Raises NotPossible for a survey that asks no codes or is not asked now, and
    for more than 100,000 at once.
    """
    found = locked(survey)
    if found.anonymity != Anonymity.CODE or found.key is None or not 0 < many <= MOST_CODES:
        raise NotPossible
    codes: set[str] = set()
    while len(codes) < many:
        codes.add(new_code())
    listed = sorted(codes)
    digests = sorted(digest_of(found, by_code(code)) for code in listed)  # their order says nothing of the codes
    invites = [Invite(survey=found, digest=digest) for digest in digests]
    Invite.objects.bulk_create(invites, ignore_conflicts=True, batch_size=5_000)
    return listed


@transaction.atomic
def limit(*, survey: Survey, limits: Iterable[Limit]) -> None:
    """Sets the quotas of a survey to these; places that were taken stay taken.

    Locks the survey, so that no answer slips in between; writes, and drops the others. Raises NotPossible for one that
    is lower than what was taken.
    """
    found = locked(survey)
    wanted = {(one.question, one.value): one.most for one in limits}
    kept = {(quota.question, quota.value): quota for quota in found.quotas.select_for_update()}
    if any(quota.taken > wanted.get(key, quota.taken) for key, quota in kept.items()):
        raise NotPossible
    found.quotas.exclude(pk__in=[quota.pk for key, quota in kept.items() if key in wanted]).delete()
    for (question, value), most in wanted.items():
        found.quotas.update_or_create(question=question, value=value, defaults={"most": most})
    Survey.objects.filter(pk=found.pk).update(has_quotas=bool(wanted))
