"""How allauth behaves here: codes by mail, no passwords, plain words, no way out to other sites."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from accounts import landing
from accounts.models import User
from accounts.sign_in_links import localised


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What differs from allauth's own behaviour."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody who signed in goes when no page was asked for."""
        return landing.landing_of(request.user) if isinstance(request.user, User) else "/"

    def is_safe_url(self, url: str) -> bool:
        """Only a path of this host is a place to go to after signing in or out."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def new_user(self, request: HttpRequest) -> User:
        """A person who reads the language of the page."""
        return User(language=get_language() or "nl")

    def format_email_subject(self, subject: str) -> str:
        """Without a site's name in brackets."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our texts link to the pages of signing in, in the language of the mail."""
        links = {
            name: self.request.build_absolute_uri(localised(reverse(f"account_{name.removesuffix('_url')}")))
            for name in ("login_url", "signup_url")
        }
        super().send_mail(template_prefix, email, {**context, **links})

    def send_account_already_exists_mail(self, email: str) -> None:
        """Somebody made an account with an address that has one: the mail says so, the page does not."""
        self.send_mail("account/email/account_already_exists", email, {})
