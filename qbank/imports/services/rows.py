"""The rows of a preview: counted, mended, decided about."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, QuerySet

from accounts.models import User
from qbank.imports.services.batches import header_sha256, judge_again
from qbank.imports.services.reading_rows import mapping_of
from qbank.imports.services.rejudging import Rejudging, save_rows
from qbank.imports.services.staleness import rows_by_number
from qbank.imports.services.states import (
    REJECTED,
    Decision,
    Status,
    Verdict,
    changing,
    creating,
    locked,
)
from qbank.models import ImportBatch, ImportRow, SavedMapping
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field

#: Rows decided about in one transaction.
_AT_ONCE = 500
#: Which rows a decision can be taken about.
DECIDABLE: dict[str, tuple[str, ...]] = {
    Decision.UNDECIDED: tuple(Verdict),
    Decision.TAKE: (Verdict.NEW, Verdict.SIMILAR, Verdict.REPEATED),
    Decision.CHANGE: (Verdict.CHANGED, Verdict.SIMILAR),
    Decision.LEAVE: tuple(Verdict),
}


def counts(batch: ImportBatch) -> dict[str, int]:
    """{verdict: how many rows}, every verdict once."""
    found = batch.rows.order_by().values("verdict").annotate(rows=Count("pk"))
    return {verdict.value: 0 for verdict in Verdict} | dict(found.values_list("verdict", "rows"))


def accepted(batch: ImportBatch) -> int:
    """How many rows would reach the bank."""
    return creating(batch).count() + changing(batch).count()


def rejected_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that stay out though nobody left them out, in the order of the file."""
    return batch.rows.filter(REJECTED).order_by("number")


def mend(*, batch: ImportBatch, number: int, column: int, text: str, actor: User | None) -> ImportRow:
    """Put ``text`` in place of a cell and judge the row again, with the rows it concerns.

    Raises ImportStateError outside the preview, and ImportRow.DoesNotExist.
    """
    rejudging = Rejudging(batch)
    with transaction.atomic():
        locked(batch, Status.PREVIEW)
        row = batch.rows.get(number=number)
        key = str(column)
        row.mended = {**row.mended, key: text}
        if key not in row.flags and text == row.cells.get(key, ""):
            del row.mended[key]
        rows = [row]
        if key == rejudging.category_column:
            rows += rejudging.below(row)
        save_rows(list({changed.number: changed for changed in [row, *rejudging.rows(rows)]}.values()))
    return row


def decide(
    *,
    batch: ImportBatch,
    decision: str,
    actor: User | None,
    numbers: Collection[int] | None = None,
    verdict: str | None = None,
) -> int:
    """Decide about rows by number, or about all of a verdict; how many it concerned.

    Rows that the decision makes no sense for stay as they are, and so do those that would change a
    question that another row changes. Many rows are written bit by bit: people who score wait for none of
    it. Raises ImportStateError outside the preview.
    """
    rows = batch.rows.order_by("number")
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    if verdict is not None:
        rows = rows.filter(verdict=verdict)
    found = list(rows.values_list("number", flat=True)) or [0]
    return sum(
        _decide(batch, decision, rows.filter(number__in=found[start : start + _AT_ONCE]))
        for start in range(0, len(found), _AT_ONCE)
    )


@transaction.atomic
def _decide(batch: ImportBatch, decision: str, rows: QuerySet[ImportRow]) -> int:
    locked(batch, Status.PREVIEW)
    rows = rows.order_by().filter(verdict__in=DECIDABLE[decision]).exclude(decision=decision)
    laid_over = rows.filter(verdict=Verdict.SIMILAR)
    if decision != Decision.CHANGE:
        laid_over = laid_over.filter(decision=Decision.CHANGE)
    again = list(laid_over.values_list("number", flat=True))
    if not again:
        return rows.update(decision=decision)
    taken = set(changing(batch).values_list("question", flat=True)) if decision == Decision.CHANGE else set()
    chosen = []
    for row in rows_by_number(batch, again):
        if row.question_id is not None and row.question_id not in taken:
            taken.add(row.question_id)
            row.decision = decision
            chosen.append(row)
    save_rows(Rejudging(batch).rows(chosen) if chosen else [])
    return len(chosen) + rows.exclude(number__in=again).update(decision=decision)


@transaction.atomic
def map_value(*, batch: ImportBatch, field: Field, value: str, choice: str, actor: User | None) -> None:
    """Say for the whole file what a value means ("" forgets it); all rows are judged again in the job.

    Raises ImportStateError outside the preview.
    """
    batch = locked(batch, Status.PREVIEW)
    mapping = mapping_of(batch)
    values = {name: dict(known) for name, known in mapping.values.items()}
    values.setdefault(field, {})[value] = choice
    if not choice:
        del values[field][value]
    changed = ColumnMapping(mapping.columns, values, mapping.category, mapping.status)
    batch.mapping = changed.to_json()
    names = batch.options.get("names", [])
    SavedMapping.objects.update_or_create(
        header_sha256=header_sha256(names),
        defaults={"header": names, "mapping": batch.mapping, "changed_by": actor},
    )
    judge_again(batch)


__all__ = [
    "DECIDABLE",
    "accepted",
    "counts",
    "decide",
    "map_value",
    "mend",
    "rejected_rows",
]
