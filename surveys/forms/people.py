"""Codes to hand out, and places that are limited."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.building.conditions import word_of
from surveys.definition import Definition
from surveys.forms.fields import rows_of
from surveys.services.inviting import MOST_CODES

LIMITED = frozenset({"one", "several", "scale", "nps"})
MOST_LIMITS = 50
ROW = ("what", "most", "taken")


class CodesForm(forms.Form):
    """How many codes."""

    many = forms.IntegerField(
        label=gettext_lazy("How many codes"),
        min_value=1,
        max_value=MOST_CODES,
        widget=forms.NumberInput(attrs={"class": "field short"}),
    )


class QuotaForm(forms.Form):
    """At most so many people who answer so; a row in which nothing is chosen is left out."""

    what = forms.ChoiceField(
        label=gettext_lazy("Answer"), required=False, widget=forms.Select(attrs={"class": "field"})
    )
    most = forms.IntegerField(
        label=gettext_lazy("At most"),
        min_value=1,
        max_value=10_000_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "field short"}),
    )
    taken = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, answers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy which field this is
        field.choices = answers

    def clean(self) -> dict[str, Any]:
        """A number beside what was chosen."""
        if self.cleaned_data.get("what") and not self.cleaned_data.get("most") and "most" not in self.errors:
            self.add_error("most", _("Give a number."))
        return self.cleaned_data


if TYPE_CHECKING:
    Rows = forms.BaseFormSet[QuotaForm]
else:
    Rows = forms.BaseFormSet


class QuotaRows(Rows):
    """Every limit of a survey."""

    def clean(self) -> None:
        """No two limits for the same."""
        chosen = [form.cleaned_data.get("what") for form in self.forms if form.cleaned_data.get("what")]
        if len(set(chosen)) != len(chosen):
            raise forms.ValidationError(_("The same answer stands here twice."))

    def limits(self) -> list[tuple[str, str, int]]:
        """(question, value, most) of every row that says something."""
        typed = [form.cleaned_data for form in self.forms if form.cleaned_data.get("what")]
        return [(*one["what"].split("=", 1), one["most"]) for one in typed]


def quota_rows(
    definition: Definition, *, data: Mapping[str, Any] | None = None, initial: list[dict[str, Any]] | None = None
) -> Any:
    """The rows of limits: typed, or drawn from these."""
    factory = forms.formset_factory(QuotaForm, QuotaRows, extra=0, max_num=MOST_LIMITS, absolute_max=MOST_LIMITS)
    return factory(data, initial=initial, prefix="plaats", form_kwargs={"answers": _answers(definition)})


def quotas_typed(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows as they were typed, right or wrong."""
    return rows_of(data, "plaats", ROW)


def _answers(definition: Definition) -> list[Any]:
    """Every answer that can be chosen, by question."""
    made: list[Any] = [("", _("Choose an answer"))]
    for one in definition.by_name.values():
        if one.kind in LIMITED:
            values = [(f"{one.name}={value}", word_of(one, str(value))) for value in one.values]
            made.append((one.title.default[:80], values))
    return made
