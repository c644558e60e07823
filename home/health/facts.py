"""What there is to look at: read from the database, the disk, the clock and the mail server."""

from __future__ import annotations

import os
import shutil
import smtplib
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.models import Min
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from accounts.models import AuditEvent
from home.backups.database import lags_behind
from home.health import diagnoses
from home.health.diagnoses import Diagnosis, Queue
from home.models import Backup

#: Seconds for the mail server, on a page that somebody waits for.
MAIL_TIMEOUT: Final = 5
QUEUES: Final = ("default", "scheduled")
_KINDS: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
#: What is written to see whether anything can be.
_PROBE: Final = b"\0" * 65536


def database_error() -> str | None:
    """Why the database does not answer; None when it does."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return str(error).strip()
    return None


def free_bytes(folder: Path) -> int | None:
    """Bytes that can still be written to a folder; None where nothing can, whatever the disk says is free."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(_PROBE)
            probe.flush()
            os.fsync(probe.fileno())
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def folders_written_to() -> list[Path]:
    """Where the site writes: its own folder, that of an SQLite database, of backups, of temporary files."""
    folders = [settings.VAR_DIR, Path(tempfile.gettempdir())]
    if connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).is_file():
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    if settings.BACKUP_DIR.is_dir():
        folders.append(settings.BACKUP_DIR)
    return list(dict.fromkeys(folder.resolve() for folder in folders))


def queues() -> list[Queue]:
    """What waits and runs in each queue."""
    now = timezone.now()
    found = []
    for name in QUEUES:
        jobs = DBTaskResult.objects.filter(queue_name=name)
        ready = jobs.filter(status=TaskResultStatus.READY)
        due = [
            ready.filter(run_after__lte=now).aggregate(at=Min("run_after"))["at"],
            ready.filter(run_after=get_date_max()).aggregate(at=Min("enqueued_at"))["at"],
        ]
        runs = jobs.filter(status=TaskResultStatus.RUNNING).aggregate(at=Min("started_at"))["at"]
        found.append(Queue(name, jobs.exists(), min((at for at in due if at), default=None), runs))
    return found


def mail_error() -> str | None:
    """Why the mail server takes no letters; None when it does."""
    try:
        server = get_connection(timeout=MAIL_TIMEOUT)
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        return str(error)
    return None


def _mail_server() -> str | None:
    is_smtp = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}" if is_smtp else None


def _database_now() -> datetime | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def _open_files() -> list[str]:
    names = [settings.VAR_DIR, settings.VAR_DIR / "secret_key", settings.VAR_DIR / "db.sqlite3"]
    return [str(path) for path in names if path.exists() and path.stat().st_mode & 0o077]


def look_at_clock() -> Diagnosis:
    newest = AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    return diagnoses.clock(timezone.localtime(), newest, _database_now())


def _look_at_mail() -> Diagnosis:
    server = _mail_server()
    return diagnoses.mail(server, mail_error() if server else None)


def _look_at_backup() -> Diagnosis:
    newest = Backup.objects.filter(made_at__isnull=False).first()
    if newest is None:
        return diagnoses.backup(None, False, "", settings.BACKUPS_KEPT, timezone.localtime())
    tried = newest.tried_at is not None
    kept, now = settings.BACKUPS_KEPT, timezone.localtime()
    return diagnoses.backup(newest.made_at, tried, newest.trial_fault, kept, now)


def look_at_all() -> list[Diagnosis]:
    """Everything, in the order in which one mends it. Where the database fails, what needs it is left out."""
    now = timezone.localtime()
    error = database_error()
    found = [diagnoses.database(error, _KINDS[connection.vendor])]
    if error is None:
        found.append(diagnoses.migrations(lags_behind()))
    found += [diagnoses.disk(str(folder), free_bytes(folder)) for folder in folders_written_to()]
    found.append(diagnoses.secret(settings.SECRET_KEY, _open_files()))
    found.append(diagnoses.hosts(settings.ALLOWED_HOSTS, settings.SITE_URL, settings.HOST, settings.HTTPS))
    found.append(_look_at_mail())
    parts: list[Callable[[], list[Diagnosis]]] = [
        lambda: [look_at_clock()],
        lambda: [diagnoses.worker(queue, now) for queue in queues()],
        lambda: [_look_at_backup()],
    ]
    for look in parts if error is None else ():
        try:
            found += look()
        except DatabaseError:
            # Tables are missing: the migrations' line says so.
            continue
    return found
