"""Which answers are looked at, as it stands in the address: `?v_colour=red&kanaal=paper&van=2026-03-01`."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from django import forms
from django.utils.translation import gettext as _

from surveys import channels
from surveys.analysis.columns import Columns, Mask
from surveys.asked import Asked

BY_VALUE = "v_"
LANGUAGES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English"}
Choices = Iterable[tuple[Any, Any]]


class FilterForm(forms.Form):
    """What is filtered by, and which two questions are set against each other. Every field may be empty."""

    def __init__(self, data: Any, asked: Sequence[Asked], versions: Sequence[int], language: str) -> None:
        super().__init__(data)
        self.closed = [one for one in asked if one.is_closed]
        for one in self.closed:
            choices = [(str(value), one.label(value, language)) for value in one.values]
            self.fields[f"{BY_VALUE}{one.name}"] = _choice(one.title(language), choices)
        self.fields["kanaal"] = _choice(_("Channel"), channels.WORDS.items())
        self.fields["taal"] = _choice(_("Language"), LANGUAGES.items())
        self.fields["versie"] = _choice(_("Version"), [(number, number) for number in versions])
        self.fields["van"] = _day(_("From"))
        self.fields["tot"] = _day(_("Up to and including"))
        questions = [(one.name, one.title(language)) for one in self.closed]
        self.fields["rij"] = _choice(_("In the rows"), questions, _("Choose a question"))
        self.fields["kolom"] = _choice(_("In the columns"), questions, _("Choose a question"))

    def clean(self) -> dict[str, Any]:
        """A day range that runs forward."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("van") and typed.get("tot") and typed["van"] > typed["tot"]:
            self.add_error("tot", _("This day lies before the first one."))
        return typed

    @property
    def by_value(self) -> list[forms.BoundField]:
        """The fields of the questions."""
        return [self[f"{BY_VALUE}{one.name}"] for one in self.closed]

    @property
    def by_source(self) -> list[forms.BoundField]:
        """The other fields of the filter."""
        return [self[name] for name in ("kanaal", "taal", "versie", "van", "tot")]

    @property
    def used(self) -> list[str]:
        """What is filtered by, in words."""
        fields = [*self.by_value, *self.by_source]
        return [f"{one.label}: {_in_words(one)}" for one in fields if self.cleaned_data.get(one.name)]


def _choice(label: Any, choices: Choices, none: Any = None) -> forms.ChoiceField:
    listed = [("", _("All") if none is None else none), *choices]
    return forms.ChoiceField(label=label, choices=listed, required=False)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))


def _in_words(bound: forms.BoundField) -> str:
    typed = bound.value()
    if isinstance(bound.field, forms.ChoiceField):
        listed: Any = bound.field.choices
        return str({str(value): label for value, label in listed}[typed])
    return date.fromisoformat(typed).strftime("%d/%m/%Y")


def mask_of(columns: Columns, form: FilterForm) -> Mask:
    """Which answers the (valid) form asks for."""
    mask, typed = np.ones(columns.many, np.bool_), form.cleaned_data
    for one in form.closed:
        if value := typed[f"{BY_VALUE}{one.name}"]:
            mask &= columns.questions[one.name].has([str(known) for known in one.values].index(value))
    if typed["kanaal"]:
        mask &= columns.channel == _place(columns.channels, typed["kanaal"])
    if typed["taal"]:
        mask &= columns.language == _place(columns.languages, typed["taal"])
    if typed["versie"]:
        mask &= columns.versions == int(typed["versie"])
    if typed["van"]:
        mask &= columns.days >= typed["van"].toordinal()
    if typed["tot"]:
        mask &= columns.days <= typed["tot"].toordinal()
    return mask


def _place(listed: Sequence[str], wanted: str) -> int:
    return listed.index(wanted) if wanted in listed else -1
