"""What the columns of a preview say: their values, how often each stands there, and what it means."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qbank.imports.forms import FIELD_CHOICES, FIELD_NAMES
from qbank.imports.pages.batch import competency_names
from qbank.imports.services.reading_rows import batch_mapping
from qbank.models import Category, ImportBatch
from qbank.spreadsheets.columns.mapping import CREATE, NAME_FIELDS, Field
from qbank.spreadsheets.columns.names import KnownNames
from qbank.spreadsheets.columns.values import match_value

#: At most so many values of a column are shown, the most frequent ones.
MAX_SHOWN = 100


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """``meaning``: the code or name it stands for, CREATE, or "" where it has none; for a column of free
    text, the text itself."""

    text: str
    count: int
    meaning: str


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """The values of a column. ``choices``: what they can mean; none for a column of free text, whose values
    are replaced by what is typed. ``creates``: a value may be created under its own name."""

    column: int
    name: str
    field: Field
    label: str
    values: list[ColumnValue]
    more: int
    choices: list[tuple[str, str]]
    creates: bool


def read_columns(batch: ImportBatch) -> list[tuple[int, str]]:
    """(number, name) of the columns that are read."""
    names = batch.options.get("names", [])
    columns = sorted(batch_mapping(batch).columns)
    return [(column, names[column] if column < len(names) else f"#{column + 1}") for column in columns]


def column_values(batch: ImportBatch, column: int) -> ColumnValues:
    """The values of a column that is read, mended cells included."""
    mapping = batch_mapping(batch)
    field, key = mapping.columns[column], str(column)
    counts: Counter[str] = Counter()
    rows = batch.rows.order_by("number").values_list("cells", "mended")
    for cells, mended in rows.iterator(chunk_size=2000):
        if text := (cells | mended).get(key, "").strip():
            counts[text] += 1
    choices = _choices(field)
    chosen = mapping.values.get(field, {})
    known = KnownNames({name for name, _label in choices}, {})

    def meaning(text: str) -> str:
        if not choices:
            return text
        if text in chosen:
            return chosen[text]
        return (known.find(text) if field in NAME_FIELDS else match_value(field, text)) or ""

    values = [ColumnValue(text, count, meaning(text)) for text, count in counts.most_common(MAX_SHOWN)]
    new_names = dict.fromkeys(value.meaning for value in values if value.meaning not in ("", CREATE))
    if field in NAME_FIELDS:
        choices = [(name, name) for name in dict.fromkeys([*dict(choices), *new_names])]
    return ColumnValues(
        column,
        dict(read_columns(batch))[column],
        field,
        str(FIELD_NAMES[field]),
        values,
        max(0, len(counts) - MAX_SHOWN),
        choices,
        field in NAME_FIELDS,
    )


def _choices(field: Field) -> list[tuple[str, str]]:
    if field in FIELD_CHOICES:
        return [(code, str(label)) for code, label in FIELD_CHOICES[field]]
    if field is Field.CATEGORY:
        return [(name, name) for name in Category.objects.values_list("name", flat=True)]
    return [(name, name) for name in competency_names()] if field is Field.COMPETENCY else []
