"""How a survey is asked: who can answer, until when, and what is shown of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.models import Project
from projects.queries import projects_of
from surveys.definition import Definition
from surveys.forms.fields import drop, tick
from surveys.forms.population import PopulationForm
from surveys.models import Anonymity, Shown, Survey
from surveys.services.writing import FROZEN, OPEN_TO_CLOSED

SPLITTING = frozenset({"one", "scale", "nps", "place"})
ANONYMITY = {
    Anonymity.ANONYMOUS: (
        gettext_lazy("Anonymous"),
        gettext_lazy(
            "Everybody can answer, once per browser. Nobody can tell who said what, and the figures move by at least ten"
            " answers at a time. Who really wants to, can answer twice with another device."
        ),
    ),
    Anonymity.CODE: (
        gettext_lazy("With a code"),
        gettext_lazy(
            "Only with a code that you hand out, once per code. As long as you keep no list of who got which code, nobody"
            " can tell who said what. The figures move by at least ten answers at a time."
        ),
    ),
    Anonymity.EMAIL: (
        gettext_lazy("With a proven e-mail address"),
        gettext_lazy(
            "Once per address. We keep no address beside the answers, only a code made of it, and we destroy its key when"
            " the survey closes."
        ),
    ),
    Anonymity.ACCOUNT: (
        gettext_lazy("Signed in"),
        gettext_lazy(
            "Once per account. We keep no name beside the answers, only a code made of the account, and we destroy its key"
            " when the survey closes. Signing in keeps some people away."
        ),
    ),
}
SHOWN = {
    Shown.NEVER: (gettext_lazy("Never"), gettext_lazy("Only staff see them.")),
    Shown.ANSWERED: (
        gettext_lazy("After answering"),
        gettext_lazy("Who answered sees the results live; everybody sees them when it is closed."),
    ),
    Shown.CLOSED: (gettext_lazy("After closing"), gettext_lazy("Nobody is steered by what others said.")),
}
MOMENT = "%Y-%m-%dT%H:%M"


def _moment(label: Any, help_text: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(format=MOMENT, attrs={"class": "field", "type": "datetime-local"})
    return forms.DateTimeField(
        label=label, required=False, widget=widget, input_formats=[MOMENT, "%Y-%m-%d %H:%M"], help_text=help_text
    )


class SettingsForm(PopulationForm):
    """The settings of a survey; what can't change any more is not among the fields."""

    anonymity = forms.ChoiceField(label=gettext_lazy("Who can answer"), choices=Anonymity.choices)
    shown = forms.ChoiceField(label=gettext_lazy("When people see the results"), choices=Shown.choices)
    opens_at = _moment(gettext_lazy("Opens"), gettext_lazy("Belgian time. Empty: as soon as it is published."))
    closes_at = _moment(gettext_lazy("Closes"), gettext_lazy("Belgian time. Empty: when you close it."))
    project = forms.ModelChoiceField(
        label=gettext_lazy("Project"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=gettext_lazy("none"),
        widget=forms.Select(attrs={"class": "field"}),
    )
    split_by = drop(gettext_lazy("Show scales apart by"))
    is_random_sample = tick(
        gettext_lazy("The people who are asked were drawn at random"),
        gettext_lazy(
            "Only if you drew names by lot from the whole population and asked no others. Then results say which"
            " differences are more than chance. For a survey that everybody can open, that would not be true."
        ),
    )

    def __init__(self, *args: Any, survey: Survey, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, survey=survey, definition=definition, **kwargs)
        for name in frozen(survey) & set(self.fields):
            del self.fields[name]
        if "split_by" in self.fields:
            self.fields["split_by"] = drop(self.base_fields["split_by"].label, _splitting(definition))
        if "project" in self.fields:
            field = self.fields["project"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells mypy which field this is
            field.queryset = projects_of(survey.municipality, with_drafts=True)

    def clean(self) -> dict[str, Any]:
        """It closes after it opens."""
        typed = super().clean()
        opens, closes = typed.get("opens_at"), typed.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It closes before it opens."))
        return typed

    @staticmethod
    def initial_of(survey: Survey) -> dict[str, Any]:
        """What the form starts from."""
        return {
            **{name: getattr(survey, name) for name in ("anonymity", "shown", "opens_at", "closes_at", "split_by")},
            "is_random_sample": survey.is_random_sample,
            "weighted_by": survey.weighted_by,
            "project": survey.activity.project_id,
        }


def frozen(survey: Survey) -> frozenset[str]:
    """The settings that can't change any more: of what is asked FROZEN, of what is closed all but OPEN_TO_CLOSED."""
    if survey.closed_at:
        return frozenset({*FROZEN, "opens_at", "closes_at"}) - OPEN_TO_CLOSED
    return FROZEN if survey.version_id else frozenset()


def _splitting(definition: Definition) -> list[tuple[str, str]]:
    found = [(one.name, one.title.default[:80]) for one in definition.by_name.values() if one.kind in SPLITTING]
    return [("", _("nothing")), *found]
