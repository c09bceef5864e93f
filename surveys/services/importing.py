"""Surveys that come in as a file."""

from municipalities.models import Municipality
from surveys.building.starting import imported
from surveys.formats import Refused, for_file, readable
from surveys.formats.limits import import_in_limits
from surveys.models import Survey
from surveys.services.writing import create


def take_in(*, municipality: Municipality, name: str, content: bytes) -> Survey:
    """Makes a survey to write on from a file of one of the formats, known by its name.

    Reads it in a process of its own; creates the survey with the report of the import beside its questions. Raises
    Refused, with a sentence for whoever sent the file.
    """
    form = for_file(name)
    if form is None:
        raise Refused("ending", endings=", ".join(ending for one in readable() for ending in one.endings))
    found = import_in_limits(form.key, name, content)
    return create(municipality=municipality, document=imported(found, form=form.key))
