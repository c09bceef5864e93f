"""survey-core itself, from npm, in node: what SurveyJS makes of an expression."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.surveys.node import Asked, running

VERSION = "3.1.1"
ASKING = """
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
const { ConditionRunner, ExpressionRunner } = createRequire(process.argv[1])("survey-core");
const runners = { condition: ConditionRunner, expression: ExpressionRunner };
const ask = ([kind, text, values]) => {
  const runner = new runners[kind](text);
  return runner.canRun() ? runner.runValues(values) ?? null : "unreadable";
};
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(JSON.parse(line).map(ask)));
"""


def _installed() -> Path:
    """Beside the other temporary files, so that a machine fetches it once."""
    folder = Path(tempfile.gettempdir()) / f"survey-core-{VERSION}"
    package = folder / "node_modules" / "survey-core" / "package.json"
    if not package.exists():
        folder.mkdir(exist_ok=True)
        words = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([*words, f"survey-core@{VERSION}"], check=True, timeout=90, capture_output=True)
    return folder / "main.js"


@pytest.fixture(scope="session")
def survey_core() -> Iterator[Asked]:
    """Runs conditions and expressions: [[kind, text, values], ...] in, what they give out."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node is not installed")
    try:
        place = _installed()
    except (subprocess.SubprocessError, OSError):
        pytest.skip("survey-core cannot be fetched from npm")
    with running(ASKING, str(place)) as asked:
        yield asked
