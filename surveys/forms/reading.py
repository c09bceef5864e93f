"""What staff type beside open answers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.analysis.saying import OpenQuestion
from surveys.services.tagging import is_out_of


class TagForm(forms.Form):
    """A tag for the answer to a question."""

    vraag = forms.ChoiceField()
    label = forms.CharField(max_length=40)

    def __init__(self, data: Any, questions: Iterable[OpenQuestion]) -> None:
        super().__init__(data)
        self.fields["vraag"] = forms.ChoiceField(choices=[(one.name, one.title) for one in questions])


class QuoteForm(forms.Form):
    """The words of an answer that may be shown."""

    tekst = forms.CharField(
        label=gettext_lazy("Which words may be shown?"),
        help_text=gettext_lazy("Leave out what may lead to a person, and put […] in its place. Change nothing else."),
        max_length=2_000,
        widget=forms.Textarea({"rows": 8}),
    )

    def __init__(self, data: Any, said: str) -> None:
        super().__init__(data, initial={"tekst": said})
        self.said = said.replace("\r\n", "\n")

    def clean_tekst(self) -> str:
        """Words of the answer, in their order."""
        typed = str(self.cleaned_data["tekst"]).replace("\r\n", "\n")
        if not is_out_of(typed, self.said):
            raise forms.ValidationError(
                _("These words do not stand so in the answer. Leave words out, and put […] in their place.")
            )
        return typed
