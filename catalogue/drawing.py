"""How the fields on a record's page look.

Drawn here and not in a template: a page has dozens of fields, and in the template language they were a quarter of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.models import Record
from municipalities.templatetags.page import icon

Item = Mapping[str, Any]
Draw = Callable[..., SafeString]
FACT = """
<div class="fact" id="veld-{slug}">
  <div class="label" id="l-{slug}">{label}</div>
  <div class="value">{value} {notes}</div>
</div>"""
QUESTIONS = """
<form class="ask" method="post" action="{confirm_url}">
  <input type="hidden" name="field" value="{path}"><input type="hidden" name="fingerprint" value="{fingerprint}">
  <button class="btn sm" name="answer" value="yes"{pressed} aria-describedby="l-{slug}">{check}{right}</button>
  <a class="btn sm" href="{correct_url}?veld={field}#veld-{slug}" aria-describedby="l-{slug}">{pencil}{change}</a>
</form>"""
QUESTIONED = f"{FACT.removesuffix('</div>')}{QUESTIONS}</div>"
PRESSED = SafeString(' aria-pressed="true"')


def questioned_of(record: Record) -> Draw:
    """Draws a field with its two questions; what all fields of the page share is looked up and escaped once."""
    shared = {
        "confirm_url": record.municipality.url("catalogue:confirm", record.pk),
        "correct_url": record.municipality.url("catalogue:correct", record.pk),
        "check": icon("check"),
        "pencil": icon("edit"),
        "pressed": "",
        "right": _("Yes, that's right"),
        "change": _("No, change it"),
    }
    return partial(format_html, QUESTIONED, **{name: conditional_escape(value) for name, value in shared.items()})


def facts(items: Iterable[Item], questioned: Draw) -> SafeString:
    """The fields under each other, each with what is said of it and, where people may correct it, two questions."""
    return format_html_join("", "{}", ((_fact(item, questioned),) for item in items))


def _fact(item: Item, questioned: Draw) -> SafeString:
    notes = format_html_join("", "{}", ((note,) for note in _notes(item)))
    shown = {"slug": item["slug"], "label": item["label"], "value": item["value"], "notes": notes}
    if not item["correctable"]:
        return format_html(FACT, **shown)
    own = {"pressed": PRESSED, "right": _("You say: right")} if item["own_answer"] == "yes" else {}
    path = item["path"]
    return questioned(**shown, path=path, field=quote(path), fingerprint=item["fingerprint"], **own)


def _notes(item: Item) -> Iterator[SafeString]:
    beside, said = item["overlay_value"], item["counts"].get("yes")
    if item["is_forwarded"]:
        yield format_html('<p class="beside">{} {}</p>', _("Passed on, waiting for the source:"), beside)
    elif beside:
        yield format_html('<p class="beside">{} {}</p>', _("According to people here:"), beside)
    if item["pending"]:
        yield format_html('<p><span class="tag info">{}</span></p>', _("A proposal is being looked at"))
    if said:
        words = ngettext("%(count)s person says this is right", "%(count)s people say this is right", said)
        yield format_html('<p class="muted small">{}</p>', words % {"count": said})
