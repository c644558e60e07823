"""What became of every line of a sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.line_kinds import LineKind

#: Lines left out that are listed, and characters shown of each.
_MAX_LISTED: Final = 200
_SHOWN: Final = 80
#: Kinds that are counted and not listed.
_NOT_LISTED: Final = frozenset((LineKind.QUESTION, LineKind.BLANK))


@dataclass(slots=True)
class LineAccount:
    """What became of every line of a sheet. ``last``: the number of its last line.

    ``listed``: (row, kind, text) of the lines that are no questions, the first of them. ``lost``: names of
    columns that only a further table of the sheet has, so that they are not read, with their fields.
    """

    max_listed: int = _MAX_LISTED
    counts: Counter[LineKind] = field(default_factory=Counter)
    last: int = 0
    listed: list[tuple[int, LineKind, str]] = field(default_factory=list)
    lost: dict[str, Field] = field(default_factory=dict)

    def add(self, row: TableRow, kind: LineKind, text: str = "") -> None:
        self.pass_by(row)
        self.counts[kind] += 1
        if kind not in _NOT_LISTED and len(self.listed) < self.max_listed:
            shown = text or " | ".join(cell.strip() for cell in row.cells if cell.strip())
            self.listed.append((row.number, kind, " ".join(shown[: _SHOWN * 2].split())[:_SHOWN]))

    def pass_by(self, row: TableRow) -> None:
        """Count the blank lines above a row of which it is not known yet what it is."""
        self.counts[LineKind.BLANK] += max(0, row.number - self.last - 1)
        self.last = max(self.last, row.number)

    def take_in(self, other: LineAccount, first: int) -> None:
        """Add the account of a further sheet, whose rows are numbered from ``first``."""
        self.counts.update(other.counts)
        self.last += other.last
        self.lost |= other.lost
        room = self.max_listed - len(self.listed)
        self.listed += [(first + row, kind, text) for row, kind, text in other.listed[:room]]

    def to_json(self) -> dict[str, Any]:
        return {
            "rows": self.last,
            "counts": {kind.value: self.counts[kind] for kind in LineKind if self.counts[kind]},
            "listed": [[row, kind.value, text] for row, kind, text in sorted(self.listed)],
            "lost": {name: name_field.value for name, name_field in self.lost.items()},
        }
