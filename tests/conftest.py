"""What holds for every test."""

from tests.chromium import chromium  # noqa: F401 - a fixture
from tests.engines_plugin import django_db_setup  # noqa: F401 - only from here does it win from pytest-django's own
