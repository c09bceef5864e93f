"""Valkey may be away: pages are shown, people are heard and let in. With a real process that has a REDIS_URL of nothing."""

import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests

from catalogue.models import Confirmation, Correction
from outbound.models import Letter
from tests.catalogue.making import document, services_of, taken_in
from tests.participatie.watching import started

pytestmark = pytest.mark.django_db(transaction=True)
AWAY = {
    "DJANGO_SETTINGS_MODULE": "participatie.settings",
    "REDIS_URL": "unix:///nowhere/valkey.sock",
    "REMEMBER_PAGES": "1",
    "DATABASE_POOL": "0",
    "LETTER_TRANSPORT": "keep",
    "MOST_CORRECTIONS": "1",
    "MOST_CONFIRMATIONS": "1",
    "MOST_API_CORRECTIONS": "1",
}


@dataclass
class Browser:
    """Somebody in front of a process."""

    base: str
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.base + path, timeout=10)

    def post(self, path: str, **typed: str) -> requests.Response:
        headers = {"Sec-Fetch-Site": "same-origin"}
        return self.session.post(self.base + path, typed, headers=headers, timeout=10, allow_redirects=False)

    def wait(self) -> None:
        """Until the process answers."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                return self.get("/robots.txt").raise_for_status()
            except requests.ConnectionError:
                time.sleep(0.1)
        raise TimeoutError(self.base)


@pytest.fixture
def browser(gent, tmp_path) -> Iterator[Browser]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--blocking-threads", "4"]
    with started(*words, "participatie.wsgi:application", log=tmp_path / "log", **AWAY):
        opened = Browser(f"http://127.0.0.1:{port}")
        opened.wait()
        yield opened
    assert "Traceback" not in (tmp_path / "log").read_text()


def code() -> str:
    return re.search(r"\b[A-Z0-9]{3,}-[A-Z0-9]{3,}\b", Letter.objects.latest("id").body).group()


def test_everything_goes_on(browser, gent, moderator) -> None:
    [record] = taken_in(services_of(gent), [document()])
    page = f"/gent/catalogus/{record.pk}/"
    for _ in range(2):
        assert [browser.get(path).status_code for path in ("/", "/gent/", page, "/gent/journaal/")] == [200] * 4

    shown = browser.get(page).text
    [fingerprint] = re.findall(
        r'value="contact/0/telephone"><input type="hidden" name="fingerprint" value="(\w+)"', shown
    )
    for number in (1, 2):  # the limits are set to one, and let everybody through
        confirmed = browser.post(f"{page}klopt/", field="contact/0/telephone", fingerprint=fingerprint, answer="yes")
        assert (confirmed.status_code, Confirmation.objects.count()) == (302, 1)
        sent = browser.post(
            f"{page}verbeter/", **{"v:contact/0/telephone": f"+32 9 210 10 1{number}", "stap": "verstuur"}
        )
        change = [{"field": "contact/0/telephone", "value": f"+32 9 210 10 2{number}"}]
        taken = browser.session.post(
            f"{browser.base}/api/v1/corrections", json={"record": str(record.pk), "changes": change}, timeout=10
        )
        assert (sent.status_code, taken.status_code, Correction.objects.count()) == (302, 201, 2 * number)

    browser.post("/aanmelden/", email=moderator.email)
    signed_in = browser.post("/aanmelden/code/", code=code())
    assert signed_in.headers["Location"] == "/gent/moderatie/"
    assert browser.get("/gent/moderatie/").status_code == 200
