"""The meaning of an expression. static/js/survey-logic.js says the same: tests/surveys/test_parity.py compares them.

`values` are answers by question (`{name}`), what was typed with the other choice (`{name-Comment}`), calculated values,
and the day under `TODAY`. A name without a value is nothing. Evaluation never raises and is bounded: a tree is at most
fifty deep, a power multiplies at most ten times, no text grows.

- `=` `!=`: equal keys (surveys/logic/values.py). `<` `>`: two numbers, or two texts by their UTF-16 units as JavaScript
  compares them; anything else is false. `<=` `>=`: equal, or less or greater; so two empty values are.
- `and` `or` `not`: by truth; they give true or false.
- `contains`: a list holds each of what stands right; a text has each of it in it, regardless of capitals. What is empty
  contains nothing. `notcontains` is its opposite.
- `anyof`: a list holds at least one of a list; a single value stands in it; two empty values do, a value with nothing
  does, nothing with a value does not. `noneof` is its opposite. `allof`: holds each of a list.
- `+` `-` `*` `/` `%` `^`: on figures. Sums, differences and products lose the dust of binary fractions; divided by 0 is
  nothing; `%` takes the sign of the left; a power is whole, at most 1000 up or down. What is not finite is nothing.
- `sum` `avg` `min` `max`: of the numbers among the values and in lists; sum and avg of none are 0, min and max nothing.
  `count`: how many of them are not empty. `round(x, places)`: halves away from zero, 0 to 15 places. `abs` `floor`
  `ceil`: of a number. `length`: of a list, or the characters of a text. `age`: whole years since a day, up to the day of
  `TODAY`; nothing for a day to come. `iif(if, then, else)`.

It follows survey-core 3.1 where that is defined, but for what tests/surveys/test_oracle.py lists with the reason of each.
What SurveyJS reads and we refuse: texts without quotes, rows and panels, times, and its other functions.
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from surveys.logic.language import Ast
from surveys.logic.values import (
    Value,
    decimals,
    figure,
    finite,
    is_empty,
    key,
    key_of_one,
    neat,
    term,
    truth,
    words,
)

Values = Mapping[str, Any]
Prepared = Callable[[Values], Value]

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_POWER = 1000
MOST_PLACES = 15
EPSILON = 2.0**-52
HALF = 0.5


def evaluate(tree: Ast, values: Values) -> Value:
    """What an expression gives with these values."""
    return prepared(tree)(values)


def is_true(tree: Ast, values: Values) -> bool:
    """Whether a condition holds with these values."""
    return truth(prepared(tree)(values))


def prepared(tree: Ast) -> Prepared:
    """A syntax tree as a function, to be made once and called often."""
    if not isinstance(tree, list):
        return lambda _values: tree
    what, *parts = tree
    if what == "name":
        return _named(parts[0])
    calls = [prepared(part) for part in parts]
    return LAZY[what](calls) if what in LAZY else _applied(OPERATIONS[what], calls)


def _named(name: str) -> Prepared:
    def read(values: Values) -> Value:
        value = values.get(name)
        return value.get("place") if isinstance(value, dict) else value

    return read


def _applied(operation: Callable[..., Value], calls: list[Prepared]) -> Prepared:
    if len(calls) == 1:
        (only,) = calls
        return lambda values: operation(only(values))
    if len(calls) == 2:  # noqa: PLR2004 - most have a left and a right
        left, right = calls
        return lambda values: operation(left(values), right(values))
    return lambda values: operation(*(call(values) for call in calls))


def _all(calls: list[Prepared]) -> Prepared:
    return lambda values: all(truth(call(values)) for call in calls)


def _any(calls: list[Prepared]) -> Prepared:
    return lambda values: any(truth(call(values)) for call in calls)


def _iif(calls: list[Prepared]) -> Prepared:
    condition, then, otherwise = [*calls, prepared(None)][:3]
    return lambda values: (then if truth(condition(values)) else otherwise)(values)


def _is_equal(left: Value, right: Value) -> bool:
    return key(left) == key(right)


def _is_less(left: Value, right: Value) -> bool:
    one, other = key(left), key(right)
    if isinstance(one, float) and isinstance(other, float):
        return one < other
    return isinstance(one, str) and isinstance(other, str) and _units(one) < _units(other)


def _units(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def _list(*values: Value) -> Value:
    return list(values)


def _contains(left: Value, right: Value) -> bool:
    wanted = right if isinstance(right, list) else [right]
    if isinstance(left, list):
        there = {key_of_one(one) for one in left}
        return bool(left) and all(key_of_one(one) in there for one in wanted)
    text = words(left).lower()
    return not is_empty(left) and all(words(one) != "" and words(one).lower() in text for one in wanted)


def _anyof(left: Value, right: Value) -> bool:
    if is_empty(left) or is_empty(right):
        return is_empty(right)
    if not isinstance(left, list):
        return _contains(right, left)
    return any(_contains(left, one) for one in (right if isinstance(right, list) else [right]))


def _allof(left: Value, right: Value) -> bool:
    return all(_contains(left, one) for one in right) if isinstance(right, list) else _contains(left, right)


def _arithmetic(operation: Callable[[float, float], float | None]) -> Callable[[Value, Value], float | None]:
    def applied(left: Value, right: Value) -> float | None:
        one, other = term(left), term(right)
        result = None if one is None or other is None else operation(one, other)
        return None if result is None else finite(result)

    return applied


def _plus(one: float, other: float) -> float:
    return neat(one + other, max(decimals(one), decimals(other)))


def _times(one: float, other: float) -> float:
    return neat(one * other, decimals(one) + decimals(other))


def _power(base: float, exponent: float) -> float | None:
    """By squaring, so that every engine gives the same last digit."""
    if not exponent.is_integer() or abs(exponent) > MOST_POWER:
        return None
    result, square, left = 1.0, base, int(abs(exponent))
    while left:
        result, square, left = result * square if left & 1 else result, square * square, left >> 1
    return result if exponent >= 0 else 1 / result if result else None


def _numbers(values: tuple[Value, ...]) -> list[float]:
    return [number for number in map(figure, _flat(values)) if number is not None]


def _flat(values: tuple[Value, ...]) -> list[Value]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _sum(*values: Value) -> float | None:
    total = 0.0
    for number in _numbers(values):
        total = _plus(total, number)
    return finite(total)


def _average(*values: Value) -> float | None:
    total, many = _sum(*values), len(_numbers(values))
    return 0.0 if not many else None if total is None else total / many


def _count(*values: Value) -> int:
    return sum(key_of_one(one) is not None for one in _flat(values))


def _round(value: Value, places: Value = None) -> float | None:
    number, many = figure(value), term(places)
    if number is None or many is None or not many.is_integer() or not 0 <= many <= MOST_PLACES:
        return None
    scale = _power(10.0, many) or 1.0
    scaled = number * scale * (1 + EPSILON)
    if not math.isfinite(scaled):
        return None
    below = math.floor(scaled)
    return finite((below + (scaled - below >= HALF)) / scale)


def _of_number(operation: Callable[[float], float]) -> Callable[[Value], float | None]:
    def applied(value: Value) -> float | None:
        number = figure(value)
        return None if number is None else finite(operation(number))

    return applied


def _age(born: Value, today: Value) -> int | None:
    if not isinstance(born, str) or not isinstance(today, str) or not (DAY.fullmatch(born) and DAY.fullmatch(today)):
        return None
    if born > today:
        return None
    return int(today[:4]) - int(born[:4]) - (today[5:] < born[5:])


LAZY: dict[str, Callable[[list[Prepared]], Prepared]] = {"and": _all, "or": _any, "iif": _iif}
OPERATIONS: dict[str, Callable[..., Value]] = {
    "not": lambda value: not truth(value),
    "=": _is_equal,
    "!=": lambda left, right: not _is_equal(left, right),
    "<": _is_less,
    ">": lambda left, right: _is_less(right, left),
    "<=": lambda left, right: _is_equal(left, right) or _is_less(left, right),
    ">=": lambda left, right: _is_equal(left, right) or _is_less(right, left),
    "empty": is_empty,
    "notempty": lambda value: not is_empty(value),
    "list": _list,
    "contains": _contains,
    "notcontains": lambda left, right: not _contains(left, right),
    "anyof": _anyof,
    "noneof": lambda left, right: not _anyof(left, right),
    "allof": _allof,
    "+": _arithmetic(_plus),
    "-": _arithmetic(lambda one, other: _plus(one, -other)),
    "*": _arithmetic(_times),
    "/": _arithmetic(lambda one, other: one / other if other else None),
    "%": _arithmetic(lambda one, other: math.fmod(one, other) if other else None),
    "^": _arithmetic(_power),
    "sum": _sum,
    "avg": _average,
    "min": lambda *values: min(_numbers(values), default=None),
    "max": lambda *values: max(_numbers(values), default=None),
    "count": _count,
    "round": _round,
    "abs": _of_number(abs),
    "floor": _of_number(math.floor),
    "ceil": _of_number(math.ceil),
    "length": lambda value: len(value) if isinstance(value, list) else len(words(value)),
    "age": _age,
}
