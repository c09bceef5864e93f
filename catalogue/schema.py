"""What a field is: its label, its kind, whether people may correct it, and where it stands on the page.

Which fields are worth correcting: ../shared/reference/standards.md 2.10 (contact, websites, texts of procedures,
conditions, costs, legal resources, start and end). What comes from the concept is for staff.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue import fieldtext, wording
from catalogue.sources.lpdc import cleaning, codes

MOST = 2_000
MOST_HTML = 10_000
FIRST_YEAR = 1830  # no service of a Belgian municipality is older
MAY_BE_EMPTY = frozenset({"url", "email", "phone", "hours", "date"})
SHORT_NUMBER = re.compile(r"1\d{2,3}")  # 1700, 112: in no list of ordinary numbers
INDEX = re.compile(r"/\d+(?=/)")
is_web = URLValidator(schemes=["http", "https"])

concept_label = codes.label


class InvalidValue(ValueError):
    """A proposed value that its field can't hold; the message is for the person who proposed it."""


@dataclass(frozen=True)
class FieldSpec:
    """One field of a record."""

    path: str
    label: str | Promise
    kind: str  # text, html, url, email, phone, hours, date, flag or concepts
    correctable: bool
    language: str | None
    group: str | Promise
    position: int

    @property
    def slug(self) -> str:
        """The path as part of an address within a page."""
        return self.path.replace("/", "-").replace("@", "-")


@dataclass(frozen=True)
class _Row:
    label: str | Promise
    kind: str
    group: str | Promise
    correctable: bool = True
    is_shown: bool = True


def _rows(group: Promise, *rows: tuple[str, Promise, str]) -> dict[str, _Row]:
    return {pattern: _Row(label, kind, group) for pattern, label, kind in rows}


def _fixed(group: Promise, *rows: tuple[str, Promise, str]) -> dict[str, _Row]:
    return {pattern: _Row(label, kind, group, correctable=False) for pattern, label, kind in rows}


def _hidden(group: Promise, *rows: tuple[str, Promise, str]) -> dict[str, _Row]:
    return {pattern: replace(row, is_shown=False) for pattern, row in _fixed(group, *rows).items()}


_WEB = gettext_lazy("Web address")
_WHAT, _PROCEDURE = gettext_lazy("What is it?"), gettext_lazy("How do you do it?")
_CONDITIONS, _COSTS = gettext_lazy("Conditions"), gettext_lazy("Costs")
_CONTACT, _SITES, _LAW = gettext_lazy("Contact"), gettext_lazy("Websites"), gettext_lazy("Legal basis")
_ABOUT = gettext_lazy("About this service")

