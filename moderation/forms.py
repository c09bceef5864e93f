"""What the desk's buttons send. Forms check, they never save."""

from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from moderation.models import Outcome
from moderation.reasons import REASONS

MOST_SENTENCE = 2000


class DecideForm(forms.Form):
    """A decision: the outcome, the choices that were accepted, and for a refusal the reason and the message."""

    version = forms.IntegerField(min_value=1)
    outcome = forms.ChoiceField(choices=Outcome)
    accepted = forms.MultipleChoiceField(required=False)
    reason = forms.ChoiceField(required=False, choices=[("", ""), *((one.code, one.label) for one in REASONS)])
    sentence = forms.CharField(required=False, max_length=MOST_SENTENCE, strip=True)

    def __init__(self, data: Any, choices: list[str]) -> None:
        super().__init__(data)
        self.choice_keys = choices
        self.fields["accepted"].choices = [(key, key) for key in choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason and a message; "per field" with all or none chosen is what it amounts to."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == Outcome.PARTLY and "accepted" in cleaned:
            accepted = set(cleaned["accepted"])
            if accepted == set(self.choice_keys):
                cleaned["outcome"] = Outcome.APPROVED
            elif not accepted:
                cleaned["outcome"] = Outcome.REFUSED
        if cleaned.get("outcome") == Outcome.REFUSED and not (cleaned.get("reason") and cleaned.get("sentence")):
            raise forms.ValidationError(_("Choose a reason and write the message."), code="reason")
        return cleaned

    def typed(self) -> dict[str, Any]:
        """What was sent, right or wrong, for the form that is shown again; `outcome` says which part of it is open."""
        is_refusal = self.has_error(NON_FIELD_ERRORS, "reason")
        return {
            "outcome": Outcome.REFUSED if is_refusal else self.data.get("outcome", ""),
            "accepted": cast(QueryDict, self.data).getlist("accepted"),
            "reason": self.data.get("reason", ""),
            "sentence": self.data.get("sentence", ""),
        }
