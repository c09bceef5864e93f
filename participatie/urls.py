"""The site map. A municipality's own pages stand under its slug."""

from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from municipalities import ui, views
from outbound import views as outbound

municipality: list[URLPattern | URLResolver] = [
    path("", include("municipalities.urls")),
    path("catalogus/", include("catalogue.urls")),
    path("projecten/", include("projects.urls")),
    path("moderatie/", include("moderation.urls")),
    path("bevragingen/", include("surveys.urls")),
    path("opvolging/", include("contributions.urls")),
]

handler429 = "accounts.views.too_many"  # asked for by allauth

urlpatterns = [
    path("", views.choose, name="choose"),
    path("robots.txt", views.robots),
    path("_ui/", ui.components, name="ui"),
    path("postvak/", outbound.outbox, name="outbox"),
    path("api/", include("api.urls")),
    path("mijn/", include("accounts.urls")),
    path("aanmelden/", include("accounts.sign_in_urls")),
    path("<slug:slug>/", include(municipality)),
]
