"""What differs between what is asked and what was written since, for whoever is about to publish it."""

from typing import NamedTuple

from surveys.definition import Definition, Document, Question
from surveys.logic.values import key


class Changes(NamedTuple):
    """Titles of questions, by what happened to them."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    retitled: tuple[str, ...]
    changed: tuple[str, ...]  # in their choices, limits or conditions


def changes_between(before: Document, after: Document) -> Changes:
    """What a new version changes for people who answer from now on."""
    old, new = ({one.name: one for one in Definition.of(document).questions} for document in (before, after))
    both = [(old[name], new[name]) for name in new if name in old]
    return Changes(
        added=tuple(new[name].title.default for name in new if name not in old),
        removed=tuple(old[name].title.default for name in old if name not in new),
        retitled=tuple(now.title.default for was, now in both if was.title != now.title),
        changed=tuple(now.title.default for was, now in both if _rest(was) != _rest(now)),
    )


def _rest(question: Question) -> Document:
    return {name: value for name, value in question.written.items() if name != "title"}


def gone_choices(before: Document, after: Document) -> list[tuple[str, str]]:
    """(question, choice) that people could choose before and can't any more; what was chosen stays in the results."""
    old, new = Definition.of(before).by_name, Definition.of(after).by_name
    return [
        (old[name].title.default, choice.text.default)
        for name in old
        if name in new
        for choice in old[name].choices
        if key(choice.value) not in {key(one.value) for one in new[name].choices}
    ]
