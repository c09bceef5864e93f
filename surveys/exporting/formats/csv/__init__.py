"""Comma-separated values (RFC 4180), in words."""

from django.utils.translation import gettext_lazy as _

from surveys.exporting.formats.csv.writing import write
from surveys.exporting.formats.registry import Format

CSV = Format("csv", _("CSV: a table that any program reads"), "text/csv; charset=utf-8", write)
