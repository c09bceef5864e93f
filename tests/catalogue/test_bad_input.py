"""Whatever is typed gets a clear sentence, and nothing typed is lost."""

import json

import pytest
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import schema
from catalogue.models import Correction, FieldChange, Record
from catalogue.sources.lpdc import cleaning
from contributions.models import Contribution
from tests.catalogue.making import document, services_of, taken_in
from tests.journeys.steps import ORIGIN, form_of

pytestmark = pytest.mark.django_db
PHONE, HOURS, STREET, COST, START = (
    "contact/0/telephone",
    "contact/0/hours",
    "contact/0/address/street@nl",
    "cost/0/description@nl",
    "start_date",
)
FIELDS = {STREET: "Veldstraat", COST: "<p>Gratis.</p>", START: "2020-08-27", HOURS: "Ma 9-12 uur\nDi 9-12 uur"}


@pytest.fixture
def record(gent) -> Record:
    return taken_in(services_of(gent), [document(fields=FIELDS)])[0]


def sent(client, record: Record, step: str = "kijk", **typed: str):
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    return client.post(url, {**form_of(client, url), **typed, "stap": step}, **ORIGIN)


def errors_of(answer) -> dict[str, list[str]]:
    return {name.removeprefix("v:"): list(errors) for name, errors in answer.context["form"].errors.items()}


def post(client, record: Record, path: str, value: str, **more: str):
    body = {"record": str(record.pk), "changes": [{"field": path, "value": value, **more}]}
    return client.post("/api/v1/corrections", json.dumps(body), content_type="application/json")


MISTAKES = [
    (COST, "x" * 10_001, "Dit is te lang: hoogstens 10.000 tekens."),
    (STREET, "x" * 10_000, "Dit is te lang: hoogstens 2.000 tekens."),
    (STREET, "   ", "Dit kan niet leeg zijn."),
    (STREET, "\u200b\u202e\ufeff", "Hier staat niets in dat gelezen kan worden."),
    (COST, "\u200b\u200d", "Hier staat niets in dat gelezen kan worden."),
    (PHONE, "09 210 \U0001f4de", "Dit is geen telefoonnummer. Voorbeeld: 09 210 10 10"),
    (PHONE, "<script>alert(1)</script>", "Dit is geen telefoonnummer. Voorbeeld: 09 210 10 10"),
    ("contact/0/email", "naam@\u200b", "Dit is geen e-mailadres. Voorbeeld: naam@example.org"),
    ("website/0/url", "javascript:alert(1)", "Dit is geen webadres. Voorbeeld: https://www.example.org"),
    (START, "31/02/2026", "Dit is geen datum. Voorbeeld: 31/12/2026"),
    (START, "01/01/0001", "Dit is geen datum. Voorbeeld: 31/12/2026"),
]


@pytest.mark.parametrize(("path", "typed", "sentence"), MISTAKES)
def test_a_mistake_gets_one_sentence_and_is_kept_to_be_mended(client, record, path, typed, sentence) -> None:
    answer = sent(client, record, **{f"v:{path}": typed, "email": "noor@example.org"})
    assert (answer.status_code, errors_of(answer)) == (422, {path: [sentence]})
    page = answer.content.decode()
    assert page.count(escape(sentence)) == 2  # in the summary on top and at the field
    assert "noor@example.org" in page
    assert answer.context["form"][f"v:{path}"].value() == typed
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(("path", "typed", "sentence"), MISTAKES)
def test_the_api_says_the_same_at_the_field(client, record, path, typed, sentence) -> None:
    answer = post(client, record, path, typed)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    if len(typed) <= 10_000:
        assert list(answer.json()["errors"]["changes"]) == [path]
    assert Contribution.objects.count() == 0


def test_two_mistakes_lose_nothing_of_what_was_right(client, record) -> None:
    typed = {f"v:{PHONE}": "bel ons", f"v:{START}": "gisteren", f"v:{STREET}": "Nieuwstraat", "signature": "Noor"}
    answer = sent(client, record, **typed)
    assert list(errors_of(answer)) == [PHONE, START]
    again = {field.html_name: field.value() for field in answer.context["form"]}
    assert {name: again[name] for name in typed} == typed


@pytest.mark.parametrize("step", ["kijk", "verstuur"])
@pytest.mark.parametrize(
    "typed",
    [
        {},
        {f"v:{PHONE}": "  +32  9 000 00 01 "},
        {f"v:{PHONE}": "+32 9 000\u200b 00 01"},
        {f"v:{HOURS}": "Ma 9-12 uur\r\nDi 9-12 uur"},
        {f"v:{START}": "27/08/2020"},
        {"email": "noor@example.org"},
    ],
)
def test_changing_nothing_is_said_and_not_sent(client, record, step: str, typed: dict[str, str]) -> None:
    answer = sent(client, record, step, **typed)
    assert answer.status_code == 422
    assert errors_of(answer) == {"__all__": ["Er is nog niets anders. Wijzig minstens één veld."]}
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<b>{{ 7*7 }}</b>%(x)s"]
)
def test_mark_up_is_only_text(client, record, desk, typed: str) -> None:
    answer = sent(client, record, "verstuur", **{f"v:{STREET}": typed, f"v:{COST}": typed, "signature": typed})
    assert answer.status_code == 302
    for page in (client.get(answer["Location"]), desk.get("/gent/moderatie/")):
        assert typed not in page.content.decode()
    assert FieldChange.objects.get(field=STREET).proposed_value == typed
    assert schema.readable(schema.field(COST), FieldChange.objects.get(field=COST).proposed_value) == typed


