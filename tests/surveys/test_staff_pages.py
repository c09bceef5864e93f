"""The settings of a survey, its codes and limits, and surveys that come in as a file; through the front door."""

import csv
import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from projects.models import Project
from surveys import services
from surveys.models import Anonymity, Quota, Shown, Survey
from surveys.services import written
from surveys.services.people import by_code, digest_of
from tests.people import member
from tests.projects.making import published
from tests.surveys.forms import Form, client_of, form, words_of
from tests.surveys.making import SHARED, needs_shared
from tests.surveys.people import asked, document, one, scale, words

HERE = "/gent/bevragingen/beheer/"


@pytest.fixture
def desk(editor):
    return client_of(editor)


def uploaded(desk, name: str, content: bytes):
    sending = form(desk, f"{HERE}nieuw/", "bestand")
    return sending.send(**{"bestand-file": SimpleUploadedFile(name, content)})


def test_settings_are_kept_in_belgian_time(desk, gent) -> None:
    survey = services.create(municipality=gent, document=document(one(), scale()))
    project = published(gent, [])
    held = form(desk, f"{HERE}{survey.slug}/instellingen/", "")
    sent = held.send(
        anonymity="code",
        shown="closed",
        opens_at="2027-07-01T09:00",
        closes_at="2027-08-01T17:30",
        split_by="colour",
        is_random_sample="on",
        project=project.pk,
    )
    assert sent.status_code == 302
    survey = Survey.objects.select_related("activity").get(pk=survey.pk)
    brussels = ZoneInfo("Europe/Brussels")
    assert (survey.anonymity, survey.shown, survey.split_by, survey.is_random_sample) == (
        Anonymity.CODE,
        Shown.CLOSED,
        "colour",
        True,
    )
    assert (survey.opens_at, survey.closes_at) == (
        datetime(2027, 7, 1, 9, tzinfo=brussels),
        datetime(2027, 8, 1, 17, 30, tzinfo=brussels),
    )
    assert survey.activity.project == project
    typed = form(desk, f"{HERE}{survey.slug}/instellingen/", "").typed
    assert (typed["opens_at"], typed["project"]) == ("2027-07-01T09:00", str(project.pk))


def test_what_can_not_change_any_more_is_told_and_stays(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), scale(), anonymity="email", split_by="colour")
    address = f"{HERE}{survey.slug}/instellingen/"
    held = form(desk, address, "")
    assert "anonymity" not in held.typed
    assert held.send(shown="never", anonymity="anonymous", split_by="").status_code == 302
    survey.refresh_from_db()
    assert (survey.anonymity, survey.split_by, survey.shown) == ("email", "colour", "never")
    assert "wat je mensen beloofde, blijft waar" in words_of(desk.get(address))
    services.close(survey=survey)
    held = form(desk, address, "")
    assert "opens_at" not in held.typed
    assert held.send(shown="closed").status_code == 302


def test_wrong_and_stale_settings_keep_what_was_typed(desk, gent) -> None:
    survey = services.create(municipality=gent, document=document())
    address = f"{HERE}{survey.slug}/instellingen/"
    held = form(desk, address, "")
    wrong = held.send(opens_at="2027-07-02T09:00", closes_at="2027-07-01T09:00")
    assert (wrong.status_code, "Ze gaat dicht voor ze opengaat." in words_of(wrong)) == (422, True)
    assert form(desk, address, "").send(shown="never").status_code == 302
    late = held.send(shown="closed")
    assert late.status_code == 409
    assert Form(desk, address, late, "").send().status_code == 302
    survey.refresh_from_db()
    assert survey.shown == "closed"


