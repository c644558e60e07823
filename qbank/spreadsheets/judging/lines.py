"""Every line of a sheet by what it is, and the questions made whole: a question may go on over several rows.

This is what stands between the rows of a file and :class:`~qbank.spreadsheets.judging.row_drafts.RowReader`:
what comes out is one row for each question, and a row for each heading, which names the category of those
below. Nothing is lost unseen: each line is counted, and those left out are listed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from qbank.spreadsheets.columns.columns import match_columns
from qbank.spreadsheets.columns.header import asks, looks_like_names
from qbank.spreadsheets.columns.labels import FURTHER_TABLE, SECTION_COLUMN
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.columns.other_tables import names_other_table
from qbank.spreadsheets.files.arrangement import is_end
from qbank.spreadsheets.files.limits import MAX_COLUMNS
from qbank.spreadsheets.files.table import Oddity, TableRow
from qbank.spreadsheets.judging.doubtful_rows import Doubts
from qbank.spreadsheets.judging.joining import joined, only_parts, repeats_question, with_level
from qbank.spreadsheets.judging.line_account import LineAccount
from qbank.spreadsheets.judging.line_kinds import (
    LineKind,
    begins_table,
    filled_cells,
    heading_name,
    heading_of,
    is_legend,
    is_note,
    is_numbered_heading,
    is_running_number,
    is_total,
    names_questions,
    repeats_header,
)
from qbank.spreadsheets.writing.example import is_example

_CONTENT: Final = (Field.TEXT, Field.ANSWER, Field.POINT, Field.RED_FLAG, Field.PROBE)


@dataclass(frozen=True, slots=True)
class _Table:
    """The columns of the table that the rows now belong to. ``moves``: {its column: the first table's}, None
    where both are the same."""

    header: Sequence[str]
    moves: Mapping[int, int] | None = None
    lost: bool = False
    foreign: bool = False


class SheetLines:
    """The lines of a sheet, read once. ``account`` is complete when all have been read."""

    def __init__(
        self, rows: Iterable[TableRow], header_row: int, mapping: ColumnMapping, names: Sequence[str]
    ) -> None:
        self._rows = rows
        self._header_row = header_row
        self._mapping = mapping
        self._table = _Table(names if header_row else ())
        self._columns: dict[Field, list[int]] = {}
        for column, name in sorted(mapping.columns.items()):
            self._columns.setdefault(name, []).append(column)
        self._text = self._columns.get(Field.TEXT, [-1])[0]
        self._category = self._columns.get(Field.CATEGORY, [-1])[0]
        #: Behind the file's own columns stand those that were made for it.
        self._width = next(
            (
                column
                for column, name in enumerate(names)
                if name == SECTION_COLUMN or name.startswith(FURTHER_TABLE)
            ),
            MAX_COLUMNS,
        )
        self._has_section_column = (
            0 <= self._category < len(names) and names[self._category] == SECTION_COLUMN
        )
        self._content = {column for name in _CONTENT for column in self._columns.get(name, ())}
        if self._text < 0:
            self._content.update(self._columns.get(Field.CODE, ()))
        self._last_read = 0
        #: Whether the last question stands in a hidden row: what goes on with it is none of the one before.
        self._below_hidden = False
        self._above: set[str] = set()
        #: A heading, or what may be one, until the row below it is known.
        self._heading: tuple[TableRow, _Heading] | None = None
        self._doubts = Doubts(self._text)
        self.account = LineAccount()

    def __iter__(self) -> Iterator[TableRow]:
        """A row for each question and each heading, in the order of the file."""
        question: TableRow | None = None
        for table_row in self._rows:
            row = self._prepared(table_row)
            if row is None:
                continue
            filled = filled_cells(row)
            kind, heading = self._kind_of(row, filled, None if self._below_hidden else question)
            if self._heading is not None:
                first, name = self._heading
                self._heading = None
                yield from _some(question)
                question = None
                if name.sure:
                    self.account.add(first, LineKind.SECTION)
                    yield from self._heading_row(first, name.name)
                elif kind is LineKind.QUESTION and (len(filled) > 1 or name.marked):
                    first_row, question = self._settled(first, name, row)
                    yield from _some(first_row)
                else:
                    self.account.add(first, LineKind.QUESTION)
                    question = first
                kind, heading = self._kind_of(row, filled, question)
            is_fresh = row.number > self._last_read + 1
            self._last_read = row.number
            if kind is LineKind.SECTION:
                self.account.pass_by(row)
                self._heading = row, heading
                continue
            if kind is LineKind.QUESTION:
                row = self._doubts.marked(row, filled, question, is_fresh)
            self.account.add(row, kind)
            if kind is LineKind.PART and question is not None:
                question = joined(question, row, self._columns)
            elif kind is LineKind.QUESTION:
                yield from _some(question)
                question = with_level(row, self._columns)
        yield from _some(question)
        if self._heading is not None:
            first, name = self._heading
            self.account.add(first, LineKind.SECTION if name.sure else LineKind.QUESTION)
            yield from self._heading_row(first, name.name) if name.sure else (first,)

    def _settled(
        self, row: TableRow, heading: _Heading, below: TableRow
    ) -> tuple[TableRow | None, TableRow | None]:
        """A row that may be a heading, now that the question below it is known: (the row that says the
        category, None) for a heading, (None, the question) for one that a person has to be asked about."""
        code = self._columns.get(Field.CODE, [-1])[0]
        numbers = [
            column
            for column, cell in enumerate(below.cells)
            if is_running_number(cell) and (column == code or column not in self._mapping.columns)
        ]
        is_counted = any(column >= len(row.cells) or not row.cells[column].strip() for column in numbers)
        if heading.marked or (is_counted and self._text not in numbers):
            self.account.add(row, LineKind.SECTION)
            return next(self._heading_row(row, heading.name), None), None
        self.account.add(row, LineKind.QUESTION)
        return None, replace(row, odd={**row.odd, self._text: Oddity.MAYBE_HEADING})

    def _prepared(self, row: TableRow) -> TableRow | None:
        """The row in the columns of the first table; None when it was dealt with."""
        if is_end(row):
            self.account.add(row, LineKind.BLANK)
            return None
        if row.number <= self._header_row:
            if self._is_heading_above(row):
                # A section that begins with its heading and the header below it.
                return row
            self.account.add(row, LineKind.HEADER if row.number == self._header_row else LineKind.ABOVE)
            if (text := _only_text(row)) and row.number < self._header_row:
                self._above.add(text)
            return None
        if self._above and _only_text(row) in self._above:
            # Printed pages repeat the title with the header.
            self.account.add(row, LineKind.ABOVE)
            return None
        if self._text not in row.merged and _cell(row, self._text):
            self._below_hidden = row.hidden
        if row.hidden or (self._below_hidden and self._text in row.merged):
            self.account.add(row, LineKind.HIDDEN)
            if self._last_read == row.number - 1:
                self._last_read = row.number
            return None
        if self._begins_table(row):
            self.account.add(row, LineKind.HEADER)
            return None
        if self._table.foreign and not asks(_cell(row, self._text)):
            self.account.add(row, LineKind.OTHER_TABLE)
            return None
        return self._moved(row)

    def _is_heading_above(self, row: TableRow) -> bool:
        return row.number == self._header_row - 1 and is_numbered_heading(_only_text(row))

    def _begins_table(self, row: TableRow) -> bool:
        if not looks_like_names(row.cells):
            return False
        filled = filled_cells(row)
        if repeats_header(filled, self._table.header):
            self._take_heading_above()
            self._table = replace(self._table, foreign=False)
            return True
        fields = begins_table(row, filled)
        if not names_questions(row, fields):
            return self._begins_other_table(row, filled, fields)
        self._take_heading_above()
        columns = match_columns(row.cells)
        if columns == {c: f for c, f in self._mapping.columns.items() if c < len(row.cells)}:
            self._table = _Table(row.cells)
        else:
            self._table = self._further_table(row.cells, columns)
        return True

    def _take_heading_above(self) -> None:
        """What stands alone above a header is a heading."""
        if self._heading is not None:
            row, name = self._heading
            self._heading = row, replace(name, sure=True, marked=True)

    def _begins_other_table(self, row: TableRow, filled: Mapping[int, str], fields: set[Field]) -> bool:
        """Names of columns without the question's: another table, such as one of scores or people."""
        if Field.TEXT in fields or len(filled) < 2:
            return False
        is_fresh = row.number > self._last_read + 1
        if not (is_fresh and len(fields) > 1) and not (
            self._doubts.has_questions and names_other_table(filled) and not asks(filled.get(self._text, ""))
        ):
            return False
        if self._heading is not None:
            self.account.add(self._heading[0], LineKind.OTHER_TABLE)
            self._heading = None
        self._table = _Table(row.cells, foreign=True)
        return True

    def _further_table(self, header: Sequence[str], columns: Mapping[int, Field]) -> _Table:
        moves: dict[int, int] = {}
        used: Counter[Field] = Counter()
        lost = False
        for column, name in columns.items():
            places = self._columns.get(name, [])
            if used[name] < len(places):
                moves[column] = places[used[name]]
                used[name] += 1
            else:
                lost = True
                self.account.lost[" ".join(header[column].split())] = name
        return _Table(header, moves, lost)

    def _moved(self, row: TableRow) -> TableRow:
        moves = self._table.moves
        if self._table.foreign:
            # It asks below the header of another table: a person says what it is.
            asked = {**row.odd, self._text: Oddity.MAYBE_OTHER_TABLE}
            return replace(row, cells=row.cells[: self._width], odd=asked)
        if moves is None:
            return replace(row, cells=row.cells[: self._width]) if len(row.cells) > self._width else row
        cells = [""] * (max(moves.values(), default=-1) + 1)
        odd: dict[int, Oddity] = {}
        for column, place in moves.items():
            if column < len(row.cells):
                cells[place] = row.cells[column]
            if column in row.odd:
                odd[place] = row.odd[column]
        if self._table.lost and self._text >= 0:
            odd.setdefault(self._text, Oddity.OTHER_COLUMNS)
        merged = frozenset(moves[column] for column in row.merged if column in moves)
        return replace(row, cells=tuple(cells), odd=odd, merged=merged, spans={})

    def _kind_of(
        self, row: TableRow, filled: Mapping[int, str], question: TableRow | None
    ) -> tuple[LineKind, _Heading]:
        none = _NO_HEADING
        own = self._content & filled.keys()
        if is_total(filled):
            return LineKind.TOTAL, none
        if is_legend(filled):
            return LineKind.NOTE, none
        if question is not None and only_parts(
            row, filled, self._columns, self._mapping, row.number == self._last_read + 1
        ):
            return LineKind.PART, none
        if question is not None and repeats_question(row, question, self._columns, self._mapping):
            return LineKind.PART, none
        if not own and not any(column in row.odd for column in self._content):
            return self._kind_without_content(row, filled)
        code, text = self._cell(row, Field.CODE), self._cell(row, Field.TEXT)
        if is_example(code, text):
            return LineKind.EXAMPLE, none
        if is_note(filled):
            return LineKind.NOTE, none
        name, marked = heading_of(row, filled, self._text) if own <= {self._text} else ("", False)
        if name and (marked or self._may_have_plain_headings()):
            # What stands alone in the question's column may be a question: the row below tells.
            sure = marked and (self._text not in filled or row.spans.get(self._text, 1) > 1)
            return LineKind.SECTION, _Heading(heading_name(name), sure, marked)
        return LineKind.QUESTION, none

    def _may_have_plain_headings(self) -> bool:
        """Headings without a number or frame: a table with a column of categories hardly has any, and in
        a table of a single column they can't be told from questions."""
        is_own = self._category >= 0 and not self._has_section_column
        return not is_own and len(self._mapping.columns) > 1 + self._has_section_column

    def _kind_without_content(self, row: TableRow, filled: Mapping[int, str]) -> tuple[LineKind, _Heading]:
        none = _NO_HEADING
        if not filled:
            return LineKind.BLANK, none
        if is_note(filled):
            return LineKind.NOTE, none
        if self._category in filled and len(filled) == 1:
            return LineKind.SECTION, _Heading(filled[self._category], True, True)
        name, _sure = heading_of(row, filled, self._text)
        if name:
            return LineKind.SECTION, _Heading(heading_name(name), True, True)
        if self._category in filled:
            return LineKind.SECTION, _Heading(filled[self._category], True, True)
        if all(is_running_number(text) or column in self._mapping.columns for column, text in filled.items()):
            return LineKind.BLANK, none
        return LineKind.NOTE, none

    def _cell(self, row: TableRow, name: Field) -> str:
        return _cell(row, self._columns.get(name, [-1])[0])

    def _heading_row(self, row: TableRow, name: str) -> Iterator[TableRow]:
        """A row that only names the category of the rows below, as RowReader understands it."""
        if self._category >= 0:
            yield TableRow(row.number, (*[""] * self._category, name))


@dataclass(frozen=True, slots=True)
class _Heading:
    """``sure``: it needs no look at the row below. ``marked``: by its number, its frame or its place."""

    name: str
    sure: bool
    marked: bool


_NO_HEADING: Final = _Heading("", True, False)


def _cell(row: TableRow, column: int) -> str:
    return row.cells[column].strip() if 0 <= column < len(row.cells) else ""


def _only_text(row: TableRow) -> str:
    """The text of a row that has only one; "" for any other."""
    texts = [cell.strip() for cell in row.cells if cell.strip()]
    return texts[0] if len(texts) == 1 else ""


def _some(row: TableRow | None) -> Iterator[TableRow]:
    if row is not None:
        yield row


def account_of(
    rows: Sequence[TableRow], header_row: int, mapping: ColumnMapping, names: Sequence[str]
) -> LineAccount:
    """What these rows of a sheet are."""
    lines = SheetLines(rows, header_row, mapping, names)
    for _row in lines:
        pass
    return lines.account
