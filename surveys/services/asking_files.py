"""Large files with answers: asked for, written by the worker, kept for a week.

A file is ready or it is not there: its parts and the state `ready` are written in one transaction. Whoever writes holds the
lock of its row. When that process dies the lock is free, and the next one begins anew; after three times it is given up.
"""

import logging
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from surveys.exporting.formats import registry
from surveys.exporting.table import table_of
from surveys.models import Export, ExportPart, Survey

log = logging.getLogger(__name__)
State = Export.State
WAITING = (State.QUEUED, State.RUNNING)
MOST_TRIES = 3
PART_BYTES = 1_000_000


def ask_file(*, survey: Survey, form: str, language: str, by: User) -> Export:
    """Asks for a file with all answers; returns the one that waits already where it is the same."""
    wanted = {"survey": survey, "format": form, "language": language}
    waiting = Export.objects.filter(**wanted, state__in=WAITING).first()
    return waiting or Export.objects.create(**wanted, asked_by=by)


def write_files() -> int:
    """Writes every file that waits and that nobody else is writing, oldest first; returns how many were written."""
    written, tried = 0, 0
    while (found := _begun(tried)) is not None:
        tried = found.pk
        written += _attempted(found)
    return written


@transaction.atomic
def _begun(after: int) -> Export | None:
    """The next file, noted as running, so that the page says so while it is written."""
    waiting = Export.objects.select_for_update(skip_locked=True).filter(state__in=WAITING, pk__gt=after)
    found = waiting.order_by("pk").first()
    if found is not None:
        found.state = State.RUNNING if found.tries < MOST_TRIES else State.FAILED
        found.tries = min(found.tries + 1, MOST_TRIES)
        found.save(update_fields=["state", "tries"])
    return found


def _attempted(export: Export) -> bool:
    """Writes it; whatever goes wrong is logged, and tried again by the next one who looks."""
    try:
        return _written(export.pk)
    except Exception:
        log.exception("export %s failed", export.pk)
        Export.objects.filter(pk=export.pk, tries__gte=MOST_TRIES).update(state=State.FAILED)
        return False


@transaction.atomic
def _written(key: int) -> bool:
    locked = Export.objects.select_for_update(skip_locked=True, of=("self",)).select_related("survey__activity")
    export = locked.filter(pk=key, state=State.RUNNING).first()
    if export is None:
        return False
    with TemporaryDirectory() as folder:
        path = Path(folder, "export")
        export.rows = registry.get(export.format).write(table_of(export.survey, export.language), path)
        export.size = path.stat().st_size
        _keep(export, path)
    export.state, export.ready_at = State.READY, now()
    export.save(update_fields=["rows", "size", "state", "ready_at"])
    return True


def _keep(export: Export, path: Path) -> None:
    with path.open("rb") as file:
        for number, content in enumerate(iter(lambda: file.read(PART_BYTES), b"")):
            ExportPart.objects.create(export=export, number=number, content=content)
