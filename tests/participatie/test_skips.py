"""With CI=true a skip that the list does not name fails the run, and pytest's own line stays the last."""

import os
import subprocess
import sys

import pytest

from participatie import engines

TESTS = """
import pytest

def test_good():
    pass

def test_skipped():
    pytest.skip("chromium is not installed")
"""


@pytest.mark.parametrize(
    ("ci", "allowed", "code"),
    [
        ("true", "", 1),
        ("true", "test_it.py\tchromium is not installed\n", 0),
        ("true", "test_it.py\tanother reason\n", 1),
        ("true", "tests/browser/\tchromium is not installed\n", 1),
        ("", "", 0),
    ],
)
def test_skips_on_ci(tmp_path, ci, allowed, code):
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "conftest.py").write_text((engines.ROOT / "tests" / "skips.py").read_text())
    (tmp_path / "allowed_skips.txt").write_text(f"# comment\n{allowed}")
    words = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(tmp_path), "-p", "no:valkey"]
    words += ["-p", "no:django", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(words, cwd=tmp_path, env={**os.environ, "CI": ci}, capture_output=True, text=True)
    assert done.returncode == code, done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]
    assert ("test_it.py::test_skipped: (" in done.stdout) is bool(code)
