"""The rows of a preview: counted, mended, decided about."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.text import normalize_newlines

from accounts.models import User
from qbank.imports.services.rejudging import Rejudging, save_rows
from qbank.imports.services.staleness import rows_by_number
from qbank.imports.services.states import (
    DOUBTFUL,
    RowDecision,
    RowVerdict,
    Status,
    changing_rows,
    creating_rows,
    lock_batch,
    rejected,
)
from qbank.models import ImportBatch, ImportRow

#: Rows decided about in one transaction.
_CHUNK = 500
#: Which rows a decision can be taken about.
DECIDABLE: dict[str, tuple[str, ...]] = {
    RowDecision.UNDECIDED: tuple(RowVerdict),
    RowDecision.TAKE: (RowVerdict.NEW, *DOUBTFUL, RowVerdict.REPEATED),
    RowDecision.CHANGE: (RowVerdict.CHANGED, *DOUBTFUL),
    RowDecision.LEAVE: tuple(RowVerdict),
}


def verdict_counts(batch: ImportBatch) -> dict[str, int]:
    """{verdict: how many rows}, every verdict once."""
    counts = batch.rows.order_by().values("verdict").annotate(rows=Count("pk"))
    return {verdict.value: 0 for verdict in RowVerdict} | dict(counts.values_list("verdict", "rows"))


def accepted_count(batch: ImportBatch) -> int:
    """How many rows would reach the bank."""
    return creating_rows(batch).count() + changing_rows(batch).count()


def rejected_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that are not imported although nobody left them out, in the order of the file."""
    return batch.rows.filter(rejected(batch.scope)).order_by("number")


class CellChangedError(Exception):
    """Somebody else has changed the cell meanwhile; ``text`` is what stands there now."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def mend(
    *,
    batch: ImportBatch,
    number: int,
    column: int,
    text: str,
    actor: User | None,
    was: str | None = None,
) -> ImportRow:
    """Put ``text`` in place of a cell and judge the row again, with the rows related to it.

    ``was``: what the page showed there, None where that is not known. Raises ImportStateError outside the
    preview, CellChangedError where another text stands there by now, and ImportRow.DoesNotExist.
    """
    rejudging = Rejudging(batch)
    with transaction.atomic():
        lock_batch(batch, Status.PREVIEW)
        row = batch.rows.get(number=number)
        key = str(column)
        stands = row.mended.get(key, row.cells.get(key, ""))
        if was is not None and normalize_newlines(was) != normalize_newlines(stands) and text != stands:
            raise CellChangedError(stands)
        row.mended = {**row.mended, key: text}
        if key not in row.flags and text == row.cells.get(key, ""):
            del row.mended[key]
        rows = [row]
        if key == rejudging.category_column:
            rows += rejudging.rows_filled_from(row)
        save_rows(list({changed.number: changed for changed in [row, *rejudging.judge_again(rows)]}.values()))
    return row


def decide(
    *,
    batch: ImportBatch,
    decision: str,
    actor: User | None,
    numbers: Collection[int] | None = None,
    verdict: str | None = None,
) -> int:
    """Store a decision about rows by number, or about all with a verdict; returns how many rows changed.

    Rows that the decision makes no sense for stay as they are, and so do those that would change a
    question that another row changes. Many rows are written in short transactions, so that live scoring
    hardly waits. Raises ImportStateError outside the preview.
    """
    rows = batch.rows.order_by("number")
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    if verdict is not None:
        rows = rows.filter(verdict=verdict)
    row_numbers = list(rows.values_list("number", flat=True)) or [0]
    return sum(
        _decide(batch, decision, rows.filter(number__in=row_numbers[start : start + _CHUNK]))
        for start in range(0, len(row_numbers), _CHUNK)
    )


@transaction.atomic
def _decide(batch: ImportBatch, decision: str, rows: QuerySet[ImportRow]) -> int:
    lock_batch(batch, Status.PREVIEW)
    rows = rows.order_by().filter(verdict__in=DECIDABLE[decision]).exclude(decision=decision)
    if decision == RowDecision.CHANGE:
        rows = rows.filter(pk__in=_uncontended(batch, rows))
    # The draft of a row in doubt is either a new question or the known one, changed.
    doubtful = rows.filter(verdict__in=DOUBTFUL)
    if decision != RowDecision.CHANGE:
        doubtful = doubtful.filter(decision=RowDecision.CHANGE)
    to_judge = list(doubtful.values_list("number", flat=True))
    if not to_judge:
        return rows.update(decision=decision)
    others = rows.exclude(number__in=to_judge).update(decision=decision)
    decided = rows_by_number(batch, to_judge)
    for row in decided:
        row.decision = decision
    save_rows(Rejudging(batch).judge_again(decided))
    return len(decided) + others


def _uncontended(batch: ImportBatch, rows: QuerySet[ImportRow]) -> list[int]:
    """The ids of the rows whose question no other row changes, nor an earlier one of these."""
    claimed = set(changing_rows(batch).exclude(pk__in=rows.values("pk")).values_list("question", flat=True))
    ids = []
    for pk, question in rows.order_by("number").values_list("pk", "question"):
        if question is not None and question not in claimed:
            claimed.add(question)
            ids.append(pk)
    return ids
