"""Spreadsheet formats for the admin's small tables, with the site's own readers and formula safety."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import Format
from tablib import Dataset

from common.downloads import CONTENT_TYPES
from common.folding import fold
from common.formula_safety import escape_formula, unescape_formula
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.limited import first_rows

#: The dataset's last column: the row as the file has it (qbank.spreadsheets.files.table.TableRow).
FILE_ROW = "\0row"
#: The admin imports at most so many rows at once: each is compared and saved by itself.
MAX_ROWS = 500
#: The header is among the first rows.
_HEADER_ROWS = 30


class Spreadsheet(Format):
    """Reads an upload, Excel or CSV by its content.

    ``headings`` are the folded names of the columns it should have; ``name`` is the file's, set before it is
    read.
    """

    def __init__(self, encoding: str | None = None, headings: Collection[str] = ()) -> None:
        """``encoding`` is django-import-export's and not used: the file's own is detected."""
        self.name, self.headings = "", headings

    def get_title(self) -> str:
        return _("Excel (.xlsx) or CSV")

    def can_import(self) -> bool:
        return True

    def create_dataset(self, data: bytes) -> Dataset:
        """The rows below the header, all as wide as the widest. Raises SpreadsheetError, and ValidationError
        where there are too many."""
        inspection, file_rows = first_rows(self.name, data, MAX_ROWS + _HEADER_ROWS)
        header = self._find_header(file_rows) or inspection.guess.header_row
        below = [row for row in file_rows if row.number > header]
        if len(below) > MAX_ROWS:
            raise ValidationError(_("At most %(count)s rows can be read here.") % {"count": MAX_ROWS})
        names = column_names(file_rows, header)
        dataset = Dataset(headers=[*names, FILE_ROW])
        for row in below:
            cells = [unescape_formula(cell) for cell in row.cells]
            dataset.append([*cells, *[""] * (len(names) - len(cells)), row])
        return dataset

    def _find_header(self, file_rows: Sequence[TableRow]) -> int:
        """The number of the row with most of the headings; 0 where none has any."""
        counts = {
            row.number: sum(fold(cell).strip() in self.headings for cell in row.cells)
            for row in file_rows[:_HEADER_ROWS]
        }
        best = max(counts, key=lambda number: (counts[number], -number), default=0)
        return best if counts.get(best) else 0


class _ExportFormat(Format):
    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def can_export(self) -> bool:
        return True


class Xlsx(_ExportFormat):
    def get_title(self) -> str:
        return _("Excel (.xlsx)")

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return CONTENT_TYPES["xlsx"]

    def export_data(self, dataset: Dataset, **options: Any) -> bytes:
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            header_format = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
            cell_format = book.add_format({"text_wrap": True, "valign": "top"})
            sheet.set_column(0, max(len(dataset.headers) - 1, 0), 32)
            for column, name in enumerate(dataset.headers):
                sheet.write_string(0, column, name, header_format)
            for number, row in enumerate(dataset, 1):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        sheet.write_number(number, column, value, cell_format)
                    else:
                        sheet.write_string(number, column, escape_formula(str(value or "")), cell_format)
        return file.getvalue()


class Csv(_ExportFormat):
    """UTF-8 with a byte order mark: Excel would take it for the system's own encoding."""

    def get_title(self) -> Any:
        return gettext_lazy("CSV")

    def get_extension(self) -> str:
        return "csv"

    def get_content_type(self) -> str:
        return CONTENT_TYPES["csv"]

    def export_data(self, dataset: Dataset, **options: Any) -> bytes:
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(dataset.headers)
        for row in dataset:
            writer.writerow(
                [value if isinstance(value, int) else escape_formula(str(value or "")) for value in row]
            )
        return file.getvalue().encode("utf-8-sig")
