"""Finding the header: the row that names the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.columns import is_usual_name, match_columns, without_hint
from qbank.spreadsheets.columns.levels import level_columns, level_of
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.table import TableRow

#: The header is among the first rows that have content.
LOOKED_AT: Final = 200
_LONGEST_NAME: Final = 24
#: Such a name, with what it says of how to fill in the column.
_LONGEST_WITH_HINT: Final = 160
#: A header that names nothing we know has names of so many characters at most.
_LONGEST_UNKNOWN_NAME: Final = 10
#: What names of columns don't hold: ends of sentences, and numbers alone.
_SENTENCE: Final = re.compile(r"[。！？?!；;]\s*$|[。！？]")
_NUMBER: Final = re.compile(r"[\d\s.,:/%()（）、-]+")
#: What forms write beside the answers.
_STAMP: Final = re.compile(
    r"timestamp|时间戳记?|(?:提交|填写|提交答卷|答题|开始|完成)时间|submi(?:t|ssion|tted) ?(?:time|date|at)"
    r"|(?:start|completion) time"
)
#: Words in which questions are asked.
_ASKING: Final = re.compile(
    r"怎么|怎样|如何|什么|为何|哪些|哪个|是否|请|吗|谈谈|说说|举例|"
    r"\b(?:what|how|why|when|which|who|describe|tell|explain|would|can|could|do|did|have|give)\b"
)


def find_header(rows: Sequence[TableRow]) -> int:
    """The number of the row that names the columns; 0 when none of the first rows does.

    The first row that names the question and another column is the header, or else the one with the most
    names we know. Where a header goes on in the next row, as below a name over several columns, that is the
    last of it. Without any known name: a row of short names, when the rows below it go on for as many columns
    with longer texts or numbers.
    """
    rows = [row for row in rows[:LOOKED_AT] if not row.hidden]
    if rows and is_of_a_form(rows[0].cells):
        return rows[0].number
    widths = Counter(_filled(row) for row in rows[1:])
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    likely = [row for row in rows if _filled(row) * 2 >= usual and looks_like_names(row.cells)]
    known = {row.number: known_fields(row.cells) for row in likely}
    best = _best_named(rows, likely, known)
    if best is not None:
        return _last_header_row(rows, best)
    for row in likely[:1]:
        below = [other for other in rows if other.number > row.number]
        return row.number if not below or (_filled(row) >= usual and _differs(row, below)) else 0
    return 0


def is_of_a_form(cells: Iterable[str]) -> bool:
    """Whether a row names the columns of what people answered to a form: its own names beside the form's
    questions, which are as long as any."""
    return any(_STAMP.fullmatch(fold(cell)) for cell in cells)


def _best_named(
    rows: Sequence[TableRow], likely: Sequence[TableRow], known: Mapping[int, set[Field]]
) -> TableRow | None:
    named = [
        row
        for row in likely
        if Field.TEXT in known[row.number] or len(known[row.number]) * 3 >= _filled(row) > 0
    ]
    named = [row for row in named if known[row.number]]
    sure = next((row for row in named if is_header(known[row.number], row.cells)), None)
    if sure is not None and not has_usual_names(sure.cells):
        # Answers and questions can be as short as names: then many rows look alike.
        usual = next((row for row in named if has_usual_names(row.cells)), None)
        alike = sum(is_header(known[row.number], row.cells) for row in named)
        sure = usual or (sure if alike == 1 else None)
        if sure is None:
            return None
    if sure is None:
        return max(named, key=lambda row: (len(known[row.number]), -row.number), default=None)
    # A single word above it may be a title, or the name of the only column.
    weak = next((row for row in named if row.number < sure.number and Field.TEXT in known[row.number]), None)
    if weak is None:
        return sure
    between = [row for row in rows if weak.number < row.number < sure.number]
    return weak if any(is_asking(cell) for row in between for cell in row.cells) else sure


def _last_header_row(rows: Sequence[TableRow], header: TableRow) -> int:
    """A header of two rows: the second names what stands below a name of the first over several columns."""
    after = next((row for row in rows if row.number > header.number), None)
    if after is None or after.number != header.number + 1 or _filled(header) < 2:
        return header.number
    if not (looks_like_names(header.cells) and looks_like_names(after.cells)):
        return header.number
    own = {column for column, cell in enumerate(after.cells) if cell.strip() and column not in after.merged}
    groups = set(_groups(header))
    if len(own) < 2 or not own <= groups:
        return header.number
    names = [after.cells[column] for column in own]
    is_named = sum(level_of(name) is not None for name in names) + len(known_fields(names)) > 0
    return after.number if is_named or any(header.spans.values()) else header.number


def _groups(header: TableRow) -> Iterable[int]:
    """The columns that a name of this row reaches over: it is merged over them, or they follow it blank."""
    cells = header.cells
    for column, cell in enumerate(cells):
        span = header.spans.get(column, 1)
        end = column + span
        if span == 1 and cell.strip():
            while end < len(cells) and not cells[end].strip():
                end += 1
            if end == len(cells):
                end += 100  # behind the last name of the row anything may follow
        if cell.strip() and end > column + 1:
            yield from range(column, end)


def known_fields(cells: Iterable[str]) -> set[Field]:
    """The fields that these names of columns are known to hold."""
    return set(match_columns(list(cells)).values())


def is_header(fields: set[Field], cells: Sequence[str]) -> bool:
    """Whether a row whose cells name these fields certainly names the columns of a table of questions."""
    filled = sum(1 for cell in cells if cell.strip())
    return Field.TEXT in fields and len(fields) > 1 and len(fields) * 3 >= filled


def has_usual_names(cells: Sequence[str]) -> bool:
    """Whether a row holds two names of columns that are known as a whole."""
    return sum(is_usual_name(cell) for cell in cells if cell.strip()) > 1


def column_names(rows: Sequence[TableRow], header_row: int) -> list[str]:
    """A name for every column that ``rows`` use: the header's, made different from each other, or letters.
    A name over several columns stands before each of theirs."""
    header = _header_cells(rows, header_row) if header_row else ()
    width = max((len(row.cells) for row in rows), default=0)
    names: list[str] = []
    taken: set[str] = set()
    for column in range(width):
        name = " ".join(header[column].split()) if column < len(header) else ""
        name = name or column_letters(column)
        distinct, count = name, 1
        while distinct in taken:
            count += 1
            distinct = f"{name} ({count})"
        taken.add(distinct)
        names.append(distinct)
    return names


def _header_cells(rows: Sequence[TableRow], header_row: int) -> tuple[str, ...]:
    at = next((place for place, row in enumerate(rows) if row.number == header_row), None)
    if at is None:
        return ()
    header = rows[at]
    above = rows[at - 1] if at and rows[at - 1].number == header_row - 1 else None
    if above is None or _last_header_row(rows[at - 1 :], above) != header_row:
        return header.cells
    if is_header(known_fields(header.cells), header.cells):
        # It needs nothing from above, where a form may ask for a name and a date.
        return header.cells
    cells: list[str] = []
    group = ""
    for column in range(max(len(header.cells), len(above.cells))):
        upper = above.cells[column].strip() if column < len(above.cells) else ""
        lower = header.cells[column].strip() if column < len(header.cells) else ""
        group = upper or group
        if not lower or lower == upper:
            cells.append(upper)
        else:
            cells.append(f"{group} {lower}" if group != lower and column not in header.merged else lower)
    return tuple(cells)


def _filled(row: TableRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def looks_like_names(cells: Iterable[str]) -> bool:
    """Whether all cells with content are short, no sentences and no numbers."""
    names: list[str] = []
    cells = list(cells)
    if max(map(len, cells), default=0) > _LONGEST_WITH_HINT:
        return False
    for cell in cells:
        name = cell.strip()
        if (len(name) > _LONGEST_NAME and len(without_hint(name)) > _LONGEST_NAME) or _SENTENCE.search(name):
            return False
        if name:
            names.append(name)
    numbers = [name for name in names if _NUMBER.fullmatch(name)]
    return not numbers or len(level_columns(numbers)) == len(numbers) < len(names)


def asks(text: str) -> bool:
    """Whether a text reads like a question."""
    return text.rstrip().endswith(("？", "?")) or _ASKING.search(fold(text[:400])) is not None


def is_asking(text: str) -> bool:
    """Whether a text reads like a question, or like a longer sentence."""
    return _SENTENCE.search(text) is not None or asks(text)


def _differs(header: TableRow, below: Sequence[TableRow]) -> bool:
    """Whether the rows below hold longer texts, or numbers, where the header has names; and none of the
    names is itself a question, or said again in its column."""
    if any(len(name.strip()) > _LONGEST_UNKNOWN_NAME or is_asking(name) for name in header.cells):
        return False
    differs = False
    for column, name in enumerate(header.cells):
        values = [row.cells[column] for row in below if column < len(row.cells) and row.cells[column].strip()]
        if not values or not name.strip():
            continue
        if any(value.strip() == name.strip() for value in values):
            return False
        if all(_NUMBER.fullmatch(value) for value in values) or max(map(len, values)) > _LONGEST_NAME:
            differs = True
    return differs
