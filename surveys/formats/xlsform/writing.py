"""From a document of ours to the workbook of an XLSForm that pyxform accepts."""

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from surveys.definition import DONT_KNOW, OTHER, Choice, Definition, Document, Page, Question, Text
from surveys.formats import names, texts
from surveys.formats.xlsform.choosing import DESCRIPTION, VALUE
from surveys.formats.xlsform.expressions import Inexpressible, Writer
from surveys.logic.values import key

LANGUAGES = {"nl": "Nederlands (nl)", "fr": "français (fr)", "de": "Deutsch (de)", "en": "English (en)"}
LEFT = "participatie_condition"  # a column of our own, for what ODK has no way to say
Cells = dict[str, Any]

TYPES = {
    "one": "select_one",
    "several": "select_multiple",
    "scale": "select_one",
    "nps": "select_one",
    "ranking": "rank",
    "text": "text",
    "comment": "text",
    "number": "decimal",
    "date": "date",
    "place": "geopoint",
    "photo": "image",
    "statement": "note",
}
APPEARANCES = {"scale": "likert", "nps": "nps", "comment": "multiline"}
CHOOSING = {"one", "several", "scale", "nps", "ranking"}


def write(document: Document) -> bytes:
    """The document as an .xlsx with the sheets survey, choices and settings."""
    form = Form(Definition.of(document))
    written = BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in (("survey", form.survey()), ("choices", form.choices), ("settings", form.settings())):
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet = book.add_worksheet(name)
            for at, row in enumerate([{column: column for column in columns}, *rows]):
                sheet.write_row(at, 0, [row.get(column, "") for column in columns])
    return written.getvalue()


