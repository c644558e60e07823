"""Where things stand in the scoring form: its columns, and how its rows say what they are.

The first column of the scoring sheet is hidden and holds each row's key, so a form is read by what its
rows say of themselves: one into which somebody inserted a row is still read right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

#: Grows when an older form could no longer be read by its keys.
FORM_VERSION: Final = 1
#: In the first cell of the scoring sheet.
MAGIC: Final = "scoring-form"
#: The hidden sheet that says whose form it is, and what stood in it when it was made.
IDS_SHEET: Final = "_form"
#: The fields of a question in the order they are asked for; "rating" stands before "not_asked".
FIELDS: Final = ("notes", "suggested", "rating", "not_asked", "not_asked_reason", "evidence", "reason")
FLAG_NOTE: Final = "flag_note"

KEY, NUMBER, TEXT, WEIGHT, MARK, GAP, LABEL, ENTRY, NEEDED = range(9)
#: Hidden, for the formulas: see formulas.py.
UNITS, POINT_WEIGHT, WEIGHED, LEVEL_MET, REACHED, BEGUN, RATING, GAINED, POSSIBLE, BELOW = range(9, 19)
LAST: Final = BELOW
WIDTHS: Final = (4, 9, 52, 8, 12, 1, 20, 48, 20, *[9] * 10)

_KEY = re.compile(r"(\d{1,6});(\d{0,18});([a-z_]{0,20})")


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row is for: the question by its place on the sheet, the point marked in its mark column
    (None: none), and the field entered in its entry column ("": none)."""

    position: int
    point: int | None = None
    field: str = ""

    def __str__(self) -> str:
        return f"{self.position};{'' if self.point is None else self.point};{self.field}"


def read_key(text: str) -> RowKey | None:
    """The key that str() wrote; None for any other text."""
    match = _KEY.fullmatch(text.strip())
    if match is None:
        return None
    position, point, field = match.groups()
    return RowKey(int(position), int(point) if point else None, field)
