"""A list of candidates as its file has it: a row for each person, and what every other line is.

Several sheets can be read as one. For a process of its own: any file may come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from common.finding.same import email_key, phone_key
from interviews.candidates.rules.import_rows import (
    CandidateField,
    field_of,
    find_header,
    is_list_of_people,
    match_columns,
    parts_of_names,
)
from qbank.spreadsheets.columns.header import column_names, looks_like_names
from qbank.spreadsheets.columns.labels import SECTION_COLUMN
from qbank.spreadsheets.columns.other_tables import names_other_table
from qbank.spreadsheets.files import csv_text
from qbank.spreadsheets.files.arrangement import is_end
from qbank.spreadsheets.files.guard import Kind, file_kind
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Reading, SheetInfo, TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.joined_sheets import MAX_SHEETS, SHEET_ROWS, SheetTable, join_tables
from qbank.spreadsheets.judging.line_account import LineAccount
from qbank.spreadsheets.judging.line_kinds import (
    LineKind,
    filled_cells,
    heading_name,
    heading_of,
    is_note,
    is_total,
    repeats_header,
)
from qbank.spreadsheets.limited import limited
from qbank.spreadsheets.reading import HEAD, Source, head, inspect, opened, rows
from qbank.spreadsheets.unread_sheets import UnreadSheet, unread_sheets

#: Longer lists are split: they are judged within a request.
MAX_ROWS: Final = 5000
#: Rows whose contents say what the columns hold where no header does.
_LOOKED_AT: Final = 50
#: A name of a person: a few Chinese characters, or a few words with capitals.
_NAME: Final = re.compile(r"[\u3400-\u9fff·]{2,6}|[A-Z][\w'’.-]{0,20}(?:\s[A-Z][\w'’.-]{0,20}){1,3}")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_SENTENCE: Final = re.compile(r"[。！？；.!?;]\s*$")
#: The share of its rows that has the same number of cells in a table.
_EVEN: Final = 0.55


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list read in one way: the names of its columns, what these hold as far as they tell, a row for each
    person, and what became of every line.

    ``made`` are the columns that the file itself does not have, for the names of sheets and for headings
    between the rows, with the texts in them: they may be positions.
    """

    names: tuple[str, ...]
    fields: Mapping[int, CandidateField]
    rows: tuple[TableRow, ...]
    account: LineAccount
    made: Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ReceivedList:
    """An upload: how it is best read, the list read so, and the sheets that are not."""

    reading: Reading
    people: PeopleList
    unread: tuple[UnreadSheet, ...]


@dataclass(frozen=True, slots=True)
class ListSheets:
    """A workbook's sheets, hidden ones too, and the lists of people among them, where there are several."""

    all: tuple[SheetInfo, ...] = ()
    together: tuple[str, ...] = ()


def _received(name: str, data: bytes, sheet_column: str) -> ReceivedList:
    inspection = inspect(name, data)
    kind, guess = inspection.kind, inspection.guess
    source = opened(kind, data)
    for sheet in inspection.sheets:
        other = replace(guess, sheet=sheet.name)
        if not sheet.hidden and is_list_of_people(head(kind, source, other, HEAD)):
            guess = other
            break
    first = head(kind, source, guess, HEAD)
    if kind == "csv" and _is_prose(first, csv_text.guess(data).evenness):
        raise SpreadsheetError(Reason.PROSE)
    reading = replace(guess, header_row=find_header(first))
    people = _people(kind, source, reading, sheet_column)
    return ReceivedList(reading, people, tuple(unread_sheets(kind, data, reading)))


def _list_under(
    name: str, data: bytes, reading: Reading, sheet_column: str
) -> tuple[PeopleList, list[UnreadSheet]]:
    """The list read in another way, and the sheets that are not read then."""
    kind = file_kind(name, data)
    people = _people(kind, opened(kind, data), reading, sheet_column)
    return people, unread_sheets(kind, data, reading)


