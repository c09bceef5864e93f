"""A connection of one's own, outside Django's, for LISTEN and NOTIFY (they need a direct one behind a pooler)."""

from typing import Any

import psycopg
from django.db import connections

PARTS = ("HOST", "PORT", "USER", "PASSWORD", "NAME")
DJANGO_ONLY = frozenset({"pool", "server_side_binding"})
LIBPQ = ("host", "port", "user", "password", "dbname")


def address() -> dict[str, Any]:
    """The database's address in libpq's words."""
    settings = connections["default"].settings_dict
    named = {name: settings[part] for name, part in zip(LIBPQ, PARTS, strict=True) if settings[part]}
    options = {name: value for name, value in settings["OPTIONS"].items() if name not in DJANGO_ONLY}
    return {**named, **options, "application_name": "participatie"}


def connected() -> "psycopg.Connection[Any]":
    """A new autocommit connection."""
    return psycopg.connect(**address(), autocommit=True)
