"""An .xlsx file as plain rows of text.

It is read from its XML, piece by piece, rather than through openpyxl: half the time, flat memory, and
openpyxl neither tells a formula without a value from an empty cell nor shows a number as people see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from qbank.spreadsheets.files.arrangement import Arrangement, arranged, read_arrangement
from qbank.spreadsheets.files.limits import LONGEST_SHEET_NAME, MAX_SHEETS
from qbank.spreadsheets.files.package import Package, damage_as_error, local_name
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.shared_strings import SharedStrings
from qbank.spreadsheets.files.sheet_cells import WorkbookContext, read_cells
from qbank.spreadsheets.files.styles import read_styles
from qbank.spreadsheets.files.table import SheetInfo, TableRow


@dataclass(slots=True)
class _Contents:
    """The workbook part: its sheets with their parts' names, and what concerns all of them."""

    sheets: list[tuple[SheetInfo, str]] = field(default_factory=list)
    strings: str | None = None
    styles: str | None = None
    from_1904: bool = False
    values_stale: bool = False


class Workbook:
    """SpreadsheetError when it is damaged, here or later."""

    def __init__(self, data: bytes) -> None:
        with damage_as_error():
            self._package = Package(data)
            self._contents = _contents(self._package)
        self._arrangements: dict[str, Arrangement] = {}

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in their order, hidden ones too, without charts and the like."""
        return tuple(info for info, _ in self._contents.sheets)

    def rows(self, sheet: str, with_hidden: bool = False, with_end: bool = False) -> Iterator[TableRow]:
        """The rows of ``sheet`` that have content, merged cells filled down. What stands in hidden columns
        is left out, and hidden rows are marked, unless ``with_hidden``; ``with_end``: the last row too where
        it is blank. SpreadsheetError when there is no such sheet."""
        package, contents = self._package, self._contents
        with damage_as_error():
            part = self._part(sheet)
            context = WorkbookContext(
                strings=SharedStrings(package, contents.strings),
                styles=read_styles(package, contents.styles, contents.from_1904),
                values_stale=contents.values_stale,
            )
            cells = read_cells(context, package.pieces(part), with_end)
            yield from arranged(cells, self.arrangement(sheet), with_hidden)

    def arrangement(self, sheet: str) -> Arrangement:
        """The sheet's hidden columns and merged cells. SpreadsheetError when there is no such sheet."""
        if sheet not in self._arrangements:
            with damage_as_error():
                self._arrangements[sheet] = read_arrangement(self._package.pieces(self._part(sheet)))
        return self._arrangements[sheet]

    def max_row_count(self, sheet: str) -> int:
        """At least the number of rows with content, counted without reading them."""
        return self.arrangement(sheet).row_ends

    def _part(self, sheet: str) -> str:
        for info, part in self._contents.sheets:
            if info.name == sheet:
                return part
        raise SpreadsheetError(Reason.NO_SUCH_SHEET, sheet=sheet)


def _contents(package: Package) -> _Contents:
    workbook = next(
        (part for kind, part in package.relations("").values() if kind == "officeDocument"), "xl/workbook.xml"
    )
    relations = package.relations(workbook)
    contents = _Contents()
    for kind, part in relations.values():
        if kind == "sharedStrings":
            contents.strings = part
        elif kind == "styles":
            contents.styles = part

    def start(tag: str, attributes: dict[str, str]) -> None:
        tag = local_name(tag)
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if local_name(name) == "id"), "")
            kind, part = relations.get(key, ("", ""))
            if kind == "worksheet":
                info = SheetInfo(attributes["name"], attributes.get("state", "visible") != "visible")
                if part in {part for _, part in contents.sheets} or len(contents.sheets) >= MAX_SHEETS:
                    raise ValueError(part)
                if len(info.name) > LONGEST_SHEET_NAME:
                    raise ValueError(info.name)
                contents.sheets.append((info, part))
        elif tag == "workbookPr":
            contents.from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif tag == "calcPr":
            contents.values_stale = attributes.get("fullCalcOnLoad", "0") in ("1", "true")

    package.read_through(workbook, start)
    return contents
