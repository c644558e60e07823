"""Writes everything the database holds into one file: ``manage.py backup FILE``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from home.backups.writing import BackupError, write_backup


class Command(BaseCommand):
    help = "Write everything the database holds into FILE, while the site goes on. `restore` reads it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = write_backup(file, passphrase=settings.BACKUP_PASSPHRASE)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(rows)s rows of %(tables)s tables are in %(file)s.")
            % {"rows": manifest.rows, "tables": len(manifest.tables), "file": file}
        )
