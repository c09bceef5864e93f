"""What people type about a record. Forms check, they never save."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue import adding, layers, schema, wording
from catalogue.models import Confirmation, Record

PREFIX = "v:"  # before the path of a value
SEEN = "b:"  # before the path of the fingerprint of what the person saw there
MOST_QUOTED = 200
NOTHING = _("Nothing is different yet. Change at least one field.")
FIRST = _("Somebody made this change just before you. Thank you.")
OVERTAKEN = _(
    "Somebody changed this in the meantime. It now says: “%(value)s”. Is your value right? Then send it again."
)


GONE = _("“%(label)s” is no longer there. You typed: %(value)s")


class Row(NamedTuple):
    """One line of the form."""

    spec: schema.FieldSpec
    field: forms.BoundField
    seen: forms.BoundField
    now: str
    is_open: bool  # because there is something to look at in it


class CorrectForm(forms.Form):
    """Other values for the correctable fields of one record, with an optional source, name and address.

    Each value travels with the fingerprint of what stood there when the person looked. So a field that was not touched
    stays as it is now, whoever changed it meanwhile, and one that was is shown again before it is sent. After a clean
    pass `changes` holds the fields whose value differs from what stands there: path -> new value.
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

    def __init__(self, record: Record, language: str, data: Mapping[str, str] | None = None) -> None:
        self.record, self.changes = record, dict[str, str]()
        self.specs = adding.offered(record, language)
        self.overtaken, self.gone = set[str](), dict[str, str]()  # what changed or went since the person looked
        super().__init__(self._as_of_now(data) if data else None)
        for spec in self.specs:
            text = self._text(spec)
            self.fields[f"{PREFIX}{spec.path}"] = _field(spec, text)
            self.fields[f"{SEEN}{spec.path}"] = forms.CharField(
                required=False, initial=_seen(text), widget=forms.HiddenInput
            )

    def _as_of_now(self, data: Mapping[str, str]) -> dict[str, str]:
        """What was sent, with the present value in every field that the person did not touch."""
        typed = {name.removeprefix(PREFIX): data[name] for name in data if name.startswith(PREFIX)}
        sent = {name: data[name] for name in data if not name.startswith((PREFIX, SEEN))}
        by_stem = {layers.stem(path): path for path in typed}
        for spec in self.specs:
            now = self._text(spec)
            path = spec.path if spec.path in typed else by_stem.get(layers.stem(spec.path), "")
            text, seen = typed.pop(path, now), data.get(f"{SEEN}{path}") or _seen(now)
            is_touched = _seen(text) != seen
            if is_touched and seen != _seen(now):
                self.overtaken.add(spec.path)
            sent |= {f"{PREFIX}{spec.path}": text if is_touched else now, f"{SEEN}{spec.path}": _seen(now)}
        self.gone = {path: text for path, text in typed.items() if _seen(text) != data.get(f"{SEEN}{path}")}
        return sent

    def now_there(self, path: str) -> str:
        """The value a correction of this field starts from."""
        return layers.current(self.record.source_fields, self.record.own_fields, path)

    def _text(self, spec: schema.FieldSpec) -> str:
        return schema.editable(spec, self.now_there(spec.path))

    def rows(self) -> list[Row]:
        """The correctable fields with their inputs, in reading order."""
        return [
            Row(
                spec,
                self[f"{PREFIX}{spec.path}"],
                self[f"{SEEN}{spec.path}"],
                schema.readable(spec, self.now_there(spec.path)),
                spec.path in self.changes or f"{PREFIX}{spec.path}" in self.errors,
            )
            for spec in self.specs
        ]

    def clean(self) -> dict[str, Any]:
        """Checks every value that was changed by its kind; an untouched field is never at fault."""
        cleaned = super().clean() or self.cleaned_data
        for spec in self.specs:
            if f"{PREFIX}{spec.path}" in cleaned:
                self._check(spec, cleaned[f"{PREFIX}{spec.path}"])
        for path, sentence in adding.faults(self.record, self.changes).items():
            self.add_error(f"{PREFIX}{path}", sentence)
        self.changes = adding.completed(self.record, self.changes)
        for path, text in self.gone.items():
            self.add_error(None, GONE % {"label": schema.field(path).label, "value": _quoted(text)})
        if not self.changes and not self.errors:
            self.add_error(None, FIRST if self.overtaken else NOTHING)
        return cleaned

    def _check(self, spec: schema.FieldSpec, typed: str) -> None:
        try:
            value = schema.changed(spec, self.now_there(spec.path), typed)
        except schema.InvalidValue as error:
            self.add_error(f"{PREFIX}{spec.path}", str(error))
            return
        if value is None:
            return
        self.changes[spec.path] = value
        if spec.path in self.overtaken:
            there = schema.readable(spec, self.now_there(spec.path))
            self.add_error(f"{PREFIX}{spec.path}", OVERTAKEN % {"value": _quoted(there)})


def _quoted(text: str) -> str:
    return wording.shortened(text, MOST_QUOTED) or str(_("not filled in"))


def _seen(text: str) -> str:
    """Names a text, whatever its spacing and line ends."""
    return layers.fingerprint(" ".join(text.split()))


def _field(spec: schema.FieldSpec, text: str) -> forms.CharField:
    return forms.CharField(
        label=str(spec.label),
        required=False,
        strip=False,
        initial=text,
        widget=WIDGETS.get(spec.kind, forms.TextInput)(),
    )


def _lines() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 5})


def _existence() -> forms.RadioSelect:
    return forms.RadioSelect(
        choices=[("false", _("This service exists")), ("true", _("This service no longer exists"))]
    )


WIDGETS: Mapping[str, Callable[[], forms.Widget]] = {"html": _lines, "hours": _lines, "flag": _existence}


class ConfirmForm(forms.Form):
    """One answer about one value."""

    field = forms.CharField(max_length=120)
    fingerprint = forms.RegexField(r"^[0-9a-f]{32}\Z")
    answer = forms.ChoiceField(choices=Confirmation.Answer)
