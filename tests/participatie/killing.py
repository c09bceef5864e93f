"""Real processes that are killed without a word, and a client that does not give up."""

import os
import signal
import socket
import subprocess
import time
from contextlib import AbstractContextManager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.participatie.watching import children, started

KEEPS = {"DJANGO_SETTINGS_MODULE": "participatie.settings", "LETTER_TRANSPORT": "keep", "DATABASE_POOL": "0"}


def kill(process: "subprocess.Popen[bytes]") -> None:
    """The process and all below it."""
    for pid in (process.pid, *children(process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait(10)


class Web:
    """A web process on a port of its own, started again after each kill."""

    def __init__(self, log: Path, **env: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log, self.env = log, {**KEEPS, **env}

    def life(self) -> "AbstractContextManager[subprocess.Popen[bytes]]":
        """One life of it."""
        words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--blocking-threads", "4"]
        return started("-m", "granian", *words, "participatie.wsgi:application", log=self.log, **self.env)

    def post(self, path: str, body: str, headers: dict[str, str]) -> tuple[int, bytes]:
        """Sends it until an answer comes that is no failure of the server, as a careful client does."""
        while True:
            with suppress(OSError, HTTPException):
                line = HTTPConnection("127.0.0.1", self.port, timeout=20)
                line.request("POST", path, body, {"Host": "testserver", **headers})
                answer = line.getresponse()
                text = answer.read()
                if answer.status < 500:
                    return answer.status, text
            time.sleep(0.02)
