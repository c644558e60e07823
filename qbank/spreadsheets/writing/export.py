"""Exporting questions as a workbook or a CSV file that an import reads back unchanged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from common.formula_safety import unescape_formula
from qbank.bankfile.drafts import QuestionDraft
from qbank.spreadsheets.columns.labels import (
    FIELDS,
    HEADERS,
    QUESTIONS_SHEET,
    REASON,
    REJECTED_SHEET,
    ROW_NUMBER,
    language_index,
)
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.writing.own_rows import LONGEST_IN_CSV, Cell, escaped_cells, header, row_of
from qbank.spreadsheets.writing.sheets import WIDTHS, WorkbookWriter, question_widths
from qbank.spreadsheets.writing.template import write_template

__all__ = ["table", "write_csv", "write_rejected", "write_template", "write_xlsx"]


def table(questions: Iterable[tuple[QuestionDraft, str]], language: str = "") -> Iterator[list[Cell]]:
    """The header, and a row for each question with its category. Chinese unless ``language`` is English."""
    yield header(language)
    for draft, category in questions:
        yield row_of(draft, category, language)


def write_xlsx(
    file: IO[bytes], rows: Iterable[Sequence[Cell]], language: str = "", categories: Sequence[str] = ()
) -> None:
    """Write a table as a workbook, in constant memory. ``categories`` are offered in a drop-down."""
    place = language_index(language)
    book = WorkbookWriter(file, language)
    sheet = book.sheet(QUESTIONS_SHEET[place], question_widths(), frozen_columns=1)
    for number, cells in enumerate(rows):
        book.write_row(sheet, number, cells, book.text if number else book.header)
    book.choose(sheet, FIELDS, categories)
    sheet.autofilter(0, 0, 0, len(FIELDS) - 1)
    if categories:
        book.choices_sheet([(HEADERS[Field.CATEGORY][place], categories)])
    book.close()


def write_csv(file: IO[bytes], rows: Iterable[Sequence[Cell]], language: str = "") -> None:
    """Write a table as CSV: UTF-8 with a mark, so that Excel reads it as such."""
    file.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    for cells in rows:
        writer.writerow(escaped_cells(cells, LONGEST_IN_CSV, language))
    text.flush()
    text.detach()


def write_rejected(
    file: IO[bytes],
    names: Sequence[str],
    rows: Iterable[tuple[int | str, Sequence[str], Sequence[str]]],
    language: str = "",
    fields: Sequence[Field | None] = (),
) -> None:
    """Write the rows (number, cells, reasons) that were not imported as a workbook, to mend and upload.

    ``names`` is the file's header, before which the row's number and the reasons stand; ``fields`` says
    what its columns hold, for their widths and drop-downs.
    """
    place = language_index(language)
    fields = [*fields, *[None] * (len(names) - len(fields))]
    book = WorkbookWriter(file, language)
    widths = [10, 46, *(WIDTHS.get(field, 20) if field else 20 for field in fields)]
    sheet = book.sheet(REJECTED_SHEET[place], widths, frozen_columns=2)
    book.write_row(sheet, 0, [ROW_NUMBER[place], REASON[place], *names], book.header)
    for row, (number, cells, reasons) in enumerate(rows, 1):
        book.write_row(sheet, row, [number, "\n".join(reasons)], book.marked)
        book.write_row(sheet, row, [unescape_formula(cell) for cell in cells], book.text, first=2)
    book.choose(sheet, [None, None, *fields], ())
    book.close()
