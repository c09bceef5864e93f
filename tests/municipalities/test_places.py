"""The places of a municipality, as people call them."""

from municipalities.reference import municipalities, places_of

GENT = 44021


def test_the_places_of_gent_stand_by_name_under_codes_that_fit_an_address() -> None:
    places = places_of(GENT)
    assert list(places.items())[:3] == [("afsnee", "Afsnee"), ("desteldonk", "Desteldonk"), ("drongen", "Drongen")]
    assert (len(places), places["sint-kruis-winkel"]) == (14, "Sint-Kruis-Winkel")


def test_every_municipality_has_places_and_no_two_of_them_share_a_code() -> None:
    for fact in municipalities():
        places = places_of(fact.nis)
        assert places, fact.name
        assert all(code.replace("-", "").isalnum() and len(code) <= 40 for code in places), fact.name
