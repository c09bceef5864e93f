from django.urls import path

from catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.catalogue, name="list"),
    path("conflicten/", views.conflicts, name="conflicts"),
    path("conflicten/<int:conflict_id>/", views.resolve, name="resolve"),
    path("<uuid:record_id>/", views.record, name="record"),
    path("<uuid:record_id>/deel/", views.fragment, name="fragment"),
    path("<uuid:record_id>/klopt/", views.confirm, name="confirm"),
    path("<uuid:record_id>/verbeter/", views.correct, name="correct"),
]
