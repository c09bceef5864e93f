"""Open answers stay with staff: searched, tagged, and quoted only through the desk."""

from contextlib import suppress
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contributions import services as contributions
from contributions.kinds import Verdict, registry
from contributions.models import Case, Contribution
from journal.models import Entry
from media.models import Picture
from surveys.analysis.saying import AT_ONCE
from surveys.models import Quote, Response, Tag, Tagged
from surveys.queries import quotes_of
from surveys.services.tagging import NotSaid, is_out_of, quote, tag
from tests.people import member
from tests.surveys.analysis.making import ORIGIN, of, page, responded
from tests.surveys.people import asked, one, words

pytestmark = pytest.mark.django_db
LIST = "analyse/antwoorden"


@pytest.fixture
def survey(gent, editor):
    place = {"type": "place", "name": "where", "title": "Where?"}
    photo = {"type": "file", "acceptedTypes": "image/*", "name": "photo", "title": "A photo?"}
    return asked(gent, editor, words(), one(showOtherItem=True), place, photo)


@pytest.fixture
def staff(editor) -> Client:
    return of(editor)


def seen(client: Client, survey, **query: str) -> list[str]:
    return sorted(one.text for one in client.get(page(survey, LIST, **query)).context["said"])


def test_answers_are_found_by_words_in_the_language_they_were_given_in(survey, staff) -> None:
    responded(survey, {"why": "De fietsers rijden te snel"}, {"why": "Te weinig bomen"}, {"why": None}, {})
    responded(survey, {"why": "Les voitures roulent trop vite"}, language="fr")
    assert len(seen(staff, survey)) == 3
    assert seen(staff, survey, q="fietser") == ["De fietsers rijden te snel"]
    assert seen(staff, survey, q="voiture") == ["Les voitures roulent trop vite"]
    assert seen(staff, survey, q="bomen -weinig") == []
    for odd in ("'", '"', "a & | !", "\x00", "%"):
        assert staff.get(page(survey, LIST, q=odd)).status_code == 200
    assert "Geen enkel antwoord heeft dit." in staff.get(page(survey, LIST, q="xyzzy")).content.decode()


def test_every_open_question_has_its_list(survey, staff) -> None:
    responded(survey, {"colour": "other", "colour-Comment": "Paars", "where": {"place": "drongen"}, "why": "<b>x</b>"})
    answer = staff.get(page(survey, LIST))
    assert [question.name for question in answer.context["questions"]] == ["why", "colour-Comment", "where", "photo"]
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.content.decode()
    assert seen(staff, survey, vraag="colour-Comment") == ["Paars"]
    assert [one.place for one in staff.get(page(survey, LIST, vraag="where")).context["said"]] == ["Drongen"]
    assert seen(staff, survey, vraag="photo") == []


def test_a_page_goes_on_after_the_last_one_that_was_shown(survey, staff) -> None:
    responded(survey, *[{"why": f"{number:02}"} for number in range(2 * AT_ONCE + 3)])
    found, address = [], page(survey, LIST)
    while address:
        answer = staff.get(address)
        found += [one.text for one in answer.context["said"]]
        address = answer.context["following"]
    assert sorted(found) == [f"{number:02}" for number in range(2 * AT_ONCE + 3)]


def test_personal_data_is_named_and_stays(survey, staff) -> None:
    texts = {
        "Bel 0475 12 34 56": ["telefoonnummer"],
        "jan.peeters@example.org weet meer": ["e-mailadres"],
        "BE68 5390 0754 7034": ["rekeningnummer"],
        "85.07.30-033.28": ["rijksregisternummer"],
        "om 12.30 uur, 7 m breed": [],
    }
    responded(survey, *[{"why": text} for text in texts])
    said = staff.get(page(survey, LIST)).context["said"]
    assert {one.text: [str(word) for word in one.noticed] for one in said} == texts


