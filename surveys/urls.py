"""Pages of surveys: those of staff under `beheer/`, those of everybody under the slug of the survey."""

from django.urls import path

from surveys.views import (
    analysing,
    answering,
    building,
    entering,
    exporting,
    publishing,
    reading,
    results,
    settling,
    starting,
    wording,
    writing,
)

app_name = "surveys"
urlpatterns = [
    path("", answering.surveys, name="list"),
    path("beheer/", building.staff, name="staff"),
    path("beheer/nieuw/", starting.new, name="new"),
    path("beheer/<slug:survey_slug>/", building.build, name="build"),
    path("beheer/<slug:survey_slug>/voorbeeld/", building.preview, name="preview"),
    path("beheer/<slug:survey_slug>/verslag/", building.report, name="report"),
    path("beheer/<slug:survey_slug>/deel/<slug:page_name>/", writing.section, name="section"),
    path("beheer/<slug:survey_slug>/deel/<slug:page_name>/vraag/", writing.add, name="add"),
    path("beheer/<slug:survey_slug>/vraag/<slug:question_name>/", writing.question, name="question"),
    path("beheer/<slug:survey_slug>/teksten/", wording.texts, name="texts"),
    path("beheer/<slug:survey_slug>/vertalingen/", wording.translations, name="translations"),
    path("beheer/<slug:survey_slug>/publiceer/", publishing.publish, name="publish"),
    path("beheer/<slug:survey_slug>/sluit/", publishing.close, name="close"),
    path("beheer/<slug:survey_slug>/bestanden/", publishing.files, name="files"),
    path("beheer/<slug:survey_slug>/bestanden/<slug:form>/", publishing.file, name="file"),
    path("beheer/<slug:survey_slug>/instellingen/", settling.settings, name="settings"),
    path("beheer/<slug:survey_slug>/deelname/", settling.people, name="people"),
    path("beheer/<slug:survey_slug>/analyse/", analysing.analysis, name="analysis"),
    path("beheer/<slug:survey_slug>/analyse/antwoorden/", reading.texts, name="answers"),
    path("beheer/<slug:survey_slug>/analyse/antwoorden/<uuid:response_id>/label/", reading.tag, name="tag"),
    path("beheer/<slug:survey_slug>/analyse/label/<int:tagged_id>/weg/", reading.untag, name="untag"),
    path(
        "beheer/<slug:survey_slug>/analyse/antwoorden/<uuid:response_id>/citeer/<str:question>/",
        reading.quote,
        name="quote",
    ),
    path(
        "beheer/<slug:survey_slug>/analyse/antwoorden/<uuid:response_id>/foto/<str:question>/",
        reading.photo,
        name="photo",
    ),
    path("beheer/<slug:survey_slug>/uitvoer/", exporting.export, name="export"),
    path("beheer/<slug:survey_slug>/uitvoer/<int:export_id>/", exporting.exported, name="exported"),
    path("beheer/<slug:survey_slug>/invoeren/", entering.enter, name="enter"),
    path("beheer/<slug:survey_slug>/formulier.pdf", entering.form, name="form"),
    path("<slug:survey_slug>/", answering.survey, name="survey"),
    path("<slug:survey_slug>/verder/<uuid:key>/", answering.resume, name="resume"),
    path("<slug:survey_slug>/resultaten/", results.results, name="results"),
    path("<slug:survey_slug>/resultaten/deel/", results.fragment, name="results_fragment"),
]