def csv_of(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("bevolking.csv", text.encode("cp1252"))


def test_a_population_is_read_shown_weighed_by_and_removed_also_when_closed(desk, gent, editor) -> None:
    survey = asked(gent, editor, one("age"), one("area"), profile=["age", "area"])
    services.close(survey=survey)
    address = f"{HERE}{survey.slug}/instellingen/"
    held = form(desk, address, "")
    assert "weighted_by" not in held.typed
    assert "age;Red; age;Green; age;Blue; area;Red;" in words_of(desk.get(address))
    assert held.send(population=csv_of("age;blue;30\nage;Red;1200\narea;red;7")).status_code == 302
    survey.refresh_from_db()
    assert (survey.reference, survey.weighted_by) == ({"age": {"red": 1200, "blue": 30}, "area": {"red": 7}}, [])
    assert desk.get(address).context["population"][0] == ("Which age?", [("Red", 1200), ("Blue", 30)])
    assert form(desk, address, "").send(weighted_by=["age", "area"]).status_code == 302
    survey.refresh_from_db()
    assert survey.weighted_by == ["age", "area"]
    assert form(desk, address, "").send(population=csv_of("age,red,5"), weighted_by=["age", "area"]).status_code == 302
    survey.refresh_from_db()
    assert (survey.reference, survey.weighted_by) == ({"age": {"red": 5}}, ["age"])
    assert form(desk, address, "").send(without="on", weighted_by=["age"]).status_code == 302
    survey.refresh_from_db()
    assert (survey.reference, survey.weighted_by) == ({}, [])


def test_every_wrong_line_of_a_population_is_told_and_what_was_typed_stays(desk, gent) -> None:
    survey = services.create(municipality=gent, document=document(one("age"), profile=["age"]))
    address = f"{HERE}{survey.slug}/instellingen/"
    wrong = form(desk, address, "").send(
        population=csv_of("age;Café;10\nage;red;veel"), shown="never", opens_at="2027-07-01T09:00"
    )
    assert (wrong.status_code, wrong.context["form"].errors["population"]) == (
        422,
        ["Regel 1: “Café” kan je niet kiezen bij “age”.", "Regel 2: “veel” is geen aantal mensen."],
    )
    typed = Form(desk, address, wrong, "").typed
    assert (typed["shown"], typed["opens_at"]) == ("never", "2027-07-01T09:00")


def test_a_population_that_was_read_survives_a_colleague_and_another_mistake(desk, gent) -> None:
    survey = services.create(municipality=gent, document=document(one("age"), profile=["age"]))
    address = f"{HERE}{survey.slug}/instellingen/"
    mine, theirs = form(desk, address, ""), form(desk, address, "")
    assert theirs.send(shown="never").status_code == 302
    late = mine.send(population=csv_of("age;red;10"))
    assert late.status_code == 409
    wrong = Form(desk, address, late, "").send(opens_at="2027-07-02T09:00", closes_at="2027-07-01T09:00")
    assert wrong.status_code == 422
    assert Form(desk, address, wrong, "").send(closes_at="").status_code == 302
    survey.refresh_from_db()
    assert survey.reference == {"age": {"red": 10}}


def test_a_project_of_another_municipality_is_none(desk, gent, leuven) -> None:
    survey = services.create(municipality=gent, document=document())
    theirs = Project.objects.create(municipality=leuven, slug="x", title="X", purpose="x")
    sent = form(desk, f"{HERE}{survey.slug}/instellingen/", "").send(project=theirs.pk)
    assert sent.status_code == 422


def test_codes_come_once_as_a_file_with_links(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), anonymity="code")
    address = f"{HERE}{survey.slug}/deelname/"
    sent = form(desk, address, "codes").send(many="3")
    assert sent["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["code", "link"]
    codes = [code for code, _link in rows[1:]]
    assert len(codes) == 3
    assert all(link.endswith(f"/gent/bevragingen/{survey.slug}/?code={code}") for code, link in rows[1:])
    survey.refresh_from_db()
    services.check_code(survey=survey, digest=digest_of(survey, by_code(codes[0])))
    assert "Er werden 3 codes uitgedeeld." in words_of(desk.get(address))
    assert form(desk, address, "codes").send(many="0").status_code == 422


def test_a_survey_without_codes_says_so(desk, gent, editor) -> None:
    survey = asked(gent, editor, one())
    address = f"{HERE}{survey.slug}/deelname/"
    assert "Deze bevraging vraagt geen codes." in words_of(desk.get(address))
    assert desk.post(address, {"stap": "codes", "many": "2"}).status_code == 409


def test_places_are_limited_with_what_was_taken(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), words())
    address = f"{HERE}{survey.slug}/deelname/"
    step = form(desk, address, "meer").send()
    sent = Form(desk, address, step, "bewaar").send(**{"plaats-0-what": "colour=red", "plaats-0-most": "5"})
    assert sent.status_code == 302
    Quota.objects.update(taken=2)
    assert "2 van 5 plaatsen bezet" in words_of(desk.get(address))
    lower = form(desk, address).send(**{"plaats-0-most": "1"})
    assert lower.status_code == 409
    assert Form(desk, address, lower, "bewaar").typed["plaats-0-most"] == "1"
    step = form(desk, address, "meer").send()
    twice = Form(desk, address, step, "bewaar").send(**{"plaats-1-what": "colour=red", "plaats-1-most": "5"})
    assert (twice.status_code, "Hetzelfde antwoord staat hier twee keer." in words_of(twice)) == (422, True)
    Quota.objects.update(taken=0)
    step = form(desk, address, "weg:0").send()
    assert Form(desk, address, step, "bewaar").send().status_code == 302
    assert not Quota.objects.exists()


