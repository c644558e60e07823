"""Jobs of the background worker."""

from django_tasks import task

from qbank.imports.services.applying import apply_batch
from qbank.imports.services.jobs import sweep
from qbank.imports.services.judging import judge_batch
from qbank.imports.services.undoing import undo_batch
from qbank.sources.services.uploads import read_upload


@task()
def read_uploaded_document(upload_id: int) -> None:
    """Read one uploaded document; what becomes of it is kept in its row."""
    read_upload(upload_id=upload_id)


@task()
def judge_import(batch_id: int) -> None:
    """Read an imported spreadsheet and say of each row what it would do."""
    judge_batch(batch_id=batch_id)


@task()
def apply_import(batch_id: int) -> None:
    """Bring the accepted rows of an import into the bank."""
    apply_batch(batch_id=batch_id)


@task()
def undo_import(batch_id: int) -> None:
    """Take an import out of the bank again."""
    undo_batch(batch_id=batch_id)


@task()
def sweep_imports() -> None:
    """Take up again the imports that a killed worker left behind."""
    sweep()
