"""(i) An answer to twenty questions sent in through the page of a survey, against one row of JSON that the ORM inserts."""

import os
import random
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import requests
from django.db import connection

from bench.folding import asked, said
from bench.measuring import compared, server
from surveys.models import Survey

TABLE = "CREATE TABLE bench_answer (id bigserial PRIMARY KEY, body jsonb NOT NULL)"


def form(answers: dict[str, object]) -> dict[str, object]:
    """The fields of a browser."""
    return {f"a.{name}": value for name, value in answers.items()}


def sending(address: str, survey: Survey, chance: random.Random) -> Callable[[requests.Session], requests.Response]:
    """Sends another answer each time, as somebody who was never here."""
    url = f"{address}{survey.municipality.url('surveys:survey', survey.slug)}"
    headers = {"Sec-Fetch-Site": "same-origin"}

    def send(session: requests.Session) -> requests.Response:
        session.cookies.clear()
        body = {**form(said(chance)), "stap": "verstuur", "receipt": str(uuid4()), "versie": "1"}
        answer = session.post(url, data=body, headers=headers, timeout=10, allow_redirects=False)
        assert answer.status_code == 302, answer.text[:500]
        return answer

    return send


def main() -> None:
    """Prints one line."""
    survey, chance = asked(), random.Random(5)
    # It follows the journal, as a web process does outside the bench.
    env = {**os.environ, "MOST_ANSWERS": "1000000000", "REMEMBER_PAGES": "1"}
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    database = int(Path(env["DATA_DIR"], "postgres", "postmaster.pid").read_text().split()[0])
    with ExitStack() as stack:
        bare, bare_pid = stack.enter_context(server("bench.bare:application", env))
        web, web_pid = stack.enter_context(server("participatie.wsgi:application", env))
        compared(
            "(i) 20 answers sent in",
            sending(web, survey, chance),
            lambda session: session.post(f"{bare}/answer", json=said(chance), timeout=10),
            {"case": [web_pid, database], "bare": [bare_pid, database]},
        )


if __name__ == "__main__":
    main()
