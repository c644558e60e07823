"""Moving a site to another database: a backup, read back there by a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def restore_into(
    path: Path, database_url: str, *, var: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """``manage.py restore`` on another database, with this site's keys; the process when it has ended.

    This process keeps its own database: settings are read once. ``var``: a folder for what that site would
    leave beside its database.
    """
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "QBANK_SECRET_KEY": settings.SECRET_KEY,
        "QBANK_BACKUP_PASSPHRASE": settings.BACKUP_PASSPHRASE,
        "QBANK_SEAL_KEY": settings.SEAL_KEY,
        "QBANK_VAR": str(var or settings.VAR_DIR),
    }
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "manage.py", "restore", str(path.resolve()), "--nothing-since"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
