"""Tables that cross points with levels, below an answer: 评分维度 | 优秀 | 合格 | 较差, or turned round.

Each cell is a point on its level, with the name of what it is about before it: nothing of the table is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.layout.rubrics import rubric_lines
from qbank.documents.layout.tables import Table, cell_text, find_tables, heading_role, level_of
from qbank.documents.parsing.marks import fold, unwrap
from qbank.documents.parts.levels import ENDS, short_enough
from qbank.documents.structure.words import Role

_TOTAL: Final = re.compile(r"(?:合计|总分|总计|小计|满分|total)[ :]*", re.IGNORECASE)
_SAYS_SOMETHING: Final = re.compile(r"[^\W\d_]")
_FEWEST_LEVELS: Final = 2
#: A level and what is seen on it: such a table is a list of anchors.
_COLUMNS_OF_ONE_LIST: Final = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """``start``–``end`` is the table's place; ``points`` are sorted, the lowest level first."""

    start: int
    end: int
    points: tuple[PointDraft, ...]


def grid_of(text: str, table: Table) -> Grid | None:
    """The points of a table of points and levels; None where it is no such table."""
    width = max(len(row) for row in table.rows)
    if width == _COLUMNS_OF_ONE_LIST:
        return None
    rows = [[unwrap(cell_text(text, cell)) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    points = list(_points(rows)) or list(_points(list(zip(*rows, strict=True))))
    if not points:
        return None
    return Grid(table.start, table.end, tuple(sorted(points, key=lambda point: point.level or 0)))


def rubric_of(text: str) -> tuple[str, list[PointDraft]]:
    """A rubric without its tables of points and levels, other tables of points as lines; and those points."""
    flow = list(text)
    points: list[PointDraft] = []
    for table in find_tables(text):
        if (grid := grid_of(text, table)) is not None:
            points += grid.points
            flow[table.start : table.end] = " " * (table.end - table.start)
        elif (lines := rubric_lines(text, table)) is not None:
            flow[table.start : table.end] = lines
    return "".join(flow), points


def _points(rows: Sequence[Sequence[str]]) -> Iterator[PointDraft]:
    """The points of rows whose first one names the levels; none where a row says something else."""
    roles = [heading_role(name) for name in rows[0]]
    levels = {
        column: level_of(name)
        for column, (name, role) in enumerate(zip(rows[0], roles, strict=True))
        if role == Role.LEVEL
    }
    about = [
        column
        for column, role in enumerate(roles[: min(levels, default=0)])
        if role not in (Role.LEVEL, Role.INDEX)
    ]
    others = [column for column in range(len(roles)) if column not in levels and column not in about]
    filled = [row for row in rows[1:] if any(row) and not _is_total(row)]
    if (
        len(levels) < _FEWEST_LEVELS
        or len(set(levels.values())) != len(levels)
        or not about
        or not filled
        or not any(_SAYS_SOMETHING.search(row[column]) for row in filled for column in levels)
        or not all(any(row[column] for column in levels) for row in filled)
        or any(row[column] and roles[column] != Role.INDEX for row in filled for column in others)
    ):
        return
    name = ""
    for row in filled:
        name = _name([(row[column], roles[column]) for column in about if row[column]]) or name
        for column, level in levels.items():
            wording = row[column].strip(ENDS)
            for piece in short_enough(f"{name}{_colon(name)}{wording}" if wording else ""):
                yield PointDraft(text=piece, level=level)


def _name(cells: Sequence[tuple[str, Role | None]]) -> str:
    """What a row is about, with what it is worth in brackets."""
    said = [text.strip(ENDS) for text, role in cells if role != Role.SCORE]
    worth = "".join(f"（{text}）" for text, role in cells if role == Role.SCORE)
    return _colon("".join(said)).join(said) + worth


def _colon(words: str) -> str:
    return ": " if words.isascii() else "："


def _is_total(row: Sequence[str]) -> bool:
    return next((_TOTAL.match(fold(cell)) is not None for cell in row if cell), False)
