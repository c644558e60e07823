"""Rows of a workbook of rejected rows that come back as they went out.

A row that said the same as another of its file stayed out. The other one is in the bank by now, so the row
would look like a change of it: as long as nobody has touched it, it stays out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from common.formula_safety import unescape_formula
from common.messages import gettext_noop
from qbank.imports.services.states import RowDecision, RowVerdict
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.labels import REASON, ROW_NUMBER
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.verdicts import JudgedRow, RowProblem, Verdict

RETURNED = gettext_noop(
    "This row stayed out before, because row %(row)s of that file asks the same. Nothing in it was changed, "
    "so it stays out again."
)
#: Rows of the earlier files are read in portions of so many.
_BATCH = 500


class ReturnedRows:
    """Knows the rows of a batch's file that came back untouched; none unless the file has the columns of a
    workbook of rejected rows."""

    def __init__(self, batch: ImportBatch) -> None:
        names: list[str] = batch.options.get("names", [])
        self._number_column = _place(names, ROW_NUMBER)
        reason_column = _place(names, REASON)
        self._columns: list[int] = []
        self._batches: list[int] = []
        if self._number_column is None or reason_column is None:
            return
        own = (self._number_column, reason_column)
        self._columns = [column for column in range(len(names)) if column not in own]
        own_names = [names[column] for column in self._columns]
        earlier = ImportBatch.objects.exclude(pk=batch.pk).values_list("pk", "options")
        self._batches = [pk for pk, options in earlier if options.get("names") == own_names]

    def repeated(self, rows: Iterable[TableRow]) -> dict[int, int]:
        """{number of an untouched row: the row of its earlier file that says the same}."""
        if not self._batches:
            return {}
        by_number: dict[int, TableRow] = {}
        for row in rows:
            number = _cell(row, self._number_column or 0)
            if number.isdecimal() and len(number) < 10:
                by_number[int(number)] = row
        repeated: dict[int, int] = {}
        numbers = sorted(by_number)
        for start in range(0, len(numbers), _BATCH):
            earlier = ImportRow.objects.filter(
                batch__in=self._batches,
                number__in=numbers[start : start + _BATCH],
                verdict=RowVerdict.REPEATED,
                repeats__isnull=False,
            ).exclude(decision=RowDecision.TAKE)
            for stored in earlier.defer("draft"):
                row = by_number[stored.number]
                if self._is_untouched(row, stored):
                    repeated[row.number] = stored.repeats or 0
        return repeated

    def _is_untouched(self, row: TableRow, stored: ImportRow) -> bool:
        before: Mapping[str, str] = stored.cells | stored.mended
        filled = {problem["column"] for problem in stored.problems if problem["code"] == "filled-down"}
        return all(
            _cell(row, column) == unescape_formula(before.get(str(place), "")).strip() or place in filled
            for place, column in enumerate(self._columns)
        )


def _place(names: list[str], labels: tuple[str, str]) -> int | None:
    return next((column for column, name in enumerate(names) if name.strip() in labels), None)


def _cell(row: TableRow, column: int) -> str:
    return unescape_formula(row.cells[column]).strip() if column < len(row.cells) else ""


def left_out_again(judged: JudgedRow, repeated: int) -> JudgedRow:
    """A row that came back untouched, as the repetition it was."""
    if judged.verdict in (Verdict.SAME, Verdict.ERROR):
        return judged
    remark = RowProblem("returned", RETURNED, params={"row": repeated}, error=False)
    problems = tuple(problem for problem in judged.problems if problem.error)
    return replace(
        judged, verdict=Verdict.REPEATED, repeats=None, similarity=None, problems=(*problems, remark)
    )
