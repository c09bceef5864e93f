"""The forms surveys are exchanged in: one whole folder per form, each registering one `Format`."""

from surveys.formats import limesurvey, surveyjs, xlsform
from surveys.formats.registry import Format, for_file, readable, registry, writable
from surveys.formats.report import Imported, Line, Refused

for _format in (xlsform.FORMAT, surveyjs.FORMAT, limesurvey.FORMAT):
    registry.register(_format)

__all__ = ["Format", "Imported", "Line", "Refused", "for_file", "readable", "registry", "writable"]