def _list_sheets(name: str, data: bytes) -> ListSheets:
    if file_kind(name, data) == "csv":
        return ListSheets()
    workbook = Workbook(data)
    visible = [sheet.name for sheet in workbook.sheets if not sheet.hidden][:MAX_SHEETS]
    lists = [name for name in visible if is_list_of_people(head("xlsx", workbook, Reading(sheet=name), HEAD))]
    return ListSheets(workbook.sheets, tuple(lists) if len(lists) > 1 else ())


def _first_lines(name: str, data: bytes, reading: Reading, count: int) -> tuple[list[TableRow], bool]:
    """The first rows with content, and whether the sheet has hidden rows or columns."""
    kind = file_kind(name, data)
    source = opened(kind, data)
    lines = head(kind, source, reading, count)
    return lines, isinstance(source, Workbook) and source.arrangement(reading.sheet).hides_anything


#: In a process of their own. Raise SpreadsheetError.
received_list = limited(_received)
list_under = limited(_list_under)
list_sheets = limited(_list_sheets)
first_lines = limited(_first_lines)


def guess_columns(lines: Sequence[TableRow]) -> dict[int, CandidateField]:
    """What columns hold by their contents alone: addresses and numbers of telephones; and names, where a
    single column beside such a one can hold them."""
    width = max((len(row.cells) for row in lines), default=0)
    columns = [[row.cells[at].strip() for row in lines if at < len(row.cells)] for at in range(width)]
    texts = {at: cells for at, column in enumerate(columns) if (cells := list(filter(None, column)))}
    fields: dict[int, CandidateField] = {}
    for field, fits in ((CandidateField.EMAIL, email_key), (CandidateField.PHONE, _is_phone)):
        at = next((at for at, cells in texts.items() if at not in fields and all(map(fits, cells))), None)
        if at is not None:
            fields[at] = field
    names = [at for at, cells in texts.items() if at not in fields and all(map(_NAME.fullmatch, cells))]
    several = [at for at in names if len(set(texts[at])) * 2 > len(texts[at])]
    return fields | {several[0]: CandidateField.NAME} if fields and len(several) == 1 else fields


def _with_whole_name(cells: Sequence[str], parts: tuple[int, int], at: int) -> tuple[str, ...]:
    given, family = (cells[column].strip() if column < len(cells) else "" for column in parts)
    whole = f"{family}{given}" if _CHINESE.search(given + family) else f"{given} {family}".strip()
    return (*cells, *[""] * (at - len(cells)), whole)


def _is_phone(text: str) -> bool:
    return bool(phone_key(text)) and re.fullmatch(r"[\d\s()（）+-]{7,25}", text) is not None


def _is_prose(lines: Sequence[TableRow], evenness: float) -> bool:
    """Whether a text is written in lines rather than in columns: nothing names people, and most lines are
    sentences, or each has another number of cells."""
    if is_list_of_people(lines) or guess_columns(lines):
        return False
    sentences = sum(_SENTENCE.search(row.cells[-1]) is not None for row in lines if row.cells)
    return sentences * 2 > len(lines) or (len(lines) > 3 and evenness < _EVEN)


def _people(kind: Kind, source: Source, reading: Reading, sheet_column: str) -> PeopleList:
    if not reading.sheets:
        return _sheet_list(kind, source, reading)
    lists = []
    for sheet in reading.sheets:
        own = replace(reading, sheet=sheet, sheets=())
        if sheet != reading.sheet:
            own = replace(own, header_row=find_header(head(kind, source, own, HEAD)))
        lists.append((own, _sheet_list(kind, source, own)))
    tables = [SheetTable(own, people.names, people.fields) for own, people in lists]
    joined = join_tables(tables, (), sheet_column)
    account = LineAccount()
    all_rows: list[TableRow] = []
    made = {joined.sheet_column: frozenset(reading.sheets)}
    for part, (_own, people) in zip(joined.sheets, lists, strict=True):
        all_rows += [joined.in_all_columns(row, part) for row in people.rows]
        account.take_in(people.account, part.place * SHEET_ROWS)
        for column, texts in people.made.items():
            place = part.columns[column]
            made[place] = made.get(place, frozenset()) | texts
    if len(all_rows) > MAX_ROWS:
        raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=MAX_ROWS)
    return PeopleList(joined.names, joined.fields, tuple(all_rows), account, made)


