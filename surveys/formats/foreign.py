"""Reads conditions in the languages of other programs, which differ in their words, into the one syntax tree."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from surveys.formats.resolving import as_number
from surveys.logic.language import BINDS, MOST_CHARACTERS, MOST_DEEP, Ast


class Unreadable(ValueError):
    """The condition can't be carried over: `word` is what is not known here, empty when it can't be read at all."""

    def __init__(self, word: str = "") -> None:
        super().__init__(word)
        self.word = word


class Token(NamedTuple):
    """One piece: its kind (number, text, name, word, sign, end) and what is written."""

    kind: str
    value: str


@dataclass(frozen=True)
class Dialect:
    """How a language writes things: its tokens, what its operators and functions are in ours, and what names mean."""

    tokens: re.Pattern[str]
    operators: Mapping[str, str]
    functions: Mapping[str, Callable[..., Ast]]
    before: Mapping[str, Callable[[Ast], Ast]]
    name: Callable[[str], Ast]
    word: Callable[[str], Ast]


def parsed(source: str, dialect: Dialect) -> Ast:
    """The syntax tree of a condition, its names as the file has them. Raises Unreadable."""
    if len(source) > MOST_CHARACTERS:
        raise Unreadable
    reading = _Reading(source, dialect)
    tree = reading.expression(1)
    if reading.token.kind != "end":
        raise Unreadable
    return tree


class _Reading:
    """One condition, from left to right, with one token in view."""

    def __init__(self, source: str, dialect: Dialect) -> None:
        self.dialect = dialect
        self.tokens = _tokens(source, dialect.tokens)
        self.token = next(self.tokens)
        self.depth = 0

    def take(self) -> Token:
        """The token in view; the next one comes into view."""
        taken, self.token = self.token, next(self.tokens, Token("end", ""))
        return taken

    def takes(self, sign: str) -> bool:
        """Whether this sign is in view; it is taken."""
        is_here = self.token == Token("sign", sign)
        if is_here:
            self.take()
        return is_here

    def expression(self, loosest: int) -> Ast:
        """Values, with between them what binds at least so tightly."""
        tree = self.one()
        while BINDS.get(self.operator(), 0) >= loosest:
            operator = self.operator()
            self.take()
            tree = _joined(operator, tree, self.expression(BINDS[operator] + 1))
        return tree

    def operator(self) -> str:
        """What is in view between two values, in our words; empty when it is no operator."""
        known = self.token.kind in {"sign", "word"}
        return self.dialect.operators.get(self.token.value.lower(), "") if known else ""

    def one(self) -> Ast:
        """One value, with what stands before it."""
        self.depth += 1
        if self.depth > MOST_DEEP:
            raise Unreadable
        token = self.take()
        before = self.dialect.before.get(token.value) if token.kind in {"sign", "word"} else None
        tree = before(self.one()) if before else self.value(token)
        self.depth -= 1
        return tree

    def value(self, token: Token) -> Ast:
        """A number, a text, a name, a function or something between parentheses."""
        if token.kind == "number":
            return as_number(token.value)
        if token.kind == "text":
            return token.value[1:-1]
        if token.kind == "name":
            return self.dialect.name(token.value)
        if token.kind == "word":
            return self.call(token.value) if self.takes("(") else self.dialect.word(token.value)
        if token == Token("sign", "("):
            tree = self.expression(1)
            self.close()
            return tree
        raise Unreadable

    def call(self, function: str) -> Ast:
        """A function with its values."""
        if function not in self.dialect.functions:
            raise Unreadable(f"{function}()")
        values = [] if self.token == Token("sign", ")") else [self.expression(1)]
        while self.takes(","):
            values.append(self.expression(1))
        self.close()
        try:
            return self.dialect.functions[function](*values)
        except TypeError as error:  # not so many values
            raise Unreadable(f"{function}()") from error

    def close(self) -> None:
        """What was opened is closed here."""
        if not self.takes(")"):
            raise Unreadable


def _tokens(source: str, pattern: re.Pattern[str]) -> Iterator[Token]:
    at, source = 0, source.strip()
    while at < len(source):
        found = pattern.match(source, at)
        if not found:
            raise Unreadable
        if found.lastgroup != "space":
            yield Token(found.lastgroup or "", found[0])
        at = found.end()
    yield Token("end", "")


def _joined(operator: str, left: Ast, right: Ast) -> Ast:
    """Two trees as one. Being equal to nothing is being empty; `and` and `or` in a row are one."""
    if operator in {"=", "!="} and "" in (left, right):
        asked = right if left == "" else left
        return ["empty" if operator == "=" else "notempty", asked]
    if operator in {"and", "or"} and isinstance(left, list) and left[0] == operator:
        return [*left, right]
    return [operator, left, right]


def negative(tree: Ast) -> Ast:
    """Minus something."""
    return -tree if isinstance(tree, int | float) and not isinstance(tree, bool) else ["-", 0, tree]


def negated(tree: Ast) -> Ast:
    """The opposite."""
    opposites = {"empty": "notempty", "notempty": "empty"}
    if isinstance(tree, list) and tree[0] in opposites:
        return [opposites[tree[0]], *tree[1:]]
    return ["not", tree]


def single(function: str) -> Callable[[Ast], Ast]:
    """A function of one value."""
    return lambda value: [function, value]


def several(function: str) -> Callable[..., Ast]:
    """A function of as many values as there are."""
    return lambda first, *others: [function, first, *others]


def same(tree: Ast) -> Ast:
    """What only turns one type into another in the other language."""
    return tree
