import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are compared in the language of the code."""
    with override("en"):
        yield