XLSFORM = b"survey\n,type,name,label::Nederlands (nl)\n,text,1 a,Hallo\n,audio,b,Zeg het\n"
LIMESURVEY = "limesurvey"


def test_a_file_becomes_a_survey_whose_report_stays_readable(desk, gent) -> None:
    sent = uploaded(desk, "Mijn vragen.csv", XLSFORM)
    assert sent["Location"] == f"{HERE}bevraging/verslag/"
    told = words_of(desk.get(sent["Location"]))
    assert "2 regels." in told
    assert "De naam “1 a” werd “q_1_a”." in told
    survey = Survey.objects.get(slug="bevraging")
    held = form(desk, f"{HERE}bevraging/vraag/q_1_a/")
    assert held.send(title="Dag").status_code == 302
    assert form(desk, f"{HERE}bevraging/publiceer/", "").send().status_code == 302
    assert words_of(desk.get(sent["Location"])) == told
    assert written(survey).document["imported"]["form"] == "xlsform"
    assert "imported" not in json.loads(desk.get(f"{HERE}bevraging/bestanden/surveyjs/").content)


def test_a_survey_of_our_own_comes_in_without_a_report(desk, gent) -> None:
    body = json.dumps(document(one(), words(), title="Terug")).encode()
    sent = uploaded(desk, "terug.json", body)
    assert sent["Location"] == f"{HERE}terug/"
    assert written(Survey.objects.get(slug="terug")).document["pages"] == document(one(), words())["pages"]


@needs_shared
@pytest.mark.parametrize("name", [path.name for path in sorted((SHARED / "limesurvey").glob("*.lss"))[:1]])
def test_a_limesurvey_comes_in(name: str, desk, gent) -> None:
    sent = uploaded(desk, name, (SHARED / "limesurvey" / name).read_bytes())
    assert sent.status_code == 302
    assert Survey.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vragen.pdf", b"%PDF", "Dit soort bestand kunnen we hier niet lezen."),
        ("vragen.json", b"{", "Dit is geen JSON, of het breekt af."),
        ("vragen.xlsx", b"PK", "Dit is geen Excel-werkmap en geen CSV-bestand."),
        ("vragen.lss", b"<", "Dit is geen XML, of het breekt af."),
    ],
)
def test_a_bad_file_gets_a_sentence(name: str, content: bytes, sentence: str, desk, gent) -> None:
    refused = uploaded(desk, name, content)
    assert refused.status_code == 422
    assert sentence in words_of(refused)
    assert Survey.objects.count() == 0


def tabs_of(page) -> list[tuple[str, str, bool]]:
    """(words, address, is it this page) of the pages beside this one."""
    found = html.fromstring(page.content.decode()).xpath("//nav[contains(@class, 'tabs')]/a")
    return [(one.text, one.get("href"), one.get("aria-current") == "page") for one in found]


def test_every_page_of_a_survey_leads_to_every_other(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), words())
    names = "Vragen Instellingen Deelname Invoeren Resultaten Antwoorden Open antwoorden Download"
    listed = tabs_of(desk.get(f"{HERE}{survey.slug}/"))
    assert " ".join(name for name, *_ in listed) == names
    for name, address, _is_here in listed:
        page = desk.get(address)
        assert (page.status_code, tabs_of(page)) == (200, [(one, where, one == name) for one, where, _ in listed])


def test_who_may_only_enter_sees_only_what_opens(gent, editor) -> None:
    survey = asked(gent, editor, one())
    clerk = client_of(member(gent, "moderator", "clerk"))
    listed = tabs_of(clerk.get(f"{HERE}{survey.slug}/invoeren/"))
    assert [name for name, *_ in listed] == ["Invoeren", "Resultaten"]
    for name, address, _is_here in listed:
        assert tabs_of(clerk.get(address)) == [(one, where, one == name) for one, where, _ in listed]


def test_people_see_no_pages_of_staff_and_what_was_never_asked_has_no_results(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), shown="closed")
    services.close(survey=survey)
    assert tabs_of(Client().get(survey.municipality.url("surveys:results", survey.slug))) == []
    new = services.create(municipality=gent, document=document())
    names = [name for name, *_ in tabs_of(desk.get(f"{HERE}{new.slug}/"))]
    assert names == ["Vragen", "Instellingen", "Deelname", "Antwoorden", "Open antwoorden", "Download"]


@pytest.mark.parametrize("page", ["invoeren", "deelname"])
def test_the_form_to_print_is_within_reach(desk, gent, editor, page: str) -> None:
    survey = asked(gent, editor, one())
    assert f"{HERE}{survey.slug}/formulier.pdf" in desk.get(f"{HERE}{survey.slug}/{page}/").content.decode()
