"""The people a survey is about, and by what its answers are weighed to look like them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.definition import Definition
from surveys.forms.fields import tick
from surveys.models import Survey
from surveys.results.reference import MOST_CHARACTERS, BadReference, read_reference

MOST_BYTES = 4 * MOST_CHARACTERS + 1  # enough that it is the reader who says what is too long


class PopulationForm(forms.Form):
    """A file with the population, and the questions to weigh by; cleaned to the settings `reference` and `weighted_by`."""

    population = forms.FileField(
        label=_("File with the population (CSV)"),
        required=False,
        help_text=_(
            "On each line the question, the answer and the number of people who live here, out of a spreadsheet."
        ),
        widget=forms.FileInput(attrs={"class": "field", "accept": ".csv,.txt,text/csv"}),
    )
    read = forms.CharField(required=False, max_length=MOST_CHARACTERS)  # a file that was read, and is not kept yet
    without = tick(_("Remove these figures"))
    weighted_by = forms.MultipleChoiceField(
        label=_("Let groups count in proportion, by"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, survey: Survey, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.definition = survey, definition
        self.kept = ""
        by = self.fields["weighted_by"]
        assert isinstance(by, forms.MultipleChoiceField)  # noqa: S101 - tells mypy which field this is
        by.choices = [(name, definition.by_name[name].title.default) for name in weighing(survey, definition)]

    def clean(self) -> dict[str, Any]:
        """What is read from the file takes the place of what was known; what has no figures can't weigh."""
        typed = super().clean() or self.cleaned_data
        file, text, without = typed.pop("population", None), typed.pop("read", ""), typed.pop("without", False)
        reference = {} if without else self.survey.reference
        if text := _decoded(file.read(MOST_BYTES)) if file else text:
            try:
                reference, self.kept = read_reference(text, self.definition), text
            except BadReference as bad:
                self.add_error("population", bad.problems)
        by = [name for name in typed.get("weighted_by", []) if name in reference]
        return {**typed, "reference": reference, "weighted_by": by}


def weighing(survey: Survey, definition: Definition) -> list[str]:
    """The questions about the person of which the population is known."""
    return [name for name in definition.profile if name in definition.by_name and name in survey.reference]


def _decoded(content: bytes) -> str:
    """Text as spreadsheets write it: UTF-8, or what Windows made of it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
