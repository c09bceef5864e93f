"""What the catalogue tells the floors below about itself."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from accounts import claims, privacy
from catalogue import queries
from catalogue.counted import SOURCE
from catalogue.kind import CORRECTION
from catalogue.persons import CLAIM, PRIVACY
from catalogue.subjects import DATASET, RECORD
from contributions import kinds
from counting import heard
from counting import sources as counting
from journal import subjects
from municipalities import slots
from municipalities.models import Municipality
from projects.kinds import ActivityKind
from projects.kinds import registry as activity_kinds
from projects.models import Activity


def dataset_url(activity: Activity) -> str:
    """Where the services of a data set are looked up."""
    return activity.municipality.url("catalogue:list")


def check_strip(request: HttpRequest, municipality: Municipality) -> SafeString:
    """The strip “Klopt dit nog?”: one question about one field of one service."""
    question = queries.question_for(municipality, turn=localdate().toordinal())
    if question is None:
        return SafeString("")
    return render_to_string("catalogue/check_strip.html", {**question, "municipality": municipality}, request)


def outcomes(request: HttpRequest, municipality: Municipality) -> SafeString:
    """The part “Gevraagd en gedaan”: what became of the latest corrections."""
    decided = list(queries.decided(municipality))
    if not decided:
        return SafeString("")
    return render_to_string("catalogue/outcomes.html", {"decided": decided, "municipality": municipality}, request)


def register() -> None:
    """Fills kinds, subjects, what can be heard, slots and activity kinds."""
    claims.registry.register(CLAIM)
    privacy.registry.register(PRIVACY)
    kinds.registry.register(CORRECTION)
    counting.registry.register(SOURCE)
    heard.registry.register(heard.Heard(key="record", topic="record"))
    subjects.registry.register(RECORD)
    subjects.registry.register(DATASET)
    activity_kinds.register(ActivityKind(key="dataset", label=_("Services to look up and correct"), url=dataset_url))
    slots.registry.register(slots.Slot("catalogue.check", "home", 10, check_strip))
    slots.registry.register(slots.Slot("catalogue.outcomes", "home", 90, outcomes))