# In reading order. A path without its indexes and language -> what it is.
ROWS: Mapping[str, _Row] = {
    "title": _Row(
        gettext_lazy("Name of the service"), "text", _WHAT, correctable=False, is_shown=False
    ),  # the heading of the page
    **_fixed(
        _WHAT,
        ("description", gettext_lazy("Description"), "html"),
        ("additional_description", gettext_lazy("More about it"), "html"),
    ),
    **_rows(
        _CONTACT,
        ("contact/telephone", gettext_lazy("Telephone"), "phone"),
        ("contact/email", gettext_lazy("E-mail"), "email"),
        ("contact/url", _WEB, "url"),
        ("contact/hours", gettext_lazy("Opening hours"), "hours"),
        ("contact/address/street", gettext_lazy("Street"), "text"),
        ("contact/address/house_number", gettext_lazy("House number"), "text"),
        ("contact/address/box_number", gettext_lazy("Box"), "text"),
        ("contact/address/postcode", gettext_lazy("Postcode"), "text"),
        ("contact/address/municipality", gettext_lazy("Municipality"), "text"),
        ("contact/address/country", gettext_lazy("Country"), "text"),
    ),
    **_rows(
        _PROCEDURE,
        ("procedure/title", gettext_lazy("Name of the procedure"), "text"),
        ("procedure/description", gettext_lazy("How it works"), "html"),
        ("procedure/website/title", gettext_lazy("Name of the website"), "text"),
        ("procedure/website/description", gettext_lazy("About the website"), "html"),
        ("procedure/website/url", _WEB, "url"),
    ),
    **_rows(
        _CONDITIONS,
        ("requirement/title", gettext_lazy("Condition"), "text"),
        ("requirement/description", gettext_lazy("Condition, explained"), "html"),
        ("requirement/evidence/title", gettext_lazy("What to bring"), "text"),
        ("requirement/evidence/description", gettext_lazy("What to bring, explained"), "html"),
        ("exception", gettext_lazy("Exceptions"), "html"),
    ),
    **_rows(
        _COSTS,
        ("cost/title", gettext_lazy("Name of the cost"), "text"),
        ("cost/description", gettext_lazy("Cost, explained"), "html"),
        ("advantage/title", gettext_lazy("Financial advantage"), "text"),
        ("advantage/description", gettext_lazy("About the advantage"), "html"),
    ),
    **_rows(
        _SITES,
        ("website/title", gettext_lazy("Name of the website"), "text"),
        ("website/description", gettext_lazy("About the website"), "html"),
        ("website/url", _WEB, "url"),
    ),
    **_rows(
        _LAW,
        ("legal_resource/title", gettext_lazy("Name of the rule"), "text"),
        ("legal_resource/description", gettext_lazy("Rule, explained"), "html"),
        ("legal_resource/url", _WEB, "url"),
        ("regulation", gettext_lazy("Regulation"), "html"),
    ),
    **_rows(
        _ABOUT,
        ("start_date", gettext_lazy("Starts on"), "date"),
        ("end_date", gettext_lazy("Ends on"), "date"),
    ),
    **_fixed(
        _ABOUT,
        ("type", gettext_lazy("Kind of service"), "concepts"),
        ("themes", gettext_lazy("Themes"), "concepts"),
        ("audiences", gettext_lazy("For whom"), "concepts"),
        ("competent_levels", gettext_lazy("Which government decides"), "concepts"),
        ("executing_levels", gettext_lazy("Which government does it"), "concepts"),
        ("languages", gettext_lazy("Languages"), "concepts"),
    ),
    "archived": _Row(gettext_lazy("This service no longer exists"), "flag", _ABOUT, is_shown=False),
    **_hidden(
        _ABOUT,
        ("keywords", gettext_lazy("Search words"), "concepts"),
        ("product_id", gettext_lazy("Product number"), "text"),
        ("publication_media", gettext_lazy("Published in"), "concepts"),
        ("your_europe", gettext_lazy("Category of Your Europe"), "concepts"),
        ("competent_authorities", gettext_lazy("Authority that decides"), "concepts"),
        ("executing_authorities", gettext_lazy("Authority that does it"), "concepts"),
        ("spatial", gettext_lazy("Area"), "concepts"),
        ("created_by", gettext_lazy("Made by"), "text"),
        ("created", gettext_lazy("Made on"), "text"),
        ("concept", gettext_lazy("Made after"), "text"),
        ("tags", gettext_lazy("Labels"), "concepts"),
    ),
}
_OTHER = _Row(gettext_lazy("Other data"), "text", _ABOUT, correctable=False, is_shown=False)
PLACES = {pattern: place for place, pattern in enumerate(ROWS)}
for _pattern in list(PLACES):  # a part stands where its first field stands
    while "/" in _pattern:
        _pattern = _pattern.rpartition("/")[0]
        PLACES.setdefault(_pattern, min(place for row, place in PLACES.items() if row.startswith(f"{_pattern}/")))


@lru_cache(2_000)
def field(path: str) -> FieldSpec:
    """What the field at `path` is. A path we do not know is text without a name of its own, and can't be corrected."""
    base, _at, language = path.partition("@")
    pattern = INDEX.sub("", base)
    row = ROWS.get(pattern, _OTHER)
    return FieldSpec(
        path=path,
        label=_numbered(row.label, base, "{} ({})"),
        kind=row.kind,
        correctable=row.correctable,
        language=language or None,
        group=_numbered(row.group, base, "{} {}"),
        position=PLACES.get(pattern, len(PLACES)),
    )


def _numbered(words: str | Promise, base: str, pattern: str) -> str | Promise:
    """The second contact and its fields are told apart from the first, also where they stand alone."""
    found = re.match(r"\w+/(\d{1,4})/", base)
    number = int(found[1]) + 1 if found else 1
    return format_lazy(pattern, words, number) if number > 1 else words


def shown(fields: Mapping[str, Any], language: str) -> list[FieldSpec]:
    """The fields a page in this language shows, in reading order, each in its best variant."""
    best: dict[str, tuple[int, str]] = {}
    order = _preferred(language)
    for path, value in fields.items():
        base, _at, tag = path.partition("@")
        row = ROWS.get(INDEX.sub("", base))
        if value and row is not None and row.is_shown:
            best[base] = min(best.get(base, (len(order) + 2, "")), (order.get(tag, len(order) + 1), path))
    return [field(best[base][1]) for base in sorted(best, key=_place)]


