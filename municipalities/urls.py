from django.urls import path

from municipalities import managing, views

app_name = "municipalities"
urlpatterns = [
    path("", views.home, name="home"),
    path("plaat.css", views.plate, name="plate"),
    path("journaal/", views.public_journal, name="journal"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("instellingen/", managing.settings, name="settings"),
    path("instellingen/medewerkers/", managing.staff, name="staff"),
    path("instellingen/medewerkers/<int:membership_id>/", managing.colleague, name="colleague"),
]
