"""The builder of surveys, as staff work with it: forms of pages, and nothing else."""

from surveys.models import Survey
from surveys.services import written
from tests.surveys.forms import form, words_of

HERE = "/gent/bevragingen/beheer/"


def begun(desk, title: str = "Het park") -> str:
    """A new survey; the address of its builder."""
    sent = form(desk, f"{HERE}nieuw/", "leeg").send(**{"leeg-title": title})
    assert sent.status_code == 302
    return sent["Location"]


def asks(desk, here: str, kind: str, title: str, page: str = "deel_1", **typed: object) -> str:
    """Adds a question; its name."""
    adding = form(desk, f"{here}deel/{page}/vraag/?kind={kind}")
    sent = adding.send(kind=kind, title=title, **typed)
    assert sent.status_code == 302, words_of(sent)
    return sent["Location"].rpartition("#v-")[2]


def choices(*texts: str) -> dict[str, object]:
    rows = {f"keuze-{at}-text": text for at, text in enumerate(texts)}
    return {**rows, "keuze-TOTAL_FORMS": str(len(texts))}


def now(slug: str = "het-park") -> dict:
    return written(Survey.objects.get(slug=slug)).document


EVERY_KIND = {
    "one": choices("Ja", "Nee"),
    "several": {**choices("Banken", "Bomen", "Niets"), "keuze-2-exclusive": "on", "maxSelectedChoices": "2"},
    "scale": {"keuze-0-text": "slecht", "keuze-4-text": "goed", "showDontKnowItem": "on"},
    "nps": {"minRateDescription": "nooit", "maxRateDescription": "zeker"},
    "number": {"min": "0", "max": "120", "step": "1"},
    "text": {"maxLength": "40"},
    "comment": {"maxLength": "400"},
    "ranking": {**choices("Rust", "Sport"), "maxSelectedChoices": "1"},
    "date": {"min": "2026-01-01", "max": "2026-12-31"},
    "place": {},
    "photo": {},
    "statement": {},
}
