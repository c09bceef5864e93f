"""(f) A million answers: what a cross-tab takes once the copy is warm, and what memory each file takes to write."""

import subprocess
import sys

from bench.measuring import ROOT

ME = [sys.executable, "-m", "bench.million"]


def analysed(env: dict[str, str]) -> None:
    """All of it, each in a process of its own, because memory is measured."""
    print("(f) answers of a survey, analysed and exported", flush=True)
    key = subprocess.run([*ME, "fill"], cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout.strip()
    for words in (["cross"], ["export", "csv"], ["export", "jsonl"], ["export", "sav"], ["export", "xlsx"]):
        subprocess.run([*ME, words[0], key, *words[1:]], cwd=ROOT, env=env, check=True)
