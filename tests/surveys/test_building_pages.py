"""Staff build surveys through the front door: forms of pages, and nothing else."""

import pytest

from surveys.definition.checks import problems
from surveys.models import Survey
from tests.people import member
from tests.surveys.building_pages import EVERY_KIND, HERE, asks, begun, choices, now
from tests.surveys.forms import Form, client_of, form, words_of
from tests.surveys.people import asked, one, words


@pytest.fixture
def desk(editor):
    return client_of(editor)


WRITTEN = {
    "one": {"type": "radiogroup", "choices": [{"value": "ja", "text": "Ja"}, {"value": "nee", "text": "Nee"}]},
    "several": {
        "type": "checkbox",
        "maxSelectedChoices": 2,
        "choices": [
            {"value": "banken", "text": "Banken"},
            {"value": "bomen", "text": "Bomen"},
            {"value": "niets", "text": "Niets", "isExclusive": True},
        ],
    },
    "scale": {
        "type": "rating",
        "showDontKnowItem": True,
        "rateValues": [{"value": 1, "text": "slecht"}, {"value": 5, "text": "goed"}],
    },
    "nps": {"type": "rating", "rateType": "nps", "minRateDescription": "nooit", "maxRateDescription": "zeker"},
    "number": {"type": "text", "inputType": "number", "max": 120, "step": 1, "min": 0},
    "text": {"type": "text", "maxLength": 40},
    "comment": {"type": "comment", "maxLength": 400},
    "ranking": {
        "type": "ranking",
        "maxSelectedChoices": 1,
        "choices": [{"value": "rust", "text": "Rust"}, {"value": "sport", "text": "Sport"}],
    },
    "date": {"type": "text", "inputType": "date", "min": "2026-01-01", "max": "2026-12-31"},
    "place": {"type": "place"},
    "photo": {"type": "file", "acceptedTypes": "image/*"},
    "statement": {"type": "html"},
}


def test_a_whole_survey_of_every_kind_is_built_published_changed_and_published_again(desk, gent) -> None:
    here = begun(desk)
    names = [asks(desk, here, kind, f"Vraag {kind}?", **typed) for kind, typed in EVERY_KIND.items()]
    assert names == [f"vraag_{kind}" for kind in EVERY_KIND]
    made = now()
    assert made["pages"][0]["elements"] == [
        {**WRITTEN[kind], "name": f"vraag_{kind}", "title": f"Vraag {kind}?"} for kind in EVERY_KIND
    ]
    assert problems(made) == []

    assert form(desk, f"{here}publiceer/", "").send().status_code == 302
    survey = Survey.objects.get(slug="het-park")
    assert (survey.version.number, survey.version.document) == (1, made)

    again = form(desk, f"{here}vraag/vraag_one/")
    assert again.send(title="Anders gevraagd?").status_code == 302
    told = words_of(desk.get(f"{here}publiceer/"))
    assert "versie 2" in told
    assert "Anders gevraagd?" in told
    assert form(desk, f"{here}publiceer/", "").send().status_code == 302
    survey.refresh_from_db()
    assert survey.version.number == 2
    first = survey.version.document["pages"][0]["elements"][0]
    assert first == {**made["pages"][0]["elements"][0], "title": "Anders gevraagd?"}


def test_what_was_typed_comes_back_as_it_was(desk, gent) -> None:
    here = begun(desk)
    for kind, typed in EVERY_KIND.items():
        asks(desk, here, kind, f"Vraag {kind}?", **typed)
    before = now()
    for kind in EVERY_KIND:
        assert form(desk, f"{here}vraag/vraag_{kind}/").send().status_code == 302
    assert now() == before


