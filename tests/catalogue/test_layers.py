"""The three-way apply, as properties."""

from hypothesis import given
from hypothesis import strategies as st

from catalogue import layers
from catalogue.layers import Outcome
from catalogue.models import Policy

WORDS = st.sampled_from(["", "a", "b", "c"])
PATHS = st.sampled_from(["title@nl", "contact/0/telephone", "website/0/url"])
SOURCE = st.dictionaries(PATHS, WORDS)
POLICIES = st.sampled_from(list(Policy))


def own(value: str, base: str, policy: str) -> layers.Own:
    return layers.Own(value=value, base=base, policy=policy)


OWN = st.dictionaries(PATHS, st.builds(own, WORDS, WORDS, POLICIES))


@given(WORDS, WORDS, WORDS)
def test_equal_wins_then_unchanged_applies_and_the_rest_is_a_conflict(current: str, base: str, proposed: str) -> None:
    outcome = layers.judged(current, base, proposed)
    if current == proposed:
        assert outcome == Outcome.EQUAL
    elif current == base:
        assert outcome == Outcome.APPLIES
    else:
        assert outcome == Outcome.CONFLICT


@given(SOURCE, OWN, PATHS, WORDS)
def test_a_local_value_is_what_the_page_shows(source, own_layer, path: str, value: str) -> None:
    laid = layers.laid(own_layer, source, path, value, Policy.LOCAL)
    assert layers.effective(source, laid).get(path, "") == value
    assert layers.current(source, laid, path) == value


@given(SOURCE, OWN, PATHS, WORDS)
def test_a_forwarded_value_never_reaches_the_page(source, own_layer, path: str, value: str) -> None:
    rest = {name: layer for name, layer in own_layer.items() if name != path}
    laid = layers.laid(rest, source, path, value, Policy.FORWARD)
    assert layers.effective(source, laid).get(path, "") == source.get(path, "")


@given(SOURCE, OWN, PATHS, WORDS, POLICIES)
def test_applying_twice_is_applying_once(source, own_layer, path: str, value: str, policy: str) -> None:
    once = layers.laid(own_layer, source, path, value, policy)
    assert layers.laid(once, source, path, value, policy) == once


@given(SOURCE, OWN, PATHS, WORDS, PATHS, WORDS)
def test_changes_of_other_fields_commute(source, own_layer, path: str, value: str, other: str, another: str) -> None:
    if path == other:
        return
    one = layers.laid(layers.laid(own_layer, source, path, value, "local"), source, other, another, "local")
    two = layers.laid(layers.laid(own_layer, source, other, another, "local"), source, path, value, "local")
    assert one == two


@given(SOURCE, OWN)
def test_an_import_never_drops_a_value_of_ours_in_silence(source, own_layer) -> None:
    stays, taken, drifts = layers.kept(own_layer, source)
    assert {*stays, *taken} == {*own_layer}
    assert all(source.get(path, "") == own_layer[path]["value"] for path in taken)
    drifted = {
        path
        for path, layer in stays.items()
        if source.get(path, "") != layer["base"] and layer["policy"] != Policy.FORWARD
    }
    assert {drift.field for drift in drifts} == drifted


@given(SOURCE, SOURCE)
def test_differences_lead_from_one_to_the_other(before, after) -> None:
    told = layers.differences(before, after)
    changed = {**before, **{step["field"]: step["to"] for step in told}}
    paths = {*before, *after}
    assert {path: changed.get(path, "") for path in paths} == {path: after.get(path, "") for path in paths}
