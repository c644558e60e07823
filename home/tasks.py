"""The background jobs of the site itself. They name their services by their paths, for those enqueue them."""

from __future__ import annotations

from django.utils.module_loading import import_string
from django_tasks import task


@task()
def beat() -> None:
    """Does nothing: that it was done shows that the worker of people's jobs lives (home/health)."""


@task()
def make_backup(backup_id: int) -> None:
    """Make a backup that was asked for."""
    import_string("home.backups.keeping.make")(backup_id=backup_id)


@task()
def try_backup(backup_id: int) -> None:
    """Restore a backup on trial."""
    import_string("home.backups.keeping.try_restoring")(backup_id=backup_id)


@task()
def run_verification(verification_id: int) -> None:
    """Verify what was recorded, as somebody or the clock asked for."""
    import_string("home.verification.services.run")(verification_id=verification_id)
