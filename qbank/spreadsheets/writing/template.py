"""The workbook to fill in: headed columns, an example, drop-downs and a sheet that explains each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any, Final

from qbank.spreadsheets.columns.labels import FIELDS, GUIDE_SHEET, HEADERS, QUESTIONS_SHEET, language_index
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.writing.example import example
from qbank.spreadsheets.writing.guide import COLUMNS, NOTES, TITLES
from qbank.spreadsheets.writing.own_rows import header, row_of
from qbank.spreadsheets.writing.sheets import WorkbookWriter, question_widths

_REQUIRED: Final = (Field.TEXT, Field.CATEGORY)


def write_template(
    file: IO[bytes], language: str, categories: Sequence[str] = (), competencies: Sequence[str] = ()
) -> None:
    """Write the template in Chinese or English, offering the bank's categories and competencies."""
    place = language_index(language)
    book = WorkbookWriter(file, language)
    sheet = book.sheet(QUESTIONS_SHEET[place], question_widths(), frozen_columns=1)
    book.write_row(sheet, 0, header(language), book.header)
    draft, category = example(language)
    book.write_row(sheet, 1, row_of(draft, category, language), book.example)
    book.choose(sheet, FIELDS, categories)
    _hints(sheet, place)
    _guide(book, place)
    if categories or competencies:
        book.choices_sheet(
            [
                (HEADERS[Field.CATEGORY][place], categories),
                (HEADERS[Field.COMPETENCY][place], competencies),
            ]
        )
    book.close()


def _hints(sheet: Any, place: int) -> None:
    """What a column means, as a note on its heading."""
    for column, field in enumerate(FIELDS):
        sheet.write_comment(0, column, COLUMNS[field][place][0], {"author": "", "x_scale": 2})


def _guide(book: WorkbookWriter, place: int) -> None:
    sheet = book.sheet(GUIDE_SHEET[place], (20, 12, 64, 44))
    book.write_row(sheet, 0, [title[place] for title in TITLES], book.header)
    for row, field in enumerate(FIELDS, 1):
        meaning, sample = COLUMNS[field][place]
        needed = ("必填", "Required")[place] if field in _REQUIRED else ("可不填", "Optional")[place]
        book.write_row(sheet, row, [HEADERS[field][place], needed, meaning, sample], book.text)
    for row, note in enumerate(NOTES[place], len(FIELDS) + 2):
        book.write_row(sheet, row, ["", "", note], book.plain)
