"""What the columns and values of a spreadsheet mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Field(StrEnum):
    """What a column can hold. Some may stand over several columns (SEVERAL), TEXT over one."""

    CODE = "code"
    TEXT = "text"
    #: What a question offers to choose from; it becomes part of the question's text.
    OPTION = "options"
    SHORT_TITLE = "short_title"
    TAGS = "tags"
    CATEGORY = "category"
    ANSWER = "answer"
    POINT = "points"
    RED_FLAG = "red_flags"
    #: What each point of the row counts, or the points of as many columns in their order.
    WEIGHT = "weights"
    #: The level that the point of the row describes, where each level has a row.
    LEVEL = "levels"
    KIND = "kind"
    RUBRIC_KIND = "rubric_kind"
    DIFFICULTY = "difficulty"
    MINUTES = "minutes"
    COMPETENCY = "competencies"
    PROBE = "probes"
    STATUS = "status"


#: Fields that may stand over several columns: 要点1, 要点2 …
SEVERAL = frozenset(
    {Field.OPTION, Field.ANSWER, Field.POINT, Field.RED_FLAG, Field.WEIGHT, Field.PROBE, Field.COMPETENCY}
)
#: Fields whose values are one of a few choices.
CHOICE_FIELDS = (Field.KIND, Field.RUBRIC_KIND, Field.DIFFICULTY, Field.STATUS)
#: Fields whose values name something in the bank that may have to be created.
NAME_FIELDS = (Field.CATEGORY, Field.COMPETENCY)
#: A value mapped to this is to be created under its own name (categories and competencies).
CREATE = "+"
#: The minutes that a question may take.
MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """``columns``: {column from 0: field}; columns left out are not read.

    ``values``: {field: {value as in the file, stripped: a choice's code, or the name of a category or
    competency in the bank, or CREATE}}: what people chose for values that are not known by themselves.
    ``category`` is for rows that name none ("" : that is an error), ``status`` what new questions get,
    ``kind`` theirs where the row says none ("" : by the words of the question), ``difficulty`` and
    ``minutes`` theirs where the row says none ("" and None: it stays unsaid).
    """

    columns: Mapping[int, Field] = field(default_factory=dict)
    values: Mapping[Field, Mapping[str, str]] = field(default_factory=dict)
    category: str = ""
    status: str = "draft"
    kind: str = ""
    difficulty: str = ""
    minutes: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "columns": {str(column): str(name) for column, name in self.columns.items()},
            "values": {str(name): dict(values) for name, values in self.values.items()},
            "category": self.category,
            "status": self.status,
            "kind": self.kind,
            "difficulty": self.difficulty,
            "minutes": self.minutes,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ColumnMapping:
        return cls(
            columns={int(column): Field(name) for column, name in data.get("columns", {}).items()},
            values={Field(name): dict(values) for name, values in data.get("values", {}).items()},
            category=data.get("category", ""),
            status=data.get("status", "draft"),
            kind=data.get("kind", ""),
            difficulty=data.get("difficulty", ""),
            minutes=data.get("minutes"),
        )
