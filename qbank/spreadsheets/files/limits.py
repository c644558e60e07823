"""How much of a spreadsheet is read at most; how large its file may be stands in common/limits.py."""

from __future__ import annotations

from typing import Final

MAX_COLUMNS: Final = 100
#: The parts of a workbook, unpacked, altogether.
MAX_UNPACKED: Final = 256 * 1024 * 1024
MAX_PARTS: Final = 5_000
MAX_SHEETS: Final = 500
#: Excel's own is 31.
LONGEST_SHEET_NAME: Final = 255
#: Unpacked to packed; workbooks people make stay under 30. Small ones may be anything.
MAX_RATIO: Final = 100
SMALL_ENOUGH: Final = 20 * 1024 * 1024
#: Characters of one cell (Excel's own limit is 32,767); the rest of a longer one is not kept.
MAX_CELL: Final = 100_000
#: Characters of all cells read: one shared text can stand in millions of cells.
MAX_TEXT: Final = 200_000_000
#: Tags in one part of a workbook: a cell with content takes four.
MAX_TAGS: Final = 12_000_000
#: Characters of one line of a CSV file: as much as all its columns may hold.
MAX_LINE: Final = 2_000_000
#: Texts a workbook keeps for its cells.
MAX_SHARED_STRINGS: Final = 3_000_000
#: The last row there is in a spreadsheet program.
LAST_ROW: Final = 1_048_576
