"""The backups that the site keeps: asked for on a page or by the clock, tried, and the oldest thrown away."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import SYSTEM, record
from accounts.models import User
from home.backups.moving import restore_into
from home.backups.writing import BackupError, write_backup
from home.models import Backup
from home.tasks import make_backup, try_backup

CREATE, DOWNLOAD = "backup.create", "backup.export"
#: The age of the last backup at which the next is made at night (local hours), or at any time.
DUE, NIGHT, OVERDUE = timedelta(hours=20), range(2, 5), timedelta(hours=36)
#: One that was asked for longer ago has lost its worker.
LONGEST = timedelta(hours=6)
#: So long the page tells of one that could not be made.
FORGOTTEN = timedelta(days=7)


def path_of(backup: Backup) -> Path:
    """Where its file lies, or lay: each machine has its own folder."""
    return settings.BACKUP_DIR / (backup.file_name or "-")


def may_download(backup: Backup) -> bool:
    """Only under a passphrase: in clear, a backup would show every score to whoever has a browser."""
    return backup.encrypted and bool(backup.made_at) and path_of(backup).is_file()


def ask_for_backup(*, actor: User | None) -> Backup:
    """Have a worker make a backup now and try it. ``actor`` None: the clock. PermissionDenied for others."""
    if actor is not None and not actor.has_perm("home.add_backup"):
        raise PermissionDenied(_("Administrators make backups."))
    with transaction.atomic():
        backup = Backup.objects.create(by=actor, by_name=str(actor) if actor else SYSTEM)
        record(actor=actor, action=CREATE, target=backup)
        transaction.on_commit(lambda: make_backup.enqueue(backup.pk))
    return backup


def daily_backup() -> None:
    """Ask for the day's backup when it is due: at night, or at any time once the last one is too old."""
    if settings.BACKUPS_KEPT < 1:
        return
    with transaction.atomic():
        # Workers at the same time come here one after the other; the first person is always there.
        first = User.objects.select_for_update().order_by("pk").first()
        last = Backup.objects.filter(fault="", asked_at__gt=timezone.now() - OVERDUE).first()
        if first is None or (last and not last.made_at and last.asked_at > timezone.now() - LONGEST):
            return
        age = timezone.now() - (last.asked_at if last and last.made_at else first.date_joined)
        if age > OVERDUE or (age > DUE and timezone.localtime().hour in NIGHT):
            ask_for_backup(actor=None)


def make(*, backup_id: int) -> None:
    """Write the file; a second run of the same job makes none."""
    backup = Backup.objects.filter(pk=backup_id, made_at=None).first()
    if backup is None:
        return
    now = timezone.now()
    ending = "zip.encrypted" if settings.BACKUP_PASSPHRASE else "zip"
    name = f"qbank-{timezone.localtime(now):%Y-%m-%d-%H%M%S}-{backup.pk}.{ending}"
    path = settings.BACKUP_DIR / name
    try:
        settings.BACKUP_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        manifest = write_backup(path, passphrase=settings.BACKUP_PASSPHRASE)
        size = path.stat().st_size
    except (BackupError, OSError) as error:
        Backup.objects.filter(pk=backup.pk).update(fault=str(error))
        return
    Backup.objects.filter(pk=backup.pk).update(
        made_at=now,
        file_name=name,
        size=size,
        rows=manifest.rows,
        encrypted=bool(settings.BACKUP_PASSPHRASE),
        fault="",
    )
    throw_away_old()
    try_backup.enqueue(backup.pk)


def throw_away_old() -> None:
    """Delete the files beyond those that are kept, the oldest first; their rows tell nothing any more."""
    made = Backup.objects.filter(made_at__isnull=False)
    for backup in made[max(settings.BACKUPS_KEPT, 1) :]:
        path_of(backup).unlink(missing_ok=True)
        backup.delete()
    Backup.objects.filter(made_at=None, asked_at__lt=timezone.now() - FORGOTTEN).delete()


def try_restoring(*, backup_id: int) -> None:
    """Restore a backup into a database of its own, compare, and throw that away again."""
    backup = Backup.objects.filter(pk=backup_id, made_at__isnull=False).first()
    if backup is None:
        return
    with tempfile.TemporaryDirectory(dir=settings.BACKUP_DIR, prefix="trial-") as folder:
        done = restore_into(path_of(backup), f"sqlite:///{folder}/trial.sqlite3", var=Path(folder))
    if done.returncode:
        fault = done.stderr.strip().removeprefix("CommandError: ") or str(done.returncode)
        Backup.objects.filter(pk=backup.pk).update(trial_fault=fault[-2000:])
    else:
        Backup.objects.filter(pk=backup.pk).update(tried_at=timezone.now(), trial_fault="")


@transaction.atomic
def note_download(*, actor: User, backup: Backup) -> None:
    """Record who takes a backup away. PermissionDenied when it is not to be had."""
    if not actor.has_perm("home.view_backup") or not may_download(backup):
        raise PermissionDenied(_("This backup can't be downloaded."))
    record(actor=actor, action=DOWNLOAD, target=backup)