def test_tags_are_added_counted_filtered_and_taken_away(survey, staff) -> None:
    first, second = responded(survey, {"why": "a"}, {"why": "b"})
    back = page(survey, LIST, vraag="why")
    for response, name in ((first, "Verkeer"), (second, "verkeer "), (second, "groen"), (second, "")):
        typed = {"vraag": "why", "label": name, "terug": back}
        answer = staff.post(page(survey, f"{LIST}/{response.pk}/label"), typed, **ORIGIN)
        assert answer["Location"] == f"{back}#a{response.pk}"
    answer = staff.get(back)
    assert [(one.name, many) for one, many, _ in answer.context["tags"]] == [("Verkeer", 2), ("groen", 1)]
    green = Tag.objects.get(name="groen")
    assert seen(staff, survey, label=str(green.pk)) == ["b"]
    tagged = Tagged.objects.get(tag=green)
    staff.post(page(survey, f"analyse/label/{tagged.pk}/weg"), {"terug": "https://elders.example/"}, **ORIGIN)
    assert [one.name for one in Tag.objects.all()] == ["Verkeer"]


def test_a_photo_is_for_staff_and_for_no_shared_cache(gent, leuven, survey, staff, moderator) -> None:
    picture = Picture.objects.create(content=b"jpeg", width=1, height=1)
    [response] = responded(survey, {"photo": str(picture.pk), "why": "x"})
    address = page(survey, f"{LIST}/{response.pk}/foto/photo")
    answer = staff.get(address)
    assert (answer.content, answer["Content-Type"], answer["Cache-Control"]) == (
        b"jpeg",
        "image/jpeg",
        "private, no-store",
    )
    assert address in staff.get(page(survey, LIST, vraag="photo")).content.decode()
    assert staff.get(page(survey, f"{LIST}/{response.pk}/foto/why")).status_code == 404
    people = [moderator, member(leuven, "editor", "els")]
    assert [of(person).get(address).status_code for person in people] == [403, 404]
    assert Client().get(address).status_code == 302


def test_a_quote_passes_the_desk_and_leads_to_no_answer(survey, staff, editor) -> None:
    [response] = responded(survey, {"why": "De straat is gevaarlijk. Ik woon op nummer 7. Maak ze veilig."})
    address = page(survey, f"{LIST}/{response.pk}/citeer/why")
    assert "Ik woon op nummer 7" in staff.get(address).content.decode()
    wrong = staff.post(address, {"tekst": "De straat is veilig."}, **ORIGIN)
    assert (wrong.status_code, "staan zo niet in het antwoord" in wrong.content.decode()) == (422, True)
    assert "De straat is veilig." in wrong.content.decode()
    text = "De straat is gevaarlijk. […] Maak ze veilig."
    sent = staff.post(address, {"tekst": text}, **ORIGIN)
    assert sent["Location"] == page(survey, LIST, vraag="why", gedaan="citaat")
    assert "Het citaat ligt bij de moderatie" in staff.get(sent["Location"]).content.decode()
    said = Contribution.objects.get()
    assert (said.kind, said.status, said.text, said.author, said.activity_id) == (
        "quote",
        "pending",
        text,
        None,
        survey.pk,
    )
    assert quotes_of(survey) == []
    case = Case.objects.get()
    assert case.question == "fit"
    contributions.settle(case=case, verdict=Verdict("approved", by=editor))
    assert [(question, quoted.text) for question, quoted in quotes_of(survey)] == [("why", text)]
    assert text in staff.get(page(survey)).content.decode()
    told = [(entry.verb, entry.audience) for entry in Entry.objects.filter(verb__startswith="quote.").order_by("seq")]
    assert told == [("quote.submitted", "staff"), ("quote.published", "public")]
    kept = [str(value) for row in (*Quote.objects.values(), *Contribution.objects.values()) for value in row.values()]
    kept += [str(entry.data) for entry in Entry.objects.all()]
    assert [value for value in kept if str(response.pk) in value] == []
    assert list(registry.get("quote").export(survey.municipality)) == [
        {"id": str(said.pk), "survey": survey.slug, "question": "why", "text": text, "language": "nl"}
    ]


