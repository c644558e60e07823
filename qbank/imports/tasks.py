"""The background jobs of imports.

A service puts a job in line, and a job calls a service: so that this is no circle of imports, a job names
its service by its path.
"""

from __future__ import annotations

from django.utils.module_loading import import_string
from django_tasks import task

_SERVICES = "qbank.imports.services"


@task()
def judge_import(batch_id: int) -> None:
    """Read an imported spreadsheet and say of each row what it would do."""
    import_string(f"{_SERVICES}.judging.judge_batch")(batch_id=batch_id)


@task()
def apply_import(batch_id: int) -> None:
    """Bring the accepted rows of an import into the bank."""
    import_string(f"{_SERVICES}.applying.apply_batch")(batch_id=batch_id)


@task()
def undo_import(batch_id: int) -> None:
    """Take an import out of the bank again."""
    import_string(f"{_SERVICES}.undoing.undo_batch")(batch_id=batch_id)


@task()
def sweep_imports() -> None:
    """Take up again the imports that a killed worker left behind."""
    import_string(f"{_SERVICES}.jobs.sweep")()