class Form:
    """The rows of the three sheets of one document."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.languages = definition.languages
        self.choices: list[Cells] = []
        self.names = {question.name: self._names(question) for question in definition.questions}
        values = {(name, key(value)): mine for name, known in self.names.items() for value, mine in known.items()}
        self.comments = self._comments()
        self.expressions = Writer(definition, self.comments, values)

    def _names(self, question: Question) -> dict[Any, str]:
        """Values by what the workbook calls them: ODK takes no spaces there."""
        taken = names.Taken(names.LONGEST_VALUE, str, OTHER, DONT_KNOW)
        return {choice.value: taken.new("_".join(str(choice.value).split())) for choice in question.choices}

    def _comments(self) -> dict[str, str]:
        """What else was chosen is typed in a question of its own, by the name of the question."""
        taken = names.taken_names()
        taken.used |= {name.lower() for name in (*self.names, *self.definition.calculated)}
        return {one.name: taken.new(f"{one.name}_other") for one in self.definition.questions if one.has_other}

    # survey

    def survey(self) -> list[Cells]:
        """Every page is a group."""
        rows = [row for page in self.definition.pages for row in self.page(page)]
        return rows + [self.calculated(name, expression) for name, expression in self.definition.calculated.items()]

    def page(self, page: Page) -> list[Cells]:
        """A group with the questions of a page."""
        begin = {
            "type": "begin_group",
            "name": page.name,
            **self.words("label", page.title),
            **self.words("hint", page.description),
        }
        begin |= {"appearance": "field-list", **self.expression("relevant", page.visible_if)}
        return [begin, *(row for question in page.questions for row in self.question(question)), {"type": "end_group"}]

    def question(self, question: Question) -> list[Cells]:
        """A question, with a line for what else was chosen where that can be."""
        row = {
            "type": self.type(question),
            "name": question.name,
            **self.words("label", question.title),
            **self.words("hint", question.description),
            **self.expression("relevant", question.visible_if),
            **self.required(question),
            **({"appearance": APPEARANCES[question.kind]} if question.kind in APPEARANCES else {}),
        }
        if limits := constraints(question, self.names[question.name]):
            row["constraint"] = " and ".join(limits)
        if question.kind in CHOOSING:
            row |= self.chosen_from(question)
        return [row, self.other(question)] if question.has_other else [row]

    def type(self, question: Question) -> str:
        """The type, with the list for what is chosen from one."""
        if question.kind == "number" and question.written.get("step") == 1:
            return "integer"
        behind = f" {question.name}" if question.kind in CHOOSING else ""
        return f"{TYPES[question.kind]}{behind}"

    def required(self, question: Question) -> Cells:
        """Always, never, or on a condition."""
        return {"required": "yes"} if question.is_required else self.expression("required", question.required_if)

    def other(self, question: Question) -> Cells:
        """What else was chosen."""
        name = self.comments[question.name]
        label = self.words("label", self.supplied(question, "otherText", "other"))
        return {"type": "text", "name": name, **label, "relevant": f"selected(${{{question.name}}}, '{OTHER}')"}

    def calculated(self, name: str, expression: str) -> Cells:
        """A calculated value."""
        found = self.expression("calculation", expression)
        return {"type": "calculate", "name": name, **({"calculation": "''"} if LEFT in found else {}), **found}

    def expression(self, column: str, expression: str) -> Cells:
        """A condition in its column; in one of our own when ODK can't say it."""
        try:
            return {column: self.expressions.written(expression)} if expression else {}
        except Inexpressible:
            return {LEFT: f"{column}: {expression}"}

    # choices

    def chosen_from(self, question: Question) -> Cells:
        """The choices of a question, and the condition each is shown on."""
        filters = []
        for choice in self.shown(question):
            name = self.names[question.name][choice.value]
            shown = self.expression("filter", choice.visible_if)
            self.choices.append(self.choice(question, choice, name) | {key: shown[key] for key in shown if key == LEFT})
            if "filter" in shown:
                filters.append(f"(name != '{name}' or ({shown['filter']}))")
        for special, has, text in (
            (OTHER, question.has_other, "otherText"),
            (DONT_KNOW, question.has_dont_know, "dontKnowText"),
        ):
            if has:
                words = self.words("label", self.supplied(question, text, special))
                self.choices.append({"list_name": question.name, "name": special, **words})
        return {"choice_filter": " and ".join(filters)} if filters else {}

    def shown(self, question: Question) -> tuple[Choice, ...]:
        """What can be chosen. Of “would you recommend it” only the ends have words."""
        if question.kind != "nps":
            return question.choices
        return tuple(Choice(one.value, one.description or one.text) for one in question.choices)

    def choice(self, question: Question, choice: Choice, name: str) -> Cells:
        """A row of the sheet."""
        own = {VALUE: choice.value} if name != str(choice.value) else {}
        said = {self.languages[0]: choice.description.default, **choice.description.others}
        hints = {f"{DESCRIPTION}_{language}": words for language, words in said.items() if words}
        return {"list_name": question.name, "name": name, **self.words("label", choice.text), **own, **hints}

    def supplied(self, question: Question, property_: str, word: str) -> Text:
        """The words of a choice that is made of itself."""
        own = Text.of(question.written.get(property_))
        words = texts.WORDS[word]
        return own or Text(words[self.languages[0]], {language: words[language] for language in self.languages[1:]})

    # words

    def words(self, column: str, text: Text) -> Cells:
        """A text in a column for each language."""
        found = {self.languages[0]: text.default, **text.others}
        return {f"{column}::{LANGUAGES[language]}": words for language, words in found.items() if words}

    def settings(self) -> list[Cells]:
        """The title and the words at both ends; further rows, which other programs skip, have them in other languages."""
        written = self.definition.document
        said = {
            "form_title": self.definition.title,
            "participatie_description": Text.of(written.get("description")),
            "participatie_completed": Text.of(written.get("completedHtml")),
        }
        first, *others = [
            {
                "default_language": LANGUAGES[language],
                **{column: _exact(text, language, at) for column, text in said.items()},
            }
            for at, language in enumerate(self.languages)
        ]
        return [{"form_id": "participatie", **first}, *others]


def _exact(text: Text, language: str, at: int) -> str:
    return text.others.get(language, "") if at else text.default


def constraints(question: Question, known: dict[Any, str]) -> list[str]:
    """The limits of a question, one by one."""
    written = question.written
    asked = {"several": "count-selected(.)", "ranking": "count-selected(.)", "number": "."}.get(
        question.kind, "string-length(.)"
    )
    least = written.get("min", written.get("minSelectedChoices"))
    most = written.get("max", written.get("maxSelectedChoices", written.get("maxLength")))
    found = [
        f"{'.' if question.kind == 'date' else asked} {sign} {_limit(one)}"
        for sign, one in ((">=", least), ("<=", most))
        if one is not None
    ]
    if written.get("step", 1) != 1:
        found.append(f". mod {_limit(written['step'])} = 0")
    if question.kind == "several":
        alone = [known[choice.value] for choice in question.choices if choice.is_exclusive]
        alone += [DONT_KNOW] * question.has_dont_know
        found += [f"not(selected(., '{name}') and count-selected(.) > 1)" for name in alone]
    return found


def _limit(value: Any) -> str:
    if isinstance(value, str):
        return f"date('{value}')"
    return f"{value:.15f}".rstrip("0") if "e" in repr(value) else repr(value)
