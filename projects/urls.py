from django.urls import path

from projects import views

app_name = "projects"
urlpatterns = [
    path("", views.projects, name="list"),
    path("nieuw/", views.create, name="create"),
    path("<slug:project_slug>/", views.project, name="project"),
    path("<slug:project_slug>/bewerk/", views.revise, name="revise"),
    path("<slug:project_slug>/voorbeeld/", views.preview, name="preview"),
    path("<slug:project_slug>/publiceer/", views.publish, name="publish"),
    path("<slug:project_slug>/sluit/", views.close, name="close"),
]
