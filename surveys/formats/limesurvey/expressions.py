"""The part of LimeSurvey's Expression Manager that conditions in our documents can say too."""

import re

from surveys.formats.foreign import Dialect, Unreadable, negated, negative, parsed, same, several, single
from surveys.logic.language import TODAY, Ast

TOKENS = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<number>\d+(?:\.\d+)?(?![\w.])|\.\d+)
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<word>[A-Za-z0-9_][\w:]*(?:\.(?:NAOK|value|code|shown|relevanceStatus|question|type|valueNAOK))?)
    | (?P<sign>==|!=|<=|>=|&&|\|\||[<>+*/,()!\-])
    """,
    re.VERBOSE,
)
ANSWERS = re.compile(r"\.(?:NAOK|value|code|valueNAOK)$")
OUTSIDE = re.compile(r"^(?:TOKEN|SURVEY|SID|LANG|INSERTANS|this$|self$|that$)")


def _word(written: str) -> Ast:
    name = ANSWERS.sub("", written)
    if "." in name or OUTSIDE.match(name):
        raise Unreadable(written)
    return ["name", name]


def _no_name(written: str) -> Ast:
    raise Unreadable(written)


DIALECT = Dialect(
    tokens=TOKENS,
    operators={
        **{sign: sign for sign in ("!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or")},
        "==": "=",
        "eq": "=",
        "ne": "!=",
        "lt": "<",
        "le": "<=",
        "gt": ">",
        "ge": ">=",
        "&&": "and",
        "||": "or",
    },
    functions={
        "is_empty": single("empty"),
        "empty": single("empty"),
        "if": lambda condition, then, otherwise: ["iif", condition, then, otherwise],
        "round": lambda value, digits=0: ["round", value, digits],
        "pow": lambda base, power: ["^", base, power],
        "strlen": single("length"),
        "today": lambda: ["name", TODAY],
        **dict.fromkeys(("intval", "floor"), single("floor")),
        **dict.fromkeys(("strval", "floatval", "number_format"), same),
        **{name: single(name) for name in ("abs", "ceil")},
        **{name: several(name) for name in ("sum", "count", "min", "max")},
    },
    before={"-": negative, "!": negated},
    name=_no_name,
    word=_word,
)


def read(source: str) -> Ast:
    """The syntax tree of an expression. Raises Unreadable."""
    return parsed(source, DIALECT)


def with_boxes(tree: Ast, boxes: dict[str, tuple[str, str]]) -> Ast:
    """What asks whether a box of a question is ticked, asks here whether its choice was chosen.

    `boxes` is (question, choice) by the name of the box.
    """
    if not isinstance(tree, list) or tree[0] == "name":
        return tree
    what, *parts = tree
    box = next(
        (boxes[part[1]] for part in parts if isinstance(part, list) and part[0] == "name" and part[1] in boxes), None
    )
    if box and (what in {"empty", "notempty"} or (what in {"=", "!="} and "Y" in parts)):
        chosen = ["selected", ["name", box[0]], box[1]]
        return chosen if what in {"=", "notempty"} else ["not", chosen]
    return [what, *(with_boxes(part, boxes) for part in parts)]
