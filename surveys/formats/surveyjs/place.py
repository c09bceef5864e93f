"""Where in a SurveyJS survey reading stands: what holds there for everything inside."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from surveys.definition import Document
from surveys.formats.drafting import Condition, Draft
from surveys.formats.properties import Properties, Words, joined
from surveys.logic.language import Ast
from surveys.logic.parsing import InvalidExpression, parsed

INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Place:
    """A page, a panel or a grid: `within` is how conditions elsewhere begin what is in it, `local` how its own do."""

    draft: Draft
    page: Document
    where: str
    conditions: tuple[Condition, ...] = ()
    within: str = ""
    local: Mapping[str, str] = field(default_factory=dict)  # panel -> contacts
    heading: Words = field(default_factory=dict)

    def at(self, name: str) -> "Place":
        """The same place, for what is told of one thing in it."""
        return replace(self, where=f"{self.where} / {name}" if self.where else name)

    def say(self, code: str, **values: Any) -> None:
        """A line for the report."""
        self.draft.say(self.where, code, **values)

    def left(self, item: Properties) -> None:
        """Tells which properties were not carried over."""
        for key, _value in item.left():
            self.say("property", property=key)

    def condition(self, item: Properties, key: str) -> list[Condition]:
        """The condition under this property, when there is one that can be read."""
        source = item.word(key)
        tree = self.tree(key, source) if source else None
        return [] if tree is None else [Condition(tree, source, self.where, key)]

    def tree(self, key: str, source: str) -> Ast:
        """The syntax tree of an expression with the names as the whole survey knows them, None with a line if unreadable."""
        try:
            return self._whole(parsed(source))
        except InvalidExpression:
            self.say("condition_unreadable", property=key, expression=source)
            return None

    def _whole(self, tree: Ast) -> Ast:
        if not isinstance(tree, list):
            return tree
        if tree[0] == "name":
            return ["name", self._name(tree[1])]
        return [tree[0], *(self._whole(part) for part in tree[1:])]

    def _name(self, name: str) -> str:
        start, dot, rest = name.partition(".")
        known = f"{self.local[start]}.{rest}" if dot and start in self.local else name
        return INDEX.sub("", known)

    def add(self, item: Properties, element: Document, values: Mapping[str, str] | None = None) -> None:
        """Puts a question in the document: its own properties, and those that every question has."""
        wanted = item.word("name") or element["type"]
        title = joined(self.heading, item.words("title") or {"": item.word("name") or wanted})
        element = {
            "type": element.pop("type"),
            "name": self.draft.name(self.where, f"{self.within}{wanted}".replace(".", "_")),
            "title": self.draft.text(self.where, title),
            **element,
        }
        if description := item.words("description"):
            element["description"] = self.draft.text(self.where, description)
        if item.flag("isRequired"):
            element["isRequired"] = True
        if dimension := item.word("dimension"):
            element["dimension"] = dimension
        self.draft.when(element, "visibleIf", [*self.conditions, *self.condition(item, "visibleIf")])
        self.draft.when(element, "requiredIf", self.condition(item, "requiredIf"))
        self.draft.add(self.page, element, f"{self.within}{wanted}", values)
