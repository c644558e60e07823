"""What a person says columns hold, as COLUMN=FIELD, in place of the automatic matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from common.folding import fold
from common.messages import gettext_noop
from qbank.spreadsheets.columns.columns import field_of
from qbank.spreadsheets.columns.mapping import SEVERAL, ColumnMapping, Field
from qbank.spreadsheets.files.columns_by_letter import column_letters

#: Said instead of a field for columns that are not to be read.
NONE = "none"

NO_FIELD = gettext_noop("“%(said)s” doesn’t say what the column holds. Write COLUMN=FIELD.")
NO_COLUMN = gettext_noop("There is no column “%(column)s”. The columns are: %(columns)s.")
NO_SUCH_FIELD = gettext_noop("“%(field)s” is nothing a column can hold. The fields are: %(fields)s.")
TWICE = gettext_noop("“%(field)s” can only be one column.")
NO_QUESTION = gettext_noop(
    "No column holds the question. Say which: COLUMN=text. The columns are: %(columns)s."
)


class MappingError(ValueError):
    """``message`` is an English message id with %(name)s places for ``params``."""

    def __init__(self, message: str, params: Mapping[str, str]) -> None:
        self.message, self.params = message, params
        super().__init__(message % params)


def with_assignments(
    mapping: ColumnMapping, names: Sequence[str], assignments: Sequence[str]
) -> ColumnMapping:
    """``mapping`` with ``assignments`` ("COLUMN=FIELD") for the columns ``names``.

    Raises MappingError, also where no column holds the question.
    """
    chosen: dict[int, Field | None] = {}
    for assignment in assignments:
        name, mark, field = assignment.rpartition("=")
        if not mark:
            raise MappingError(NO_FIELD, {"said": assignment})
        chosen[_column(names, name)] = _field(field.strip())
    single = {field for field in chosen.values() if field is not None} - SEVERAL
    for field in single:
        if list(chosen.values()).count(field) > 1:
            raise MappingError(TWICE, {"field": field.value})
    columns = {column: field for column, field in mapping.columns.items() if field not in single}
    columns = {column: field for column, field in columns.items() if column not in chosen}
    columns |= {column: field for column, field in chosen.items() if field is not None}
    if Field.TEXT not in columns.values():
        raise MappingError(NO_QUESTION, {"columns": ", ".join(names)})
    return replace(mapping, columns=columns)


def _column(names: Sequence[str], name: str) -> int:
    """By its name, or else by its letter."""
    wanted = fold(name)
    folded = [fold(known) for known in names]
    if wanted in folded:
        return names.index(name) if name in names else folded.index(wanted)
    by_letter = [column_letters(column).lower() for column in range(len(names))]
    if wanted in by_letter:
        return by_letter.index(wanted)
    raise MappingError(NO_COLUMN, {"column": name, "columns": ", ".join(names)})


def _field(name: str) -> Field | None:
    if name.lower() == NONE:
        return None
    try:
        return Field(name)
    except ValueError:
        field = field_of(name)
    if field is None:
        raise MappingError(NO_SUCH_FIELD, {"field": name, "fields": ", ".join([*Field, NONE])})
    return field
