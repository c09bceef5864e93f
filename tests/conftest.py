"""What holds for every test."""

from hypothesis import settings

from tests.chromium import chromium  # noqa: F401 - a fixture
from tests.engines_plugin import django_db_setup  # noqa: F401 - only from here does it win from pytest-django's own

# A busy machine is no fault of what is tested: speed is measured in bench/.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
