"""Copies everything to another, empty database: ``manage.py move postgres://…`` or ``sqlite:///…``."""

import tempfile
from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from home.backups.database import same_database
from home.backups.moving import restore_into
from home.backups.writing import BackupError, write_backup

EXAMPLE = "postgres://qbank:secret@127.0.0.1/qbank"
SCHEMES = ("postgres://", "postgresql://", "sqlite:///")


class Command(BaseCommand):
    help = (
        "Copy everything to another, empty database, from SQLite to PostgreSQL or back. Stop the site first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", help="the other database, as DATABASE_URL names it")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        self._refuse_unfit(url)
        with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="move-") as folder:
            path = Path(folder) / "all.zip"
            try:
                write_backup(path)
            except BackupError as error:
                raise CommandError(str(error)) from error
            done = restore_into(path, url)
        self.stdout.write(done.stdout.strip())
        if done.returncode:
            raise CommandError(done.stderr.strip().removeprefix("CommandError: "))
        self.stdout.write(_("From now on, start the site with this address in DATABASE_URL."))

    def _refuse_unfit(self, url: str) -> None:
        if not url.startswith(SCHEMES):
            raise CommandError(_("That is no address of a database. Example: %(url)s") % {"url": EXAMPLE})
        try:
            other = environ.Env.db_url_config(url)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if same_database(other):
            raise CommandError(_("That is the database in use."))
