"""Every kind of question, from the field on the page to what is kept, and back onto the page as it was typed."""

import re
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from media.models import Picture
from surveys import photos
from surveys.models import Draft
from tests.surveys.filling import ORIGIN, at, brought, send, waiting
from tests.surveys.people import asked, one, several

CHOICES = [{"value": value, "text": value.upper()} for value in ("a", "b c", "d.e")]


def element(kind: str, **more):
    return {"type": kind, "name": "q", "title": "Vraag?", **more}


KINDS = {
    "one": (element("radiogroup", choices=CHOICES), {"a.q": "b c"}, {"q": "b c"}, "B C"),
    "dont know": (element("radiogroup", choices=CHOICES, showDontKnowItem=True), {"a.q": "dontknow"}, {"q": "dontknow"}, "Weet ik niet of niet van toepassing"),
    "other": (element("radiogroup", choices=CHOICES, showOtherItem=True), {"a.q": "other", "a.q-Comment": " Zus "}, {"q": "other", "q-Comment": "Zus"}, "Zus"),
    "several": (element("checkbox", choices=CHOICES), {"a.q": ["d.e", "a"]}, {"q": ["a", "d.e"]}, "A, D.E"),
    "scale": (element("rating", rateValues=[{"value": n, "text": f"Trap {n}"} for n in (1, 2, 3)]), {"a.q": "2"}, {"q": 2}, "Trap 2"),
    "nps": (element("rating", rateType="nps"), {"a.q": "10"}, {"q": 10}, "10"),
    "number": (element("text", inputType="number"), {"a.q": " 3,5 "}, {"q": 3.5}, "3,5"),
    "short": (element("text"), {"a.q": " <i>kort</i> "}, {"q": "<i>kort</i>"}, "<i>kort</i>"),
    "long": (element("comment"), {"a.q": "twee\r\nregels"}, {"q": "twee\nregels"}, "twee\r\nregels"),
    "ranking": (element("ranking", choices=CHOICES), {"a.q.a": "2", "a.q.b c": "", "a.q.d.e": "1"}, {"q": ["d.e", "a"]}, "D.E, A"),
    "date": (element("text", inputType="date"), {"a.q.d": "3", "a.q.m": "02", "a.q.y": "2026"}, {"q": "2026-02-03"}, "3/2/2026"),
    "place": (element("place"), {"a.q.place": "drongen"}, {"q": {"place": "drongen"}}, "Drongen"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_filled_in_is_kept_and_stands_on_every_page(gent, editor, kind: str) -> None:
    question, typed, kept, words = KINDS[kind]
    survey = asked(gent, editor, question)
    check = send(Client(), survey, step="kijk", more=typed)
    assert check.context["rows"] == [("Vraag?", words)]
    send(Client(), survey, step="later", more=typed)
    later = Client().get(f"{at(survey)}verder/{Draft.objects.get().pk}/")
    assert later.context["sheet"].judged().answers == kept
    assert send(Client(), survey, more=typed).status_code == 302
    assert waiting(survey) == [kept]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_open_is_missing(gent, editor, kind: str) -> None:
    survey = asked(gent, editor, KINDS[kind][0])
    assert send(Client(), survey, more=dict.fromkeys(KINDS[kind][1], "")).status_code == 302
    assert waiting(survey) == [{"q": None}]


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        (element("text", inputType="date"), {"a.q.d": "31", "a.q.m": "2", "a.q.y": "2026"}, "Deze dag bestaat niet"),
        (element("text", inputType="date"), {"a.q.d": "3"}, "Deze dag bestaat niet"),
        (element("text", inputType="number"), {"a.q": "veel"}, "Schrijf een getal"),
        (element("ranking", choices=CHOICES), {"a.q.a": "1", "a.q.d.e": "1"}, "Je gaf twee keer hetzelfde nummer"),
        (element("place"), {"a.q.place": "parijs"}, "Kies een plaats"),
        (several("q", maxSelectedChoices=2), {"a.q": ["red", "green", "blue"]}, "Kies hoogstens 2 opties"),
        (one("q", showOtherItem=True), {"a.q": "other"}, "Schrijf wat je bedoelt"),
    ],
)
def test_what_can_not_be_is_said_at_its_question(gent, editor, question, typed, sentence: str) -> None:
    answer = send(Client(), asked(gent, editor, question), more=typed)
    assert answer.status_code == 422
    assert answer.context["problems"][0][0] == "q"
    assert answer.context["problems"][0][1].startswith(sentence)
    assert f'href="#v-q" data-to="q">{sentence}' in answer.content.decode()


