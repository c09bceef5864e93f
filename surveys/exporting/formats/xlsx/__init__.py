"""A workbook (ECMA-376), in words."""

from django.utils.translation import gettext_lazy as _

from surveys.exporting.formats.registry import Format
from surveys.exporting.formats.xlsx.writing import write

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSX = Format("xlsx", _("Excel: a table to read and calculate with"), CONTENT_TYPE, write)
