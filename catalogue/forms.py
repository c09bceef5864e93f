"""What people type about a record. Forms check, they never save."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue import layers, schema
from catalogue.models import Confirmation, Record

PREFIX = "v:"


class CorrectForm(forms.Form):
    """Other values for the correctable fields of one record, with an optional source, name and address.

    After a clean pass `changes` holds the fields whose value differs from what stands there: path -> new value.
    """

    evidence_url = forms.URLField(
        label=_("Link to a source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("For example the website of the service."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Then you hear what we did with it. We use it for nothing else."),
    )
    signature = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=80,
        help_text=_("Only if you want it to be shown with the change."),
    )

    def __init__(self, record: Record, language: str, data: Any = None) -> None:
        super().__init__(data)
        self.record, self.changes = record, dict[str, str]()
        self.specs = [spec for spec in schema.shown(record.fields, language) if spec.correctable]
        for spec in self.specs:
            self.fields[f"{PREFIX}{spec.path}"] = _field(spec, self.now_there(spec.path))

    def now_there(self, path: str) -> str:
        """The value a correction of this field starts from."""
        return layers.current(self.record.source_fields, self.record.own_fields, path)

    def rows(self) -> list[tuple[schema.FieldSpec, forms.BoundField]]:
        """The correctable fields with their inputs, in reading order."""
        return [(spec, self[f"{PREFIX}{spec.path}"]) for spec in self.specs]

    def clean(self) -> dict[str, Any]:
        """Checks every value that was changed by its kind; an untouched field is never at fault."""
        cleaned = super().clean() or self.cleaned_data
        for spec in self.specs:
            name = f"{PREFIX}{spec.path}"
            typed = str(cleaned.get(name, "")).strip()
            if typed.split() == schema.editable(spec, self.now_there(spec.path)).split():
                continue
            try:
                self.changes[spec.path] = schema.clean(spec, typed)
            except schema.InvalidValue as error:
                self.add_error(name, str(error))
        if not self.changes and not self.errors:
            raise forms.ValidationError(_("Nothing is different yet. Change at least one field."), code="nothing")
        return cleaned


def _field(spec: schema.FieldSpec, value: str) -> forms.CharField:
    return forms.CharField(
        label=str(spec.label),
        required=False,
        strip=True,
        max_length=10_000,
        initial=schema.editable(spec, value),
        widget=forms.Textarea(attrs={"rows": 5}) if spec.kind in {"html", "hours"} else forms.TextInput(),
    )


class ConfirmForm(forms.Form):
    """One answer about one value."""

    field = forms.CharField(max_length=120)
    fingerprint = forms.RegexField(r"^[0-9a-f]{32}\Z")
    answer = forms.ChoiceField(choices=Confirmation.Answer)