def picture() -> SimpleUploadedFile:
    """A photo as a telephone makes it, with where it was taken."""
    image, written = Image.new("RGB", (40, 30), "red"), Image.Exif()
    written[0x010E] = "Kerkdreef 12"
    out = BytesIO()
    image.save(out, "JPEG", exif=written)
    return SimpleUploadedFile("straat.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def photographed(gent, editor):
    return asked(gent, editor, element("file", acceptedTypes="image/*"), one(isRequired=True))


def test_a_photo_is_made_anew_and_kept_with_the_answer(photographed) -> None:
    assert send(Client(), photographed, colour="red", more={"a.q": picture()}).status_code == 302
    kept = Picture.objects.get()
    assert waiting(photographed) == [{"q": str(kept.pk), "colour": "red"}]
    assert (kept.is_kept, b"Kerkdreef" in bytes(kept.content)) == (True, False)


def test_a_photo_goes_along_while_other_things_are_put_right(photographed) -> None:
    wrong = send(Client(), photographed, more={"a.q": picture()})
    assert (wrong.status_code, "We hebben je foto" in wrong.content.decode()) == (422, True)
    [number] = brought_photo(wrong)
    assert Picture.objects.get().is_kept is False
    assert send(Client(), photographed, colour="red", more={"a.q.kept": number}).status_code == 302
    assert Picture.objects.get().is_kept is True


def brought_photo(response) -> list[str]:
    return re.findall(r'name="a.q.kept" value="([^"]+)"', response.content.decode())


def test_a_photo_of_somebody_else_can_not_be_sent(photographed, gent, editor) -> None:
    send(Client(), photographed, colour="red", more={"a.q": picture()})
    taken = str(Picture.objects.get().pk)
    other = asked(gent, editor, element("file", acceptedTypes="image/*"), title="Other")
    for number in (taken, f"{taken}:x", photos.signed(other, taken), photos.signed(photographed, taken), str(uuid4())):
        send(Client(), photographed, colour="red", more={"a.q.kept": number})
    said = [one["q"] for one in waiting(photographed)]
    assert said == [taken, None, None, None, None, None]


def test_what_is_no_photo_is_refused_in_words(photographed) -> None:
    file = SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg")
    answer = send(Client(), photographed, colour="red", more={"a.q": file})
    assert answer.context["problems"] == [
        ("q", "Dit is geen foto die we kunnen lezen. Probeer een JPEG- of PNG-bestand.")
    ]
    assert 'value="red" checked' in answer.content.decode()


def test_without_script_a_photo_goes_over_the_check_page(photographed) -> None:
    client = Client()
    check = send(client, photographed, step="kijk", colour="red", more={"a.q": picture(), "receipt": ""})
    assert check.context["rows"] == [("Vraag?", "Een foto"), ("Which colour?", "Red")]
    sent = client.post(at(photographed), {**brought(check), "stap": "verstuur"}, **ORIGIN)
    assert (sent.status_code, UUID(waiting(photographed)[0]["q"])) == (302, Picture.objects.get().pk)


def test_what_asks_about_the_person_comes_last_and_may_be_skipped(gent, editor) -> None:
    survey = asked(gent, editor, one("age"), one(), profile=["age"])
    page = Client().get(at(survey)).content.decode()
    assert page.index('id="v-colour"') < page.index("Tot slot, over jou") < page.index('id="t-age"')
    send(Client(), survey, colour="red")
    assert waiting(survey) == [{"age": None, "colour": "red"}]
