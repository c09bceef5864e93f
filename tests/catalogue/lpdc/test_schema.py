"""What a page shows of a record, and what a proposed value has to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import fieldtext, schema
from catalogue.sources.lpdc import cleaning, terms
from catalogue.sources.lpdc.reading import read
from tests.catalogue.lpdc import DEMO, FIXTURES, sorted_out

FULL = next(one for one in sorted_out(read(FIXTURES / "page.jsonld"))[0] if one.uri.endswith("/full")).fields
PATHS = {
    "phone": "contact/0/telephone",
    "email": "contact/0/email",
    "url": "website/0/url",
    "html": "cost/0/description@nl",
    "text": "contact/0/address/street@nl",
    "hours": "contact/0/hours",
    "date": "start_date",
    "flag": "archived",
}


def test_fields_stand_in_reading_order_under_their_headings() -> None:
    groups = list(dict.fromkeys(str(spec.group) for spec in schema.shown(FULL, "nl")))
    assert groups == [
        "What is it?",
        "Contact",
        "Contact 2",
        "How do you do it?",
        "How do you do it? 2",
        "Conditions",
        "Costs",
        "Websites",
        "Websites 2",
        "Websites 3",
        "Websites 4",
        "Legal basis",
        "About this service",
    ]


def test_a_website_stands_with_its_own_procedure() -> None:
    shown = [spec.path for spec in schema.shown(FULL, "nl") if spec.path.startswith("procedure")]
    assert shown == [
        "procedure/0/title@nl",
        "procedure/0/description@nl",
        "procedure/0/website/0/title@nl",
        "procedure/0/website/0/url",
        "procedure/1/title@nl",
        "procedure/1/description@nl",
    ]


def test_the_second_contact_is_told_apart_where_it_stands_alone() -> None:
    assert str(schema.field("contact/0/telephone").label) == "Telephone"
    assert str(schema.field("contact/1/telephone").label) == "Telephone (2)"


@pytest.mark.parametrize(
    ("tags", "language", "best"),
    [
        (["nl", "nl-be-x-informal", "nl-be-x-formal", "en"], "nl", "nl-be-x-informal"),
        (["nl", "nl-be-x-formal"], "nl", "nl"),
        (["nl-be-x-formal", "nl-be-x-generated-formal"], "nl", "nl-be-x-formal"),
        (["nl", "nl-be-x-formal", "nl-be-x-generated-informal"], "nl", "nl"),
        (["nl-be-x-formal", "nl-be-x-generated-informal"], "nl", "nl-be-x-formal"),
        (["nl-be-x-generated-formal", "nl-be-x-generated-informal"], "nl", "nl-be-x-generated-informal"),
        (["nl", "en"], "en", "en"),
        (["nl", "en"], "fr", "nl"),
        (["en"], "nl", "en"),
    ],
)
def test_the_best_variant_is_shown(tags: list[str], language: str, best: str) -> None:
    fields = {f"description@{tag}": "<p>x</p>" for tag in tags}
    assert [spec.language for spec in schema.shown(fields, language)] == [best]


def test_what_comes_from_the_concept_is_for_staff() -> None:
    correctable = {spec.path for spec in schema.shown(FULL, "nl") if spec.correctable}
    assert {"contact/0/telephone", "website/0/url", "cost/0/description@nl", "start_date"} <= correctable
    assert not correctable & {"type", "themes", "audiences", "description@nl-be-x-informal"}


@pytest.mark.parametrize(
    "path", ["", "unknown", "a/0/b@nl", "contact/x/telephone", "contact/99999999999/telephone", "@", "//"]
)
def test_an_unknown_path_is_text_that_cannot_be_corrected(path: str) -> None:
    spec = schema.field(path)
    assert (spec.path, spec.kind) == (path, schema.field(path).kind)
    assert spec.correctable is (path == "contact/99999999999/telephone")


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("phone", "09 266 70 00", "+32 9 266 70 00"),
        ("phone", "0032 16 27 20 00", "+32 16 27 20 00"),
        ("phone", "1700", "1700"),
        ("phone", "  ", ""),
        ("email", " a@b.example\u200b", "a@b.example"),
        ("url", "www.gent.be", "https://www.gent.be"),
        ("url", "", ""),
        ("text", " Veldstraat \n", "Veldstraat"),
        ("hours", "Ma 9-12\r\nDi 9-12 ", "Ma 9-12\nDi 9-12"),
        ("date", "31/12/2026", "2026-12-31"),
        ("date", "2026-12-31", "2026-12-31"),
        ("flag", "true", "true"),
        ("html", "Eén & twee", "<p>Eén &amp; twee</p>"),
        (
            "html",
            "Breng mee:\n- een kaart\n- een foto\n\nTot dan",
            "<p>Breng mee:</p><ul><li>een kaart</li><li>een foto</li></ul><p>Tot dan</p>",
        ),
        ("html", "<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        (
            "html",
            "Zie https://a.example/b?c=1&d.",
            '<p>Zie <a href="https://a.example/b?c=1&amp;d">https://a.example/b?c=1&amp;d</a>.</p>',
        ),
    ],
)
def test_a_good_value_is_kept_in_its_own_form(kind: str, value: str, kept: str) -> None:
    assert schema.clean(schema.field(PATHS[kind]), value) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "bel ons"),
        ("phone", "09 1"),
        ("email", "a@b"),
        ("url", "javascript:alert(1)"),
        ("url", "geen adres"),
        ("url", "https://a.example/" + "x" * 2000),
        ("text", " "),
        ("text", "x" * 2001),
        ("text", "\x00"),
        ("html", ""),
        ("html", "x" * 10_001),
        ("hours", "x" * 2001),
        ("date", "morgen"),
        ("flag", "misschien"),
    ],
)
def test_a_bad_value_is_refused_with_a_sentence(kind: str, value: str) -> None:
    with pytest.raises(schema.InvalidValue, match=r"^[A-Z].*[a-z0-9.]$"):
        schema.clean(schema.field(PATHS[kind]), value)


def test_mark_up_becomes_text_to_edit() -> None:
    html = (
        '<h3>Stap</h3><p>Kom  langs,<br>of <a href="https://a.example">bel</a>.</p><ul><li>een</li><li>twee</li></ul>'
    )
    assert fieldtext.plain(html) == "Stap\n\nKom langs,\nof bel (https://a.example).\n\n- een\n- twee"


@given(st.text(alphabet=st.sampled_from(list("ab -\n<>&.(htps:/)")), max_size=60))
def test_editing_without_a_change_changes_nothing(text: str) -> None:
    kept = fieldtext.marked_up(text)
    again = fieldtext.marked_up(fieldtext.plain(kept))
    assert fieldtext.plain(again).split() == fieldtext.plain(kept).split()
    assert cleaning.html(kept) == kept


def test_every_field_of_the_demo_can_be_edited_and_kept() -> None:
    for document in sorted_out(read(DEMO))[0]:
        for spec in schema.shown(document.fields, "nl"):
            if spec.correctable and spec.kind not in {"phone"}:  # invented numbers are nobody's
                text = schema.editable(spec, document.fields[spec.path])
                kept = schema.clean(spec, text)
                assert schema.editable(spec, kept).split() == text.split()


def test_every_term_that_is_a_field_has_a_row() -> None:
    names = {term.name for term in terms.INSTANCE.terms if term.name and not term.part}
    assert names - schema.ROWS.keys() == set()


@pytest.mark.parametrize(
    ("iri", "label"),
    [
        (f"{terms.CODES}Thema/BouwenWonen", "Building and housing"),
        (f"{terms.CODES}Thema/Nieuw", "Nieuw"),
        ("losse tekst", "losse tekst"),
        ("", ""),
    ],
)
def test_a_code_has_a_name(iri: str, label: str) -> None:
    assert schema.concept_label(iri) == label
