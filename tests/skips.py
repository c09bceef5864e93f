"""With CI=true no test is skipped that tests/allowed_skips.txt does not name. Loaded with `-p tests.skips`."""

import os
from pathlib import Path

import pytest

ALLOWED = Path(__file__).parent / "allowed_skips.txt"


def _allowed() -> list[tuple[str, str]]:
    lines = [line for line in ALLOWED.read_text().splitlines() if line and not line.startswith("#")]
    return [(prefix, reason) for prefix, _, reason in (line.partition("\t") for line in lines)]


def _is_allowed(report: pytest.TestReport | pytest.CollectReport) -> bool:
    said = str(report.longrepr)
    return any(report.nodeid.startswith(prefix) and reason in said for prefix, reason in _allowed())


def _unexpected(config: pytest.Config) -> list[str]:
    if os.environ.get("CI") != "true":
        return []
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    return [f"{report.nodeid}: {report.longrepr}" for report in skipped if not _is_allowed(report)]


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fails the run on a skip that is not allowed."""
    if _unexpected(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Names the skips that are not allowed."""
    if unexpected := _unexpected(config):
        terminalreporter.section("skips that tests/allowed_skips.txt does not name", red=True)
        for line in unexpected:
            terminalreporter.line(line)
