"""Writing the whole content of the database into a file, while the site goes on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, cast

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from home.backups.archive import ArchiveWriter, Manifest
from home.backups.database import lags_behind, last_id, read_rows, snapshot, version
from home.backups.encryption import EncryptingFile
from home.backups.tables import all_tables


class BackupError(Exception):
    """A backup can't be made or read back; the message is a sentence for whoever asked for it."""


def write_backup(path: Path, *, passphrase: str = "") -> Manifest:
    """Write a backup to ``path``, readable by its owner only; encrypted, if there is a passphrase.

    Raises BackupError when the file exists (it stays as it is) or can't be written, and when the database
    waits for a migration.
    """
    if path.exists():
        raise BackupError(_("%(path)s exists already: choose another name.") % {"path": path})
    if lags_behind():
        raise BackupError(
            _("The database is of an earlier version of the site: run `manage.py migrate` first.")
        )
    partial = path.with_name(path.name + ".part")
    try:
        partial.unlink(missing_ok=True)
        manifest = _write(partial, passphrase)
        partial.replace(path)
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write(path: Path, passphrase: str) -> Manifest:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        target = cast(IO[bytes], EncryptingFile(file, passphrase)) if passphrase else file
        archive = ArchiveWriter(target, version())
        with snapshot():
            for table in all_tables():
                archive.add_table(table.name, table.columns, read_rows(table))
            ids = {table.name: last_id(table) for table in all_tables() if table.counts_ids}
        archive.finish(
            {"made_at": timezone.now().isoformat(), "database": connection.vendor, "last_ids": ids}
        )
        if target is not file:
            target.close()
        file.flush()
        os.fsync(file.fileno())
    return archive.manifest
