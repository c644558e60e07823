"""Rows below a question that go on with it: one point a row, with the question merged or said once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.levels import said_before
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.columns.weights import weight_columns
from qbank.spreadsheets.files.table import Oddity, TableRow
from qbank.spreadsheets.judging.line_kinds import is_running_number

#: What may go on below a question.
_PARTS: Final = (Field.POINT, Field.RED_FLAG, Field.PROBE, Field.WEIGHT, Field.LEVEL)
_JOINED: Final = (*_PARTS, Field.ANSWER, Field.COMPETENCY)
_AMOUNT: Final = re.compile(r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*(分|%|％|points?|pts?)?\s*", re.IGNORECASE)
#: How much longer the same text is with other spaces.
_SPACES: Final = 8
_BULLET: Final = "• "
_INDENTED: Final = "\n  "


def only_parts(
    row: TableRow,
    filled: Mapping[int, str],
    columns: Mapping[Field, Sequence[int]],
    mapping: ColumnMapping,
    is_next: bool,
) -> bool:
    """Whether a row without a question of its own goes on with the question above: because its cell is merged
    down to this row, or because it comes directly below (``is_next``) and holds nothing but parts."""
    text = columns.get(Field.TEXT, (-1,))[0]
    if text < 0 or text in filled or not filled:
        return False
    if text in row.merged:
        return any(mapping.columns.get(column) in _JOINED for column in filled)
    fields = {mapping.columns.get(column) for column in filled}
    has_parts = bool(fields & {Field.POINT, Field.RED_FLAG, Field.PROBE})
    return is_next and has_parts and fields <= {*_PARTS, None} and text not in row.odd


def repeats_question(
    row: TableRow, question: TableRow, columns: Mapping[Field, Sequence[int]], mapping: ColumnMapping
) -> bool:
    """Whether a row says the question above once more and has another point of it."""
    text = columns.get(Field.TEXT, (-1,))[0]
    if abs(len(_cell(row, text)) - len(_cell(question, text))) > _SPACES:
        return False
    points = [column for name in (Field.POINT, Field.RED_FLAG) for column in columns.get(name, ())]
    if (
        text < 0
        or not points
        or not _cell(row, text)
        or _folded(_cell(row, text)) != _folded(_cell(question, text))
    ):
        return False
    if not any(_cell(row, column) for column in points) or not any(_cell(question, c) for c in points):
        return False
    if all(_cell(row, column) == _cell(question, column) for column in points):
        return False
    return all(
        not _cell(row, column)
        or _cell(row, column) == _cell(question, column)
        or field in _PARTS
        or (field is Field.CODE and is_running_number(_cell(row, column)) and not _cell(question, column))
        for column, field in mapping.columns.items()
    )


@lru_cache(maxsize=2)
def _folded(text: str) -> str:
    """A row is compared with the one above, and then the one below with it."""
    return fold(text)


def joined(question: TableRow, part: TableRow, columns: Mapping[Field, Sequence[int]]) -> TableRow:
    """``question`` with what ``part`` adds: each point in a line of its own, with its weight."""
    cells = list(_with_marks(question, columns).cells)
    added = _with_marks(part, columns).cells
    cells += [""] * (len(added) - len(cells))
    several = {column for field in _JOINED for column in columns.get(field, ())}
    for column, text in enumerate(added):
        if not text.strip() or column in part.merged:
            continue
        if not cells[column].strip():
            cells[column] = text
        elif column in several and text.strip() != cells[column].strip():
            cells[column] = f"{cells[column]}\n{text}"
    odd: dict[int, Oddity] = {**part.odd, **question.odd}
    return replace(question, cells=tuple(cells), odd=odd)


def _with_marks(row: TableRow, columns: Mapping[Field, Sequence[int]]) -> TableRow:
    """The row with each point bulleted, its level before and its weight behind it."""
    cells = list(row.cells)
    points = columns.get(Field.POINT, ())
    weights = weight_columns(points, columns.get(Field.WEIGHT, ())).own
    level = columns.get(Field.LEVEL, (-1,))[0]
    for column in points:
        text = _cell(row, column)
        if not text or text.startswith(_BULLET.strip()) or column in row.merged:
            continue
        if (said := _cell(row, level)) and level not in row.merged:
            text = f"{said_before(said)}{text}"
            cells[level] = ""
        own_weight = weights.get(column, -1)
        amount = _AMOUNT.fullmatch(_cell(row, own_weight))
        if amount is not None and "\n" not in text:
            text = f"{text}（{amount[1]}{amount[2] or '分'}）"
            cells[own_weight] = ""
        cells[column] = _BULLET + text.replace("\n", _INDENTED)
    return replace(row, cells=tuple(cells))


def with_level(row: TableRow, columns: Mapping[Field, Sequence[int]]) -> TableRow:
    """A question whose first level stands in its own row."""
    return _with_marks(row, columns) if Field.LEVEL in columns else row


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column].strip() if 0 <= column < len(row.cells) else ""
