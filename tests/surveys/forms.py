"""Forms as a browser has them: read from a page, filled in, sent with one of their buttons."""

from typing import Any

from django.test import Client
from lxml import html

ORIGIN = {"sec-fetch-site": "same-origin"}


def client_of(user: Any) -> Client:
    client = Client(headers=ORIGIN)
    client.force_login(user)
    return client


class Form:
    """The form of a page with this button; `typed` are its fields as they stand there."""

    def __init__(self, client: Client, address: str, page: Any, button: str) -> None:
        self.client = client
        tree = html.fromstring(page.content.decode())
        self.form = next(one for one in tree.forms if _has(one, button))
        self.address, self.button = self.form.get("action") or address, button
        self.typed = {name: value.removeprefix("\n") for name, value in self.form.form_values()}

    def send(self, **typed: Any):
        """Sends it with what was typed over it, and the button."""
        step = {"stap": self.button} if self.button else {}
        return self.client.post(self.address, {**self.typed, **typed, **step})


def _has(form: Any, button: str) -> bool:
    """Whether it has a button of this value; of no value: whether it is sent by a button that says nothing."""
    values = [one.get("value", "") for one in form.iter("button")]
    return form.get("method") == "post" and button in values


def form(client: Client, address: str, button: str = "bewaar") -> Form:
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return Form(client, address, page, button)


def words_of(page: Any) -> str:
    """What stands on a page, without its marks."""
    tree = html.fromstring(page.content.decode())
    return " ".join(tree.find(".//main").text_content().split())
