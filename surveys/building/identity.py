"""Names of questions and values of choices: made once, of the words, and never used for something else."""

from collections.abc import Collection, Iterable

from django.utils.text import slugify

from surveys.definition import DONT_KNOW, OTHER, Definition, Document
from surveys.logic.values import key

MOST_NAME, MOST_VALUE = 40, 60
KEPT = frozenset({key(OTHER), key(DONT_KNOW)})


def names_in(documents: Iterable[Document]) -> frozenset[str]:
    """Every name that stands for something in one of these documents, in lower case: capitals don't tell apart."""
    return frozenset(name.lower() for one in documents for name in _names(one))


def _names(document: Document) -> Iterable[str]:
    definition = Definition.of(document)
    yield from (page.name for page in definition.pages)
    yield from (question.name for question in definition.questions)
    yield from definition.calculated


def values_in(documents: Iterable[Document], question: str) -> frozenset[str | int]:
    """Every value that a question of this name has, or had, to choose from."""
    listed = [one for document in documents for one in Definition.of(document).questions if one.name == question]
    return frozenset(choice.value for one in listed for choice in one.choices)


def name_for(words: str, taken: Collection[str], *, otherwise: str) -> str:
    """A name made of words that is not taken yet; of `otherwise` where the words have no letters to begin with."""
    wanted = slugify(words).replace("-", "_")[:MOST_NAME].strip("_")
    if not wanted[:1].isalpha():
        wanted = f"{otherwise}_{wanted}".strip("_")
    return _free(wanted, {one.lower() for one in taken})


def value_for(words: str, taken: Collection[str | int]) -> str:
    """A value made of the words of a choice, that a condition can tell apart from those that are taken."""
    wanted = slugify(words)[:MOST_VALUE].strip("-_") or "keuze"
    keys = {key(one) for one in taken} | KEPT
    if key(wanted) not in keys:
        return wanted
    return next(one for number in range(2, len(keys) + 3) if key(one := f"{wanted}-{number}") not in keys)


def _free(wanted: str, taken: Collection[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(one for number in range(2, len(taken) + 3) if (one := f"{wanted}_{number}") not in taken)
