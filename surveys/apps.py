from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """What people are asked."""

    name = "surveys"
