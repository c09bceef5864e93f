"""From a syntax tree to text, in the spelling of SurveyJS; which takes `empty` only behind a name or a constant."""

from collections.abc import Callable

from surveys.logic.language import BINDS, TIGHTEST, TODAY, Ast


def written(tree: Ast, loosest: int = 1) -> str:
    """The expression of a syntax tree, with parentheses where something that binds less tightly than `loosest` stands."""
    if not isinstance(tree, list):
        return _constant(tree)
    what, *parts = tree
    if what in BINDS:
        return _between(what, parts, loosest)
    if what in WRITERS:
        return WRITERS[what](parts)
    return f"{what}({_listed(parts)})"


def _constant(value: Ast) -> str:
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"') + "'"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return f"{value:.15f}".rstrip("0").rstrip(".") if isinstance(value, float) else repr(value)


def _between(what: str, parts: list[Ast], loosest: int) -> str:
    binds = BINDS[what]
    first, *others = (written(part, binds + 1) for part in parts)
    if _binding(parts[0]) == binds and what not in {"and", "or"}:  # from left to right anyhow
        first = written(parts[0], binds)
    text = f" {what} ".join([first, *others])
    return text if binds >= loosest else f"({text})"


def _binding(tree: Ast) -> int:
    return BINDS.get(tree[0], 0) if isinstance(tree, list) else 0


def _listed(parts: list[Ast]) -> str:
    return ", ".join(written(part) for part in parts)


def _single(part: Ast) -> str:
    """Something behind which a word can stand."""
    text = written(part, TIGHTEST + 1)
    return f"({text})" if text.startswith("!") else text


def _name(parts: list[Ast]) -> str:
    return TODAY if parts == [TODAY] else f"{{{parts[0]}}}"


WRITERS: dict[str, Callable[[list[Ast]], str]] = {
    "name": _name,
    "list": lambda parts: f"[{_listed(parts)}]",
    "not": lambda parts: f"!({written(parts[0])})",
    "age": lambda parts: f"age({written(parts[0])})",
    "empty": lambda parts: f"{_single(parts[0])} empty",
    "notempty": lambda parts: f"{_single(parts[0])} notempty",
}
