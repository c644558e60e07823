"""The workbook of the scoring form: its styles, and cells that are written safely."""

from __future__ import annotations

import math
import unicodedata
from typing import IO, Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from common.formula_safety import escape_formula
from interviews.paper.excel_form import layout
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.writing.sheets import WorkbookWriter

_LINE = "#D9DEDC"
_DARK = "#0F766E"
_SOFT = "#EFF6F5"
_ENTRY = "#FFFDF3"
#: Excel's own limit of a cell.
_LONGEST = 32_767
_HIGHEST_ROW = 400


class FormBook(WorkbookWriter):
    """Sheets are filled from the top down, as its base class writes them."""

    def __init__(self, file: IO[bytes], language: str, footer: str = "") -> None:
        super().__init__(file, "en" if language.startswith("en") else language)
        self._footer = f"&L{footer.replace('&', '&&')[:200]}&R&P / &N"
        font = {"font_name": "Calibri" if language.startswith("en") else "Microsoft YaHei", "font_size": 10.5}
        line = {**font, "border": 1, "border_color": _LINE, "valign": "vcenter", "text_wrap": True}
        entry = {**line, "locked": False, "bg_color": _ENTRY}

        def style(**more: Any) -> Any:
            return self.book.add_format({**font, "valign": "vcenter", **more})

        self.title = style(bold=True, font_size=15)
        self.label = style(font_color="#5B6170", align="right", indent=1)
        self._fact = style(text_wrap=True)
        self._open_fact = style(locked=False, bottom=1, bottom_color=_LINE, bg_color=_ENTRY, num_format="@")
        self.total = style(bold=True, bg_color=_SOFT)
        self.total_percent = style(bold=True, bg_color=_SOFT, num_format='0.0" %"', align="center")
        self.total_band = style(bold=True, bg_color=_SOFT, align="left")
        self.total_needed = style(font_color="#8A5404", bg_color=_SOFT)
        self.heading = style(font_color="#5B6170", bottom=1, bottom_color=_DARK)
        self.question = style(bold=True, text_wrap=True, font_color="#FFFFFF", bg_color=_DARK)
        self.wording = style(text_wrap=True, valign="top", font_size=11.5)
        self.cell = self.book.add_format(line)
        self.middle = self.book.add_format({**line, "align": "center"})
        self.red = self.book.add_format({**line, "font_color": "#B3372F"})
        self.red_middle = self.book.add_format({**line, "font_color": "#B3372F", "align": "center"})
        self.choice = self.book.add_format({**entry, "align": "center", "num_format": "@"})
        self.entry_text = self.book.add_format({**entry, "valign": "top", "num_format": "@"})
        self.entry_word = self.book.add_format({**entry, "align": "left", "num_format": "@"})
        # More decimals than a rating has are shown: what is refused is quoted as it stands in the cell.
        self.entry_rating = self.book.add_format(
            {**entry, "align": "left", "bold": True, "num_format": "0.0##"}
        )
        self.suggested = self.book.add_format({**line, "align": "left", "num_format": "0.0"})
        self.needed = style(font_color="#8A5404", text_wrap=True)
        self.percent = self.book.add_format({**line, "num_format": '0.0" %"', "align": "right"})
        self.paragraph = style(text_wrap=True, valign="top")
        self.subtitle = style(bold=True, font_size=12)
        self.wanted = self.book.add_format({"bg_color": "#FBF0DC"})

    def fact(self, value: str) -> Any:
        """The style of a fact: a line to write on where there is none."""
        return self._fact if value else self._open_fact

    def plain_sheet(self, name: str, widths: tuple[float, ...]) -> Any:
        """A sheet to read, on upright pages."""
        sheet = self.sheet(name, widths)
        sheet.freeze_panes(0, 0)
        sheet.set_portrait()
        sheet.protect("", {"format_columns": True, "format_rows": True})
        self._foot(sheet)
        return sheet

    def entry_sheet(self, name: str) -> Any:
        """The sheet to fill in: what is not for entering is locked, without a password."""
        sheet = self.sheet(name, layout.WIDTHS)
        sheet.set_column(layout.KEY, layout.KEY, layout.WIDTHS[layout.KEY], None, {"hidden": True})
        sheet.set_column(layout.UNITS, layout.LAST, 9, None, {"hidden": True})
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
        sheet.hide_gridlines(2)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._foot(sheet)
        return sheet

    def finish_entry_sheet(self, sheet: Any, headings: int, last: int) -> None:
        """The headings stay in view and stand on every page; only the columns for people are printed."""
        sheet.freeze_panes(headings + 1, 0)
        sheet.repeat_rows(headings)
        sheet.print_area(0, layout.NUMBER, last, layout.NEEDED)

    def write(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """A text that no program runs as a formula."""
        text = escape_formula(printable(text)[0])[:_LONGEST]
        if text:
            sheet.write_string(row, column, text, style)
        else:
            sheet.write_blank(row, column, None, style)

    def merged(self, sheet: Any, row: int, first: int, last: int, text: str, style: Any) -> None:
        """A text over several columns."""
        sheet.merge_range(row, first, row, last, None, style)
        self.write(sheet, row, first, text, style)

    def formula(
        self, sheet: Any, row: int, column: int, formula: str, value: str | float, style: Any = None
    ) -> None:
        """A formula with what it comes to now."""
        sheet.write_formula(row, column, formula, style, value)

    def merged_formula(
        self, sheet: Any, row: int, columns: tuple[int, int], formula: str, value: str | float, style: Any
    ) -> None:
        """A formula over several columns."""
        sheet.merge_range(row, columns[0], row, columns[1], None, style)
        self.formula(sheet, row, columns[0], formula, value, style)

    def offer(self, sheet: Any, row: int, column: int, words: list[str]) -> None:
        """A drop-down of words."""
        self._choices(sheet, row, column, words, _("Choose one of: %(words)s") % {"words": ", ".join(words)})

    def offer_range(self, sheet: Any, row: int, column: int, cells: str) -> None:
        """A drop-down of the numbers that stand in other cells."""
        self._choices(sheet, row, column, f"={cells}", _("This rating is not on the sheet's scale."))

    def _choices(self, sheet: Any, row: int, column: int, source: list[str] | str, problem: str) -> None:
        error_texts = {"error_title": _("Scoring form"), "error_message": problem[:255]}
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": source, **error_texts})

    def mark_wanted(self, sheet: Any, row: int, column: int, needed: str) -> None:
        """The cell in colour while ``needed``, the cell beside it, says that something is missing."""
        condition = {"type": "formula", "criteria": f"=LEN({needed})>0", "format": self.wanted}
        sheet.conditional_format(row, column, row, column, condition)

    def _foot(self, sheet: Any) -> None:
        sheet.set_footer(self._footer)


def cell(row: int, column: int) -> str:
    """A cell's name for formulas."""
    return str(xl_rowcol_to_cell(row, column))


def height_for(text: str, width: float, least: float = 20, line: float = 16) -> float:
    """The height of a row whose cell of this width holds the text: programs don't fit merged cells."""
    lines = sum(max(1, math.ceil(_units(part) / width)) for part in text.split("\n"))
    return min(max(least, lines * line + 4), _HIGHEST_ROW)


def _units(text: str) -> float:
    return sum(2.1 if unicodedata.east_asian_width(character) in "WF" else 1.1 for character in text)
