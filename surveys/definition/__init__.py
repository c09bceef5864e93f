"""How a survey is written down: docs/survey-format.md."""

from surveys.definition.document import DONT_KNOW, OTHER, Choice, Definition, Document, Page, Question, Text

__all__ = ["DONT_KNOW", "OTHER", "Choice", "Definition", "Document", "Page", "Question", "Text"]
