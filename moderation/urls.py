from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("lijst/", views.waiting, name="waiting"),
    path("afgehandeld/", views.handled, name="handled"),
    path("zaak/<int:case_id>/", views.decide, name="decide"),
    path("terug/<int:decision_id>/", views.undo, name="undo"),
]
