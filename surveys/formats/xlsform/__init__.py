"""XLSForm, the spreadsheets of ODK and KoboToolbox."""

from django.utils.translation import gettext_lazy as _

from surveys.formats.registry import Format
from surveys.formats.xlsform.reading import read
from surveys.formats.xlsform.writing import write

FORMAT = Format(
    key="xlsform",
    label=_("XLSForm (Excel, for ODK and KoboToolbox)"),
    endings=(".xlsx", ".xls", ".csv"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    read=read,
    write=write,
)

__all__ = ["FORMAT", "read", "write"]
