"""Signing in: an address, a code, done. Only the pages of allauth that this needs."""

from allauth.account import views
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from accounts.sign_in import ask_again, ask_code, in_language

urlpatterns = [
    path("", in_language(ask_code), name="account_login"),
    path("opnieuw/", in_language(ask_again), name="account_request_login_code"),
    path("code/", in_language(views.confirm_login_code), name="account_confirm_login_code"),
    path("nieuw/", in_language(views.signup), name="account_signup"),
    path("bevestig/", in_language(views.email_verification_sent), name="account_email_verification_sent"),
    path("afmelden/", in_language(views.logout), name="account_logout"),
    path("gesloten/", in_language(views.account_inactive), name="account_inactive"),
    # allauth asks for the name of its page of addresses; ours is the person's own page.
    path("adres/", RedirectView.as_view(url=reverse_lazy("accounts:my_data")), name="account_email"),
]