def _sheet_list(kind: Kind, source: Source, reading: Reading) -> PeopleList:
    lines = []
    for row in rows(kind, source, reading, with_end=True):
        lines.append(row)
        if len(lines) > MAX_ROWS + HEAD:
            raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=MAX_ROWS)
    names = column_names(lines, reading.header_row)
    below = [row for row in lines if row.number > reading.header_row and not is_end(row)]
    fields = match_columns(names) if reading.header_row else guess_columns(below[:_LOOKED_AT])
    people = _Lines(lines, reading.header_row, names)
    found = list(people)
    if len(found) > MAX_ROWS:
        raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=MAX_ROWS)
    made: dict[int, frozenset[str]] = {}
    if people.headings:
        made[len(names)] = frozenset(people.headings)
        names.append(SECTION_COLUMN)
    parts = parts_of_names(names)
    if parts is not None and CandidateField.NAME not in fields.values():
        fields = {**fields, len(names): CandidateField.NAME}
        found = [replace(row, cells=_with_whole_name(row.cells, parts, len(names))) for row in found]
        names.append(" + ".join(names[column] for column in parts))
    return PeopleList(tuple(names), fields, tuple(found), people.account, made)


class _Lines:
    """The lines of a sheet, read once: those about a person come out, all are counted in ``account``."""

    def __init__(self, lines: Sequence[TableRow], header_row: int, names: Sequence[str]) -> None:
        self._lines, self._header_row, self._names = lines, header_row, names
        self._foreign = False
        self.account = LineAccount()
        self.headings: list[str] = []

    def __iter__(self) -> Iterator[TableRow]:
        for row in self._lines:
            kind = self._kind_of(row)
            self.account.add(row, kind)
            if kind is LineKind.SECTION:
                self.headings.append(heading_name(next(iter(filled_cells(row).values()))))
            elif kind is LineKind.QUESTION:
                yield self._under_heading(row)

    def _under_heading(self, row: TableRow) -> TableRow:
        if not self.headings:
            return row
        cells = (*row.cells, *[""] * (len(self._names) - len(row.cells)), self.headings[-1])
        return replace(row, cells=cells)

    def _kind_of(self, row: TableRow) -> LineKind:
        if row.number <= self._header_row:
            return LineKind.HEADER if row.number == self._header_row else LineKind.ABOVE
        filled = filled_cells(row)
        if is_end(row) or not (filled or row.odd):
            return LineKind.BLANK
        if row.hidden:
            return LineKind.HIDDEN
        if is_total(filled):
            return LineKind.TOTAL
        if is_note(filled):
            return LineKind.NOTE
        if self._is_header(row, filled):
            self._foreign = False
            return LineKind.HEADER
        if self._begins_other_table(row, filled):
            self._foreign = True
            return LineKind.HEADER
        if self._foreign:
            return LineKind.OTHER_TABLE
        # A heading is counted, framed or merged over columns: anything else alone in its row may be a person.
        text, marked = heading_of(row, filled, next(iter(filled), -1))
        return LineKind.SECTION if text and marked and len(filled) == 1 else LineKind.QUESTION

    def _is_header(self, row: TableRow, filled: Mapping[int, str]) -> bool:
        """Whether a row says once more what the columns are called."""
        if not (self._header_row and looks_like_names(row.cells)):
            return False
        said = {column: field_of(text) for column, text in filled.items()}
        has_same = all(field_of(self._names[column]) is field for column, field in said.items())
        return repeats_header(filled, self._names) or (has_same and any(said.values()))

    def _begins_other_table(self, row: TableRow, filled: Mapping[int, str]) -> bool:
        is_below_people = self.account.counts[LineKind.QUESTION] > 0
        return is_below_people and looks_like_names(row.cells) and names_other_table(filled)
