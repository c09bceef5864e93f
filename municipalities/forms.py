"""What managers type about their municipality. Forms check, services save."""

import re
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from municipalities import hosts
from municipalities.models import Municipality, Role

COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
CHOSEN = ("plate_colour", "languages", "contact_email", "domain")
OTHER_LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != "nl"]


def _line(**more: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "field", "spellcheck": "false", "autocomplete": "off", **more})


class SettingsForm(forms.Form):
    """Colour, languages, contact address and own domain, as they were at `version`."""

    plate_colour = forms.CharField(
        label=gettext_lazy("House colour"),
        max_length=20,
        widget=_line(),
        help_text=gettext_lazy("The colour of the name plate and the buttons, as a code of your house style: #0c3f7c"),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=OTHER_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Contact address"),
        required=False,
        widget=_line(type="email"),
        help_text=gettext_lazy("Stands at the foot of every page, for questions about accessibility and privacy too."),
    )
    domain = forms.CharField(
        label=gettext_lazy("Own domain"),
        required=False,
        max_length=200,
        widget=_line(inputmode="url"),
        help_text=gettext_lazy("For example: takepart.example.be. Leave it empty to stay at the platform's address."),
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    colour = ""  # the colour that was typed, once it is known to be one

    def clean_plate_colour(self) -> str:
        """Any colour is taken; with or without #, short or long."""
        found = COLOUR.fullmatch(self.cleaned_data["plate_colour"])
        if found is None:
            raise ValidationError(_("This is no colour code. Example: #0c3f7c"))
        digits = found[1].lower()
        self.colour = "#" + (digits if len(digits) == 6 else "".join(one * 2 for one in digits))  # noqa: PLR2004 - rrggbb
        return self.colour

    def clean_languages(self) -> list[str]:
        """Dutch first, the others in their fixed order."""
        return ["nl", *(code for code, _name in OTHER_LANGUAGES if code in self.cleaned_data["languages"])]

    def clean_domain(self) -> str:
        """A host name, however it was pasted."""
        typed = self.cleaned_data["domain"]
        return hosts.host_in(typed) if typed else ""

    def overtaken_by(self, municipality: Municipality) -> None:
        """Lays what stands there since a colleague saved beside what was typed; saving again is then a choice."""
        typed = cast(QueryDict, self.data).copy()
        typed["version"] = str(municipality.version)
        self.data = typed
        for name in [one for one in CHOSEN if self.cleaned_data[one] != getattr(municipality, one)]:
            theirs = in_words(name, getattr(municipality, name))
            self.add_error(name, _("Now it says: %(value)s") % {"value": theirs})
        self.add_error(None, _("A colleague changed the settings meanwhile. Save again if yours should count."))


class ColleagueForm(forms.Form):
    """Somebody to work for the municipality."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=_line(type="email"),
        help_text=gettext_lazy("The address at work. We mail where to sign in; no password is needed."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role, widget=forms.RadioSelect)


class RoleForm(forms.Form):
    """What somebody does from now on."""

    role = forms.ChoiceField(choices=Role)


def in_words(name: str, value: str | list[str]) -> str:
    """A chosen value for people: languages by their names."""
    if name == "languages":
        return ", ".join(str(label) for code, label in settings.LANGUAGES if code in value)
    return str(value) or "–"


def initial_of(municipality: Municipality) -> dict[str, Any]:
    """What the form starts from."""
    return {name: getattr(municipality, name) for name in (*CHOSEN, "version")}