def test_the_desk_is_told_of_an_address_in_a_quote(survey, editor) -> None:
    [response] = responded(survey, {"why": "Vraag het aan jan.peeters@example.org"})
    said = quote(response=response, question="why", text=response.answers["why"], by=editor)
    assert said.findings == ["mail"]


def test_a_quote_that_is_refused_is_nowhere(survey, editor) -> None:
    [response] = responded(survey, {"why": "Een scheldwoord"})
    said = quote(response=response, question="why", text="Een scheldwoord", by=editor)
    contributions.settle(case=Case.objects.get(), verdict=Verdict("refused", reason="house_rules", sentence="Neen."))
    said.refresh_from_db()
    assert (said.status, quotes_of(survey)) == ("refused", [])
    assert registry.get("quote").answer(said).sentence == "Neen."


@pytest.mark.parametrize(
    ("text", "is_in"),
    [
        ("Maak ze veilig", True),
        ("De straat […] veilig", True),
        ("De straat [...] veilig", True),
        ("[…]", False),
        ("", False),
        ("veilig […] De straat", False),
        ("De weg", False),
    ],
)
def test_a_quote_is_made_of_the_words_of_the_answer(text: str, is_in: bool) -> None:
    assert is_out_of(text, "De straat is gevaarlijk. Maak ze veilig") is is_in


def test_nobody_quotes_what_was_not_said(survey, staff, editor) -> None:
    [response] = responded(survey, {"why": None, "colour": "red"})
    with suppress(NotSaid):
        quote(response=response, question="why", text="x", by=editor)
        raise AssertionError
    for question in ("why", "colour", "nothing"):
        assert staff.get(page(survey, f"{LIST}/{response.pk}/citeer/{question}")).status_code == 404
    assert staff.get(page(survey, f"{LIST}/{uuid4()}/citeer/why")).status_code == 404


def test_what_is_of_one_survey_is_not_found_in_another(gent, editor, survey, staff) -> None:
    other = asked(gent, editor, words(), title="Andere")
    [response] = responded(survey, {"why": "x"})
    tag(response=response, question="why", name="y")
    assert staff.get(page(other, f"{LIST}/{response.pk}/citeer/why")).status_code == 404
    wrong = page(other, f"analyse/label/{Tagged.objects.get().pk}/weg")
    assert staff.post(wrong, **ORIGIN).status_code == 404
    assert seen(staff, other) == []


def test_the_list_costs_the_same_for_one_and_three(survey, staff) -> None:
    counts = set()
    for many in (1, 3):
        Response.objects.all().delete()
        for response in responded(survey, *[{"why": f"a {number}"} for number in range(many)]):
            tag(response=response, question="why", name="y")
        staff.get(page(survey, LIST))
        with CaptureQueriesContext(connection) as queries:
            staff.get(page(survey, LIST))
        counts.add(len(queries))
    assert len(counts) == 1


def test_the_cards_of_quotes_cost_the_same_for_one_and_three(survey, editor, monkeypatch) -> None:
    counts, ids = set(), []
    for many in (1, 3):
        made = responded(survey, *[{"why": f"b {number}"} for number in range(many)])
        ids += [quote(response=one, question="why", text=one.answers["why"], by=editor).pk for one in made]
        with CaptureQueriesContext(connection) as queries:
            assert len(registry.get("quote").cards(ids, editor, "nl")) == len(ids)
        counts.add(len(queries))
    assert len(counts) == 1


def test_the_desk_shows_the_words_and_the_question(survey, editor, desk) -> None:
    [response] = responded(survey, {"why": "Meer bomen, alsjeblieft"})
    quote(response=response, question="why", text="Meer bomen […]", by=editor)
    html = desk.get(f"/gent/moderatie/?zaak={Case.objects.get().pk}").content.decode()
    assert ("Meer bomen […]" in html, "why?" in html, "alsjeblieft" in html) == (True, True, False)
    assert "Citaat uit een open antwoord" in html
