"""What staff type about a project. Forms check; services save."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Activity, Project
from projects.queries import phases_of
from projects.services import PhasePlan

MOST_PHASES = 12
SPARE_PHASES = 2
TEXTS = ("title", "purpose", "what_is_open", "what_is_fixed", "contact", "outcome")


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"class": "field", "rows": rows})


def _line() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "field"})


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"class": "field", "type": "date"})


def _ticks(label: Any) -> "forms.ModelMultipleChoiceField[Activity]":
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Activity.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )


def _offer(form: forms.Form, activities: Sequence[Activity]) -> None:
    """Lets the form tick these activities, read once for all the forms of a page."""
    field = form.fields["activities"]
    assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells mypy which field this is
    field.queryset = Activity.objects.filter(pk__in=[activity.pk for activity in activities])
    field.choices = [(activity.pk, activity.title) for activity in activities]


class ProjectForm(forms.Form):
    """The texts of a project, and its activities that no phase opens or shuts."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=_line())
    purpose = forms.CharField(
        label=_("Purpose"), max_length=4000, widget=_area(), help_text=_("Why do you ask people something?")
    )
    what_is_open = forms.CharField(
        label=_("What is open"), max_length=4000, widget=_area(), help_text=_("What can people still change?")
    )
    what_is_fixed = forms.CharField(
        label=_("What is fixed"), max_length=4000, widget=_area(), help_text=_("What is decided already, and why?")
    )
    contact = forms.CharField(
        label=_("Contact"), max_length=500, widget=_area(2), help_text=_("Who answers questions, and how?")
    )
    outcome = forms.CharField(
        label=_("What we did with it"),
        max_length=8000,
        required=False,
        widget=_area(),
        help_text=_("You can write this later. It ends the page of the project."),
    )
    activities = _ticks(_("Always open"))
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, activities)


class PhaseForm(forms.Form):
    """One phase; one in which nothing was filled in is left out."""

    title = forms.CharField(label=_("Title of the phase"), max_length=120, required=False, widget=_line())
    starts_on = forms.DateField(label=_("First day"), required=False, widget=_day())
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=_day())
    when = forms.CharField(
        label=_("Or in words"),
        max_length=60,
        required=False,
        widget=_line(),
        help_text=_("For example: spring 2027. Use this as long as the days are not known."),
    )
    activities = _ticks(_("Open in this phase"))

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, activities)

    def clean(self) -> dict[str, Any]:
        """A phase has a title, and days in the order of the calendar or words."""
        typed = self.cleaned_data
        if self.errors or not any(typed.values()):
            return typed
        if not typed["title"]:
            self.add_error("title", _("Give the phase a title."))
        if not (typed["starts_on"] or typed["ends_on"] or typed["when"]):
            self.add_error("when", _("Give days, or say it in words."))
        if typed["starts_on"] and typed["ends_on"] and typed["ends_on"] < typed["starts_on"]:
            self.add_error("ends_on", _("The last day comes before the first."))
        return typed

    def plan(self) -> PhasePlan | None:
        """The phase as the services want it; None when nothing was filled in."""
        typed = self.cleaned_data
        if not any(typed.values()):
            return None
        return PhasePlan(**{**typed, "activities": list(typed["activities"])})


# The phases of one project: those there are, and two to spare.
PhaseFormSet = forms.formset_factory(PhaseForm, extra=SPARE_PHASES, max_num=MOST_PHASES, absolute_max=MOST_PHASES)


def initial_of(project: Project) -> dict[str, Any]:
    """What the form of an existing project starts from."""
    texts = {name: getattr(project, name) for name in (*TEXTS, "version")}
    return {**texts, "activities": [activity.pk for activity in project.activities.all()]}


def phases_initial(project: Project) -> list[dict[str, Any]]:
    """What the forms of its phases start from."""
    return [
        {
            "title": phase.title,
            "starts_on": phase.starts_on,
            "ends_on": phase.ends_on,
            "when": phase.when,
            "activities": [activity.pk for activity in phase.activities.all()],
        }
        for phase in phases_of(project)
    ]
