"""What a sheet says about its columns and cells beside their texts: hidden columns and merged cells.

It stands partly before and partly behind the cells, so it is looked up in the sheet's XML by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from qbank.spreadsheets.files.columns_by_letter import column_number
from qbank.spreadsheets.files.limits import MAX_COLUMNS
from qbank.spreadsheets.files.table import TableRow

#: Merged ranges looked at; more come from no person.
_MAX_RANGES: Final = 50_000
#: Bytes of a tag that may begin at the end of a piece.
_TAG: Final = 400
_TAGS: Final = re.compile(rb"<(?:\w{1,20}:)?(col|mergeCell|row)\s([^<>]{1,400})>")
_ATTRIBUTE: Final = re.compile(rb"""(min|max|hidden|ref)\s{0,9}=\s{0,9}["']([^"']*)["']""")
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_TRUE: Final = (b"1", b"true")


@dataclass(slots=True)
class Arrangement:
    """``down``: {row: {column: last row}} and ``across``: {row: {column: number of columns}} of the merged
    ranges, by their first cell. ``hidden_rows``: how many rows with a definition of their own are hidden.
    ``row_ends``: how many rows have cells; the others have no end of their own."""

    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: int = 0
    row_ends: int = 0
    down: dict[int, dict[int, int]] = field(default_factory=dict)
    across: dict[int, dict[int, int]] = field(default_factory=dict)

    @property
    def hides_anything(self) -> bool:
        return bool(self.hidden_rows or self.hidden_columns)


def read_arrangement(pieces: Iterable[bytes]) -> Arrangement:
    """The arrangement of a sheet whose XML comes in ``pieces``."""
    arrangement = Arrangement()
    ranges = 0
    for window in _windows(pieces):
        arrangement.row_ends += window.count(b"row>")
        if not (b"hidden" in window or b"mergeCell" in window):
            continue
        for tag in _TAGS.finditer(window):
            attributes = dict(_ATTRIBUTE.findall(tag[2]))
            if tag[1] == b"mergeCell":
                ranges += 1
                if ranges <= _MAX_RANGES:
                    _add_range(arrangement, attributes.get(b"ref", b"").decode("ascii", "replace").upper())
            elif attributes.get(b"hidden") in _TRUE:
                if tag[1] == b"row":
                    arrangement.hidden_rows += 1
                else:
                    _hide_columns(arrangement, attributes)
    return arrangement


def _windows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, each with the tag that the last one ended in."""
    rest = b""
    for piece in pieces:
        window = rest + piece
        cut = window.rfind(b"<", max(0, len(window) - _TAG))
        rest = window[cut:] if cut >= 0 and b">" not in window[cut:] else b""
        yield window[: len(window) - len(rest)]
    yield rest


def _hide_columns(arrangement: Arrangement, attributes: dict[bytes, bytes]) -> None:
    first, last = attributes.get(b"min", b""), attributes.get(b"max", b"")
    if first.isdigit() and last.isdigit() and len(first) < 6 and len(last) < 6:
        arrangement.hidden_columns.update(range(int(first) - 1, min(int(last), MAX_COLUMNS)))


def _add_range(arrangement: Arrangement, reference: str) -> None:
    match = _RANGE.fullmatch(reference)
    if match is None:
        return
    left, right = column_number(match[1]), column_number(match[3])
    top, bottom = int(match[2]), int(match[4])
    if right > left:
        arrangement.across.setdefault(top, {})[left] = right - left + 1
    elif bottom > top and left < MAX_COLUMNS:
        arrangement.down.setdefault(top, {})[left] = bottom


def arranged(rows: Iterable[TableRow], arrangement: Arrangement, with_hidden: bool) -> Iterator[TableRow]:
    """The rows with the texts of merged cells in every row they reach down to; unless ``with_hidden``,
    without what stands in hidden columns."""
    reaching: dict[int, tuple[int, str]] = {}
    hidden = frozenset() if with_hidden else frozenset(arrangement.hidden_columns)
    for row in rows:
        if is_end(row):
            yield row
            continue
        if hidden and not hidden.isdisjoint(range(len(row.cells))):
            row = _without_columns(row, hidden)
        if reaching or row.number in arrangement.down:
            row = _merged_down(row, arrangement, reaching)
        if row.number in arrangement.across:
            row = replace(row, spans=arrangement.across[row.number])
        if with_hidden and row.hidden:
            row = replace(row, hidden=False)
        if row.cells or row.odd:
            yield row


def is_end(row: TableRow) -> bool:
    """Whether a row only says how far the sheet reaches."""
    return not row.cells and not row.odd and not row.hidden


def _without_columns(row: TableRow, hidden: frozenset[int]) -> TableRow:
    cells = ["" if column in hidden else cell for column, cell in enumerate(row.cells)]
    odd = {column: oddity for column, oddity in row.odd.items() if column not in hidden}
    while cells and not cells[-1] and len(cells) - 1 not in odd:
        cells.pop()
    return replace(row, cells=tuple(cells), odd=odd)


def _merged_down(row: TableRow, arrangement: Arrangement, reaching: dict[int, tuple[int, str]]) -> TableRow:
    """``reaching``: {column: (last row, text)} of the merged cells that rows below begin or go on in."""
    for column in [column for column, (last, _text) in reaching.items() if last < row.number]:
        del reaching[column]
    cells, merged = list(row.cells), set()
    for column, (_last, text) in reaching.items():
        cells += [""] * (column + 1 - len(cells))
        if not cells[column]:
            cells[column] = text
            merged.add(column)
    for column, last in arrangement.down.get(row.number, {}).items():
        if column < len(row.cells) and row.cells[column]:
            reaching[column] = (last, row.cells[column])
    return replace(row, cells=tuple(cells), merged=frozenset(merged)) if merged else row
