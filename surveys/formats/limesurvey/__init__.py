"""LimeSurvey's own exports of a survey (.lss) or a group of questions (.lsg)."""

from django.utils.translation import gettext_lazy as _

from surveys.formats.limesurvey.reading import read
from surveys.formats.registry import Format

FORMAT = Format(
    key="limesurvey",
    label=_("LimeSurvey (.lss, .lsg)"),
    endings=(".lss", ".lsg"),
    media_type="application/xml",
    read=read,
)

__all__ = ["FORMAT", "read"]
