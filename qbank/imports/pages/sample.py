"""The first rows of a file as a table, for the page on which its header is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.table import TableRow


def sample_context(rows: Sequence[TableRow]) -> dict[str, Any]:
    """What components/imports/sample.html needs of the rows."""
    width = max((len(row.cells) for row in rows), default=0)
    return {
        "rows": [(row.number, (*row.cells, *[""] * (width - len(row.cells))), row.hidden) for row in rows],
        "letters": [column_letters(column) for column in range(width)],
    }
