"""Python and the browser understand an expression alike."""

import json

from hypothesis import given, settings

from surveys.logic import evaluate
from tests.surveys.making import answers, as_read, exact, trees


@settings(max_examples=600, deadline=None)
@given(tree=trees, said=answers)
def test_any_operation_on_anything(javascript, tree, said) -> None:
    [found] = javascript([["evaluate", tree, said]])
    assert exact(found) == exact(as_read(evaluate(tree, said))), json.dumps([tree, said])