def test_a_condition_is_chosen_from_lists_and_read_back(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "one", "Kom je hier?", **choices("Ja", "Nee"))
    asks(desk, here, "number", "Hoe oud?")
    asks(desk, here, "comment", "Waarom niet?")
    address = f"{here}vraag/waarom_niet/"
    step = form(desk, address, "ververs").send(**{"toon-mode": "and"})
    assert step.status_code == 200
    step = Form(desk, address, step, "ververs").send(**{"toon-0-question": "kom_je_hier"})
    step = Form(desk, address, step, "toon:meer").send(**{"toon-0-operator": "=", "toon-0-value": "nee"})
    step = Form(desk, address, step, "ververs").send(**{"toon-1-question": "hoe_oud"})
    sent = Form(desk, address, step, "bewaar").send(**{"toon-1-operator": ">=", "toon-1-value": "18"})
    assert sent.status_code == 302
    assert now()["pages"][0]["elements"][2]["visibleIf"] == "{kom_je_hier} = 'nee' and {hoe_oud} >= 18"
    typed = form(desk, address).typed
    assert [typed[f"toon-{at}-{name}"] for at in (0, 1) for name in ("question", "operator", "value")] == [
        "kom_je_hier",
        "=",
        "nee",
        "hoe_oud",
        ">=",
        "18",
    ]
    assert "Getoond als je bij vraag 1 “Nee” antwoordde en je antwoord op vraag 2 minstens “18” is" in words_of(
        desk.get(here)
    )


def test_an_expression_that_says_more_is_shown_as_it_is_with_what_is_wrong(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "number", "Hoe oud?")
    asks(desk, here, "comment", "Waarom?")
    address = f"{here}vraag/waarom/"
    rich = "{hoe_oud} + 1 > 18"
    step = form(desk, address, "ververs").send(**{"moet-mode": "text"})
    assert Form(desk, address, step, "bewaar").send(**{"moet-expression": rich}).status_code == 302
    assert now()["pages"][0]["elements"][1]["requiredIf"] == rich
    assert form(desk, address).typed["moet-expression"] == rich
    wrong = form(desk, address).send(**{"moet-expression": "{hoe_oud} + "})
    assert wrong.status_code == 422
    assert "Er ontbreekt iets aan het einde." in words_of(wrong)
    assert Form(desk, address, wrong, "bewaar").typed["moet-expression"].strip() == "{hoe_oud} +"
    assert now()["pages"][0]["elements"][1]["requiredIf"] == rich


def test_choices_are_moved_added_and_removed_before_anything_is_saved(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "one", "Welke?", **choices("Rood", "Groen", "Blauw"))
    address, before = f"{here}vraag/welke/", now()
    step = form(desk, address, "keuze:neer:0").send(**{"keuze-1-text": "Groener"})
    step = Form(desk, address, step, "keuze:weg:2").send()
    step = Form(desk, address, step, "keuze:meer").send()
    assert now() == before
    sent = Form(desk, address, step, "bewaar").send(**{"keuze-2-text": "Rood"})
    assert sent.status_code == 302
    assert now()["pages"][0]["elements"][0]["choices"] == [
        {"value": "groen", "text": "Groener"},
        {"value": "rood", "text": "Rood"},
        {"value": "rood-2", "text": "Rood"},
    ]


def test_sections_and_questions_are_ordered_with_buttons(desk, gent) -> None:
    here = begun(desk)
    for title in ("Een?", "Twee?"):
        asks(desk, here, "text", title)
    assert form(desk, here, "deel-nieuw").send().status_code == 302
    form(desk, f"{here}deel/deel/").send(title="Nog iets", description="Kort.")
    asks(desk, here, "text", "Drie?", page="deel")

    def order() -> list[list[str]]:
        return [[one["name"] for one in page["elements"]] for page in now()["pages"]]

    for name, step, after in [
        ("twee", "vraag-op", [["twee", "een"], ["drie"]]),
        ("een", "vraag-neer", [["twee"], ["een", "drie"]]),
        ("een", "vraag-op", [["twee", "een"], ["drie"]]),
        ("deel", "deel-op", [["drie"], ["twee", "een"]]),
        ("drie", "vraag-weg", [[], ["twee", "een"]]),
        ("deel", "deel-weg", [["twee", "een"]]),
    ]:
        sent = desk.post(here, {"stap": step, "naam": name, "revision": revision(desk, here)})
        assert (sent.status_code, order()) == (302, after)


