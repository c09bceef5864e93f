"""The demo tells a story through the ordinary verbs, once."""

import pytest
from django.core.management import call_command

from catalogue.models import Correction
from contributions.models import Case, Contribution
from counting.services import recount
from journal.models import Entry
from journal.verifying import faults

pytestmark = pytest.mark.django_db


def test_the_demo_is_loaded_once(capsys) -> None:
    call_command("load_demo")
    verdicts = sorted(Correction.objects.values_list("verdict", flat=True))
    assert verdicts == ["approved", "open", "open", "open", "partly", "refused"]
    assert Case.objects.filter(closed_at=None).count() == 3
    told = Entry.objects.count()
    call_command("load_demo")
    assert (Contribution.objects.count(), Entry.objects.count()) == (6, told)
    assert (list(faults()), recount(repair=False)) == ([], [])
    assert "mia.moderator@gent.example" in capsys.readouterr().out
