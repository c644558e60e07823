"""Rows that are not imported: why not, and all of them as a workbook to be corrected and uploaded again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.message_texts import message_text
from qbank.imports.services.reading_rows import batch_mapping
from qbank.imports.services.rows import rejected_rows
from qbank.imports.services.states import RowVerdict
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.joined_sheets import row_label
from qbank.spreadsheets.writing.export import write_rejected

#: The problems that say why a person has to decide which question a row is.
DOUBTS = ("other-text", "other-category", "returned")


def problem_text(problem: Mapping[str, Any], sheets: Sequence[str] = ()) -> str:
    """A problem of a row (verdicts.RowProblem as JSON) in the reader's language."""
    params = problem["params"]
    if sheets and "row" in params:
        params = params | {"row": row_label(params["row"], sheets)}
    return message_text(problem["message"], params)


def rejection_reasons(row: ImportRow, names: list[str], sheets: Sequence[str] = ()) -> list[str]:
    """Why the row is not imported. Select its question before calling this in a loop."""
    texts = []
    if row.verdict == RowVerdict.SIMILAR and row.question is not None:
        texts.append(
            _("Looks like %(code)s (%(percent)d %%), and nobody has decided: %(text)s")
            % {"code": row.question.code, "percent": row.similarity or 0, "text": row.question.text[:200]}
        )
    if row.verdict == RowVerdict.CHANGED and row.question is not None:
        texts.append(
            _("Would change %(code)s in the bank, and nobody has decided.") % {"code": row.question.code}
        )
    if row.verdict in (RowVerdict.CONFLICT, RowVerdict.REPEATED):
        texts += [problem_text(problem, sheets) for problem in row.problems if problem["code"] in DOUBTS]
    if row.verdict == RowVerdict.REPEATED and row.repeats is not None:
        texts.append(
            _("The same question as in row %(n)s of this file.") % {"n": row_label(row.repeats, sheets)}
        )
    for problem in row.problems:
        if problem["error"]:
            column = problem["column"]
            place = f"{names[column]}: " if column is not None and column < len(names) else ""
            texts.append(place + problem_text(problem, sheets))
    return texts


def write_rejected_rows(batch: ImportBatch, file: IO[bytes]) -> None:
    """Write a workbook of the rejected rows, mended cells included, with the reasons beside them."""
    names = list(batch.options.get("names", []))
    columns = batch_mapping(batch).columns
    fields = [columns.get(column) for column in range(len(names))]
    write_rejected(file, names, _rows(batch, names), get_language() or "", fields)


def _rows(batch: ImportBatch, names: list[str]) -> Iterator[tuple[int | str, list[str], list[str]]]:
    rows = rejected_rows(batch).select_related("question").defer("draft")
    sheets = batch.options.get("sheets", ())
    for row in rows.iterator(chunk_size=500):
        cells = row.cells | row.mended | _filled_down(row)
        yield (
            row.number if not sheets else row_label(row.number, sheets),
            [cells.get(str(column), "") for column in range(len(names))],
            rejection_reasons(row, names, sheets),
        )


def _filled_down(row: ImportRow) -> dict[str, str]:
    """The category filled down from a row above, as a cell: in the workbook that row is missing."""
    return {
        str(problem["column"]): problem["params"]["value"]
        for problem in row.problems
        if problem["code"] == "filled-down"
    }
