"""The worker and its clock. Tasks are thin: ids in, fetch, one call."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")

app = Celery("participatie")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "journal: sign the heads": {"task": "journal.tasks.sign_heads", "schedule": crontab(hour="0", minute="10")},
    "counting: seal the tallies": {"task": "counting.tasks.seal", "schedule": crontab(hour="0", minute="20")},
    "media: let go": {"task": "media.tasks.let_go", "schedule": crontab(hour="3", minute="50")},
    "surveys: weigh": {"task": "surveys.tasks.weigh", "schedule": 60.0},
    "surveys: write files": {"task": "surveys.tasks.write_files", "schedule": 5.0, "options": {"expires": 5.0}},
    "accounts: forget": {"task": "accounts.tasks.forget", "schedule": crontab(hour="3", minute="40")},
}
