"""Pages of surveys."""

from django.urls import path

from surveys.views import results

app_name = "surveys"
urlpatterns = [
    path("<slug:survey_slug>/resultaten/", results.results, name="results"),
    path("<slug:survey_slug>/resultaten/deel/", results.fragment, name="results_fragment"),
]
