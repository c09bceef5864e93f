#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL the embedded engines run for as long as the command does."""

import os
import sys

from participatie import engines


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "participatie.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - needs the settings

    with engines.running_for(sys.argv):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
