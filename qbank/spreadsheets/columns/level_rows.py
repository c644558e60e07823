"""Telling a column that says the level of each row's point: 优, 良, 差 or 5分, 3分, 1分 below a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.levels import letter_of, level_of, levels_of_letters
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import TableRow

_NAME: Final = re.compile(
    r"(?:评分|打分|得分|行为|表现|评价|回答)?(?:等级|级别|档次|档位|档|水平|评级|分值|分数|得分|评分|打分|分)|"
    r"(?:score|rating|performance)?(?:level|rating|score|grade|scale|points|pts|band)s?"
)
_NOT_WORD: Final = re.compile(r"[\W_]+")
_LETTERS: Final = frozenset("abcde")
#: Such a column is called nothing else so far, or something that its values speak against.
_REPLACED: Final = frozenset((None, Field.DIFFICULTY, Field.WEIGHT, Field.POINT))
#: Shorter texts describe no level.
_SHORTEST_TEXT: Final = 2


def with_level_column(
    fields: Mapping[int, Field], names: Sequence[str], rows: Sequence[TableRow]
) -> dict[int, Field]:
    """``fields`` with the column of the levels, and with the one of their texts where its name does not say
    so. Numbers are levels only where they run from 5 down to 1, or the other way, below every question."""
    text = next((column for column, field in fields.items() if field is Field.TEXT), None)
    if text is None:
        return dict(fields)
    for column, name in enumerate(names):
        if fields.get(column) not in _REPLACED or not _NAME.fullmatch(_NOT_WORD.sub("", fold(name))):
            continue
        points = [other for other, field in fields.items() if field is Field.POINT and other != column]
        if len(points) > 1:
            continue
        said = points or _texts_beside(column, fields, rows)
        groups = [group for group in _groups(rows, text, column, said) if len(group) > 1]
        if said and groups and all(map(_are_levels, groups)):
            return {**fields, column: Field.LEVEL, said[0]: Field.POINT}
    return dict(fields)


def _texts_beside(column: int, fields: Mapping[int, Field], rows: Sequence[TableRow]) -> list[int]:
    for beside in (column + 1, column - 1):
        if beside >= 0 and beside not in fields:
            texts = [cell for row in rows if len(cell := _cell(row, beside)) >= _SHORTEST_TEXT]
            if len(texts) > 1:
                return [beside]
    return []


def _groups(rows: Sequence[TableRow], text: int, column: int, points: Sequence[int]) -> Iterator[list[str]]:
    """What the column says in the rows of each question."""
    group: list[str] = []
    before = ""
    for row in rows:
        own = "" if text in row.merged else _cell(row, text)
        if own and own != before:
            yield group
            group, before = [], own
        value = "" if column in row.merged else _cell(row, column)
        if value and points and _cell(row, points[0]):
            group.append(value)
    yield group


def _are_levels(values: Sequence[str]) -> bool:
    letters = [fold(value) if fold(value) in _LETTERS else letter_of(value) for value in values]
    if levels_of_letters(letters):
        return True
    levels = [level_of(value) for value in values]
    found = [level for level in levels if level is not None]
    steps = [after - before for before, after in pairwise(found)]
    in_order = all(step < 0 for step in steps) or all(step > 0 for step in steps)
    if len(found) < len(values) or not in_order:
        return False
    is_counted = any(character.isdigit() for value in values for character in value)
    return not is_counted or (len(found) > 2 and {1, 5} <= set(found))


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column].strip() if 0 <= column < len(row.cells) else ""
