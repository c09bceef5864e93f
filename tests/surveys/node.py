"""A program in node that answers a line of JSON with a line of JSON."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

Asked = Callable[[list[list[Any]]], list[Any]]


@contextmanager
def running(program: str, *words: str) -> Iterator[Asked]:
    """A module that runs until the end of the block: a list of questions in, a list of answers out."""
    if not shutil.which("node"):
        pytest.skip("node is not installed")
    command = ["node", "--input-type=module", "--eval", program, *words]
    pipe, none = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=none, text=True, encoding="utf-8") as node:

        def asked(questions: list[list[Any]]) -> list[Any]:
            node.stdin.write(json.dumps(questions) + "\n")
            node.stdin.flush()
            return json.loads(node.stdout.readline())

        yield asked
        node.stdin.close()
