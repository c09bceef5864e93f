"""Texts of files as plain text, and the languages they are in."""

import re
from html import unescape

import nh3

LANGUAGES = ("nl", "fr", "de", "en")
LONGEST = 4000

TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<!--")
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
KEPT = {"p", "br", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
UNHEARD = (KEPT - {"td", "th"}) | {
    "span",
    "ul",
    "ol",
    "font",
    "strong",
    "em",
    "b",
    "i",
    "u",
}  # without them a text says the same
BREAK = re.compile(r"<(?:br|/p|/div|/tr|/h[1-6])>")
ITEM = re.compile(r"<li>")
CELL = re.compile(r"</t[dh]>")
ANY = re.compile(r"<[^>]*>")
GAPS = re.compile(r"\n{3,}")
SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
# What no page shows: control characters and halves of characters.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(written: str) -> str:
    """The words of a text, its mark-up gone: paragraphs on lines of their own, items of a list behind a dash."""
    text = UNKEEPABLE.sub("", written)
    if TAG.search(text):
        text = _without_tags(text)
    elif ENTITY.search(text):
        text = unescape(text)
    lines = (SPACE.sub(" ", line).strip() for line in UNKEEPABLE.sub("", text).split("\n"))
    return GAPS.sub("\n\n", "\n".join(lines)).strip()


def _without_tags(html: str) -> str:
    clean = nh3.clean(html.replace("\n", " "), tags=KEPT, attributes={}, clean_content_tags={"script", "style"})
    return unescape(ANY.sub("", CELL.sub(" ", ITEM.sub("\n- ", BREAK.sub("\n", clean)))))


def lost_markup(written: str) -> str:
    """The tags of which a reader will miss something when they are gone, as `img, a`; empty when there are none."""
    tags = dict.fromkeys(found[1].lower() for found in TAG.finditer(written) if found[1])
    return ", ".join(tag for tag in tags if tag not in UNHEARD)


def language_of(named: str) -> str:
    """The code of a language as files name it: `nl`, `nl-BE`, `Nederlands (nl)`, `English`; as it stands when unknown."""
    name = named.strip().lower()
    in_brackets = re.search(r"\(([a-z]{2,3})(?:[-_][a-z0-9]+)*\)$", name)
    code = in_brackets[1] if in_brackets else re.split(r"[-_]", name)[0]
    return NAMES.get(name, NAMES.get(code, code if in_brackets else named.strip()))


NAMES = {
    **{code: code for code in LANGUAGES},
    **dict.fromkeys(("dutch", "nederlands", "nld", "dut", "vlaams", "néerlandais"), "nl"),
    **dict.fromkeys(("french", "français", "francais", "fra", "fre", "frans"), "fr"),
    **dict.fromkeys(("german", "deutsch", "deu", "ger", "duits", "allemand"), "de"),
    **dict.fromkeys(("english", "eng", "engels", "anglais"), "en"),
}


# What stands on buttons that a file's own program draws by itself: part of the document once it is here.
WORDS = {
    "yes": {"nl": "Ja", "fr": "Oui", "de": "Ja", "en": "Yes"},
    "no": {"nl": "Nee", "fr": "Non", "de": "Nein", "en": "No"},
    "uncertain": {"nl": "Onzeker", "fr": "Incertain", "de": "Unsicher", "en": "Uncertain"},
    "more": {"nl": "Meer", "fr": "Plus", "de": "Mehr", "en": "Increase"},
    "same": {"nl": "Evenveel", "fr": "Autant", "de": "Gleich", "en": "Same"},
    "less": {"nl": "Minder", "fr": "Moins", "de": "Weniger", "en": "Decrease"},
    "female": {"nl": "Vrouw", "fr": "Femme", "de": "Frau", "en": "Female"},
    "male": {"nl": "Man", "fr": "Homme", "de": "Mann", "en": "Male"},
    "none": {"nl": "Geen van deze", "fr": "Aucun de ceux-ci", "de": "Nichts davon", "en": "None"},
    "refuse": {
        "nl": "Zeg ik liever niet",
        "fr": "Je préfère ne pas le dire",
        "de": "Keine Angabe",
        "en": "Refuse to answer",
    },
    "other": {"nl": "Iets anders", "fr": "Autre chose", "de": "Etwas anderes", "en": "Something else"},
    "dontknow": {"nl": "Weet ik niet", "fr": "Je ne sais pas", "de": "Weiß ich nicht", "en": "I don't know"},
    "survey": {"nl": "Bevraging", "fr": "Enquête", "de": "Umfrage", "en": "Survey"},
    "explain": {"nl": "Licht toe", "fr": "Expliquez", "de": "Erläutern Sie", "en": "Explain"},
}
