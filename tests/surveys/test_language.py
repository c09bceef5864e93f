"""How an expression is read, what it means, and what is said of one that can't be read."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from surveys.logic import InvalidExpression, evaluate, is_true, names, parsed, written
from surveys.logic.language import MOST_CHARACTERS
from tests.surveys.making import answers, exact, writable_trees

N = ["name", "n"]
READ = {
    "{n}": N,
    "{ n }": N,
    "{#n}": N,
    "{n.length}": ["length", N],
    "{n-Comment}": ["name", "n-Comment"],
    "12": 12,
    "-1.50": -1.5,
    "'it'": "it",
    '"it"': "it",
    r"'it\'s \"so\" \\ \n'": 'it\'s "so" \\ \\n',
    "true": True,
    "FALSE": False,
    "null": None,
    "undefined": None,
    "[]": ["list"],
    "['a', 1, {n}]": ["list", "a", 1, N],
    "{n} = 1": ["=", N, 1],
    "{n} == 1": ["=", N, 1],
    "{n} equal 1": ["=", N, 1],
    "{n} EQUALS 1": ["=", N, 1],
    "{n} <> 1": ["!=", N, 1],
    "{n} != 1": ["!=", N, 1],
    "{n} notequal 1": ["!=", N, 1],
    "{n} less 1": ["<", N, 1],
    "{n} =< 1": ["<=", N, 1],
    "{n} lessorequal 1": ["<=", N, 1],
    "{n} greater 1": [">", N, 1],
    "{n} => 1": [">=", N, 1],
    "{n} greaterorequal 1": [">=", N, 1],
    "{n} contains 'a'": ["contains", N, "a"],
    "{n} contain 'a'": ["contains", N, "a"],
    "{n} *= 'a'": ["contains", N, "a"],
    "{n} notcontains 'a'": ["notcontains", N, "a"],
    "{n} anyof ['a']": ["anyof", N, ["list", "a"]],
    "{n} allof ['a']": ["allof", N, ["list", "a"]],
    "{n} noneof ['a']": ["noneof", N, ["list", "a"]],
    "{n} empty": ["empty", N],
    "{n} notempty": ["notempty", N],
    "!{n}": ["not", N],
    "negate {n}": ["not", N],
    "not {n} = 1": ["not", ["=", N, 1]],
    "!{n} = 1": ["=", ["not", N], 1],
    "!{n} empty": ["not", ["empty", N]],
    "-{n}": ["-", 0, N],
    "1 - -2": ["-", 1, -2],
    "-2 ^ 2": ["^", -2, 2],
    "2 ^ 3 ^ 2": ["^", ["^", 2, 3], 2],
    "2 power 3": ["^", 2, 3],
    "pow(2, 3)": ["^", 2, 3],
    "1 + 2 * 3": ["+", 1, ["*", 2, 3]],
    "(1 + 2) * 3": ["*", ["+", 1, 2], 3],
    "7 - 2 - 1": ["-", ["-", 7, 2], 1],
    "1 + {n} contains 'a'": ["+", 1, ["contains", N, "a"]],
    "1 or 2 and 3 = 4": ["or", 1, ["and", 2, ["=", 3, 4]]],
    "1 || 2 or 3": ["or", 1, 2, 3],
    "1 && 2 and 3": ["and", 1, 2, 3],
    "1 or (2 or 3)": ["or", 1, ["or", 2, 3]],
    "iif({n} > 1, 'a')": ["iif", [">", N, 1], "a"],
    "sum({n}, 1)": ["sum", N, 1],
    "ROUND({n}, 1)": ["round", N, 1],
    "today()": ["name", "today()"],
    "age({n})": ["age", N, ["name", "today()"]],
    "  {n}\n=\t1 ": ["=", N, 1],
}


@pytest.mark.parametrize("text", READ)
def test_reading(text):
    assert parsed(text) == READ[text]


UNREADABLE = {
    "": (0, "Something is missing at the end."),
    "{n} =": (5, "Something is missing at the end."),
    "{n": (0, "Between { and } the name of a question is expected."),
    "{}": (0, "Between { and } the name of a question is expected."),
    "{n} = 'a": (6, "This quote is opened and not closed."),
    '{n} = "a': (6, "This quote is opened and not closed."),
    "{n} = yes": (6, "“yes” means nothing here. Put texts between quotes and questions between { }."),
    "({n} = 1": (8, "“(” is opened and not closed with “)”."),
    "[1, 2": (5, "“[” is opened and not closed with “]”."),
    "sum(1": (5, "“sum” is opened and not closed with “)”."),
    "{n} = 1)": (7, "“)” is not expected here."),
    "{n} {m}": (4, "“{m}” is not expected here."),
    "1 = = 2": (4, "“=” is not expected here."),
    "{n} ? 1": (4, "“?” can't be read."),
    "sum": (3, "Behind “sum” parentheses follow."),
    "sum()": (0, "“sum” takes 1 to 100 values."),
    "1 + abs(1, 2)": (4, "“abs” takes 1 value."),
    "pow(1)": (0, "“pow” takes 2 values."),
    "exec('x')": (0, "“exec” means nothing here. Put texts between quotes and questions between { }."),
    "1" * 16: (15, "“1” is not expected here."),
    "(" * 51 + "1" + ")" * 51: (50, "This is nested too deep. Split it over calculated values."),
    "!" * 51 + "1": (50, "This is nested too deep. Split it over calculated values."),
    " + ".join("1" * 60): (0, "This is nested too deep. Split it over calculated values."),
    "1" * 2001: (2000, "This is longer than 2000 characters."),
}


@pytest.mark.parametrize("text", UNREADABLE, ids=lambda text: text[:20])
def test_what_cannot_be_read_is_told_in_words(text):
    with override("en"), pytest.raises(InvalidExpression) as found:
        parsed(text)
    assert (found.value.position, found.value.sentence) == UNREADABLE[text]


def test_a_long_enumeration_is_not_deep():
    assert len(parsed(" or ".join(f"{{n}} = {number}" for number in range(150)))) == 151


def test_what_an_expression_looks_at():
    assert names(parsed("{a} = 1 and (sum({b}, [{c}]) > {a-Comment} or age({d}) > 'name')")) == {
        "a", "b", "c", "a-Comment", "d"
    }  # fmt: skip


@given(st.text(max_size=40) | st.text("{}()[]'\"!=<>+-*/^ abn1.,", max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        tree = parsed(text)
    except InvalidExpression as error:
        assert 0 <= error.position <= len(text)
        assert error.sentence
    else:
        assert parsed(written(tree)) == tree


@given(tree=writable_trees, said=answers)
def test_what_is_written_means_what_it_was(tree, said):
    text = written(tree)
    if len(text) <= MOST_CHARACTERS:
        assert evaluate(parsed(text), said) == evaluate(tree, said)


SAID = {
    "n": 3,
    "half": 0.5,
    "typed": "3",
    "comma": "1,5",
    "zeros": "007",
    "text": " Fiets ",
    "yes": True,
    "no": False,
    "list": ["Auto", "bus"],
    "empty": [],
    "blank": "  ",
    "spot": {"lat": 51.05, "lon": 3.72, "place": "44021"},
    "born": "2008-11-25",
    "today()": "2026-11-24",
}
MEANS = {
    # equal
    "{n} = 3": True,
    "{typed} = 3": True,
    "{typed} = '3.0'": True,
    "{comma} = 1.5": True,
    "{zeros} = 7": False,
    "{text} = 'fiets'": True,
    "{yes} = true": True,
    "{yes} = 'True'": True,
    "{yes} = 1": False,
    "{no} = {nothing}": False,
    "{nothing} = 0": False,
    "{nothing} = {blank}": True,
    "{nothing} = {empty}": True,
    "{nothing} != 3": True,
    "{list} = ['BUS', 'auto']": True,
    "{list} = ['bus']": False,
    "{list} = 'bus'": False,
    "{spot} = '44021'": True,
    # more and less
    "{n} > 2": True,
    "{typed} > '10'": False,
    "{n} >= 3": True,
    "{nothing} < 1": False,
    "{nothing} <= 1": False,
    "{nothing} >= {blank}": True,
    "'2026-02-01' > '2026-01-31'": True,
    "'b' > 'A'": True,
    "'x' > 1": False,
    "[5] > 3": False,
    "[5] < 'x'": False,
    "'x' > [5]": False,
    # truth
    "{yes} and {n}": True,
    "{no} or {nothing} or {empty} or 0 or '0' or 'false'": False,
    "!{text}": False,
    "{text}": " Fiets ",
    "iif({list}, 'some', 'none')": "some",
    "iif({empty}, 'some')": None,
    # empty
    "{nothing} empty": True,
    "{blank} empty": True,
    "{no} empty": False,
    "0 notempty": True,
    # containing
    "{list} contains 'AUTO'": True,
    "{list} contains ['auto', 'tram']": False,
    "{list} contains {nothing}": False,
    "{text} contains 'iet'": True,
    "{zeros} contains 0": True,
    "{nothing} contains 'a'": False,
    "{nothing} notcontains 'a'": True,
    "{list} anyof ['tram', 'bus']": True,
    "{text} anyof ['fiets', 'tram']": True,
    "{typed} anyof ['3', 4]": True,
    "{nothing} anyof ['bus']": False,
    "{nothing} noneof ['bus']": True,
    "{list} anyof []": True,
    "{list} allof ['bus', 'auto']": True,
    "{list} allof ['bus', 'tram']": False,
    # arithmetic
    "0.1 + 0.2": 0.3,
    "0.1 * 3": 0.3,
    "1.005 * 1000": 1005,
    "{nothing} + 2": 2,
    "{typed} + {comma}": 4.5,
    "{text} + 1": None,
    "{yes} + 1": None,
    "{list} + 1": None,
    "1 / 0": None,
    "1 / {nothing}": None,
    "5 % 0": None,
    "-7 % 3": -1,
    "2 ^ 10": 1024,
    "2 ^ -1": 0.5,
    "0 ^ -1": None,
    "2 ^ 0.5": None,
    "10 ^ 999999999": None,
    "10 ^ 1000": None,
    "1.001 ^ 1001": None,
    "round(0.00000015 + 0.1, 8)": 0.10000015,
    "'123456789012345' + 1": 123456789012346,
    "'1234567890123456' + 1": None,
    "-{n}": -3,
    # functions
    "sum({n}, {list}, [1, '2', {nothing}])": 6,
    "sum(0.1, 0.2)": 0.3,
    "sum({text})": 0,
    "avg(1, 2, {nothing})": 1.5,
    "avg({nothing})": 0,
    "min(3, '2', {list})": 2,
    "max({nothing})": None,
    "count({list}, {nothing}, 0)": 3,
    "round(2.5)": 3,
    "round(-2.5)": -3,
    "round(1.005, 2)": 1.01,
    "round({nothing}, 2)": None,
    "round(1, 16)": None,
    "abs(-2)": 2,
    "floor(-1.5)": -2,
    "ceil(1.2)": 2,
    "floor({text})": None,
    "length({list})": 2,
    "length('é😀')": 2,
    "length({nothing})": 0,
    "age({born})": 17,
    "age('2008-11-24')": 18,
    "age('2027-01-01')": None,
    "age('vroeger')": None,
    "{born} < today()": True,
}


@pytest.mark.parametrize("text", MEANS)
def test_meaning(text):
    assert exact(evaluate(parsed(text), SAID)) == exact(MEANS[text])


def test_meaning_in_the_browser(javascript):
    found = javascript([["evaluate", parsed(text), SAID] for text in MEANS])
    assert dict(zip(MEANS, map(exact, found), strict=True)) == {text: exact(value) for text, value in MEANS.items()}


@pytest.mark.parametrize("text", ["{yes}", "{n}", "{text}", "{list}", "'0.1'"])
def test_a_value_can_be_a_condition(text):
    assert is_true(parsed(text), SAID)


@pytest.mark.parametrize("text", ["{no}", "{nothing}", "0", "{empty}", "'FALSE'", "'0,0'"])
def test_a_condition_that_does_not_hold(text):
    assert not is_true(parsed(text), SAID)
