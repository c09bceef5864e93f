"""Proving an address: a code by mail, and a word of ours that it was typed again, good for this survey alone.

Nothing is stored. The token that waits in the person's own form holds the address and a keyed digest of the code; the
proof holds the address. Both are signed for the survey, and neither is ever kept with an answer.
"""

from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.core.validators import validate_email
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from outbound.services import post
from surveys.models import Survey
from surveys.services.people import ALPHABET, new_code

GOOD_FOR = 3600
MOST_ADDRESS = 254


class NoAddress(ValueError):
    """Nobody can get a mail at this."""


class WrongCode(ValueError):
    """The code is not the one that was sent, or it was sent too long ago."""


def send_code(*, survey: Survey, address: str, language: str) -> str:
    """Sends a code to an address; returns the token that `proven` wants beside the code.

    Posts the letter, and nothing else. Raises NoAddress.
    """
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise NoAddress from error
    if len(address) > MOST_ADDRESS:
        raise NoAddress
    code = new_code()
    with override(language):
        subject, body = _letter(survey, code)
        post(key=f"survey.code:{uuid4()}", to=address, subject=subject, body=body, language=language)
    return dumps({"to": address, "code": _digest(survey, code)}, salt=_salt(survey))


def sent_to(*, survey: Survey, token: str) -> str:
    """The address a token's code was sent to. Raises WrongCode for a token that is not ours or too old."""
    return str(_read(survey, token)["to"])


def proven(*, survey: Survey, token: str, code: str) -> str:
    """The address that was proved by typing its code. Raises WrongCode."""
    waiting = _read(survey, token)
    if not constant_time_compare(waiting["code"], _digest(survey, code)):
        raise WrongCode
    return str(waiting["to"])


def _read(survey: Survey, token: str) -> dict[str, Any]:
    try:
        waiting: dict[str, Any] = loads(token, salt=_salt(survey), max_age=GOOD_FOR)
    except BadSignature as error:
        raise WrongCode from error
    return waiting


def _digest(survey: Survey, code: str) -> str:
    typed = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return salted_hmac(_salt(survey), typed, algorithm="sha256").hexdigest()


def _salt(survey: Survey) -> str:
    return f"surveys.proof.{survey.pk}"


def _letter(survey: Survey, code: str) -> tuple[str, str]:
    place, title = survey.municipality.named, survey.activity.title
    subject = _("%(place)s: your code is %(code)s") % {"place": place, "code": code}
    body = _(
        "Hello,\n\nWith this code you send your answers to “%(title)s”:\n\n%(code)s\n\nIt works for one hour.\n\n"
        "Your answers do not show your address. Did you not ask for this? Then you need not do anything."
    ) % {"title": title, "code": code}
    return subject, body