def _preferred(language: str) -> dict[str, int]:
    tags = wording.DUTCH if language == "nl" else (language, *wording.DUTCH)
    return {tag: place for place, tag in enumerate(("", *tags))}


def place(spec: FieldSpec) -> list[tuple[int, int]]:
    """Where a field stands in reading order."""
    return _place(spec.path.partition("@")[0])


def _place(base: str) -> list[tuple[int, int]]:
    """Where a field stands: the place and number of its part, then of the part in it, then its own."""
    places: list[tuple[int, int]] = []
    pattern = ""
    for part in base.split("/"):
        if part.isdigit() and places:
            places[-1] = (places[-1][0], int(part))
            continue
        pattern = f"{pattern}/{part}" if pattern else part
        places.append((PLACES.get(pattern, len(PLACES)), 0))
    return places


def editable(spec: FieldSpec, value: str) -> str:
    """A value as text in a form: mark-up becomes paragraphs, dashes and addresses in brackets."""
    return fieldtext.plain(value) if spec.kind == "html" else value


def readable(spec: FieldSpec, value: Any) -> str:
    """A value as text that people read: no mark-up, no codes, yes or no in words."""
    if isinstance(value, list):
        return ", ".join(concept_label(one) if one.startswith("http") else one for one in value)
    if spec.kind == "flag":
        return _("yes") if value == "true" else _("no")
    return fieldtext.plain(value) if spec.kind == "html" else str(value)


def changed(spec: FieldSpec, there: str, typed: str) -> str | None:
    """The proposed value as it will be kept; None when it says what stands there, in whatever spacing or form.

    Raises InvalidValue.
    """
    if is_same(typed, editable(spec, there)):
        return None
    kept = clean(spec, typed)
    return None if is_same(editable(spec, kept), editable(spec, there)) else kept


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in spacing and invisible characters at most."""
    return cleaning.INVISIBLE.sub("", one).split() == cleaning.INVISIBLE.sub("", other).split()


def clean(spec: FieldSpec, value: str) -> str:
    """The proposed value as it will be kept, or InvalidValue with a sentence for the person who proposed it."""
    most = MOST_HTML if spec.kind == "html" else MOST
    if len(value) > most:
        raise InvalidValue(
            _("This is too long: at most %(most)s characters.") % {"most": number_format(most, force_grouping=True)}
        )
    if not value.strip():
        if spec.kind in MAY_BE_EMPTY or spec.path.endswith("/box_number"):
            return ""
        raise InvalidValue(_("This can't be empty."))
    kept = CLEANERS.get(spec.kind, cleaning.text)(cleaning.INVISIBLE.sub("", value))
    if not kept:
        raise InvalidValue(_("There is nothing in this that can be read."))
    return kept


def _url(value: str) -> str:
    address = cleaning.url(value)
    try:
        is_web(address)
    except ValidationError as error:
        raise InvalidValue(_("This is no web address. Example: https://www.example.org")) from error
    return address


def _email(value: str) -> str:
    address = cleaning.visible(value)
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidValue(_("This is no e-mail address. Example: name@example.org")) from error
    return address


def _phone(value: str) -> str:
    typed = cleaning.visible(value)
    if SHORT_NUMBER.fullmatch(typed):
        return typed
    try:
        number = phonenumbers.parse(typed, "BE")
    except phonenumbers.NumberParseException as error:
        raise InvalidValue(_("This is no telephone number. Example: 09 210 10 10")) from error
    if phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    raise InvalidValue(_("This is no telephone number. Example: 09 210 10 10"))


def _date(value: str) -> str:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            day = datetime.strptime(value.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day.year >= FIRST_YEAR:
            return day.isoformat()
    raise InvalidValue(_("This is no date. Example: 31/12/2026"))


def _flag(value: str) -> str:
    kept = cleaning.flag(value)
    if not kept:
        raise InvalidValue(_("Choose yes or no."))
    return kept


CLEANERS: Mapping[str, Callable[[str], str]] = {
    "url": _url,
    "email": _email,
    "phone": _phone,
    "hours": cleaning.lines,
    "date": _date,
    "flag": _flag,
    "html": fieldtext.marked_up,
}