def revision(desk, here: str) -> str:
    return form(desk, here, "deel-nieuw").typed["revision"]


def test_two_colleagues_at_once(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "text", "Een?")
    asks(desk, here, "text", "Twee?")
    mine, theirs = (
        form(desk, f"{here}vraag/een/"),
        form(client_of(member(gent, "manager", "ann")), f"{here}vraag/twee/"),
    )
    assert theirs.send(title="Twee, maar anders?").status_code == 302
    late = mine.send(title="Een, maar anders?")
    assert late.status_code == 409
    assert "Een collega heeft deze bevraging intussen veranderd." in words_of(late)
    again = Form(desk, f"{here}vraag/een/", late, "bewaar")
    assert again.typed["title"].strip() == "Een, maar anders?"
    assert again.send().status_code == 302
    assert [one["title"] for one in now()["pages"][0]["elements"]] == ["Een, maar anders?", "Twee, maar anders?"]


def test_what_was_typed_for_a_question_that_a_colleague_removed_is_not_lost(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "text", "Een?")
    mine = form(desk, f"{here}vraag/een/")
    desk.post(here, {"stap": "vraag-weg", "naam": "een", "revision": revision(desk, here)})
    late = mine.send(title="Toch?", description="Hier")
    assert late.status_code == 409
    assert Form(desk, f"{here}vraag/een/", late, "bewaar").send().status_code == 302
    assert now()["pages"][0]["elements"] == [{"type": "text", "name": "een", "title": "Toch?", "description": "Hier"}]


def test_a_stale_move_says_so_and_moves_nothing(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "text", "Een?")
    asks(desk, here, "text", "Twee?")
    before = now()
    late = desk.post(here, {"stap": "vraag-op", "naam": "twee", "revision": "1"})
    assert (late.status_code, now()) == (409, before)
    assert "Een collega heeft deze bevraging intussen veranderd. Zo ziet ze er nu uit." in words_of(late)
    gone = desk.post(here, {"stap": "vraag-op", "naam": "weg", "revision": revision(desk, here)})
    assert gone.status_code == 409


def test_mistakes_are_told_and_kept(desk, gent) -> None:
    here = begun(desk)
    adding = form(desk, f"{here}deel/deel_1/vraag/?kind=number")
    wrong = adding.send(title="", min="tien", description="Blijft staan")
    assert wrong.status_code == 422
    kept = Form(desk, "", wrong, "bewaar").typed
    assert (kept["min"], kept["description"].strip()) == ("tien", "Blijft staan")
    empty = form(desk, f"{here}deel/deel_1/vraag/?kind=one").send(title="Wat?")
    assert "Geef minstens één keuze." in words_of(empty)
    down = form(desk, f"{here}deel/deel_1/vraag/?kind=scale").send(
        **{"title": "Hoe?", "keuze-0-text": "a", "keuze-0-number": "3", "keuze-1-text": "b", "keuze-1-number": "2"}
    )
    assert "De getallen van een schaal lopen op." in words_of(down)
    assert now()["pages"][0]["elements"] == []


def test_problems_and_warnings_stand_beside_their_question_and_keep_it_from_being_published(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "one", "Ben je jong en blij?", **choices("Ja", "Nee"), **{"moet-mode": "always"})
    asks(desk, here, "text", "Waarom?", **{"toon-mode": "text", "toon-expression": "{weg} = 1"})
    page = desk.get(here).content.decode()
    second = page[page.index('id="v-waarom"') :]
    assert "Er is geen vraag {weg} in deze bevraging." in second
    first = page[page.index('id="v-ben_je_jong_en_blij"') : page.index('id="v-waarom"')]
    assert "“en”" in first
    assert "los op" not in first
    refused = desk.post(f"{here}publiceer/", {"revision": revision(desk, here)})
    assert refused.status_code == 422
    assert Survey.objects.get(slug="het-park").version is None


