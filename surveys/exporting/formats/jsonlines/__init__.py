"""One JSON object a line: the answers as they are kept, with their words beside them."""

from django.utils.translation import gettext_lazy as _

from surveys.exporting.formats.jsonlines.writing import write
from surveys.exporting.formats.registry import Format

JSON_LINES = Format("jsonl", _("JSON lines: for programmers"), "application/x-ndjson", write)
