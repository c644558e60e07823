"""A spreadsheet as a batch: received, its columns settled, discarded, taken up again when a job died."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from qbank.imports.services.jobs import enqueue
from qbank.imports.services.states import ImportStateError, Status, is_stuck, locked
from qbank.models import ImportBatch, ImportFile, SavedMapping
from qbank.spreadsheets.columns.columns import match_columns
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.columns.mapping import ColumnMapping
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.reading import head, inspect

#: Rows looked at for names of columns and samples.
LOOKED_AT = 50


def receive(*, name: str, data: bytes, actor: User | None) -> ImportBatch:
    """Keep a spreadsheet, with how it is most likely to be read. Raises SpreadsheetError, and nothing is
    kept."""
    found = inspect(name, data)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            name=name[:200],
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            options=found.guess.to_json() | {"kind": found.kind},
            created_by=actor,
        )
        ImportFile.objects.create(batch=batch, content=data)
        record(actor=actor, action="importbatch.create", target=batch, after={"sha256": batch.sha256})
    return batch


def earlier_batches(sha256: str) -> QuerySet[ImportBatch]:
    """Batches of this very file, the newest first."""
    return ImportBatch.objects.filter(sha256=sha256).exclude(status=Status.DISCARDED)


def content_of_file(batch: ImportBatch) -> bytes:
    """The file's bytes. ImportStateError when the batch was discarded: they are gone then."""
    kept = ImportFile.objects.filter(batch=batch).first()
    if kept is None:
        raise ImportStateError
    return bytes(kept.content)


def names_of_columns(batch: ImportBatch, data: bytes, reading: Reading) -> list[str]:
    """What the columns are called under this reading. Raises SpreadsheetError."""
    first = head(batch.options["kind"], data, reading, max(LOOKED_AT, reading.header_row))
    return column_names(first, reading.header_row)


def header_sha256(names: Sequence[str]) -> str:
    """What a remembered mapping is known by."""
    return hashlib.sha256(json.dumps(list(names), ensure_ascii=False).encode()).hexdigest()


def proposed_mapping(names: Sequence[str], reading: Reading) -> tuple[ColumnMapping, SavedMapping | None]:
    """What somebody chose for the last file with this header, or what the names say by themselves."""
    # Letters alone say nothing about what a file holds.
    known = SavedMapping.objects.select_related("changed_by").filter(header_sha256=header_sha256(names))
    if reading.header_row and (saved := known.first()) is not None:
        return ColumnMapping.from_json(saved.mapping), saved
    return ColumnMapping(columns=match_columns(names)), None


def configure(*, batch: ImportBatch, reading: Reading, mapping: ColumnMapping, actor: User | None) -> None:
    """Settle how the file is read and what its columns mean, remember that, and have its rows judged.

    Raises SpreadsheetError, and ImportStateError once the batch is being applied.
    """
    names = names_of_columns(batch, content_of_file(batch), reading)
    with transaction.atomic():
        batch = locked(batch, Status.UPLOADED, Status.JUDGING, Status.PREVIEW, Status.FAILED)
        SavedMapping.objects.update_or_create(
            header_sha256=header_sha256(names),
            defaults={"header": names, "mapping": mapping.to_json(), "changed_by": actor},
        )
        batch.options = reading.to_json() | {"kind": batch.options["kind"], "names": names}
        batch.mapping = mapping.to_json()
        judge_again(batch)


def judge_again(batch: ImportBatch) -> None:
    """Have all rows of a locked batch judged from the start; a job that does so already is fenced out."""
    batch.status, batch.run, batch.problem, batch.result = Status.JUDGING, None, "", {}
    batch.done, batch.total, batch.beat_at = 0, 0, timezone.now()
    batch.save()
    enqueue(batch)


@transaction.atomic
def discard(*, batch: ImportBatch, actor: User | None) -> None:
    """Give the batch up before anything of it is in the bank. Raises ImportStateError after that."""
    batch = locked(batch, Status.UPLOADED, Status.JUDGING, Status.PREVIEW, Status.FAILED)
    batch.status, batch.run = Status.DISCARDED, None
    batch.save(update_fields=["status", "run"])
    ImportFile.objects.filter(batch=batch).delete()
    rows = batch.rows.all()
    rows._raw_delete(rows.db)
    record(actor=actor, action="importbatch.discard", target=batch)


def resume(batch: ImportBatch) -> bool:
    """Take up a batch again whose job died; whether it was. Anybody's look at its progress may ask."""
    if not is_stuck(batch):
        return False
    same = ImportBatch.objects.filter(pk=batch.pk, status=batch.status, beat_at=batch.beat_at)
    if not same.update(beat_at=timezone.now(), run=None):
        return False
    enqueue(batch)
    return True
