"""The form as PDF: text that can be read aloud and searched, in a font that travels with it, to fill in with a pen."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import reportlab
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate, Spacer

from municipalities.reference import places_of
from surveys.asking import definition_of
from surveys.definition import Definition, Text
from surveys.drawing import Drawn, drawn
from surveys.logic.wording import in_words, numbers_of
from surveys.models import Survey, SurveyVersion

MARGIN = 20 * mm
WIDTH = A4[0] - 2 * MARGIN
PLAIN = ParagraphStyle("plain", fontName="Vera", fontSize=11, leading=15.5, spaceAfter=4)
SMALL = ParagraphStyle("small", parent=PLAIN, leftIndent=0, spaceAfter=6)
QUESTION = ParagraphStyle("question", parent=PLAIN, fontName="VeraBd", fontSize=12, leading=16, spaceBefore=14)
CONDITION = ParagraphStyle("condition", parent=PLAIN, spaceBefore=16, spaceAfter=0)
GUARDED = ParagraphStyle("guarded", parent=QUESTION, spaceBefore=2)
SECTION = ParagraphStyle("section", parent=QUESTION, fontSize=15, leading=19, spaceBefore=20)
TITLE = ParagraphStyle("title", parent=QUESTION, fontSize=20, leading=25, spaceBefore=0, spaceAfter=8)
LINES = {"text": 1, "number": 1, "photo": 0, "comment": 5}


@cache
def _fonts() -> None:
    """Vera comes with reportlab and may be embedded; it has all letters of Latin-1."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


