"""Submitting, settling and moving contributions. Nothing else writes them."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import F
from django.utils.timezone import localtime, now

from accounts.models import Guest, User
from contributions import kinds, lifecycle, screening
from contributions.lifecycle import Status
from contributions.models import Case, Channel, Contact, Contribution, Question
from journal.services import Tell, telling
from municipalities.models import Municipality

WORKING_DAYS = 5
FRIDAY = 4
PERSONAL_EXPECTED = frozenset({"correction"})


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
) -> Contribution:
    """Takes in what somebody said.

    Screens the text; writes the contribution, published at once only where the kind asks staff nothing and screening
    holds nothing; writes the address for the answer; opens a case for every question; tells `contribution.submitted`
    to staff. The caller writes the kind's own row in the same transaction.
    """
    asked = kinds.registry.get(kind).questions
    with telling() as tell:
        digest = sha256(text.casefold().encode()).digest()
        context = screening.Context(
            is_double=_is_double(municipality, digest), personal_is_expected=kind in PERSONAL_EXPECTED
        )
        screened = screening.screen(text, context)
        questions = asked or _screened(screened.outcome)
        moment = now()
        is_public = not asked and screened.outcome != screening.Outcome.HOLD
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
        contribution.save(force_insert=True)
        if email:
            Contact(contribution=contribution, email=email).save(force_insert=True)
        Case.objects.bulk_create(_case(contribution, question, moment) for question in questions)
        _tell(tell, contribution, "contribution.submitted")
    return contribution


def _is_double(municipality: Municipality, digest: bytes) -> bool:
    since = now() - timedelta(days=1)
    return Contribution.objects.filter(municipality=municipality, text_digest=digest, submitted_at__gt=since).exists()


def _screened(outcome: screening.Outcome) -> tuple[str, ...]:
    return () if outcome == screening.Outcome.PUBLISH else (Question.FIT,)


def _case(contribution: Contribution, question: str, moment: datetime) -> Case:
    return Case(
        contribution=contribution,
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
