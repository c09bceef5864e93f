from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from api import corrections, docs, journal, municipalities, records, surveys

app_name = "api"
urlpatterns = [
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path("schema/survey.json", surveys.schema, name="survey_schema"),
    path("docs/", docs.docs, name="docs"),
    path("v1/context/ipdc-lpdc-im.jsonld", records.context, name="context"),
    path("v1/municipalities", municipalities.Municipalities.as_view(), name="municipalities"),
    path("v1/records", records.Records.as_view(), name="records"),
    path("v1/records/<uuid:record_id>", records.OneRecord.as_view(), name="record"),
    path("v1/records/<uuid:record_id>/history", records.History.as_view(), name="history"),
    path("v1/corrections", corrections.Corrections.as_view(), name="corrections"),
    path("v1/surveys", surveys.Surveys.as_view(), name="surveys"),
    path("v1/surveys/<int:survey_id>", surveys.OneSurvey.as_view(), name="survey"),
    path("v1/surveys/<int:survey_id>/results", surveys.Results.as_view(), name="survey_results"),
    path("v1/journal/heads", journal.Heads.as_view(), name="heads"),
    path("v1/journal/chain", journal.Chain.as_view(), name="chain"),
]
