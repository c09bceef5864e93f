"""Open answers, photos and places one by one: read, tagged, and quoted through the desk. For staff only."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from surveys.access import own_survey_for, photo_for, response_for, tagged_for
from surveys.analysis.personal import noticed
from surveys.analysis.saying import OpenQuestion, open_questions, page_of, responses_to, tags_of
from surveys.asked import asked_in
from surveys.forms.reading import QuoteForm, TagForm
from surveys.models import Survey
from surveys.services.tagging import quote as quoted
from surveys.services.tagging import tag as tag_with
from surveys.services.tagging import untag as untag_from
from surveys.views.sheets import uuid_in

TYPED = frozenset({"comment", "text"})


def _questions(survey: Survey) -> list[OpenQuestion]:
    return open_questions(asked_in(survey), get_language() or "nl")


def _address(survey: Survey, question: str, **more: str) -> str:
    query = urlencode({"vraag": question, **{name: value for name, value in more.items() if value}})
    return f"{survey.municipality.url('surveys:answers', survey.slug)}?{query}"


@require_safe
def texts(request: HttpRequest, slug: str, survey_slug: str) -> HttpResponse:
    """The answers to one open question: those with the words and the tag in the address, some at a time."""
    survey = own_survey_for(request, slug, survey_slug)
    questions = _questions(survey)
    named = {one.name: one for one in questions}
    usual = next((one for one in questions if one.asked.kind in TYPED), next(iter(questions), None))
    question = named.get(request.GET.get("vraag", ""), usual)
    context = {"municipality": survey.municipality, "survey": survey, "questions": questions, "question": question}
    more = _listed(request, survey, question) if question else {}
    return render(request, "surveys/open_answers.html", {**context, **more})


def _listed(request: HttpRequest, survey: Survey, question: OpenQuestion) -> dict[str, Any]:
    words, tags = request.GET.get("q", "").replace("\0", "").strip()[:200], tags_of(survey, question)
    chosen = next((one for one, _many in tags if str(one.pk) == request.GET.get("label")), None)
    found = responses_to(survey, question, words=words, tag=chosen.pk if chosen else None)
    said, following = page_of(found, question, uuid_in(request.GET.get("na", "")))
    more = {"q": words, "label": str(chosen.pk) if chosen else ""}
    return {
        **more,
        "said": said,
        "tags": [(one, many, _address(survey, question.name, label=str(one.pk), q=words)) for one, many in tags],
        "chosen": chosen,
        "all": _address(survey, question.name, q=words),
        "following": _address(survey, question.name, na=str(following), **more) if following else "",
        "back": request.get_full_path(),
        "done": request.GET.get("gedaan", ""),
    }


@require_safe
def photo(request: HttpRequest, slug: str, survey_slug: str, response_id: UUID, question: str) -> HttpResponse:
    """A photo that somebody answered with; it stays out of every cache that others share."""
    picture = photo_for(request, slug, survey_slug, response_id, question)
    return HttpResponse(
        bytes(picture.content), content_type="image/jpeg", headers={"Cache-Control": "private, no-store"}
    )


@require_POST
def tag(request: HttpRequest, slug: str, survey_slug: str, response_id: UUID) -> HttpResponse:
    """Gives an answer a tag. Nothing typed changes nothing."""
    survey, response = response_for(request, slug, survey_slug, response_id)
    form = TagForm(request.POST, _questions(survey))
    if form.is_valid():
        tag_with(response=response, question=form.cleaned_data["vraag"], name=form.cleaned_data["label"])
    return _back(request, survey, response_id)


@require_POST
def untag(request: HttpRequest, slug: str, survey_slug: str, tagged_id: int) -> HttpResponse:
    """Takes a tag from an answer."""
    survey, tagged = tagged_for(request, slug, survey_slug, tagged_id)
    untag_from(tagged=tagged)
    return _back(request, survey, tagged.response_id)


def _back(request: HttpRequest, survey: Survey, response: UUID) -> HttpResponse:
    """To the same place in the same list."""
    there = survey.municipality.url("surveys:answers", survey.slug)
    back = request.POST.get("terug", "")
    return HttpResponseRedirect(f"{back if back.split('?')[0] == there else there}#a{response}")


@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest, slug: str, survey_slug: str, response_id: UUID, question: str) -> HttpResponse:
    """Choose the words of an answer that may be shown, and send them to the desk."""
    survey, response = response_for(request, slug, survey_slug, response_id)
    named = {one.name: one for one in _questions(survey) if one.is_text}
    said = response.answers.get(question)
    if question not in named or not said:
        raise Http404(question)
    form = QuoteForm(request.POST if request.method == "POST" else None, said)
    if form.is_valid():
        quoted(response=response, question=question, text=form.cleaned_data["tekst"], by=cast(User, request.user))
        return HttpResponseRedirect(_address(survey, question, gedaan="citaat"))
    context = {
        "municipality": survey.municipality,
        "survey": survey,
        "question": named[question],
        "form": form,
        "noticed": noticed(said),
        "back": _address(survey, question),
    }
    return render(request, "surveys/quote.html", context, status=422 if form.is_bound else 200)
