"""The words of the language: a subset of what SurveyJS reads, and its syntax tree.

A syntax tree is JSON. A text, a number, true, false or null stands for itself; anything else is a list that starts with
what is done: `["name", "street"]`, `["=", tree, tree]`, `["list", tree, ...]`, `["sum", tree, ...]`.
`and` and `or` take any number of trees, so that a long enumeration is not deep.
"""

from typing import Any

Ast = Any  # JSON, as above
TODAY = "today()"  # the name under which whoever evaluates hands over the day, as 2026-12-31
COMMENT = "-Comment"  # after the name of a question: what was typed with the other choice

MOST_CHARACTERS = 2000
MOST_DEEP = 50

# How tightly what stands between two values binds them, as in the grammar of SurveyJS: all from left to right.
BINDS = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
    "%": 5,
    "^": 6,
    "contains": 7,
    "notcontains": 7,
    "anyof": 7,
    "allof": 7,
    "noneof": 7,
}
COMPARING = BINDS["="]
TIGHTEST = max(BINDS.values())

# Other ways to write the same.
SPELLINGS = {
    "||": "or",
    "&&": "and",
    "==": "=",
    "equal": "=",
    "equals": "=",
    "<>": "!=",
    "notequal": "!=",
    "notequals": "!=",
    "less": "<",
    "lessorequal": "<=",
    "=<": "<=",
    "greater": ">",
    "greaterorequal": ">=",
    "=>": ">=",
    "power": "^",
    "*=": "contains",
    "contain": "contains",
    "notcontain": "notcontains",
    "negate": "!",
}
AFTER = ("empty", "notempty")  # stand behind what they ask of
CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}

# How many values a function takes, from and to.
MANY = 100
FUNCTIONS = {
    "iif": (2, 3),
    "sum": (1, MANY),
    "avg": (1, MANY),
    "min": (1, MANY),
    "max": (1, MANY),
    "count": (1, MANY),
    "round": (1, 2),
    "abs": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "pow": (2, 2),
    "length": (1, 1),
    "age": (1, 1),
    "today": (0, 0),
}
