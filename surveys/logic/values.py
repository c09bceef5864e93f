"""What a value is in an expression, for Python and static/js/survey-logic.js alike.

A value is nothing (null), a truth value, a number, a text or a list of those. A place stands for the code of the place
it lies in. Whatever else someone sends is nothing.

*Key.* Two values are equal when their keys are. The key of
  - nothing, a text of white space, a list of nothing and a number that is not finite is nothing: they are *empty*;
  - a text that reads as a number (`12`, `-3.5`, `1,5`; at most 15 digits, no leading zero as in `007`) is that number;
  - any other text is itself without white space around it, in lower case;
  - true and false are the texts true and false;
  - a list is its keys, in no order; a list in a list is nothing.

*Truth.* Everything is true but what is empty, false and 0.
*Figure.* What an arithmetic reads: the number a value is, 0 when it is empty, and otherwise none (then the result is
nothing).
*Words.* What a search in a text reads: the text as it is, a number as JavaScript writes it, true, false; nothing else
has words.
"""

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

Value = Any
Key = float | str | tuple[str, ...] | None

WHITE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:[.,][0-9]{1,15})?")
EXACT = Context(prec=200)
MOST_DECIMALS = 100
BEYOND = MOST_DECIMALS + 1
HUGE, TINY = 1e21, -6  # from where and below which exponent JavaScript writes 1e+21, 1e-7


def key(value: Value) -> Key:
    """What a value is compared by."""
    if isinstance(value, list):
        return tuple(sorted(repr(key_of_one(one)) for one in value)) or None
    return key_of_one(value)


def key_of_one(value: Value) -> float | str | None:
    """The key of what is not a list."""
    if isinstance(value, str):
        return _key_of_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return finite(value) if isinstance(value, int | float) else None


def _key_of_text(text: str) -> float | str | None:
    stripped = text.strip(WHITE)
    if NUMBER.fullmatch(stripped):
        return float(stripped.replace(",", ".")) + 0.0
    return stripped.lower() or None


def finite(number: float) -> float | None:
    """The number as a double without a negative zero; None for what is not finite."""
    try:
        double = float(number) + 0.0
    except OverflowError:
        return None
    return double if math.isfinite(double) else None


def is_empty(value: Value) -> bool:
    """Whether nothing was said."""
    return key(value) is None


def truth(value: Value) -> bool:
    """Whether a value counts as yes."""
    return key(value) not in {None, "false", 0.0}


def figure(value: Value) -> float | None:
    """The number a value is."""
    found = key(value)
    return found if isinstance(found, float) else None


def term(value: Value) -> float | None:
    """The number a value is in arithmetic, where empty is 0."""
    found = key(value)
    return 0.0 if found is None else found if isinstance(found, float) else None


def words(value: Value) -> str:
    """The text that a search reads."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    number = finite(value) if isinstance(value, int | float) else None
    return "" if number is None else digits(number)


def digits(number: float) -> str:
    """A finite number as JavaScript writes it: the shortest digits that read back as the same double."""
    if number.is_integer() and abs(number) < HUGE:
        return str(int(number))
    mantissa, _, exponent = repr(number).partition("e")
    if not exponent:
        return mantissa
    if TINY <= int(exponent) < 0:
        return f"{Decimal(repr(number)):f}"
    return f"{mantissa}e{int(exponent):+d}"


def decimals(number: float) -> int:
    """How many digits stand behind the point; more than any rounding keeps for very small numbers."""
    if number.is_integer():
        return 0
    written = digits(number)
    return BEYOND if "e" in written else len(written.partition(".")[2])


def neat(number: float, places: int) -> float:
    """Without the dust of binary fractions: 0.1 + 0.2 is 0.3. Halves go away from zero, as in JavaScript's toFixed."""
    if not 0 < places <= MOST_DECIMALS or not math.isfinite(number) or abs(number) >= HUGE:
        return number
    return float(Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT))
