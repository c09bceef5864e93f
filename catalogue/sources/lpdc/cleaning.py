"""Values as they may be kept: no control characters, no scripts, no invisible letters in addresses."""

import re
from datetime import UTC, datetime
from html import unescape
from zoneinfo import ZoneInfo

import nh3

BRUSSELS = ZoneInfo("Europe/Brussels")
TAGS = {
    "p", "ul", "ol", "li", "a", "strong", "em", "br", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}
MOST_URL = 2000

# PostgreSQL keeps no NUL in JSON, UTF-8 has no lone surrogates, and no page shows the other control characters.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
SPACE = re.compile(r"\s+")
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)")
MARK_UP = re.compile(r"<[^>]*>")


def text(value: str) -> str:
    """One line of plain text."""
    return SPACE.sub(" ", UNKEEPABLE.sub("", value)).strip()


def lines(value: str) -> str:
    """Plain text that may run over lines."""
    kept = UNKEEPABLE.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.strip() for line in kept.split("\n")).strip()


def html(value: str) -> str:
    """A fragment of HTML without anything that can act, and without attributes but those of links and tables.

    Cleaning what is clean changes nothing. Mark-up without any text in it is empty.
    """
    kept = nh3.clean(
        UNKEEPABLE.sub("", value),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        link_rel=None,
    ).strip()
    return kept if INVISIBLE.sub("", unescape(MARK_UP.sub("", kept))).strip() else ""


def _attribute(tag: str, name: str, value: str) -> str:
    return visible(value) if name == "href" else value


def visible(value: str) -> str:
    """A value of which every character can be seen: for addresses, numbers and mail."""
    return text(INVISIBLE.sub("", value))


def url(value: str) -> str:
    """A web address, completed with https:// when it has no scheme; empty when it is anything else or too long."""
    address = visible(value).replace(" ", "%20")
    if not address or len(address) > MOST_URL:
        return ""
    if address.lower().startswith(("http://", "https://")):
        return address
    return "" if SCHEME.match(address) or address.startswith(("/", "#", "?")) else f"https://{address}"


def moment(value: str) -> datetime | None:
    """A moment in time with its zone (UTC when it names none), or None when it is no moment that can be used."""
    try:
        read = datetime.fromisoformat(value.strip())
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(value: str) -> str:
    """The day in Belgium of a moment, as YYYY-MM-DD; empty when it is no moment."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        return value.strip() if moment(value) else ""
    read = moment(value)
    try:
        return read.astimezone(BRUSSELS).date().isoformat() if read else ""
    except OverflowError:
        return ""


def flag(value: str) -> str:
    """A boolean as "true" or "false"; empty when it is neither."""
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(value.strip().lower(), "")
