"""What people of the demo are asked and what they answered: surveys/demo/*.json, told through the ordinary verbs."""

import json
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, now

from accounts.models import User
from municipalities.models import Municipality
from municipalities.reference import places_of
from projects.models import Phase, Project
from projects.services import publish
from surveys import services
from surveys.answering import checked
from surveys.asking import definition_of, logic_of
from surveys.definition import OTHER, Definition, Question
from surveys.models import Survey
from surveys.services.people import digest_of

DEMO = settings.BASE_DIR / "surveys" / "demo"
OPEN, ALWAYS, CLOSED = "stationsstraat", "loket", "speelplein"
SEED = 2028  # the same people say the same in every demo
LEFT_OPEN, TYPED, TRIES = 0.06, 0.4, 5
FOLDED = 30  # the public figures stay one step behind, so they have to take some
Plan = dict[str, Any]


@transaction.atomic
def tell(municipality: Municipality, editor: User) -> None:
    """Asks three surveys and answers them, once and whole: nothing happens where anything was asked before."""
    if Survey.objects.filter(municipality=municipality).exists():
        return
    asked = {
        name: _ask(municipality, editor, json.loads((DEMO / f"{name}.json").read_text()))
        for name in (OPEN, ALWAYS, CLOSED)
    }
    _project(municipality, asked[OPEN])


def _ask(municipality: Municipality, editor: User, plan: Plan) -> Survey:
    survey = services.create(municipality=municipality, document=plan["document"])
    ends = now() + timedelta(days=plan["days"]) if "days" in plan else None
    survey = services.revise(survey=survey, revision=survey.revision, closes_at=ends, **plan["settings"])
    survey = services.publish(survey=survey, revision=survey.revision, by=editor)
    _answer(survey, plan)
    if plan.get("is_closed"):
        survey = services.close(survey=survey)
    services.fold_survey(survey)
    return survey


def _project(municipality: Municipality, survey: Survey) -> None:
    """The project in which the open one is asked."""
    project = Project.objects.create(
        municipality=municipality,
        slug="stationsstraat",
        title="Een nieuwe Stationsstraat",
        purpose="De straat wordt in 2028 heraangelegd, van het station tot aan de school. Zeg wat er anders moet.",
        what_is_open="Hoe de straat verdeeld wordt, waar je oversteekt, wat er groeit.",
        what_is_fixed="De bus blijft door de straat rijden. De riolering wordt vernieuwd.",
        contact="participatie@gent.example",
    )
    ends = localdate(survey.closes_at) if survey.closes_at else None
    phase = Phase.objects.create(project=project, title="Zeg wat je ervan vindt", starts_on=localdate(), ends_on=ends)
    Phase.objects.create(project=project, title="Het eerste ontwerp", when="herfst 2027", position=1)
    survey.activity.project = project
    survey.activity.save(update_fields=["project"])
    phase.activities.set([survey.activity])
    publish(project=project)


def _answer(survey: Survey, plan: Plan) -> None:
    """People who do not exist, each once."""
    assert survey.version is not None  # noqa: S101 - it was just published
    definition, logic = definition_of(survey.version), logic_of(survey.version)
    random = Random(f"{SEED} {survey.slug}")  # noqa: S311 - nobody has to be kept from guessing
    for number in range(plan["people"]):
        language = random.choice(["nl"] * 7 + ["fr"])
        said = _said(definition, plan, random, list(places_of(survey.municipality.nis)))
        for _try in range(TRIES):
            found = checked(definition, logic, said, language=language, today=localdate())
            said = {name: value for name, value in said.items() if name not in {error.name for error in found.errors}}
        services.answer(
            survey=survey,
            version=survey.version,
            receipt=uuid4(),
            answers=found.answers,
            digest=digest_of(survey, f"demo:{number}"),
            language=language,
        )
        if number % FOLDED == FOLDED - 1:
            services.fold_survey(survey)


def _said(definition: Definition, plan: Plan, random: Random, places: list[str]) -> dict[str, Any]:
    asked = definition.by_name.values()
    found = {one.name: _one(one, plan, random, places) for one in asked}
    return {name: value for name, value in found.items() if value is not None}


def _one(question: Question, plan: Plan, random: Random, places: list[str]) -> Any:
    """One answer to one question; None for who leaves it open."""
    weights: dict[str, int] = plan["weights"].get(question.name, {})
    if question.kind in {"comment", "text"}:
        return random.choice(plan["texts"][question.name]) if random.random() < TYPED else None
    if not question.is_required and random.random() < LEFT_OPEN:
        return None
    if question.kind == "place":
        return {"place": places[min(int(random.expovariate(0.35)), len(places) - 1)]}
    if question.kind == "ranking":
        return sorted(question.values, key=lambda value: question.values.index(value) + random.gauss(0, 1.5))
    if question.kind == "several":
        return _several(question, weights, random)
    return random.choices(list(weights), list(weights.values()))[0]


def _several(question: Question, weights: dict[str, int], random: Random) -> list[str]:
    most = question.written.get("maxSelectedChoices", len(weights))
    chosen = random.choices(list(weights), list(weights.values()), k=random.randint(1, most))
    alone = {str(choice.value) for choice in question.choices if choice.is_exclusive} | {OTHER}
    return chosen[:1] if chosen[0] in alone else sorted(set(chosen) - alone)
