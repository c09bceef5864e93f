"""How somebody shows that they may answer, per kind of survey, after they filled it in: the digest that comes of it.

A gate lets somebody through, or raises: Refused with a sentence, NotProven for the page on which an address is proved,
SignInNeeded for who has to sign in first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import guests
from municipalities.access import SignInNeeded
from surveys.models import Anonymity, Survey
from surveys.services import UnknownCode, WrongCode, check_code, proven
from surveys.services.people import by_account, by_code, by_guest, by_mail, digest_of


class Refused(Exception):
    """This person may not answer; the message says why."""


class NotProven(Exception):
    """This person has to prove an address first; the message says what went wrong, if anything did."""


@dataclass(frozen=True)
class Passed:
    """Somebody may answer; `key` is the one to leave in their browser."""

    digest: bytes
    key: UUID | None = None


def passed(request: HttpRequest, survey: Survey) -> Passed:
    """Lets somebody through the gate of this survey, or raises as said above; NoLongerOpen once its key is gone."""
    return GATES[Anonymity(survey.anonymity)](request, survey)


def _anonymous(request: HttpRequest, survey: Survey) -> Passed:
    key = guests.key_of(request) or guests.new_key()
    return Passed(digest_of(survey, by_guest(key)), key)


def _code(request: HttpRequest, survey: Survey) -> Passed:
    digest = digest_of(survey, by_code(request.POST.get("code", "")))
    try:
        check_code(survey=survey, digest=digest)
    except UnknownCode as error:
        raise Refused(_("We do not know this code. Look again at the letter you got.")) from error
    return Passed(digest)


def _email(request: HttpRequest, survey: Survey) -> Passed:
    if not request.POST.get("brief"):
        raise NotProven
    try:
        address = proven(survey=survey, token=request.POST["brief"], code=request.POST.get("mailcode", ""))
    except WrongCode as error:
        sentence = _("This is not the code we sent, or it is older than an hour. Look again, or have another one sent.")
        raise NotProven(sentence) from error
    return Passed(digest_of(survey, by_mail(address)))


def _account(request: HttpRequest, survey: Survey) -> Passed:
    if not request.user.is_authenticated:
        raise SignInNeeded
    return Passed(digest_of(survey, by_account(request.user)))


GATES: Mapping[Anonymity, Callable[[HttpRequest, Survey], Passed]] = {
    Anonymity.ANONYMOUS: _anonymous,
    Anonymity.CODE: _code,
    Anonymity.EMAIL: _email,
    Anonymity.ACCOUNT: _account,
}
