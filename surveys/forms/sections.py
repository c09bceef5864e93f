"""Sections, and the texts of a survey as a whole."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from surveys.definition import Document, Text
from surveys.forms.fields import line, words


class SectionForm(forms.Form):
    """The title of a section, and what is said above its questions."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False, widget=line())
    description = words(_("Explanation"))

    @staticmethod
    def initial_of(page: Document) -> dict[str, str]:
        """What the form of an existing section starts from."""
        return {name: Text.of(page.get(name)).default for name in ("title", "description")}


class TextsForm(forms.Form):
    """What the survey is called, what is said first and at the end, and in which languages."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=line())
    description = words(_("What people read first"), rows=4)
    completedHtml = words(_("What people read at the end"), rows=3)  # noqa: N815 - as the document calls it
    languages = forms.MultipleChoiceField(
        label=_("Also asked in"), required=False, widget=forms.CheckboxSelectMultiple, choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(code, name) for code, name in settings.LANGUAGES if code != own]
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - tells mypy which field this is
        field.choices = others

    @staticmethod
    def initial_of(document: Document) -> dict[str, Any]:
        """What the form starts from."""
        texts = {name: Text.of(document.get(name)).default for name in ("title", "description", "completedHtml")}
        return {**texts, "languages": document.get("languages", [])}
