"""The evaluator of the browser, asked from a test: in node, and in Chromium as people have it."""

import json
from collections.abc import Iterator

import pytest

from tests.surveys.making import ROOT
from tests.surveys.node import Asked, running

LOGIC = ROOT / "static" / "js" / "survey-logic.js"
ASK = """(text) => JSON.stringify(JSON.parse(text).map(([what, ...values]) => {
  const found = logic[what](...values) ?? null;
  return what === "shown" ? { ...found, hidden: [...found.hidden], required: [...found.required] } : found;
}))"""
NODE = f"""
import {{ createInterface }} from "node:readline";
import * as logic from {json.dumps(LOGIC.as_uri())};
const ask = {ASK};
for await (const line of createInterface({{ input: process.stdin }})) console.log(ask(line));
"""
PAGE = f"""async ([source, text]) => {{
  globalThis.logic ??= await import("data:text/javascript;charset=utf-8," + encodeURIComponent(source));
  return ({ASK})(text);
}}"""


@pytest.fixture(scope="session")
def in_node() -> Iterator[Asked]:
    """Calls functions of the evaluator in node: [[name, value, ...], ...] in, what they return out."""
    with running(NODE) as asked:
        yield asked


@pytest.fixture(scope="session")
def in_chromium(chromium) -> Iterator[Asked]:
    """The same in the browser."""
    page = chromium.new_page()
    source = LOGIC.read_text()
    yield lambda calls: json.loads(page.evaluate(PAGE, [source, json.dumps(calls)]))
    page.close()


@pytest.fixture(params=["node", "chromium"], scope="session")
def javascript(request: pytest.FixtureRequest) -> Asked:
    """The evaluator of the browser, in both places."""
    return request.getfixturevalue(f"in_{request.param}")
