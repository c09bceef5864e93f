"""Documents to begin with: an empty one, a copy, what was imported, and the questions about the person."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.building.identity import name_for, names_in, value_for
from surveys.building.ordering import add_page
from surveys.building.wording import with_default
from surveys.definition import Document
from surveys.definition.shape import UNSTORABLE
from surveys.formats import Imported, Line

IMPORTED = "imported"
AGES = ("0-17", "18-34", "35-49", "50-64", "65-79", "80+")


def empty(title: str, locale: str = "nl") -> Document:
    """A survey with one section and nothing to ask yet."""
    return {
        "format": "participatie-survey/1",
        "locale": locale,
        "title": title,
        "pages": [{"name": "deel_1", "elements": []}],
    }


def copied(document: Document, title: str) -> Document:
    """The same questions under another title. What an import told stays with the first."""
    rest = {key: value for key, value in document.items() if key != IMPORTED}
    return {**rest, "title": with_default(document["title"], title)}


def imported(found: Imported, *, form: str) -> Document:
    """What was read from a file of this format, with the report beside it, so that it stays readable."""
    return {**found.document, IMPORTED: {"form": form, "lines": [_line(line) for line in found.report]}}


def _line(line: Line) -> Document:
    values = {name: _clean(said) for name, said in line.values.items()}
    return {"where": _clean(line.where), "code": line.code, "values": values}


def _clean(words: str) -> str:
    """Without what a database can't keep; an expression in a broken file may hold anything."""
    return UNSTORABLE.sub("�", words)


def without_report(document: Document) -> Document:
    """Without what an import told: what goes out, or was read."""
    return {key: value for key, value in document.items() if key != IMPORTED}


def add_profile(document: Document, *, taken: Collection[str] = ()) -> Document:
    """With a last section about the person, which everybody may skip: how old they are, and where they live."""
    names = set(names_in([document])) | {one.lower() for one in taken}
    with override(document["locale"]):
        page = name_for(_("About you"), names, otherwise="deel")
        age = name_for(_("Age"), {*names, page}, otherwise="vraag")
        home = name_for(_("Where you live"), {*names, page, age}, otherwise="vraag")
        made: Document = {"name": page, "title": _("About you"), "description": _("You may skip this."), "elements": []}
        made["elements"] = [
            {"type": "radiogroup", "name": age, "title": _("How old are you?"), "choices": _ages()},
            {"type": "place", "name": home, "title": _("Where in the municipality do you live?")},
        ]
    return {**add_page(document, made), "profile": [*document.get("profile", []), age, home]}


def _ages() -> list[Document]:
    made: list[Document] = []
    for words in AGES:
        text = _("%(ages)s years") % {"ages": words}
        made.append({"value": value_for(words, [one["value"] for one in made]), "text": text})
    return made
