"""Reads a file of a stranger in a process of its own, with little time and memory: `python -m surveys.formats.limits KEY`.

Workbooks are zip files and can unfold without end; every reader may meet a file that was made to keep it busy. The
process reads the file on standard input and answers with JSON, or ends with a code that says why not.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from surveys.formats.registry import for_file, registry
from surveys.formats.report import Imported, Line, Refused

MOST_BYTES = 10_000_000
MEMORY, SECONDS = 512 << 20, 20
MEMORY_GONE = 3
ENDED: dict[int, str] = {
    signal.SIGKILL: "time",
    signal.SIGXCPU: "time",
    signal.SIGABRT: "memory",
    signal.SIGSEGV: "memory",
}
ROOT = Path(__file__).resolve().parents[2]


def import_in_limits(key: str, name: str, content: bytes) -> Imported:
    """A document with its report, read from a file by the format of this key.

    Raises Refused, with a sentence for whoever sent the file, when it is too large, of another kind, broken, or takes
    more than 20 seconds or 512 MB to read.
    """
    if len(content) > MOST_BYTES:
        raise Refused("too_large", most=MOST_BYTES // 1_000_000)
    if for_file(name) is not registry.get(key):
        raise Refused("ending", endings=", ".join(registry.get(key).endings))
    return _answered(_run(key, content))


def _run(key: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
    """The process, killed when its time is up. One thread is enough, and each takes memory of its own."""
    words = [sys.executable, "-m", "surveys.formats.limits", key]
    little = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    environment = {**os.environ, **little, "PYTHONPATH": str(ROOT)}
    try:
        return subprocess.run(
            words, input=content, capture_output=True, check=False, timeout=SECONDS, cwd=ROOT, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("time") from error


def _answered(done: subprocess.CompletedProcess[bytes]) -> Imported:
    if done.returncode == MEMORY_GONE:
        raise Refused("memory")
    if done.returncode:
        raise Refused(ENDED.get(-done.returncode, "broken"))
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"], **answer["values"])
    return Imported(answer["document"], tuple(Line(*line) for line in answer["report"]))


def limit() -> None:
    """From here on: so much memory and work, no file written, no process started."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(key: str, content: bytes) -> dict[str, Any]:
    """What the process answers: the document and its report, or why there is none."""
    try:
        imported = registry.get(key).read(content, "")
    except Refused as error:
        return {"refused": error.code, "values": error.values}
    except RecursionError:
        return {"refused": "unclear", "values": {}}
    report = [(line.where, line.code, dict(line.values)) for line in imported.report]
    return {"document": imported.document, "report": report}


def main() -> int:
    """Reads standard input and writes JSON; a code other than 0 when memory is gone or the reader broke."""
    settings.configure(USE_I18N=False)
    limit()
    out, sys.stdout = sys.stdout, sys.stderr  # what a library prints is no answer
    try:
        out.write(json.dumps(answer(sys.argv[1], sys.stdin.buffer.read())))
        out.flush()
    except MemoryError:
        return MEMORY_GONE
    return 0


if __name__ == "__main__":
    sys.exit(main())