def test_a_kind_that_was_asked_stays(desk, gent, editor) -> None:
    survey = asked(gent, editor, one(), words())
    address = f"{HERE}{survey.slug}/vraag/colour/"
    held = form(desk, address)
    assert held.send(kind="several").status_code == 302
    assert now(survey.slug)["pages"][0]["elements"][0]["type"] == "radiogroup"
    assert "Dit werd al gevraagd" in words_of(desk.get(address))


def test_names_and_values_are_never_used_for_something_else(desk, gent, editor) -> None:
    survey = asked(gent, editor, one("kleur"), words())
    here = f"{HERE}{survey.slug}/"
    held = form(desk, f"{here}vraag/kleur/")
    held.send(**{"keuze-0-text": "Purple"})
    step = form(desk, f"{here}vraag/kleur/", "keuze:weg:0").send()
    step = Form(desk, f"{here}vraag/kleur/", step, "keuze:meer").send()
    Form(desk, f"{here}vraag/kleur/", step, "bewaar").send(**{"keuze-2-text": "Red"})
    assert [one["value"] for one in now(survey.slug)["pages"][0]["elements"][0]["choices"]] == [
        "green",
        "blue",
        "red-2",
    ]
    desk.post(here, {"stap": "vraag-weg", "naam": "kleur", "revision": revision(desk, here)})
    assert asks(desk, here, "text", "Kleur", page="page1") == "kleur_2"


def test_languages_and_translations_stand_side_by_side(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "one", "Welke?", **choices("Rood", "Groen"))
    assert form(desk, f"{here}teksten/", "").send(languages=["fr", "en"], description="Welkom.").status_code == 302
    side = form(desk, f"{here}vertalingen/", "")
    assert [name for name in side.typed if name.startswith("t-")] == [
        f"t-{at}-{code}" for at in range(5) for code in ("fr", "en")
    ]
    assert side.send(**{"t-0-fr": "Le parc", "t-2-fr": "Lequel ?", "t-3-en": "Red"}).status_code == 302
    made = now()
    assert (made["languages"], made["title"]) == (["nl", "fr", "en"], {"default": "Het park", "fr": "Le parc"})
    question = made["pages"][0]["elements"][0]
    assert question["title"] == {"default": "Welke?", "fr": "Lequel ?"}
    assert question["choices"][0]["text"] == {"default": "Rood", "en": "Red"}
    form(desk, f"{here}vraag/welke/").send(title="Welke kleur?")
    assert now()["pages"][0]["elements"][0]["title"] == {"default": "Welke kleur?", "fr": "Lequel ?"}
    form(desk, f"{here}teksten/", "").send(languages=["en"])
    made = now()
    assert (made["languages"], made["title"]) == (["nl", "en"], "Het park")
    assert problems(made) == []


def test_the_profile_is_a_last_section_that_may_be_skipped(desk, gent) -> None:
    here = begun(desk)
    asks(desk, here, "text", "Een?")
    form(desk, here, "profiel").send()
    made = now()
    assert made["profile"] == [one["name"] for one in made["pages"][-1]["elements"]] == ["leeftijd", "waar_je_woont"]
    assert problems(made) == []
    form(desk, f"{here}vraag/leeftijd/").send(title="Hoe oud?")
    assert now()["profile"] == made["profile"]
    held = form(desk, f"{here}vraag/leeftijd/")
    held.typed.pop("profile")
    held.send()
    assert now()["profile"] == ["waar_je_woont"]


def test_a_closed_survey_stays_as_it_is(desk, gent, editor) -> None:
    survey = asked(gent, editor, one())
    here = f"{HERE}{survey.slug}/"
    mine = form(desk, f"{here}vraag/colour/")
    told = words_of(desk.get(f"{here}sluit/"))
    assert "De sleutel die herkent wie meedeed, wordt vernietigd." in told
    assert form(desk, f"{here}sluit/", "").send().status_code == 302
    survey.refresh_from_db()
    assert (survey.key, survey.closed_at is None) == (None, False)
    assert mine.send(title="Toch nog?").status_code == 409
    assert desk.post(f"{here}sluit/").status_code == 409
    assert "Haar vragen kunnen niet meer veranderen." in words_of(desk.get(here))
