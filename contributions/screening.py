"""Screening: pure functions that notice things in a text. They say why in words, and never delete."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.be import nn

MOST_CHARACTERS = 10_000
MOST_LINKS = 5
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# 11 digits in any usual writing: 85.07.30-033.28
NATIONAL = re.compile(r"(?<!\d)\d{2}[ .]?\d{2}[ .]?\d{2}[ .-]?\d{3}[ .-]?\d{2}(?!\d)")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b", re.IGNORECASE)
# an@example.org, as far as it can be told from what people write around it
MAIL = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']{1,253}\.[A-Za-z]{2,}")


class Outcome(StrEnum):
    """What should happen, mildest first."""

    PUBLISH = "publish"
    FLAG = "flag"  # publish, and let staff look
    HOLD = "hold"  # staff look first


@dataclass(frozen=True)
class Finding:
    """One thing that was noticed, and how serious it is."""

    code: str
    outcome: Outcome


@dataclass(frozen=True)
class Context:
    """What the checks may know besides the text."""

    is_double: bool = False  # the same text, in the same municipality, in the last day
    personal_is_expected: bool = False  # a correction may well hold a service's own telephone number or address


@dataclass(frozen=True)
class Screening:
    """Everything that was noticed."""

    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """The most serious of all findings; publish when there is none."""
        order = list(Outcome)
        return max((one.outcome for one in self.findings), key=order.index, default=Outcome.PUBLISH)


SENTENCES: dict[str, str | Promise] = {
    "size": _("very long text"),
    "links": _("many links"),
    "national_number": _("national number"),
    "iban": _("account number"),
    "phone": _("telephone number"),
    "mail": _("e-mail address"),
    "double": _("same text as before"),
}


def screen(text: str, context: Context) -> Screening:
    """Runs every check over the text."""
    return Screening(tuple(finding for check in CHECKS for finding in check(text, context)))


def sizes(text: str, context: Context) -> Iterable[Finding]:
    """A text that nobody will read to the end."""
    if len(text) > MOST_CHARACTERS:
        yield Finding("size", Outcome.HOLD)


def links(text: str, context: Context) -> Iterable[Finding]:
    """Advertising comes with many links."""
    if len(LINK.findall(text)) > MOST_LINKS:
        yield Finding("links", Outcome.HOLD)


def national_numbers(text: str, context: Context) -> Iterable[Finding]:
    """A Belgian national register number, with its check digits (mod 97, also for births from 2000 on)."""
    if any(nn.is_valid(hit) for hit in NATIONAL.findall(text)):
        yield Finding("national_number", Outcome.HOLD)


def ibans(text: str, context: Context) -> Iterable[Finding]:
    """A bank account number (ISO 13616), with its check digits."""
    if any(iban.is_valid(hit, check_country=False) for hit in IBAN.findall(text)):
        yield Finding("iban", Outcome.HOLD)


def phones(text: str, context: Context) -> Iterable[Finding]:
    """A telephone number, unless the text is about one."""
    if not context.personal_is_expected and phonenumbers.PhoneNumberMatcher(text, "BE").has_next():
        yield Finding("phone", Outcome.FLAG)


def mails(text: str, context: Context) -> Iterable[Finding]:
    """An e-mail address, unless the text is about one."""
    if not context.personal_is_expected and MAIL.search(text):
        yield Finding("mail", Outcome.FLAG)


def doubles(text: str, context: Context) -> Iterable[Finding]:
    """The same text again."""
    if context.is_double:
        yield Finding("double", Outcome.FLAG)


CHECKS: tuple[Callable[[str, Context], Iterable[Finding]], ...] = (
    sizes,
    links,
    national_numbers,
    ibans,
    phones,
    mails,
    doubles,
)
