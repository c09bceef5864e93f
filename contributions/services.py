"""Submitting, settling and moving contributions. Nothing else writes them."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import F, Model
from django.utils.timezone import localtime, now

from accounts.models import Guest, User
from contributions import kinds, lifecycle, screening
from contributions.lifecycle import Status
from contributions.models import Case, Channel, Contact, Contribution, Question
from journal.services import Tell, telling
from journal.writing import write
from municipalities.models import Municipality

WORKING_DAYS = 5
FRIDAY = 4
# As text, for it is asked with every contribution: the same in the query language costs three times as much.
LAST_SAID = "SELECT max(submitted_at) FROM contributions_contribution WHERE municipality_id = %s AND text_digest = %s"
DOUBLE_WITHIN = timedelta(days=1)
PERSONAL_EXPECTED = frozenset({"correction"})


def nothing(_contribution: Contribution) -> Iterable[Model]:
    """A kind without rows of its own."""
    return ()


def submit(  # noqa: PLR0913 - a contribution has these parts
    *,
    municipality: Municipality,
    kind: str,
    text: str,
    language: str,
    author: User | None = None,
    guest: Guest | None = None,
    clerk: User | None = None,
    signature: str = "",
    channel: str = Channel.WEB,
    activity_id: int | None = None,
    email: str = "",
    is_premoderated: bool = False,
    own: Callable[[Contribution], Iterable[Model]] = nothing,
) -> Contribution:
    """Takes in what somebody said.

    Screens the text; in one statement writes the contribution (published at once only where the kind asks staff
    nothing, screening holds nothing and staff did not want to look first), the address for the answer, a case for every question and the kind's own
    rows, made by `own` from the contribution; tells `contribution.submitted` to staff.
    """
    asked = kinds.registry.get(kind).questions
    with telling() as tell:
        digest = sha256(text.casefold().encode()).digest()
        last_said = _last_said(municipality, digest)
        context = screening.Context(
            is_double=last_said is not None and last_said > now() - DOUBLE_WITHIN,
            personal_is_expected=kind in PERSONAL_EXPECTED,
        )
        screened = screening.screen(text, context)
        outcome, moment = screening.Outcome.HOLD if is_premoderated else screened.outcome, now()
        questions = asked or _screened(outcome)
        is_public = not asked and outcome != screening.Outcome.HOLD
        contribution = Contribution(
            municipality=municipality,
            activity_id=activity_id,
            kind=kind,
            author=author,
            guest=guest,
            clerk=clerk,
            signature=signature,
            channel=channel,
            language=language,
            text=text,
            text_digest=digest,
            status=Status.PUBLISHED if is_public else Status.PENDING,
            findings=[finding.code for finding in screened.findings],
            submitted_at=moment,
            published_at=moment if is_public else None,
        )
        contribution.is_repeated = last_said is not None
        contact = [Contact(contribution=contribution, email=email)] if email else []
        write(contribution, *contact, *(_case(contribution, one, moment) for one in questions), *own(contribution))
        _tell(tell, contribution, "contribution.submitted")
    return contribution


def _last_said(municipality: Municipality, digest: bytes) -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(LAST_SAID, [municipality.pk, digest])
        found: datetime | None = cursor.fetchone()[0]
        return found


def _screened(outcome: screening.Outcome) -> tuple[str, ...]:
    return () if outcome == screening.Outcome.PUBLISH else (Question.FIT,)


def _case(contribution: Contribution, question: str, moment: datetime) -> Case:
    return Case(
        contribution_id=contribution.pk,
        municipality_id=contribution.municipality_id,
        question=question,
        opened_at=moment,
        due_at=due(moment, WORKING_DAYS),
    )


def due(moment: datetime, days: int) -> datetime:
    """So many working days (Monday to Friday) later, at the same time of day."""
    at = localtime(moment)
    while days:
        at += timedelta(days=1)
        days -= at.weekday() <= FRIDAY
    return at


def _tell(tell: Tell, contribution: Contribution, verb: str, **data: object) -> None:
    tell(
        stream=contribution.municipality.stream_id,
        verb=verb,
        actor="staff" if verb == "contribution.settled" else "resident",
        subject=("contribution", str(contribution.pk)),
        audience="staff",
        person=contribution.author,
        data={"kind": contribution.kind, **data},
    )


def settle(*, case: Case, verdict: kinds.Verdict) -> kinds.Settled | kinds.Conflict:
    """Does what was decided about a case, inside the caller's transaction.

    Locks the contribution; lets its kind apply the verdict. On a conflict: sends the case back with the reason, as a
    new version. Else: moves the contribution, closes the case, tells what the kind wants told and then
    `contribution.settled` to staff and the author.
    """
    with telling() as tell:
        found = Contribution.objects.select_for_update(of=("self",)).select_related("municipality", "author")
        contribution = found.get(pk=case.contribution_id)
        result = kinds.registry.get(contribution.kind).settle(contribution, verdict)
        if isinstance(result, kinds.Conflict):
            reopen(case=case, note=result.sentence, details=result.details)
            return result
        if result.status != contribution.status:
            move(contribution=contribution, to=result.status)
        close(case=case)
        for verb, subject, audience, data in result.verbs:
            tell(
                stream=contribution.municipality.stream_id,
                verb=verb,
                actor="staff" if contribution.clerk_id else "resident",
                subject=subject,
                audience=audience,
                data=data,
            )
        _tell(tell, contribution, "contribution.settled", outcome=verdict.outcome)
        return result


def move(*, contribution: Contribution, to: str) -> None:
    """Takes one step of the lifecycle; raises ForbiddenStep for any other. The first publication is dated."""
    lifecycle.check(contribution.status, to)
    contribution.status = to
    contribution.version += 1
    if to == Status.PUBLISHED and contribution.published_at is None:
        contribution.published_at = now()
    contribution.save(update_fields=["status", "version", "published_at"])


def close(*, case: Case) -> None:
    """The question is answered."""
    Case.objects.filter(pk=case.pk).update(closed_at=now(), version=F("version") + 1)


def reopen(*, case: Case, note: str, details: dict[str, object]) -> None:
    """The question comes back to staff, with the reason; whoever looked at the old version has to look again."""
    Case.objects.filter(pk=case.pk).update(note=note, details=details, closed_at=None, version=F("version") + 1)
