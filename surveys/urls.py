"""Pages of surveys."""

from django.urls import path

from surveys.views import analysing, answering, exporting, results

app_name = "surveys"
urlpatterns = [
    path("", answering.surveys, name="list"),
    path("beheer/<slug:survey_slug>/analyse/", analysing.analysis, name="analysis"),
    path("beheer/<slug:survey_slug>/uitvoer/", exporting.export, name="export"),
    path("beheer/<slug:survey_slug>/uitvoer/<int:export_id>/", exporting.exported, name="exported"),
    path("<slug:survey_slug>/", answering.survey, name="survey"),
    path("<slug:survey_slug>/verder/<uuid:key>/", answering.resume, name="resume"),
    path("<slug:survey_slug>/resultaten/", results.results, name="results"),
    path("<slug:survey_slug>/resultaten/deel/", results.fragment, name="results_fragment"),
]
