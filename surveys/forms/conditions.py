"""A condition as it is typed: chosen from lists, or as an expression."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.building.conditions import (
    ALL,
    ANY,
    MOST_RULES,
    OPERATORS,
    WITHOUT_VALUE,
    Condition,
    Rule,
    constant,
    expression_of,
    operators_of,
    rules_of,
    word_of,
)
from surveys.definition import Definition, Question
from surveys.forms.fields import drop, line, rows_of
from surveys.logic import InvalidExpression, parsed

ALWAYS, TEXT = "always", "text"
RULE = ("question", "operator", "value")
MODES = {
    ALWAYS: gettext_lazy("always"),
    ALL: gettext_lazy("if all of this holds"),
    ANY: gettext_lazy("if any of this holds"),
    TEXT: gettext_lazy("if this expression holds"),
}


class RuleForm(forms.Form):
    """One rule; one without a question is left out."""

    question = drop(gettext_lazy("Question"))
    operator = drop(gettext_lazy("Answer"))
    value = forms.CharField(label=gettext_lazy("Value"), max_length=200, required=False, widget=line())

    def __init__(self, *args: Any, askable: Mapping[str, Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(name, one.title.default[:80] or name) for name, one in askable.items()]
        self.fields["question"] = drop(gettext_lazy("Question"), [("", _("Choose a question")), *titles])
        self.fields["question"].widget.attrs["data-refresh"] = ""
        self.chosen = askable.get(str(self["question"].value() or ""))
        allowed = [(one, OPERATORS[one]) for one in operators_of(self.chosen)]
        self.fields["operator"] = drop(gettext_lazy("Answer"), allowed)
        self.fields["operator"].widget.attrs["data-refresh"] = ""
        if self.chosen and self.chosen.choices:
            values = [(str(one), word_of(self.chosen, str(one))) for one in self.chosen.values]
            self.fields["value"] = drop(gettext_lazy("Value"), values)

    @property
    def has_value(self) -> bool:
        """Whether there is anything to compare with: not before a question is chosen."""
        return self.chosen is not None and self["operator"].value() not in WITHOUT_VALUE

    def clean(self) -> dict[str, Any]:
        """A value where the operator needs one, of the kind of the question."""
        typed, value = self.cleaned_data, str(self.cleaned_data.get("value", "")).strip()
        if not self.chosen or self.errors or typed["operator"] in WITHOUT_VALUE:
            return typed
        if not value:
            self.add_error("value", _("Give a value."))
        try:
            constant(self.chosen, value)
        except ValueError:
            self.add_error("value", _("This is no number."))
        return {**typed, "value": value}

    def rule(self) -> Rule | None:
        """The rule, once it is right."""
        typed = self.cleaned_data
        if not typed.get("question"):
            return None
        value = "" if typed["operator"] in WITHOUT_VALUE else typed["value"]
        return Rule(typed["question"], typed["operator"], value)


class ConditionForm(forms.Form):
    """How rules are joined, and the expression for what rules can't say."""

    mode = drop(gettext_lazy("When"))
    expression = forms.CharField(
        label=gettext_lazy("Expression"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"class": "field mono", "rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy("For example: {colour} = 'red' and {age} > 17"),
    )

    def __init__(self, *args: Any, modes: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"] = drop(gettext_lazy("When"), modes.items())
        self.fields["mode"].widget.attrs["data-refresh"] = ""

    def clean_expression(self) -> str:
        """An expression that can be read."""
        typed = str(self.cleaned_data["expression"]).strip()
        if self.cleaned_data.get("mode") == TEXT:
            try:
                parsed(typed)
            except InvalidExpression as error:
                told = {"position": error.position + 1, "sentence": error.sentence}
                raise forms.ValidationError(
                    _("This can't be read at character %(position)s. %(sentence)s") % told
                ) from error
        return typed


class Asked:
    """Everything that is typed of one condition: its form and the forms of its rules, under a prefix."""

    def __init__(
        self,
        prefix: str,
        definition: Definition,
        askable: Mapping[str, Question],
        *,
        modes: Mapping[str, Any] = MODES,
    ) -> None:
        self.prefix, self.definition, self.askable = prefix, definition, askable
        self.modes = modes if askable else {name: word for name, word in modes.items() if name not in {ALL, ANY}}
        self.rows = forms.formset_factory(RuleForm, extra=0, max_num=MOST_RULES, absolute_max=MOST_RULES)

    def of(self, expression: str, mode: str = ALWAYS) -> "Asked":
        """As an expression says it; `mode` where there is none."""
        condition = rules_of(expression, self.definition)
        if condition and any(rule.question not in self.askable for rule in condition.rules):
            condition = None
        rules = [rule._asdict() for rule in condition.rules] if condition else []
        if expression:
            mode = condition.joined if condition else TEXT
        return self._drawn({"mode": mode, "expression": expression}, rules)

    def again(self, data: Mapping[str, Any], *, more: int = 0, without: int | None = None) -> "Asked":
        """As it was typed, with more rows or without one; nothing is judged yet."""
        rows = rows_of(data, self.prefix, RULE)
        kept = [row for at, row in enumerate(rows) if at != without] + [{}] * more
        typed = {name: data.get(f"{self.prefix}-{name}", "") for name in ("mode", "expression")}
        return self._drawn(typed, kept)

    def _drawn(self, typed: dict[str, str], rules: list[dict[str, str]]) -> "Asked":
        if typed["mode"] in {ALL, ANY} and not rules:
            rules = [{}]
        self.form = ConditionForm(initial=typed, prefix=self.prefix, modes=self.modes)
        self.rules = self.rows(initial=rules, prefix=self.prefix, form_kwargs={"askable": self.askable})
        return self

    def judged(self, data: Mapping[str, Any]) -> "Asked":
        """As it was typed, to be checked."""
        self.form = ConditionForm(data, prefix=self.prefix, modes=self.modes)
        counts = {f"{self.prefix}-TOTAL_FORMS": "0", f"{self.prefix}-INITIAL_FORMS": "0"}  # where no rule was shown yet
        data = {**counts, **{name: data[name] for name in data}}
        self.rules = self.rows(data, prefix=self.prefix, form_kwargs={"askable": self.askable})
        return self

    @property
    def mode(self) -> str:
        """How it stands in the list now."""
        return str(self.form["mode"].value() or "")

    @property
    def has_rules(self) -> bool:
        """Whether rules are asked for."""
        return self.mode in {ALL, ANY}

    def is_valid(self) -> bool:
        """Whether it can be written down."""
        if not self.form.is_valid() or not self.has_rules:
            return self.form.is_valid()
        if self.rules.is_valid() and not any(form.rule() for form in self.rules):
            self.form.add_error("mode", _("Choose a question to look at, or another moment."))
        return self.rules.is_valid() and self.form.is_valid()

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(place, label, sentence) of everything that is wrong with what was typed."""
        if not self.form.is_bound:
            return []
        judged = [self.form, *(self.rules.forms if self.has_rules else [])]
        return [
            (form[name].auto_id, str(form[name].label), str(said))
            for form in judged
            for name, sentences in form.errors.items()
            for said in sentences
        ]

    def expression(self) -> str:
        """The expression; empty for always."""
        if self.mode == TEXT:
            return str(self.form.cleaned_data["expression"])
        found = [rule for form in self.rules if (rule := form.rule())] if self.has_rules else []
        return expression_of(Condition(self.mode, tuple(found)), self.definition)
