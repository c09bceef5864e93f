"""(c) The import of generated instances: how many a second, and how much memory."""

import os
import subprocess
import sys
import tempfile
import time

from bench.measuring import ROOT


def imported(env: dict[str, str], many: int = 10_000) -> None:
    """(c) the import of generated instances: speed and the most memory it took."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "bench.generate_lpdc", folder, str(many)], cwd=ROOT, env=env, check=True)
        words = [sys.executable, "manage.py", "import_lpdc", folder, "--municipality", "leuven"]
        before = time.monotonic()
        process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - before
    print(
        f"(c) import of {many} instances: {many / seconds:.0f} records/s, peak {used.ru_maxrss / 1024:.0f} MB, exit {os.waitstatus_to_exitcode(status)}"
    )
