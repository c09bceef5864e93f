"""How a new survey begins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.formats import readable
from surveys.forms.fields import drop, line


class EmptyForm(forms.Form):
    """With nothing but a title."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=line(), help_text=_("You can change it later."))


class CopyForm(forms.Form):
    """As another one was."""

    survey = drop(_("Survey"), required=True)

    def __init__(self, *args: Any, surveys: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["survey"] = drop(_("Survey"), surveys, required=True)


def endings() -> str:
    """The names of files that can be read, as a file field wants them."""
    return ",".join(ending for one in readable() for ending in one.endings)


class FileForm(forms.Form):
    """From a file of another program."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSForm (.xlsx, .xls, .csv), SurveyJS (.json) or LimeSurvey (.lss, .lsg), at most 10 MB."),
        widget=forms.FileInput(attrs={"class": "field"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = endings()
