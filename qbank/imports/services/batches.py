"""A spreadsheet as a batch: received, its columns configured, discarded, resumed when its job died."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from accounts.audit import record
from accounts.models import User
from common.message_texts import message_text
from qbank.imports.services.jobs import enqueue
from qbank.imports.services.states import ImportStateError, Status, is_stuck, lock_batch
from qbank.models import ImportBatch, ImportFile, SavedMapping
from qbank.spreadsheets import limited
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.files.table import Reading


def receive(*, name: str, data: bytes, actor: User | None) -> ImportBatch:
    """Store a spreadsheet as a batch, with the reading that fits it best.

    Raises SpreadsheetError; nothing is stored then.
    """
    inspection = limited.inspect_questions(name, data)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            name=name[:200],
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            options=inspection.guess.to_json() | {"kind": inspection.kind},
            created_by=actor,
        )
        ImportFile.objects.create(batch=batch, content=data)
        record(actor=actor, action="importbatch.create", target=batch, after={"sha256": batch.sha256})
    return batch


def earlier_batches(sha256: str) -> QuerySet[ImportBatch]:
    """Batches of the same file, the newest first; discarded ones don't count."""
    return ImportBatch.objects.filter(sha256=sha256).exclude(status=Status.DISCARDED)


def file_content(batch: ImportBatch) -> bytes:
    """The file's bytes. Raises ImportStateError when the batch was discarded: they are deleted then."""
    file = ImportFile.objects.filter(batch=batch).first()
    if file is None:
        raise ImportStateError
    return bytes(file.content)


def batch_problem_text(batch: ImportBatch) -> str:
    """Why the batch could not be read or applied, in the reader's language; "" where nothing went wrong."""
    return message_text(batch.problem, batch.result.get("params", {})) if batch.problem else ""


def read_column_names(batch: ImportBatch, data: bytes, reading: Reading) -> list[str]:
    """The names of the columns under this reading. Raises SpreadsheetError."""
    if reading.sheets:
        joined = limited.join_sheets(batch.options["kind"], data, reading, gettext("Name of the sheet"))
        return list(joined.names)
    return list(limited.sheet_columns(batch.options["kind"], data, reading).names)


def header_sha256(names: Sequence[str]) -> str:
    """The key of a remembered mapping (SavedMapping): a hash of the column names."""
    return hashlib.sha256(json.dumps(list(names), ensure_ascii=False).encode()).hexdigest()


def proposed_mapping(
    names: Sequence[str], reading: Reading, fields: Mapping[int, Field]
) -> tuple[ColumnMapping, SavedMapping | None]:
    """The mapping chosen for the last file with this header and its record; else ``fields``: what the columns
    hold by their names or contents."""
    # Letters alone say nothing about what a file holds.
    remembered = SavedMapping.objects.select_related("changed_by").filter(header_sha256=header_sha256(names))
    if reading.header_row and (saved := remembered.first()) is not None:
        return ColumnMapping.from_json(saved.mapping), saved
    return ColumnMapping(columns=fields), None


class ColumnsChangedError(Exception):
    """Somebody else has said how the file is read, or what its columns hold, since the person looked."""


def state_of(batch: ImportBatch) -> str:
    """A hash of how the file is read, what its columns hold and what becomes of known questions."""
    state = [batch.options, batch.mapping, batch.scope, batch.match]
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()


def configure(
    *,
    batch: ImportBatch,
    reading: Reading,
    mapping: ColumnMapping,
    actor: User | None,
    scope: str = ImportBatch.Scope.ASK,
    match: str = ImportBatch.Match.CODE_OR_TEXT,
    seen_state: str = "",
) -> None:
    """Store how the file is read, what its columns mean and what becomes of questions the bank has, and have
    the rows judged. Readings and meanings are remembered for the next such file; the scope never is.

    Raises SpreadsheetError, ImportStateError once the batch is being applied, and ColumnsChangedError when
    it is no longer in the state that the person has seen (:func:`state_of`).
    """
    names = read_column_names(batch, file_content(batch), reading)
    with transaction.atomic():
        batch = lock_batch(batch, Status.UPLOADED, Status.JUDGING, Status.PREVIEW, Status.FAILED)
        if seen_state and seen_state != state_of(batch):
            raise ColumnsChangedError
        SavedMapping.objects.update_or_create(
            header_sha256=header_sha256(names),
            defaults={"header": names, "mapping": mapping.to_json(), "changed_by": actor},
        )
        batch.options = reading.to_json() | {"kind": batch.options["kind"], "names": names}
        batch.mapping, batch.scope, batch.match = mapping.to_json(), scope, match
        restart_judging(batch)


def restart_judging(batch: ImportBatch) -> None:
    """Have all rows of a locked batch judged from the start; a job that is judging them is fenced out."""
    batch.status, batch.run, batch.problem, batch.result = Status.JUDGING, None, "", {}
    batch.done, batch.total, batch.beat_at = 0, 0, timezone.now()
    batch.save()
    enqueue(batch)


@transaction.atomic
def discard(*, batch: ImportBatch, actor: User | None) -> None:
    """Delete the file and rows of a batch that was not applied. Raises ImportStateError for others."""
    batch = lock_batch(batch, Status.UPLOADED, Status.JUDGING, Status.PREVIEW, Status.FAILED)
    batch.status, batch.run = Status.DISCARDED, None
    batch.save(update_fields=["status", "run"])
    ImportFile.objects.filter(batch=batch).delete()
    rows = batch.rows.all()
    rows._raw_delete(rows.db)
    record(actor=actor, action="importbatch.discard", target=batch)


def resume(batch: ImportBatch) -> bool:
    """Enqueue the job of a batch again if it is dead; returns whether it was. Any view may call this."""
    if not is_stuck(batch):
        return False
    unchanged = ImportBatch.objects.filter(pk=batch.pk, status=batch.status, beat_at=batch.beat_at)
    if not unchanged.update(beat_at=timezone.now(), run=None):
        return False
    enqueue(batch)
    return True