def test_invisible_characters_are_left_out(client, record) -> None:
    sent(client, record, "verstuur", **{f"v:{STREET}": "Nieuw\u200bstraat\u202e", "signature": "\u200b\u202e"})
    assert (FieldChange.objects.get().proposed_value, Contribution.objects.get().signature) == ("Nieuwstraat", "")


def test_a_field_that_is_not_sent_is_not_a_proposal_to_empty_it(client, record) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    assert client.post(url, {f"v:{STREET}": "Nieuwstraat", "stap": "verstuur"}, **ORIGIN).status_code == 302
    assert [change.field for change in FieldChange.objects.all()] == [STREET]


def changed_meanwhile(record: Record, **fields: str) -> None:
    taken_in(record.dataset, [document(day=1, fields={**FIELDS, **fields})])


def test_a_field_somebody_changed_that_was_not_touched_stays_as_it_is_now(client, record) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    typed = {**form_of(client, url), f"v:{STREET}": "Nieuwstraat"}
    changed_meanwhile(record, **{PHONE: "+32 9 999 99 99", HOURS: "Ma 10-12 uur"})
    assert client.post(url, {**typed, "stap": "verstuur"}, **ORIGIN).status_code == 302
    assert [change.field for change in FieldChange.objects.all()] == [STREET]


@pytest.mark.parametrize("step", ["kijk", "verstuur"])
def test_a_field_that_changed_between_edit_and_send_is_shown_and_asked_again(client, record, step: str) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    typed = {
        **form_of(client, url),
        f"v:{PHONE}": "09 210 10 10",
        f"v:{STREET}": "Nieuwstraat",
        "email": "n@example.org",
    }
    changed_meanwhile(record, **{PHONE: "+32 9 999 99 99"})
    answer = client.post(url, {**typed, "stap": step}, **ORIGIN)
    sentence = (
        "Iemand wijzigde dit intussen. Er staat nu: “+32 9 999 99 99”. Is jouw waarde juist? Verstuur ze dan opnieuw."
    )
    assert (answer.status_code, errors_of(answer)) == (422, {PHONE: [sentence]})
    again = {field.html_name: field.value() for field in answer.context["form"]}
    assert (again[f"v:{PHONE}"], again[f"v:{STREET}"], again["email"]) == (
        "09 210 10 10",
        "Nieuwstraat",
        "n@example.org",
    )
    assert client.post(url, {**again, "stap": "verstuur"}, **ORIGIN).status_code == 302
    assert dict(FieldChange.objects.values_list("field", "base_value")) == {
        PHONE: "+32 9 999 99 99",
        STREET: "Veldstraat",
    }


@pytest.mark.parametrize("step", ["kijk", "verstuur"])
def test_somebody_who_was_first_with_the_same_is_thanked_for(client, record, step: str) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    typed = {**form_of(client, url), f"v:{PHONE}": "09 210 10 10"}
    changed_meanwhile(record, **{PHONE: "+32 9 210 10 10"})
    answer = client.post(url, {**typed, "stap": step}, **ORIGIN)
    assert (answer.status_code, errors_of(answer)) == (
        422,
        {"__all__": ["Iemand deed deze wijziging net voor jou. Bedankt."]},
    )


def test_another_system_can_say_what_it_saw(client, record) -> None:
    assert post(client, record, PHONE, "09 210 10 10", was="+32 9 000 00 01").status_code == 201
    changed_meanwhile(record, **{PHONE: "+32 9 999 99 99"})
    late = post(client, record, PHONE, "09 210 10 11", was="+32 9 000 00 01")
    assert (late.status_code, late.json()["detail"]) == (
        409,
        "contact/0/telephone changed in the meantime. It now says: +32 9 999 99 99",
    )
    assert Correction.objects.count() == 1


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([PHONE, HOURS, STREET, COST, START, "contact/0/email", "website/0/url"]), st.text(max_size=80))
def test_any_text_is_kept_readable_or_refused_with_a_sentence(path: str, typed: str) -> None:
    spec = schema.field(path)
    try:
        kept = schema.changed(spec, "", typed)
    except schema.InvalidValue as error:
        assert str(error)
        return
    if kept is None:
        assert not cleaning.INVISIBLE.sub("", typed).strip()
        return
    assert schema.changed(spec, kept, schema.editable(spec, kept)) is None
    assert schema.changed(spec, kept, kept if spec.kind != "html" else schema.editable(spec, kept)) is None


def test_what_was_typed_in_a_field_that_vanished_is_handed_back(client, record) -> None:
    taken_in(record.dataset, [document(day=1, fields={**FIELDS, "contact/1/telephone": "+32 9 222 22 22"})])
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    typed = {**form_of(client, url), "v:contact/1/telephone": "09 210 10 10"}
    taken_in(record.dataset, [document(day=2, fields=FIELDS)])
    answer = client.post(url, {**typed, "stap": "verstuur"}, **ORIGIN)
    assert (answer.status_code, errors_of(answer)) == (
        422,
        {"__all__": ["“Telefoon (2)” staat er niet meer. Je typte: 09 210 10 10"]},
    )


def test_what_was_typed_in_another_variant_of_the_text_is_asked_again(client, record) -> None:
    url = f"/gent/catalogus/{record.pk}/verbeter/"
    typed = {**form_of(client, url), f"v:{COST}": "25 euro."}
    informal = "cost/0/description@nl-be-x-informal"
    changed_meanwhile(record, **{informal: "<p>Je betaalt niets.</p>"})
    answer = client.post(url, {**typed, "stap": "verstuur"}, **ORIGIN)
    sentence = (
        "Iemand wijzigde dit intussen. Er staat nu: “Je betaalt niets.”. Is jouw waarde juist? Verstuur ze dan opnieuw."
    )
    assert errors_of(answer) == {informal: [sentence]}
    assert answer.context["form"][f"v:{informal}"].value() == "25 euro."
