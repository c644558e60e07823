"""The columns of a file with samples of each, for the page on which is said what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.table import Reading

_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class ColumnView:
    """``field`` is what the column holds, "" for one that is not read."""

    index: int
    letter: str
    name: str
    samples: Sequence[str]
    field: str


def columns_context(
    names: Sequence[str],
    samples: Mapping[int, Sequence[str]],
    fields: Mapping[int, str],
    reading: Reading,
) -> dict[str, Any]:
    """What components/imports/columns.html needs, but for the fields to choose from; ``hidden`` sends the
    reading along, ``reading_query`` leads back to it."""
    columns = [
        ColumnView(column, column_letters(column), name, samples[column], fields.get(column, ""))
        for column, name in enumerate(names)
    ]
    hidden = [(name, value) for name, value in reading.to_json().items() if name != "sheets"]
    if reading.sheets:
        hidden.append(("all_sheets", "1"))
    return {
        "columns": columns,
        "unread": sum(not column.field for column in columns),
        "hidden": hidden,
        "reading_query": urlencode(hidden),
    }


def sample_texts(texts: Iterable[str]) -> tuple[str, ...]:
    """The first different texts of a column."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, texts))))[:_SAMPLES]
