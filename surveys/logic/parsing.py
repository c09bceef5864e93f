"""From what was written to a syntax tree.

Own code: a grammar for a parser generator would be as long, and this one says in plain words, at the right place, what is
wrong.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.logic.language import (
    AFTER,
    BINDS,
    COMPARING,
    CONSTANTS,
    FUNCTIONS,
    MOST_CHARACTERS,
    MOST_DEEP,
    SPELLINGS,
    TODAY,
    Ast,
)

TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?)
    | (?P<text>'(?:\\['"\\]|[^'\\]|\\(?!['"\\]))*' | "(?:\\['"\\]|[^"\\]|\\(?!['"\\]))*")
    | (?P<name>\{[^{}]+\})
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<sign>\|\||&&|==|=>|=<|<>|<=|>=|!=|\*=|[=<>!+\-*/%^(),\[\]])
    | (?P<end>$)
    | (?P<unknown>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
ESCAPED = re.compile(r"\\(['\"\\])")


class InvalidExpression(ValueError):
    """What was written can't be read: `position` counts its characters from 0, `sentence` says what is wrong there."""

    def __init__(self, position: int, sentence: str) -> None:
        super().__init__(sentence)
        self.position = position
        self.sentence = sentence


class Token(NamedTuple):
    """One word or sign, in the spelling of the syntax tree, and where it stands."""

    kind: str
    value: str
    at: int


def parsed(text: str) -> Ast:
    """The syntax tree of an expression; InvalidExpression for what can't be read, is too long or too deep."""
    if len(text) > MOST_CHARACTERS:
        raise InvalidExpression(
            MOST_CHARACTERS, _("This is longer than %(most)s characters.") % {"most": MOST_CHARACTERS}
        )
    parser = _Parser(text)
    tree = parser.expression(1)
    parser.expect_end()
    if _depth(tree) > MOST_DEEP:
        raise InvalidExpression(0, _("This is nested too deep. Split it over calculated values."))
    return tree


def names(tree: Ast) -> frozenset[str]:
    """The names of what an expression looks at."""
    return frozenset(part[1] for part in _parts(tree) if part[0] == "name" and part[1] != TODAY)


def _parts(tree: Ast) -> Iterator[list[Ast]]:
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            yield part
            waiting += part[1:] if part[0] != "name" else []


def _depth(tree: Ast) -> int:
    depth, level = 0, [tree]
    while level := [deeper for part in level if isinstance(part, list) for deeper in part[1:]]:
        depth += 1
    return depth


