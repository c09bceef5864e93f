"""Personal data in open answers: noticed and named for staff, never taken away."""

import re
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contributions import screening

MAIL = re.compile(r"[^\s@<>\"']{1,64}@[^\s@<>\"']+\.[A-Za-z]{2,}")


def noticed(text: str) -> list[str | Promise]:
    """What in the text may lead to a person, in words."""
    return [words for words, is_there in CHECKS if is_there(text)]


def _screened(code: str) -> Callable[[str], bool]:
    check = {"national_number": screening.national_numbers, "iban": screening.ibans, "phone": screening.phones}[code]
    return lambda text: any(check(text, screening.Context()))


CHECKS: tuple[tuple[str | Promise, Callable[[str], bool]], ...] = (
    (screening.SENTENCES["national_number"], _screened("national_number")),
    (screening.SENTENCES["iban"], _screened("iban")),
    (screening.SENTENCES["phone"], _screened("phone")),
    (_("e-mail address"), lambda text: MAIL.search(text) is not None),
)
