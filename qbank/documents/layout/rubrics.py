"""Tables of what is looked for and what each is worth, as the lines a rubric is written in elsewhere.

要点 | 分值 below an answer is a rubric, with 评分标准 above it or without. Its lines are as long as before:
places in the document hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qbank.documents.layout.tables import BREAK, Table, TableCell, flattened, heading_role
from qbank.documents.parsing.marks import fold
from qbank.documents.structure.words import Role

_SCORE: Final = re.compile(r"[^\d]{0,3}\d{1,3}(?:\.\d)?[ ]?(?:分|%|points?|pts?|marks?)?", re.IGNORECASE)
_TOTAL: Final = re.compile(r"(?:合计|总分|总计|小计|满分|total)[ :]*", re.IGNORECASE)
#: What stands for the headings of the columns, the longest that has room.
RUBRIC: Final = "评分标准:"
_LABELS: Final = (RUBRIC, "得分点:")
_NO_TEXT: Final = frozenset({Role.INDEX, Role.SCORE})
_FEWEST: Final = 2


def rubric_lines(text: str, table: Table) -> str | None:
    """The table as lines with weights in brackets behind them; None where it is no such table."""
    if _gives_levels(text, table):
        flat = flattened(text, table)
        return (
            _headed(table, flat[: table.row_starts[1] - table.start])
            + flat[table.row_starts[1] - table.start :]
        )
    roles = [heading_role(text[cell.start : cell.end]) for cell in table.rows[0]]
    rows = [row for row in table.rows[1:] if any(cell.end > cell.start for cell in row)]
    said = [column for column, role in enumerate(roles) if role not in _NO_TEXT]
    if len(rows) < _FEWEST or roles.count(Role.SCORE) != 1 or not said:
        return None
    scored = roles.index(Role.SCORE)
    if scored < said[0] or any(not _weighs(text, row, scored, said[0]) for row in rows):
        return None
    ends = [*(start - 1 for start in table.row_starts[1:]), table.end]
    lines = [_headed(table, text[table.start : table.row_starts[1]])]
    for start, end, row in zip(table.row_starts[1:], ends[1:], table.rows[1:], strict=True):
        lines.append(
            _line(text, [row[column] for column in said if column < len(row)], row[scored], end - start)
        )
    return lines[0] + "\n".join(lines[1:])


def _line(text: str, cells: Sequence[TableCell], score: TableCell, length: int) -> str:
    """A row as one line of its length: what is said, and its weight in brackets."""
    said = [text[cell.start : cell.end].replace(BREAK, " ") for cell in cells if cell.end > cell.start]
    if not said or _TOTAL.fullmatch(fold(said[0])):
        return " " * length
    worth = text[score.start : score.end]
    unit = "分" if worth[-1].isdigit() else ""
    line = f"{'：'.join(said)}（{worth}{unit}）"
    # Between tabs there is no room for all of it.
    return (line if len(line) <= length else f"{'：'.join(said)}（{worth}").ljust(length)


def _headed(table: Table, heading: str) -> str:
    """The stretch of the headings with a label in their place."""
    label = next((label for label in _LABELS if len(label) < len(heading)), "")
    return label + " " * (len(heading) - len(label) - 1) + "\n"


def _gives_levels(text: str, table: Table) -> bool:
    """Whether each row has a level and what is seen on it, below headings that are none."""
    firsts = [heading_role(text[row[0].start : row[0].end]) for row in table.rows if len(row) == 2]
    return (
        not table.tabs
        and len(table.rows) > _FEWEST
        and len(firsts) == len(table.rows)
        and firsts[0] != Role.LEVEL
        and all(role == Role.LEVEL for role in firsts[1:])
    )


def _weighs(text: str, row: Sequence[TableCell], scored: int, said: int) -> bool:
    if scored >= len(row) or row[said].end == row[said].start:
        return False
    return _SCORE.fullmatch(fold(text[row[scored].start : row[scored].end])) is not None
