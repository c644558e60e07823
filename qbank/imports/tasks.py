"""The background jobs of imports.

Services enqueue jobs, and jobs call services. A job names its service by its path, so that modules don't
import each other in a circle.
"""

from __future__ import annotations

from django.utils.module_loading import import_string
from django_tasks import task

_SERVICES = "qbank.imports.services"


@task()
def judge_import(batch_id: int) -> None:
    """Read an imported spreadsheet and judge its rows."""
    import_string(f"{_SERVICES}.judging.judge_batch")(batch_id=batch_id)


@task()
def apply_import(batch_id: int) -> None:
    """Import the accepted rows of a batch into the bank."""
    import_string(f"{_SERVICES}.applying.apply_batch")(batch_id=batch_id)


@task()
def undo_import(batch_id: int) -> None:
    """Undo an import."""
    import_string(f"{_SERVICES}.undoing.undo_batch")(batch_id=batch_id)


@task()
def look_through_questions(batch_id: int) -> None:
    """Look at what a change of many questions would do."""
    import_string("qbank.bulk.services.changes.look_through")(batch_id=batch_id)


@task()
def change_questions(batch_id: int) -> None:
    """Make a change of many questions."""
    import_string("qbank.bulk.services.changes.make_change")(batch_id=batch_id)
