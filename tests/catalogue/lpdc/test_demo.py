"""The services we wrote ourselves for the demo: complete, plain and invented."""

import re

import pytest

from catalogue.sources.lpdc.reading import read
from tests.catalogue.lpdc import DEMO, sorted_out

PAGES = [("gent", "BE23444021"), ("leuven", "BE24224062")]


@pytest.mark.parametrize(("slug", "place"), PAGES)
def test_every_demo_service_comes_in_and_has_something_to_correct(slug: str, place: str) -> None:
    documents, refusals = sorted_out(read(DEMO / f"{slug}.jsonld"))
    assert (len(documents), len({document.uri for document in documents}), refusals) == (12, 12, [])
    for document in documents:
        fields = document.fields
        assert fields["spatial"] == [f"http://data.europa.eu/nuts/code/{place}"]
        assert {"contact/0/telephone", "contact/0/hours", "contact/0/address/street@nl"} <= fields.keys()
        assert any(path.startswith("procedure/0/description@") for path in fields)


@pytest.mark.parametrize(("slug", "_place"), PAGES)
def test_demo_addresses_are_nobodys(slug: str, _place: str) -> None:
    text = (DEMO / f"{slug}.jsonld").read_text()
    assert set(re.findall(r"@[a-z.-]+\.([a-z]+)\"", text)) == {"example"}
    own = [url for url in re.findall(r"https?://([^/\"]+)", text) if not url.endswith(".example")]
    assert set(own) <= {"data.lblod.info"}


def test_the_demo_has_formal_and_informal_dutch_and_english() -> None:
    documents = [document for slug, _place in PAGES for document in sorted_out(read(DEMO / f"{slug}.jsonld"))[0]]
    tags = {path.partition("@")[2] for document in documents for path in document.fields if path.startswith("title@")}
    assert tags == {"nl-be-x-informal", "nl-be-x-formal", "en"}
