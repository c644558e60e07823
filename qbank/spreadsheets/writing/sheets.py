"""Workbooks as people like to open them: styled, a frozen header, wrapped text, drop-downs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from qbank.spreadsheets.columns.labels import CHOICES_SHEET, FIELDS, LABELS, language_index
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.writing.own_rows import LONGEST_IN_WORKBOOK, Cell, escaped_cells

WIDTHS: Final = {
    Field.CODE: 12,
    Field.CATEGORY: 18,
    Field.TEXT: 46,
    Field.SHORT_TITLE: 18,
    Field.TAGS: 18,
    Field.KIND: 10,
    Field.DIFFICULTY: 8,
    Field.MINUTES: 10,
    Field.COMPETENCY: 18,
    Field.PROBE: 36,
    Field.ANSWER: 60,
    Field.RUBRIC_KIND: 11,
    Field.POINT: 50,
    Field.RED_FLAG: 30,
    Field.STATUS: 8,
}
_LAST_ROW: Final = 1_048_575
_LONGEST_SHOWN_NAME: Final = 255
_HEADER: Final = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": "#0F766E",
    "border": 1,
    "border_color": "#0B5A54",
    "text_wrap": True,
    "valign": "vcenter",
}
_BODY: Final = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D9DEDC"}
_SHARED_MARK: Final = re.compile("(_x005F_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Sheet(Worksheet):
    """A sheet that holds any text as it is. XlsxWriter takes ``<r>…</r>`` for its own mark-up, and of two
    escapes that share a mark (``_x0041_x0042_``) it guards only the first."""

    def _xml_inline_string(self, string: str, preserve: bool, attributes: Any = ()) -> None:
        super()._xml_inline_string(_SHARED_MARK.sub(r"\1_x005F", string), preserve, attributes)

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        self._xml_inline_string(string, True, attributes)


class WorkbookWriter:
    """A workbook being written, row by row: sheets are filled one after the other. Close it."""

    def __init__(self, file: IO[bytes], language: str) -> None:
        self.language = language
        self.book = xlsxwriter.Workbook(file, _OPTIONS)
        self.book.set_properties({"title": "", "author": "", "company": ""})
        self.header = self.book.add_format(_HEADER)
        self.body = self.book.add_format(_BODY)
        self.text = self.book.add_format({**_BODY, "num_format": "@"})
        self.example = self.book.add_format(
            {**_BODY, "num_format": "@", "italic": True, "bg_color": "#EFF6F5"}
        )
        self.plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.marked = self.book.add_format({**_BODY, "bg_color": "#FEF3C7", "num_format": "@"})

    def sheet(self, name: str, widths: Sequence[float], frozen_columns: int = 0) -> Any:
        """A new sheet whose first row is a header that stays in view."""
        sheet = self.book.add_worksheet(name, _Sheet)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, frozen_columns)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def write_row(self, sheet: Any, row: int, cells: Iterable[Cell], style: Any, first: int = 0) -> None:
        """Cells of a row from the column ``first`` on. Rows must be written in their order."""
        for column, cell in enumerate(escaped_cells(cells, LONGEST_IN_WORKBOOK, self.language), first):
            if isinstance(cell, int | float):
                sheet.write_number(row, column, cell, self.body if style is self.text else style)
            elif cell:
                sheet.write_string(row, column, cell, style)
            else:
                sheet.write_blank(row, column, None, style)

    def choose(self, sheet: Any, fields: Sequence[Field | None], categories: Sequence[str]) -> None:
        """Drop-downs for the fixed choices; new categories may also be typed."""
        place = language_index(self.language)
        for column, field in enumerate(fields):
            if field in LABELS:
                labels = [pair[place] for pair in LABELS[field].values()]
                sheet.data_validation(1, column, _LAST_ROW, column, {"validate": "list", "source": labels})
            elif field is Field.CATEGORY and categories:
                source = f"='{CHOICES_SHEET[place]}'!$A$2:$A${len(categories) + 1}"
                sheet.data_validation(
                    1, column, _LAST_ROW, column, {"validate": "list", "source": source, "show_error": False}
                )

    def choices_sheet(self, lists: Sequence[tuple[str, Sequence[str]]]) -> None:
        """A sheet of names to choose from, one list a column."""
        sheet = self.sheet(CHOICES_SHEET[language_index(self.language)], [36] * len(lists))
        self.write_row(sheet, 0, [name for name, _values in lists], self.header)
        for row in range(max((len(values) for _name, values in lists), default=0)):
            cells = [values[row] if row < len(values) else "" for _name, values in lists]
            self.write_row(sheet, row + 1, cells, self.text)

    def close(self) -> None:
        self.book.close()


def question_widths() -> list[float]:
    return [WIDTHS[field] for field in FIELDS]
