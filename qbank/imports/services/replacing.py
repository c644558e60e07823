"""Texts of a whole file replaced in its preview, and its values given a meaning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from qbank.imports.services.batches import header_sha256, restart_judging
from qbank.imports.services.reading_rows import batch_mapping
from qbank.imports.services.states import ImportStateError, Status, lock_batch
from qbank.models import ImportBatch, ImportRow, SavedMapping
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.writing.own_rows import LONGEST_IN_WORKBOOK

#: Rows written in one transaction, so that live scoring hardly waits.
_BATCH = 200


def replace_in_cells(
    *, batch: ImportBatch, columns: Collection[int], find: str, replacement: str, actor: User | None
) -> int:
    """Put ``replacement`` in place of ``find`` wherever it stands in these columns, as if each cell had been
    mended; the rows are judged again by the job. Returns how many rows changed.

    A cell that would get too long stays as it is. Raises ImportStateError outside the preview.
    """
    return _mend_cells(
        batch, {column: lambda text: text.replace(find, replacement) for column in columns} if find else {}
    )


def replace_whole_cells(
    *, batch: ImportBatch, column: int, texts: Mapping[str, str], actor: User | None
) -> int:
    """Put another text in place of each cell of the column that says just that: {text: its replacement}."""
    return _mend_cells(batch, {column: lambda text: texts.get(text.strip(), text)})


def _mend_cells(batch: ImportBatch, changes: Mapping[int, Callable[[str], str]]) -> int:
    mended = _changed_cells(batch, changes)
    if not mended:
        return 0
    with transaction.atomic():
        # Nobody imports while cells are being replaced. When the worker dies here, the rows are judged with
        # what was replaced so far, and shown again.
        locked = lock_batch(batch, Status.PREVIEW)
        locked.status, locked.run, locked.beat_at = Status.JUDGING, None, timezone.now()
        locked.save(update_fields=["status", "run", "beat_at"])
    ids = list(mended)
    for start in range(0, len(ids), _BATCH):
        with transaction.atomic():
            working = ImportBatch.objects.select_for_update().filter(pk=batch.pk, status=Status.JUDGING)
            if not working.update(beat_at=timezone.now()):
                raise ImportStateError
            portion = [ImportRow(pk=pk, mended=mended[pk]) for pk in ids[start : start + _BATCH]]
            ImportRow.objects.bulk_update(portion, ["mended"])
    with transaction.atomic():
        restart_judging(lock_batch(batch, Status.JUDGING))
    return len(mended)


def _changed_cells(
    batch: ImportBatch, changes: Mapping[int, Callable[[str], str]]
) -> dict[int, dict[str, str]]:
    """{id of a row: its mended cells}, for the rows in which something changes."""
    mended_by_row: dict[int, dict[str, str]] = {}
    rows = batch.rows.order_by("number").values_list("pk", "cells", "mended")
    for pk, cells, mended in rows.iterator(chunk_size=500):
        texts = cells | mended
        changed = {
            str(column): text
            for column, change in changes.items()
            if (before := texts.get(str(column), "")) and (text := change(before)) != before
            if len(text) <= LONGEST_IN_WORKBOOK
        }
        if changed:
            mended_by_row[pk] = mended | changed
    return mended_by_row


@transaction.atomic
def map_values(*, batch: ImportBatch, field: Field, meanings: Mapping[str, str], actor: User | None) -> None:
    """Set what values mean in the whole file, {value: a choice or a name, "" for what it means by itself};
    all rows are judged again by the job.

    Raises ImportStateError outside the preview.
    """
    batch = lock_batch(batch, Status.PREVIEW)
    mapping = batch_mapping(batch)
    values = {name: dict(chosen) for name, chosen in mapping.values.items()}
    chosen = values.get(field, {}) | dict(meanings)
    values[field] = {value: choice for value, choice in chosen.items() if choice}
    batch.mapping = replace(mapping, values=values).to_json()
    names = batch.options.get("names", [])
    SavedMapping.objects.update_or_create(
        header_sha256=header_sha256(names),
        defaults={"header": names, "mapping": batch.mapping, "changed_by": actor},
    )
    restart_judging(batch)
