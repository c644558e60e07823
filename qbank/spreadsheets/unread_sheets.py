"""The sheets of a workbook that are not read, so that nobody takes them for read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets.columns.labels import CHOICES_SHEET, GUIDE_SHEET, QUESTIONS_SHEET, REJECTED_SHEET
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.files.workbook import Workbook

#: Sheets looked at; more come from no person.
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """``row_count``: its rows with content, hidden ones too; ``hidden``: the sheet itself is hidden."""

    name: str
    row_count: int
    hidden: bool


def unread_sheets(kind: str, data: bytes, reading: Reading) -> list[UnreadSheet]:
    """The sheets with content beside those that are read; the explanations of our own workbooks are not
    among them. None for a CSV file."""
    if kind != "xlsx":
        return []
    workbook = Workbook(data)
    left_out = {reading.sheet, *reading.sheets}
    if reading.sheet in (*QUESTIONS_SHEET, *REJECTED_SHEET):
        left_out.update(GUIDE_SHEET, CHOICES_SHEET)
    others = [sheet for sheet in workbook.sheets[:_MOST] if sheet.name not in left_out]
    counted = [UnreadSheet(sheet.name, _row_count(workbook, sheet.name), sheet.hidden) for sheet in others]
    return [sheet for sheet in counted if sheet.row_count]


def _row_count(workbook: Workbook, sheet: str) -> int:
    """As far as it can be read: a sheet that is damaged keeps nobody from reading another."""
    count = 0
    try:
        for _row in islice(workbook.rows(sheet), SPREADSHEET_ROWS):
            count += 1
    except SpreadsheetError:
        pass
    return count
