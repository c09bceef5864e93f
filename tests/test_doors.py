"""Walks every address of a municipality as a stranger, as a member of another one, and as its own staff."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from catalogue.models import SourceConflict
from catalogue.services import correct
from contributions.links import status_token
from contributions.models import Case
from moderation.services import decide
from municipalities.models import Membership
from projects import services as projects
from surveys.models import Tagged
from surveys.services import ask_file, keep_for_later, write_files
from surveys.services.tagging import tag
from tests.catalogue.making import document, services_of, taken_in
from tests.people import member
from tests.surveys.analysis.making import responded
from tests.surveys.people import asked

STAFF = re.compile(
    r"moderation:|projects:(create|revise|preview|publish|close)|catalogue:(conflicts|resolve)|municipalities:settings"
    r"|surveys:(staff|new|build|preview|report|section|add|question|texts|translations|publish|close|files?|settings|people)$"
    r"|surveys:(enter|form|analysis|answers|photo|tag|untag|quote|export|exported)$"
)
ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every address under a municipality."""
    space = f"{resolver.namespace}:" if resolver.namespace else ""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from ((space + name, path) for name, path in patterns(one, route))
        elif isinstance(one, URLPattern):
            yield space + (one.name or ""), route


ADDRESSES = [(name, route) for name, route in patterns(get_resolver()) if route.startswith("<slug:slug>/")]


@pytest.fixture
def samples(gent, moderator):
    """Something real of Gent for every argument an address can have."""
    [record] = taken_in(services_of(gent), [document()])
    contribution = correct(record=record, changes={"contact/0/telephone": "+32 9 210 10 10"}, language="nl")
    case = Case.objects.get()
    decision = decide(case=case, case_version=case.version, outcome="approved", by=moderator)
    conflict = SourceConflict.objects.create(record=record, field="contact/0/email", own_value="x")
    project = projects.create(municipality=gent, title="Park", purpose="x")
    return {
        "record_id": record.pk,
        "token": status_token(contribution),
        "case_id": case.pk,
        "decision_id": decision.pk,
        "conflict_id": conflict.pk,
        "membership_id": Membership.objects.get(user=moderator).pk,
        "project_slug": projects.publish(project=project).slug,
        **of_survey(asked(gent, moderator), moderator),
    }


def of_survey(survey, by) -> dict[str, object]:
    """An answer with a tag, one to finish later, and a file."""
    [response] = responded(survey, {"why": "Why not?"})
    tag(response=response, question="why", name="x")
    export = ask_file(survey=survey, form="csv", language="nl", by=by)
    write_files()
    return {
        "survey_slug": survey.slug,
        "response_id": response.pk,
        "question": "why",
        "tagged_id": Tagged.objects.get().pk,
        "export_id": export.pk,
        "key": keep_for_later(version=survey.version, key=None, answers={}, language="nl").pk,
        "page_name": "page1",
        "question_name": "colour",
        "form": "surveyjs",
    }


def address(route: str, slug: str, samples: dict[str, object]) -> str:
    """The route with real arguments; a KeyError names an argument without a sample."""
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str({**samples, "slug": slug}[found[1]]), route)


def someone(user=None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def both(client: Client, url: str):
    return client.get(url), client.post(url, {}, **ORIGIN)


@pytest.mark.parametrize(("name", "route"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_every_address(name: str, route: str, samples, gent, leuven, neighbour, contributor) -> None:
    here, there = address(route, "gent", samples), address(route, "leuven", samples)
    is_staff, is_object = bool(STAFF.match(name)), "<" in route.removeprefix("<slug:slug>")
    for person in (None, contributor, neighbour, member(gent, "manager", "manager")):
        for answer in both(someone(person), here):
            assert answer.status_code < 500
            assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    stranger = [answer for answer in both(someone(), here) if answer.status_code != 405]
    for answer in stranger if is_staff else []:
        assert (answer.status_code, answer["Location"].startswith("/aanmelden/")) == (302, True)
    for outsider in (neighbour, contributor) if is_staff else ():
        assert {answer.status_code for answer in both(someone(outsider), here)} <= {404, 405}
    if is_object:  # what is Gent's is not to be found in Leuven, not even by Leuven's own staff
        assert {answer.status_code for answer in both(someone(neighbour), there)} <= {403, 404, 405}


@pytest.mark.parametrize("path", ["/nergens/", "/leuven/fr/", "/leuven/catalogus/niet-hier/", "/gent/xx/"])
def test_what_does_not_exist_is_404(path: str, gent, leuven) -> None:
    assert Client().get(path).status_code == 404


def test_staff_pages_keep_roles_apart(gent) -> None:
    editor = someone(member(gent, "editor", "editor"))
    assert editor.get("/gent/moderatie/").status_code == 403
    judge = someone(member(gent, "moderator", "judge"))
    assert judge.get("/gent/projecten/nieuw/").status_code == 403
