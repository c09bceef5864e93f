"""Writing rows of several tables in one statement.

A contribution comes with its case, its contact and its kind's own rows. Saved one by one each is a round trip and a
query compiled anew: together that was two thirds of the cost of taking one in. Foreign keys are checked when the
statement ends, so the order of the rows does not matter.
"""

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model


def write(*rows: Model) -> None:
    """Inserts new rows in one statement, each group of neighbours of one model as one INSERT.

    Their primary keys are made in Python or, for a serial, left to the database and not read back. As with Django's
    `bulk_create` no signal is sent; `auto_now` and files are not for these rows.
    """
    database = connections[DEFAULT_DB_ALIAS]  # looked up once, for every value asks for it
    groups = [(model, list(group)) for model, group in groupby(rows, key=type)]
    parts: list[str] = []
    values: list[Any] = []
    for number, (model, group) in enumerate(groups):
        parts.append(f"w{number} AS ({_insert(model, len(group))})")
        values += [value for row in group for value in _values(row, database)]
    with database.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT 1", values)
    for row in rows:
        row._state.adding, row._state.db = False, database.alias  # noqa: SLF001 - as Django's own bulk_create does


@cache
def _fields(model: type[Model]) -> "Sequence[Field[Any, Any]]":
    meta = model._meta  # noqa: SLF001 - Django's public way to a model's fields
    return [field for field in meta.concrete_fields if not field.db_returning]


@cache
def _insert(model: type[Model], many: int) -> str:
    """The INSERT of so many rows of a model, with a placeholder per value. Names come from the model, never from input."""
    quote, fields = connection.ops.quote_name, _fields(model)
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {quote(fields[0].model._meta.db_table)} ({columns}) VALUES {', '.join([row] * many)}"  # noqa: S608, SLF001 - names of the model


def _values(row: Model, database: BaseDatabaseWrapper) -> list[object]:
    return [field.get_db_prep_save(getattr(row, field.attname), database) for field in _fields(type(row))]
