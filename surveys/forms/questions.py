"""A question as it is typed: its words, what can be said of its kind, and its choices."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.building.kinds import CHOOSING, LABELS, LISTED, PROPERTIES, WORDED, Choice, Typed
from surveys.definition import Definition, Document, Question
from surveys.definition.shape import SCHEMA
from surveys.forms.fields import MOST_ROWS, drop, line, rows_of, tick, words
from surveys.logic import InvalidExpression, parsed

ROW = ("was", "text", "description", "number", "score", "exclusive", "visible_if")
MOST_STEPS = SCHEMA["$defs"]["rating"]["properties"]["rateValues"]["maxItems"]


def _whole(label: Any, most: int, help_text: Any = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "field short"})
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=False, widget=widget, help_text=help_text
    )


def _figure(label: Any, least: float | None = None) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"class": "field short", "step": "any"})
    return forms.FloatField(label=label, required=False, widget=widget, min_value=least)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"class": "field short", "type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


def _field(kind: str, name: str) -> forms.Field:
    """The field of a property that only some kinds have."""
    if name in {"min", "max"}:
        least = name == "min"
        if kind == "date":
            return _day(gettext_lazy("First day") if least else gettext_lazy("Last day"))
        return _figure(gettext_lazy("At least") if least else gettext_lazy("At most"))
    made: dict[str, Callable[[], forms.Field]] = {
        "showOtherItem": lambda: tick(gettext_lazy("People may type something else")),
        "showDontKnowItem": lambda: tick(gettext_lazy("People may say that they don't know")),
        "minSelectedChoices": lambda: _whole(gettext_lazy("Choose at least"), MOST_ROWS),
        "maxSelectedChoices": lambda: _whole(gettext_lazy("Choose at most"), MOST_ROWS),
        "minRateDescription": lambda: words(gettext_lazy("What 0 means"), rows=1),
        "maxRateDescription": lambda: words(gettext_lazy("What 10 means"), rows=1),
        "step": lambda: _figure(gettext_lazy("In steps of"), 0.000_001),
        "maxLength": lambda: _whole(gettext_lazy("Most characters"), 500 if kind == "text" else 10_000),
    }
    return made[name]()


class QuestionForm(forms.Form):
    """The words of a question, and what can be said of its kind."""

    kind = drop(gettext_lazy("Kind of question"), LABELS.items(), required=True)
    title = words(gettext_lazy("Question"), required=True)
    description = words(gettext_lazy("Hint"), help_text=gettext_lazy("Stands under the question."))

    def __init__(self, *args: Any, kind: str, definition: Definition, may_profile: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget.attrs["data-refresh"] = ""
        if kind == "statement":
            self.fields["title"].label = _("Words")
        for name in PROPERTIES.get(kind, ()):
            self.fields[name] = _field(kind, name)
        scored = [(one.name, one.title.default) for dimension in definition.dimensions for one in dimension.whole()]
        if scored and kind in LISTED:
            self.fields["dimension"] = drop(gettext_lazy("Scored on"), [("", _("nothing")), *scored])
        if may_profile and kind != "statement":
            self.fields["profile"] = tick(
                gettext_lazy("This is about the person"),
                gettext_lazy("Everybody may skip it, and results can be compared by it."),
            )

    @property
    def limits(self) -> list[forms.BoundField]:
        """What only this kind has."""
        return [self[name] for name in self.fields if name not in {"kind", "title", "description", "profile"}]

    def properties(self) -> dict[str, Any]:
        """What was typed, by the names of the document."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name not in {"kind", "title", "description"}}
        typed.pop("profile", None)
        return {name: _plain(value) for name, value in typed.items()}


