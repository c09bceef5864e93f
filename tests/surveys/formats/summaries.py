"""What an import came to, in few words: enough to see what changed, without the words of who made the file.

`python -m tests.surveys.formats.summaries` writes expected/*.json anew from the real files beside this clone.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from surveys.definition import Definition
from surveys.formats import Imported, Refused, for_file
from tests.surveys.making import SHARED

EXPECTED = Path(__file__).with_name("expected")
FORMATS = ("xlsform", "surveyjs", "limesurvey")
NOT_SURVEYS = {"surveyjs_definition.schema.json"}


def files() -> list[Path]:
    """The real files, none in a bare clone."""
    return [path for one in FORMATS for path in sorted((SHARED / one).glob("*")) if path.name not in NOT_SURVEYS]


def summary(imported: Imported) -> dict[str, Any]:
    """Numbers, names and where each kind of line was said."""
    definition = Definition.of(imported.document)
    report: dict[str, list[str]] = {}
    for line in imported.report:
        report.setdefault(line.code, []).append(line.where)
    return {
        "languages": list(definition.languages),
        "pages": [page.name for page in definition.pages],
        "questions": dict(sorted(Counter(question.kind for question in definition.questions).items())),
        "choices": sum(len(question.choices) for question in definition.questions),
        "conditions": sum(bool(text) for text in _conditions(definition)),
        "calculated": list(definition.calculated),
        "report": {code: dict(sorted(Counter(where).items())) for code, where in sorted(report.items())},
    }


def _conditions(definition: Definition) -> list[str]:
    own = [text for question in definition.questions for text in (question.visible_if, question.required_if)]
    choices = [choice.visible_if for question in definition.questions for choice in question.choices]
    return [*own, *choices, *(page.visible_if for page in definition.pages)]


def read(path: Path) -> dict[str, Any]:
    """The summary of a file, or the code it is refused with."""
    found = for_file(path.name)
    assert found is not None
    try:
        return summary(found.read(path.read_bytes(), path.name))
    except Refused as error:
        return {"refused": error.code}


def main() -> None:
    for path in files():
        written = json.dumps(read(path), ensure_ascii=False, indent=1)
        (EXPECTED / f"{path.name}.json").write_text(f"{written}\n")


if __name__ == "__main__":
    from django.conf import settings

    settings.configure(USE_I18N=False)
    main()
