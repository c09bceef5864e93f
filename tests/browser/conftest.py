"""The real processes on the test engines, and Chromium in front of them."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
import requests
from playwright.sync_api import Browser, Page
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parents[2]
SIGNED_IN: dict[tuple[str, str], list] = {}


@dataclass(frozen=True)
class Platform:
    """Where the started platform answers, and the environment its commands run in."""

    url: str
    env: dict[str, str]

    def manage(self, *words: str) -> str:
        """Runs a management command against the platform's database."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=self.env, check=True, capture_output=True, text=True
        )
        return done.stdout

    def rows(self, query: str, *values: object) -> list[tuple]:
        """What a query answers."""
        with psycopg.connect(self.env["DATABASE_URL"], autocommit=True) as connection:
            return connection.execute(query, values).fetchall()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@contextmanager
def process(*words: str, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is gone at the end, with its children."""
    started = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=env, start_new_session=True)
    try:
        yield started
    finally:
        os.killpg(started.pid, 15)
        try:
            started.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, 9)


def own_database() -> str:
    """A database of its own on the test engine; its address."""
    url = os.environ["DATABASE_URL"]
    parts = conninfo_to_dict(url)
    name = f"test_app_browser_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with psycopg.connect(**{**parts, "dbname": "postgres"}, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return psycopg.conninfo.make_conninfo(**{**parts, "dbname": name})


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Web, live and readers, with the demo loaded and decisions that take effect after four seconds."""
    web, live = free_port(), free_port()
    env = {
        **os.environ,
        "DATABASE_URL": own_database(),
        "REDIS_PREFIX": f"browser-{web}",
        "DEMO": "1",
        "SITE_URL": f"http://localhost:{web}",
        "LIVE_URL": f"ws://localhost:{live}",
        "WEB_PORT": str(web),
        "LIVE_PORT": str(live),
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "DECISION_DELAY_SECONDS": "4",
        "DATABASE_POOL": "1",
        "REMEMBER_PAGES": "1",
    }
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    started = Platform(f"http://localhost:{web}", env)
    for command in (("migrate", "-v0"), ("collectstatic", "--noinput", "-v0"), ("load_demo",)):
        started.manage(*command)
    granian = [
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(web),
        "--blocking-threads",
        "4",
    ]
    uvicorn = [
        "-m",
        "uvicorn",
        "participatie.asgi:application",
        "--host",
        "127.0.0.1",
        "--port",
        str(live),
        "--lifespan",
        "off",
    ]
    with ExitStack() as stack:
        stack.enter_context(process(*granian, "--no-log", "participatie.wsgi:application", env=env))
        stack.enter_context(process(*uvicorn, "--ws", "websockets-sansio", "--log-level", "warning", env=env))
        stack.enter_context(process("manage.py", "run_readers", env=env))
        _wait_for(started.url)
        yield started


def _wait_for(url: str) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            if requests.get(f"{url}/robots.txt", timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.1)
    raise TimeoutError(url)


@pytest.fixture
def window(chromium: Browser, platform: Platform) -> Iterator:
    """Opens windows of people who do not know each other: `window(width=390, scheme="dark")`."""
    with ExitStack() as stack:

        def opened(width: int = 1280, height: int = 900, scheme: str = "light", javascript: bool = True) -> Page:
            context = chromium.new_context(
                base_url=platform.url,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
                locale="nl-BE",
                java_script_enabled=javascript,
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(8000)
            return page

        yield opened


def sign_in(page: Page, platform: Platform, email: str) -> None:
    """Signs in with the code that the outbox shows; the second time with the cookie of the first (codes are rationed)."""
    if kept := SIGNED_IN.get((platform.url, email)):
        page.context.add_cookies(kept)
        return
    page.goto("/aanmelden/")
    page.get_by_label("e-mail", exact=False).first.fill(email)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    [(body,)] = platform.rows('SELECT body FROM outbound_letter WHERE "to" = %s ORDER BY id DESC LIMIT 1', email)
    code = re.search(r"\b([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\b", body)
    assert code, body
    page.locator("main form input[name=code]").fill(code[1])
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    SIGNED_IN[platform.url, email] = page.context.cookies()
