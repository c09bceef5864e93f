"""SurveyJS JSON, of which our own documents are a strict subset."""

from django.utils.translation import gettext_lazy as _

from surveys.formats.registry import Format
from surveys.formats.surveyjs.reading import read
from surveys.formats.surveyjs.writing import write

FORMAT = Format(
    key="surveyjs",
    label=_("SurveyJS (JSON)"),
    endings=(".json",),
    media_type="application/json",
    read=read,
    write=write,
)

__all__ = ["FORMAT", "read", "write"]
