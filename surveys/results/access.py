"""Who may see the results: everybody once they are public, else who answered (and says so with what they hold)."""

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from accounts.guests import key_of
from municipalities.access import membership_here
from surveys.models import Participation, Shown, Survey
from surveys.rules import are_results_public
from surveys.services.people import by_guest, digest_of

TOKEN = "t"  # noqa: S105 - the name of a parameter


def has_answered_url(survey: Survey) -> str:
    """Where somebody who just answered is sent: the results, with a token that says no more than that they answered."""
    return f"{survey.municipality.url('surveys:results', survey.slug)}?{TOKEN}={token_of(survey)}"


def token_of(survey: Survey) -> str:
    """The same for everybody who answered this survey."""
    return _signer().sign(str(survey.pk)).partition(":")[2]


def has_token(request: HttpRequest, survey: Survey) -> bool:
    """Whether the address says that its visitor answered."""
    try:
        _signer().unsign(f"{survey.pk}:{request.GET.get(TOKEN, '')}")
    except BadSignature:
        return False
    return True


def check_results(request: HttpRequest, survey: Survey) -> None:
    """Lets in who may see the results now, and its staff always; raises PermissionDenied for others."""
    if not is_shown_to(request, survey) and membership_here(request, survey.municipality) is None:
        raise PermissionDenied


def is_shown_to(request: HttpRequest, survey: Survey) -> bool:
    """Whether a visitor may see the results now, whoever it is."""
    if are_results_public(survey, has_answered=has_token(request, survey)):
        return True
    return survey.shown == Shown.ANSWERED and _took_part(request, survey)


def _took_part(request: HttpRequest, survey: Survey) -> bool:
    """By the key in this browser, as long as the survey can compare it."""
    key = key_of(request)
    if key is None or survey.key is None:
        return False
    return Participation.objects.filter(survey=survey, digest=digest_of(survey, by_guest(key))).exists()


def _signer() -> Signer:
    return Signer(salt="surveys.answered")
