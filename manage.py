#!/usr/bin/env python
"""Command line of the project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings  # noqa: PLC0415 (not before the settings are named)
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 (not before the settings are named)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (not before the settings are named)

    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
