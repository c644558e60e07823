"""Reading a backup into an empty database, all of it or nothing, and proving that it is what was saved."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from common.spacing import gap
from home.backups.archive import ArchiveError, ArchiveReader, Manifest
from home.backups.database import (
    check_search_index,
    digest_of,
    empty_what_migrate_filled,
    insert_rows,
    is_new,
    lags_behind,
    set_last_id,
    tables_with_data,
    version,
)
from home.backups.encryption import PassphraseError, readable
from home.backups.tables import all_tables
from home.backups.writing import BackupError

#: What was written after the backup is gone, but its ids stand in browsers with unsent work, in letters and
#: calendars. They are not given out again: none of that may end up with another interview.
SKIPPED_IDS = 100_000


def restore_backup(path: Path, *, skipped_ids: int = SKIPPED_IDS) -> Manifest:
    """Fill the empty database with a backup. Where anything does not agree, nothing is written at all.

    ``skipped_ids``: as many ids of each table as may have been given out since the backup.
    Raises BackupError: a damaged file, one of another version, a database that holds data or can't be used.
    """
    try:
        with path.open("rb") as file:
            archive = ArchiveReader(readable(file, settings.BACKUP_PASSPHRASE))
            _refuse_other_version(archive.manifest)
            _make_ready()
            with transaction.atomic():
                _fill(archive, skipped_ids)
                _verify(archive.manifest)
            ContentType.objects.clear_cache()
            return archive.manifest
    except PassphraseError as error:
        message = _("The backup is encrypted: QBANK_BACKUP_PASSPHRASE has to be the one it was made with.")
        raise BackupError(message) from error
    except ArchiveError as error:
        message = _("%(path)s is no backup of this site, or it is damaged.") % {"path": path}
        raise BackupError(message) from error
    except DatabaseError as error:
        message = _("The database did not take it (%(error)s); nothing was written.")
        raise BackupError(message % {"error": str(error).strip()}) from error
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}") from error


def _refuse_other_version(manifest: Manifest) -> None:
    ours, theirs = version(), manifest.migrations
    for app in sorted({*ours, *theirs}):
        if ours.get(app) != theirs.get(app):
            message = _(
                "The backup is of another version of the site (%(app)s: %(theirs)s, here %(ours)s). Restore "
                "it with the version that made it, then upgrade."
            )
            names = {"app": app, "theirs": theirs.get(app, "–"), "ours": ours.get(app, "–")}
            raise BackupError(message % names)


def _make_ready() -> None:
    """An empty database with this version's tables."""
    try:
        if is_new():
            call_command("migrate", interactive=False, verbosity=0)
        elif lags_behind():
            raise BackupError(
                _("The database to restore into is of another version of the site.") + _way_on()
            )
        written = tables_with_data()
    except DatabaseError as error:
        message = _("The database can't be used (%(error)s).") % {"error": str(error).strip()}
        raise BackupError(message + _way_on()) from error
    if written:
        message = _("The database holds data already (%(tables)s): nothing was changed.")
        raise BackupError(message % {"tables": ", ".join(written[:3])} + _way_on())


def _way_on() -> str:
    """How one gets an empty database, as a sentence behind another."""
    if connection.vendor != "sqlite":
        return str(gap()) + _("Create an empty database and name it in DATABASE_URL.")
    message = _(
        "Stop the site, move %(name)s away together with %(name)s-wal and %(name)s-shm, and restore again."
    )
    return str(gap()) + message % {"name": connection.settings_dict["NAME"]}


def _fill(archive: ArchiveReader, skipped_ids: int) -> None:
    empty_what_migrate_filled()
    for table in all_tables():
        digest = archive.manifest.tables.get(table.name)
        if digest is None or digest.columns != table.columns:
            raise ArchiveError
        insert_rows(table, archive.rows(table.name))
        if table.counts_ids:
            last = archive.last_id(table.name)
            set_last_id(table, last + skipped_ids if last else 0)


def _verify(manifest: Manifest) -> None:
    """Every table is, row for row, what the manifest says. BackupError, so that nothing stays, when not."""
    differing = [table.name for table in all_tables() if digest_of(table) != manifest.tables[table.name]]
    if differing:
        message = _("What was read is not what was backed up (%(tables)s): the file was changed.")
        raise BackupError(message % {"tables": ", ".join(differing)})
    check_search_index()
