"""Personal data in open answers: noticed and named for staff, never taken away."""

from django.utils.functional import Promise

from contributions import screening

CHECKS = (screening.national_numbers, screening.ibans, screening.phones, screening.mails)


def noticed(text: str) -> list[str | Promise]:
    """What in the text may lead to a person, in words."""
    found = (finding for check in CHECKS for finding in check(text, screening.Context()))
    return [screening.SENTENCES[finding.code] for finding in found]
