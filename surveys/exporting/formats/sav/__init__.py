"""An SPSS system file, with labels for columns and values, and with what is missing told apart.

Written here, because the libraries that write it want the whole table in memory. How it is built up: "System File Format"
in the developer's guide of GNU PSPP. Tests read it back with ReadStat.
"""

from django.utils.translation import gettext_lazy as _

from surveys.exporting.formats.registry import Format
from surveys.exporting.formats.sav.writing import write

SAV = Format("sav", _("SPSS: with labels for questions and answers"), "application/x-spss-sav", write)
