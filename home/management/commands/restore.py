"""Fills an empty database with a backup: ``manage.py restore FILE``."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.kept.chain import start_head_anew
from home.backups.restoring import SKIPPED_IDS, restore_backup
from home.backups.writing import BackupError


class Command(BaseCommand):
    help = "Fill the empty database of DATABASE_URL with a backup, all of it or nothing, and verify it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--nothing-since",
            action="store_true",
            help="nothing was written since the backup: go on numbering where it stopped",
        )

    def handle(self, *args: Any, file: Path, nothing_since: bool, **options: Any) -> None:
        try:
            manifest = restore_backup(file, skipped_ids=0 if nothing_since else SKIPPED_IDS)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(rows)s rows of %(tables)s tables are restored, each as it was backed up.")
            % {"rows": manifest.rows, "tables": len(manifest.tables)}
        )
        try:
            start_head_anew()
            call_command("verify", stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            self.stderr.write(_("%(fault)s It was so in the backup already.") % {"fault": error})
