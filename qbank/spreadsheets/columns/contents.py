"""What the columns of a sheet without a header hold, by their contents."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from qbank.spreadsheets.columns.header import asks
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import TableRow

#: Fewer rows say nothing about a column.
_FEWEST_ROWS: Final = 2
_LONGEST_CATEGORY: Final = 16
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{1,2})?\s?(?:分|%|％|points?|pts?)?", re.IGNORECASE)
_COUNT: Final = re.compile(r"(?:no\.?|q|第)?\s?\d{1,4}\s?[.、)）题]?", re.IGNORECASE)


def guess_columns(rows: Sequence[TableRow]) -> dict[int, Field]:
    """{column: field} for the columns whose contents leave no doubt: the only one that asks, one whose few
    short values come again and again, and behind the question a single one of longer texts; one that only
    counts is left out. None at all where another column is left: then a person has to say it."""
    # Titles and headings stand alone in their rows, and say nothing of the columns.
    several = [row for row in rows if sum(map(bool, map(str.strip, row.cells))) > 1]
    rows = several if len(several) * 3 > len(rows) else rows
    width = max((len(row.cells) for row in rows), default=0)
    values = {
        column: [
            row.cells[column].strip() for row in rows if column < len(row.cells) and row.cells[column].strip()
        ]
        for column in range(width)
    }
    asking = [
        column
        for column, texts in values.items()
        if len(texts) >= _FEWEST_ROWS and sum(map(asks, texts)) * 2 > len(texts) and _mean_length(texts) > 5
    ]
    ending = [column for column in asking if _share_of_questions(values[column]) >= 0.5]
    text = asking[0] if len(asking) == 1 else ending[0] if len(ending) == 1 else None
    if text is None:
        return {}
    fields = {text: Field.TEXT}
    few = [
        column
        for column, texts in values.items()
        if column != text
        and len(set(texts)) * 10 <= len(texts) * 7
        and max(map(len, texts), default=0) <= _LONGEST_CATEGORY
        and not any(value.isdigit() for value in texts)
    ]
    if len(few) == 1 and few[0] < text:
        fields[few[0]] = Field.CATEGORY
    behind = [column for column in range(text + 1, width) if values[column] and column not in few]
    if len(behind) == 1 and not all(value[0].isdigit() for value in values[behind[0]]):
        fields[behind[0]] = Field.ANSWER
    left = [column for column, texts in values.items() if texts and column not in fields]
    return {} if any(not _counts(values[column]) for column in left) else fields


def asking_column(rows: Sequence[TableRow], besides: Container[int]) -> int | None:
    """The only column that asks, among those whose names say nothing."""
    width = max((len(row.cells) for row in rows), default=0)
    asking = []
    for column in range(width):
        texts = [cell for row in rows if (cell := "".join(row.cells[column : column + 1]).strip())]
        if (
            column not in besides
            and texts
            and sum(map(asks, texts)) * 2 > len(texts)
            and _mean_length(texts) > 5
        ):
            asking.append(column)
    return asking[0] if len(asking) == 1 else None


def with_amounts(fields: Mapping[int, Field], rows: Sequence[TableRow]) -> dict[int, Field]:
    """``fields`` where columns of bare numbers hold no points but their weights, such as "Points" may."""

    def is_of_amounts(column: int) -> bool:
        texts = [cell for row in rows if (cell := "".join(row.cells[column : column + 1]).strip())]
        return bool(texts) and all(_AMOUNT.fullmatch(text) for text in texts)

    return {
        column: Field.WEIGHT if field is Field.POINT and is_of_amounts(column) else field
        for column, field in fields.items()
    }


def _counts(texts: Sequence[str]) -> bool:
    """Whether a column only counts its rows."""
    return all(_COUNT.fullmatch(text) for text in texts)


def _mean_length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts)


def _share_of_questions(texts: Sequence[str]) -> float:
    return sum(text.endswith(("？", "?")) for text in texts) / len(texts)
