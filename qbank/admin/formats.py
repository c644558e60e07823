"""Spreadsheets for the admin's small tables, read and written with the site's own care."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.formats.base_formats import Format
from tablib import Dataset

from common.downloads import CONTENT_TYPES
from common.folding import fold
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.files.formula_safety import escape_formula, unescape_formula
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.reading import inspect, rows

#: The dataset's last column: the row as it stands in the file (qbank.spreadsheets.table.Row).
FILE_ROW = "\0row"
#: Rows the admin takes at once; each is compared and saved by itself.
MOST_ROWS = 500
#: The header is among the first rows.
_ABOVE = 30


class Spreadsheet(Format):
    """An upload, Excel or CSV by its content. ``headings`` are folded names of the columns it should have;
    ``name`` is the file's, set before it is read."""

    def __init__(self, encoding: str | None = None, headings: Collection[str] = ()) -> None:
        """``encoding`` is django-import-export's; the file's own is found out."""
        self.name, self.headings = "", headings

    def get_title(self) -> str:
        return _("Excel (.xlsx) or CSV")

    def can_import(self) -> bool:
        return True

    def create_dataset(self, data: bytes) -> Dataset:
        """The rows below the header, all as wide as the widest. Raises SpreadsheetError, and ValidationError
        where there are too many."""
        found = inspect(self.name, data)
        everything = list(islice(rows(found.kind, data, found.guess), MOST_ROWS + _ABOVE))
        header = self._header(everything) or found.guess.header_row
        below = [row for row in everything if row.number > header]
        if len(below) > MOST_ROWS:
            raise ValidationError(_("At most %(count)s rows can be read here.") % {"count": MOST_ROWS})
        names = column_names(everything, header)
        dataset = Dataset(headers=[*names, FILE_ROW])
        for row in below:
            cells = [unescape_formula(cell) for cell in row.cells]
            dataset.append([*cells, *[""] * (len(names) - len(cells)), row])
        return dataset

    def _header(self, first: Sequence[TableRow]) -> int:
        """The number of the row with most of the headings; 0 where none has any."""
        known = {
            row.number: sum(fold(c).strip() in self.headings for c in row.cells) for row in first[:_ABOVE]
        }
        best = max(known, key=lambda number: (known[number], -number), default=0)
        return best if known.get(best) else 0


class _Export(Format):
    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def can_export(self) -> bool:
        return True


class Xlsx(_Export):
    def get_title(self) -> str:
        return _("Excel (.xlsx)")

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return CONTENT_TYPES["xlsx"]

    def export_data(self, dataset: Dataset, **options: Any) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            sheet.set_column(0, max(len(dataset.headers) - 1, 0), 32)
            for column, name in enumerate(dataset.headers):
                sheet.write_string(0, column, name, head)
            for number, row in enumerate(dataset, 1):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        sheet.write_number(number, column, value, wrapped)
                    else:
                        sheet.write_string(number, column, escape_formula(str(value or "")), wrapped)
        return out.getvalue()


class Csv(_Export):
    """UTF-8 with a byte order mark: Excel would take it for the system's own encoding."""

    def get_title(self) -> Any:
        return gettext_lazy("CSV")

    def get_extension(self) -> str:
        return "csv"

    def get_content_type(self) -> str:
        return CONTENT_TYPES["csv"]

    def export_data(self, dataset: Dataset, **options: Any) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(dataset.headers)
        for row in dataset:
            writer.writerow(
                [value if isinstance(value, int) else escape_formula(str(value or "")) for value in row]
            )
        return out.getvalue().encode("utf-8-sig")
