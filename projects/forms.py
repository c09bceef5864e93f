"""What staff type about a project. Forms check; services save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality
from projects.models import Activity, Project
from projects.queries import activities_of, phases_of
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


class ProjectForm(forms.Form):
    """The texts of a project."""

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
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


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
    activities = forms.ModelMultipleChoiceField(
        label=_("Open in this phase"),
        queryset=Activity.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, municipality: Municipality, activities: list[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activities"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - tells mypy which field this is
        field.queryset = activities_of(municipality)
        field.choices = [(activity.pk, activity.title) for activity in activities]

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


class BasePhaseFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    """The phases of one project: those there are, and two to spare."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Every phase offers the same activities, read once."""
        kwargs = super().get_form_kwargs(index)
        if not hasattr(self, "_activities"):
            self._activities = list(activities_of(kwargs["municipality"]))
        return {**kwargs, "activities": self._activities}


PhaseFormSet = forms.formset_factory(
    PhaseForm, formset=BasePhaseFormSet, extra=SPARE_PHASES, max_num=MOST_PHASES, absolute_max=MOST_PHASES
)


def initial_of(project: Project) -> dict[str, Any]:
    """What the form of an existing project starts from."""
    return {name: getattr(project, name) for name in (*TEXTS, "version")}


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
