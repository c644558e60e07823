"""Why a row stays out, in words; and the rows that stay out as a workbook to mend and upload again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qbank.imports.services.reading_rows import mapping_of
from qbank.imports.services.rows import rejected_rows
from qbank.imports.services.states import Verdict
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.writing.export import write_rejected


def sentence(problem: Mapping[str, Any]) -> str:
    """A problem of a row (verdicts.Problem as an object) in the reader's language."""
    return _(problem["message"]) % problem["params"]


def reasons(row: ImportRow, names: list[str]) -> list[str]:
    """Why the row is not imported. Select its question before calling this in a loop."""
    said = []
    if row.verdict == Verdict.SIMILAR and row.question is not None:
        said.append(
            _("Looks like %(code)s (%(percent)d %%), and nobody has decided: %(text)s")
            % {"code": row.question.code, "percent": row.similarity or 0, "text": row.question.text[:200]}
        )
    if row.verdict == Verdict.REPEATED:
        said.append(_("The same question as in row %(n)d of this file.") % {"n": row.repeats or 0})
    for problem in row.problems:
        if problem["error"]:
            column = problem["column"]
            place = f"{names[column]}: " if column is not None and column < len(names) else ""
            said.append(place + sentence(problem))
    return said


def write_rejected_rows(batch: ImportBatch, file: IO[bytes]) -> None:
    """Write the rows that stay out though nobody left them out, mended as far as they are, with reasons."""
    names = list(batch.options.get("names", []))
    columns = mapping_of(batch).columns
    fields = [columns.get(column) for column in range(len(names))]
    write_rejected(file, names, _rows(batch, names), get_language() or "", fields)


def _rows(batch: ImportBatch, names: list[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    rows = rejected_rows(batch).select_related("question").defer("draft")
    for row in rows.iterator(chunk_size=500):
        cells = row.cells | row.mended | _filled_down(row)
        yield row.number, [cells.get(str(column), "") for column in range(len(names))], reasons(row, names)


def _filled_down(row: ImportRow) -> dict[str, str]:
    """The category from above, which no longer stands above the row."""
    return {
        str(problem["column"]): problem["params"]["value"]
        for problem in row.problems
        if problem["code"] == "filled-down"
    }
