"""The one language of conditions and calculated values: read once, kept as JSON, evaluated in Python and in the browser."""

from surveys.logic.evaluating import evaluate, is_true, prepared
from surveys.logic.language import TODAY, Ast
from surveys.logic.parsing import InvalidExpression, names, parsed
from surveys.logic.writing import written

__all__ = ["TODAY", "Ast", "InvalidExpression", "evaluate", "is_true", "names", "parsed", "prepared", "written"]