class _Parser:
    """Reads from left to right, with one token in view. Each method reads one thing and leaves what follows."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.token = next(self.tokens)
        self.depth = 0

    def take(self) -> Token:
        """The token in view; the next one comes into view."""
        taken = self.token
        self.token = next(self.tokens, taken)
        return taken

    def takes(self, value: str) -> bool:
        """Whether this sign or word is in view; it is taken."""
        is_here = self.token.kind in {"sign", "word"} and self.token.value == value
        if is_here:
            self.take()
        return is_here

    def expression(self, loosest: int) -> Ast:
        """Values, with between them what binds at least so tightly."""
        tree = self.one()
        while BINDS.get(self.operator(), 0) >= loosest:
            operator = self.take().value
            tree = _joined(operator, tree, self.expression(BINDS[operator] + 1))
        return tree

    def operator(self) -> str:
        """What is in view, when it can stand between two values."""
        return self.token.value if self.token.kind in {"sign", "word"} else ""

    def one(self) -> Ast:
        """One value, with what stands before and after it."""
        self.depth += 1
        if self.depth > MOST_DEEP:
            raise InvalidExpression(self.token.at, _("This is nested too deep. Split it over calculated values."))
        tree = self.before() if self.operator() in {"not", "!", "-"} else self.after(self.value())
        self.depth -= 1
        return tree

    def before(self) -> Ast:
        """A value with `not`, `!` or `-` before it. `not` reaches over a comparison, `!` binds as in SurveyJS."""
        sign = self.take().value
        if sign == "not":
            return ["not", self.expression(COMPARING)]
        if sign == "!":
            return ["not", self.one()]
        if self.token.kind == "number":
            return self.after(-_number(self.take().value))
        return ["-", 0, self.one()]

    def after(self, tree: Ast) -> Ast:
        """A value with `empty` or `notempty` behind it."""
        while self.operator() in AFTER:
            tree = [self.take().value, tree]
        return tree

    def value(self) -> Ast:
        """A text, a number, a name, a list, a function or something between parentheses."""
        token = self.take()
        if token.kind in READERS:
            return READERS[token.kind](token.value)
        if token.kind == "word":
            return self.word(token)
        if token.value == "[" and token.kind == "sign":
            return ["list", *self.listed("]", token)]
        if token.value == "(" and token.kind == "sign":
            tree = self.expression(1)
            self.close(")", token)
            return tree
        raise _unexpected(token)

    def word(self, token: Token) -> Ast:
        """A constant or a function."""
        if token.value in CONSTANTS:
            return CONSTANTS[token.value]
        if token.value not in FUNCTIONS:
            sentence = _("“%(word)s” means nothing here. Put texts between quotes and questions between { }.")
            raise InvalidExpression(token.at, sentence % {"word": token.value})
        if not self.takes("("):
            sentence = _("Behind “%(word)s” parentheses follow.")
            raise InvalidExpression(self.token.at, sentence % {"word": token.value})
        return _call(token, self.listed(")", token))

    def listed(self, end: str, opening: Token) -> list[Ast]:
        """Values with commas between them, up to what ends them."""
        if self.takes(end):
            return []
        found = [self.expression(1)]
        while self.takes(","):
            found.append(self.expression(1))
        self.close(end, opening)
        return found

    def close(self, end: str, opening: Token) -> None:
        """What was opened is closed here."""
        if not self.takes(end):
            sentence = _("“%(opening)s” is opened and not closed with “%(end)s”.")
            raise InvalidExpression(self.token.at, sentence % {"opening": opening.value, "end": end})

    def expect_end(self) -> None:
        """Nothing follows any more."""
        if self.token.kind != "end":
            raise _unexpected(self.token)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while match := TOKEN.match(text, at):
        kind, value = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "unknown":
            raise _unreadable(value, match.start("unknown"))
        at = match.end()
        if kind == "word":
            value = value.lower()
        yield Token(kind, SPELLINGS.get(value, value) if kind in {"sign", "word"} else value, match.start(kind))
        if kind == "end":
            return


def _unreadable(character: str, at: int) -> InvalidExpression:
    sentences = {
        "'": _("This quote is opened and not closed."),
        '"': _("This quote is opened and not closed."),
        "{": _("Between { and } the name of a question is expected."),
    }
    return InvalidExpression(at, sentences.get(character, _("“%(word)s” can't be read.") % {"word": character}))


def _unexpected(token: Token) -> InvalidExpression:
    if token.kind == "end":
        return InvalidExpression(token.at, _("Something is missing at the end."))
    return InvalidExpression(token.at, _("“%(word)s” is not expected here.") % {"word": token.value})


def _joined(operator: str, left: Ast, right: Ast) -> Ast:
    """`and` and `or` of the same kind in a row are one."""
    if operator in {"and", "or"} and isinstance(left, list) and left[0] == operator:
        return [*left, right]
    return [operator, left, right]


def _call(token: Token, values: list[Ast]) -> Ast:
    least, most = FUNCTIONS[token.value]
    if not least <= len(values) <= most:
        raise InvalidExpression(token.at, _takes(token.value, least, most))
    if token.value == "today":
        return ["name", TODAY]
    if token.value == "age":
        return ["age", *values, ["name", TODAY]]
    return ["^" if token.value == "pow" else token.value, *values]


def _takes(word: str, least: int, most: int) -> str:
    if least == most:
        sentence = ngettext("“%(word)s” takes %(most)d value.", "“%(word)s” takes %(most)d values.", most)
    else:
        sentence = _("“%(word)s” takes %(least)d to %(most)d values.")
    return sentence % {"word": word, "least": least, "most": most}


def _number(digits: str) -> int | float:
    return float(digits) if "." in digits else int(digits)


def _text(quoted: str) -> str:
    return ESCAPED.sub(r"\1", quoted[1:-1])


def _name(braced: str) -> Ast:
    """`{street.length}` is how SurveyJS asks how many were chosen."""
    name, dot, asked = braced[1:-1].strip().removeprefix("#").rpartition(".")
    return ["length", ["name", name]] if dot and asked == "length" else ["name", f"{name}{dot}{asked}"]


READERS = {"number": _number, "text": _text, "name": _name}