def _plain(value: Any) -> Any:
    """As JSON has it: a whole number as one, a day as text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | int | float | None) else value.isoformat()


class ChoiceForm(forms.Form):
    """A choice, or a step of a scale; one without words is left out."""

    was = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("Words"), max_length=1_000, required=False, widget=line())
    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=-1000,
        max_value=1000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "field short"}),
    )
    description = forms.CharField(label=gettext_lazy("Hint"), max_length=1_000, required=False, widget=line())
    score = _figure(gettext_lazy("Score"))
    exclusive = tick(gettext_lazy("Stands alone: whoever chooses this, chooses nothing else"))
    visible_if = forms.CharField(
        label=gettext_lazy("Shown if (expression)"), max_length=2_000, required=False, widget=line(spellcheck="false")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"one": ("number", "exclusive"), "ranking": ("number", "exclusive", "score")}.get(kind, ()):
            del self.fields[name]
        for name in {"several": ("number",), "scale": ("exclusive", "description", "visible_if")}.get(kind, ()):
            del self.fields[name]

    @property
    def has_more(self) -> bool:
        """Whether there is more than words."""
        return any(
            self[name].value() for name in ("description", "score", "exclusive", "visible_if") if name in self.fields
        )

    def clean_visible_if(self) -> str:
        """An expression that can be read."""
        typed = str(self.cleaned_data["visible_if"]).strip()
        try:
            parsed(typed) if typed else None
        except InvalidExpression as error:
            raise forms.ValidationError(error.sentence) from error
        return typed

    def clean(self) -> dict[str, Any]:
        """A step of a scale has a number."""
        if "number" in self.fields and self.cleaned_data.get("text") and self.cleaned_data.get("number") is None:
            self.add_error("number", _("Give the step a number."))
        return self.cleaned_data

    def choice(self) -> Choice | None:
        """The choice, once it is right; None for an empty row."""
        typed = self.cleaned_data
        if not typed.get("text", "").strip():
            return None
        score = typed.get("score")
        return Choice(
            text=typed["text"].strip(),
            was=typed["was"],
            description=typed.get("description", "").strip(),
            number=typed.get("number"),
            score=_plain(score),
            has_score=score is not None,
            is_exclusive=bool(typed.get("exclusive")),
            visible_if=typed.get("visible_if", ""),
        )


if TYPE_CHECKING:
    Rows = forms.BaseFormSet[ChoiceForm]
else:
    Rows = forms.BaseFormSet


class ChoiceRows(Rows):
    """The choices of a question, in order."""

    @property
    def kind(self) -> str:
        """The kind of question that they are of."""
        return str(self.form_kwargs["kind"])

    def clean(self) -> None:
        """Something to choose from; the numbers of a scale go up."""
        if any(self.errors):
            return
        found = self.choices()
        least = 2 if self.kind == "scale" else 1
        if len(found) < least:
            raise forms.ValidationError(
                _("A scale has at least two steps.") if least > 1 else _("Give at least one choice.")
            )
        numbers = [one.number for one in found if one.number is not None]
        if sorted(set(numbers)) != numbers:
            raise forms.ValidationError(_("The numbers of a scale go up."))
        if self.kind == "scale" and len(found) > MOST_STEPS:
            raise forms.ValidationError(_("A scale has at most %(most)s steps.") % {"most": MOST_STEPS})

    def choices(self) -> tuple[Choice, ...]:
        """What was typed in rows that are not empty."""
        return tuple(choice for form in self.forms if (choice := form.choice()))


def choice_rows(
    kind: str, *, data: Mapping[str, Any] | None = None, initial: list[dict[str, Any]] | None = None
) -> Any:
    """The rows of choices of a kind: typed, or drawn from these."""
    factory = forms.formset_factory(ChoiceForm, ChoiceRows, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    return factory(data, initial=initial, prefix="keuze", form_kwargs={"kind": kind})


def rows_from(written: Document, kind: str) -> list[dict[str, Any]]:
    """The rows of a question that is there; a new one starts with a few that are empty."""
    question = Question.of(written)
    if not question.choices or question.kind == "nps":
        steps = range(1, 6) if kind == "scale" else range(3)
        return [{"number": step if kind == "scale" else ""} for step in steps]
    return [
        {
            "was": str(choice.value),
            "text": choice.text.default,
            "description": choice.description.default,
            "number": choice.value if isinstance(choice.value, int) else at,
            "score": choice.score,
            "exclusive": choice.is_exclusive,
            "visible_if": choice.visible_if,
        }
        for at, choice in enumerate(question.choices, 1)
    ]


def typed_rows(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows as they were typed, right or wrong."""
    return rows_of(data, "keuze", ROW)


def initial_of(written: Document, kind: str, definition: Definition) -> dict[str, Any]:
    """What the form of a question starts from."""
    question = Question.of(written)
    found = {name: written.get(name) for name in (*PROPERTIES.get(kind, ()), "dimension")}
    found |= {name: Question.of({**written, "title": written.get(name)}).title.default for name in WORDED & set(found)}
    texts = {"title": question.title.default, "description": question.description.default}
    return {**found, **texts, "kind": kind, "profile": question.name in definition.profile}


def typed_question(form: QuestionForm, rows: Any, kind: str, **conditions: Any) -> Typed:
    """What was typed, once everything is right."""
    choices = rows.choices() if kind in CHOOSING | LISTED else ()
    words_ = {name: form.cleaned_data[name].strip() for name in ("title", "description")}
    return Typed(kind=kind, properties={**form.properties(), **conditions}, choices=choices, **words_)
