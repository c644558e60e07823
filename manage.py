#!/usr/bin/env python
"""Command line of the project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings  # noqa: PLC0415 (not before the settings are named)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 (not before the settings are named)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (not before the settings are named)
    from django.db import DatabaseError, OperationalError  # noqa: PLC0415 (not before the settings are named)

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    try:
        execute_from_command_line(sys.argv)
    except DatabaseError as error:
        # What is wrong with a statement is a fault of ours, and shown in full.
        if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise
        sys.exit(f"The database can't be used: {str(error).strip()}. DATABASE_URL says where it is.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
