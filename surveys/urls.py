"""Pages of surveys."""

from django.urls import path

from surveys.views import analysing, answering, results

app_name = "surveys"
urlpatterns = [
    path("", answering.surveys, name="list"),
    path("beheer/<slug:survey_slug>/analyse/", analysing.analysis, name="analysis"),
    path("<slug:survey_slug>/", answering.survey, name="survey"),
    path("<slug:survey_slug>/verder/<uuid:key>/", answering.resume, name="resume"),
    path("<slug:survey_slug>/resultaten/", results.results, name="results"),
    path("<slug:survey_slug>/resultaten/deel/", results.fragment, name="results_fragment"),
]
