"""Fields that the forms of surveys have in common."""

from collections.abc import Mapping
from typing import Any

from django import forms

MOST_WORDS = 4_000
MOST_ROWS = 500


def line(**more: Any) -> forms.TextInput:
    """One line."""
    return forms.TextInput(attrs={"class": "field", **more})


def area(rows: int = 2) -> forms.Textarea:
    """A few lines."""
    return forms.Textarea(attrs={"class": "field", "rows": rows})


def words(label: Any, *, help_text: Any = "", required: bool = False, rows: int = 2) -> forms.CharField:
    """Words that people read."""
    return forms.CharField(
        label=label, max_length=MOST_WORDS, required=required, widget=area(rows), help_text=help_text
    )


def drop(label: Any, choices: Any = (), *, required: bool = False) -> forms.ChoiceField:
    """One out of a list that drops down."""
    return forms.ChoiceField(
        label=label, choices=list(choices), required=required, widget=forms.Select(attrs={"class": "field"})
    )


def tick(label: Any, help_text: Any = "") -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, required=False, help_text=help_text)


def rows_of(data: Mapping[str, Any], prefix: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a formset as they were typed, right or wrong."""
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    many = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() and len(total) < 5 else 0  # noqa: PLR2004 - up to 500
    return [{name: data.get(f"{prefix}-{at}-{name}", "") for name in names} for at in range(many)]