class Mark(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A place in the document that readers list as its contents."""

    def __init__(self, key: str, title: str, level: int) -> None:
        super().__init__()
        self.width = self.height = 0
        self.key, self.title, self.level = key, title, level

    def draw(self) -> None:
        """Leaves the bookmark here."""
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.title, self.key, self.level)


class Copy(Flowable):  # type: ignore[misc]  # reportlab has no types
    """From here on pages belong to this copy, so that a sheet that comes loose is found again."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.width = self.height = 0
        self.number = number

    def draw(self) -> None:
        """Tells the foot of the pages that follow."""
        self.canv.form_number = self.number


class Box(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Something to tick: a square or a circle with words, or a square to write a number in."""

    def __init__(self, words: str, *, is_round: bool = False, size: float = 4.5 * mm) -> None:
        super().__init__()
        self.is_round, self.size = is_round, size
        self.words = Paragraph(escape(words), PLAIN)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its words."""
        self.width, self.height = width, max(self.words.wrap(width - 9 * mm, height)[1], self.size) + 3
        return self.width, self.height

    def draw(self) -> None:
        """The box beside the first line of its words."""
        top = self.height - self.size - 1
        if self.is_round:
            self.canv.circle(self.size / 2, top + self.size / 2, self.size / 2)
        else:
            self.canv.rect(0, top, self.size, self.size)
        self.words.drawOn(self.canv, 9 * mm, self.height - self.words.height)


class Line(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A line to write on, with words before it."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words, self.width, self.height = words, WIDTH, 9 * mm

    def draw(self) -> None:
        """The words, and the line behind them."""
        self.canv.setFont("Vera", 11)
        self.canv.drawString(0, 2, self.words)
        start = pdfmetrics.stringWidth(self.words, "Vera", 11) + (4 if self.words else 0)
        self.canv.line(start, 0, self.width, 0)


def form(survey: Survey, version: SurveyVersion, *, language: str, numbers: list[str]) -> BytesIO:
    """The printable form in a language, one copy for each number; one without a number asks the code of the letter."""
    _fonts()
    definition, out = definition_of(version), BytesIO()
    with override(language):
        sheet = Sheet(survey, definition, language)
        paper = SimpleDocTemplate(
            out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
            title=definition.title.in_(language), author=survey.municipality.named, lang=language,
        )  # fmt: skip
        foot = _foot(survey)
        copies = [one for at, number in enumerate(numbers) for one in sheet.copy(f"copy{at}", number)]
        paper.build(copies, onFirstPage=foot, onLaterPages=foot)
    out.seek(0)
    return out


def _foot(survey: Survey) -> Any:
    name = survey.municipality.named

    def draw(canvas: Any, _paper: Any) -> None:
        canvas.setFont("Vera", 11)
        number = getattr(canvas, "form_number", "")
        canvas.drawString(MARGIN, 11 * mm, f"{name}, {number}" if number else name)
        canvas.drawRightString(A4[0] - MARGIN, 11 * mm, str(canvas.getPageNumber()))

    return draw


class Sheet:
    """Draws copies of one survey."""

    def __init__(self, survey: Survey, definition: Definition, language: str) -> None:
        self.survey, self.definition, self.language = survey, definition, language
        self.numbers = numbers_of(definition)
        self.places = list(places_of(survey.municipality.nis).values())

    def copy(self, key: str, number: str) -> Iterator[Flowable]:
        """One copy, from a new page on; the key tells its bookmarks from those of others."""
        yield from self._head(key, number)
        section = ""
        for one in drawn(self.definition, self.language, {}, {}):
            if one.section and one.section != section:
                section = one.section
                yield Mark(f"{key}-{one.question.name}", section, 1)
                yield Paragraph(escape(section), SECTION)
            yield from self._question(one)
        yield Paragraph(escape(_("Thank you. Hand this form in at the town hall.")), SECTION)
        yield Copy("")
        yield PageBreak()

    def _head(self, key: str, number: str) -> Iterator[Flowable]:
        title = self.definition.title.in_(self.language)
        yield Mark(key, f"{title} ({number})" if number else title, 0)
        yield Copy(number)
        contact = self.survey.municipality.contact_email
        yield Paragraph(escape(f"{self.survey.municipality.named}{f', {contact}' if contact else ''}"), SMALL)
        yield Paragraph(escape(title), TITLE)
        if number:
            yield Paragraph(escape(_("Form number: %(number)s") % {"number": number}), QUESTION)
        else:
            yield Line(f"{_('Code of the letter')}:")
            yield Spacer(1, 3 * mm)
        about = Text.of(self.definition.document.get("description")).in_(self.language)
        address = self.survey.municipality.address("surveys:results", self.survey.slug, language=self.language)
        told = [about, _known(number), _("The results will stand on %(address)s") % {"address": address}]
        yield from (Paragraph(escape(words), PLAIN) for words in told if words)

    def _question(self, one: Drawn) -> Iterator[Flowable]:
        number = self.numbers.get(one.question.name)
        head: list[Flowable] = []
        if one.is_conditional:
            head.append(Paragraph(escape(self._condition(one)), CONDITION))
        optional = f" ({_('optional')})" if one.question.is_asked and not one.question.is_required else ""
        head.append(
            Paragraph(escape(f"{f'{number}. ' if number else ''}{one.title}{optional}"), GUARDED if head else QUESTION)
        )
        head += [Paragraph(escape(words), SMALL) for words in (one.why, one.hint) if words]
        first, *others = [*self._answer(one), Spacer(1, 1)]
        yield KeepTogether([*head, first])
        yield from others

    def _condition(self, one: Drawn) -> str:
        page = next(page for page in self.definition.pages if page.name == one.question.page)
        asked = [in_words(text, self.definition) for text in (page.visible_if, one.question.visible_if) if text]
        return _("Only answer the next question if %(what)s.") % {"what": _(" and ").join(asked)}

    def _answer(self, one: Drawn) -> Iterator[Flowable]:
        kind = one.question.kind
        if kind == "date":
            yield Line(_("Day / month / year:"))
        elif kind == "place":
            yield from (Box(name, is_round=True) for name in self.places)
        elif kind == "photo":
            yield Paragraph(escape(_("You can hand in a photo with this form.")), PLAIN)
        elif one.options:
            yield from self._options(one)
        else:
            yield from (Line() for _line in range(LINES.get(kind, 0)))

    def _options(self, one: Drawn) -> Iterator[Flowable]:
        """The boxes of a question; one that goes only with some answers says with which."""
        kind, asked = one.question.kind, {str(choice.value): choice.visible_if for choice in one.question.choices}
        is_round, size = kind not in {"several", "ranking"}, (7 if kind == "ranking" else 4.5) * mm
        for option in one.options:
            when = asked.get(option.value)
            only = _("only if %(what)s") % {"what": in_words(when, self.definition)} if when else ""
            yield Box(" – ".join(filter(None, (option.text, option.hint, only))), is_round=is_round, size=size)
            if option.is_other:
                yield Line()


def _known(number: str) -> str:
    """Who will know what. What is said to browsers speaks of keys, logs and backups, which paper has not."""
    if number:
        return _(
            "A clerk types in what you write. With your answers we keep no name; the number only makes sure that this "
            "form is entered once."
        )
    return _(
        "A clerk types in what you write. With your answers we keep no name, and not your code: it only makes sure that "
        "you answer once."
    )
