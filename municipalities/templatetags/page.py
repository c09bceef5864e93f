"""Tags every page may use."""

import re
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.sign_in_links import localised, place_of, sign_in_url
from municipalities.access import membership_here
from municipalities.languages import in_language
from municipalities.models import Municipality
from municipalities.rules import Doors, doors_of

register = template.Library()
# What people read as one word: an address, a date, a number, a time, a telephone number. static/js/correct.js has the
# same rule, and tests/fixtures/words.json holds both to it.
WORDS = re.compile(
    r"\s+"
    r"|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"
    r"|\+?[0-9]+(?:[.,:/][0-9]+)*(?: [0-9]+)*(?![.,:/]?\w)"
    r"|\w+(?:[.-]\w+)*"
    r"|[^\s\w]"
)
MOST_COMPARED = 2_000


class Words(NamedTuple):
    """Two texts with what differs marked."""

    was: SafeString
    becomes: SafeString


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """One of the house's icons, for decoration: the words beside it say what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons/sprite.svg"), name
    )


@register.simple_tag(takes_context=True)
def doors_in(context: Context, municipality: Municipality) -> Doors:
    """Which doors of the municipality's staff open for the visitor of this page."""
    return doors_of(membership_here(context["request"], municipality))


@register.simple_tag
def url_of(municipality: Municipality, name: str, *arguments: object) -> str:
    """The address of a page of a municipality in the language of this page."""
    return municipality.url(name, *arguments)


@register.simple_tag(takes_context=True)
def here_in(context: Context, language: str) -> str:
    """The address of this page in another language."""
    request = context["request"]
    return in_language(place_of(request), language, at_home=bool(getattr(request, "own_slug", None)))


@register.simple_tag(takes_context=True)
def sign_in_here(context: Context) -> str:
    """The address to sign in at and come back from to this page; on the pages of signing in, the page itself."""
    request = context["request"]
    is_there = request.path_info.startswith(reverse("account_login"))
    return place_of(request) if is_there else sign_in_url(request)


@register.simple_tag(takes_context=True)
def lang(context: Context, code: str) -> SafeString:
    """The attribute that says in which language a text is, where that is not the page's own (WCAG 2.2, 3.1.2)."""
    return SafeString("") if code == context.get("language", code) else format_html(' lang="{}"', code)


@register.simple_tag
def platform_url(name: str) -> str:
    """The address of a page of the platform or of the person in the language of this page."""
    return localised(reverse(name))


@register.simple_tag
def was_becomes(was: object, becomes: object) -> Words:
    """Two texts, word by word: what goes in <del>, what comes in <ins>. Long texts are marked as a whole."""
    old, new = WORDS.findall(str(was)), WORDS.findall(str(becomes))
    if len(old) + len(new) > MOST_COMPARED:
        return Words(_marked("del", old), _marked("ins", new))
    left, right = "", ""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = kind == "equal"
        left += escape("".join(old[a:b])) if same else _marked("del", old[a:b])
        right += escape("".join(new[c:d])) if same else _marked("ins", new[c:d])
    return Words(mark_safe(left), mark_safe(right))  # noqa: S308 - every word was escaped


def _marked(tag: str, words: list[str]) -> SafeString:
    return format_html("<{0}>{1}</{0}>", mark_safe(tag), "".join(words)) if words else SafeString("")  # noqa: S308 - our own tag
