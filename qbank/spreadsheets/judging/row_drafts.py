"""Parsing one row of a spreadsheet by itself: its question, and what is wrong or odd about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Final

from common.finding.tags import line_of
from common.formula_safety import unescape_formula
from common.numbers import decimal_places
from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.spreadsheets.columns.labels import was_not_written
from qbank.spreadsheets.columns.levels import level_columns
from qbank.spreadsheets.columns.mapping import CREATE, MOST_MINUTES, ColumnMapping, Field
from qbank.spreadsheets.columns.names import KnownNames
from qbank.spreadsheets.columns.values import match_value
from qbank.spreadsheets.columns.weights import weight_columns
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging import longest as limits
from qbank.spreadsheets.judging import row_messages
from qbank.spreadsheets.judging.combined import (
    answers_with_points,
    names_both,
    parted,
    several_answers,
    with_points_apart,
)
from qbank.spreadsheets.judging.minutes import is_in_seconds, read_minutes
from qbank.spreadsheets.judging.notations import lettered
from qbank.spreadsheets.judging.numbering import without_number
from qbank.spreadsheets.judging.oddities import LONGEST_ANSWER, problems_of_oddities
from qbank.spreadsheets.judging.points import ParsedPoints, one_line, parse_points
from qbank.spreadsheets.judging.verdicts import RowDraft, RowProblem
from qbank.spreadsheets.judging.weighing import weighed
from qbank.spreadsheets.writing.example import CODES as EXAMPLE_CODES
from qbank.spreadsheets.writing.example import is_example

#: In ``RowDraft.stated``: the row's points state weights, or quotes.
WEIGHTS, QUOTES = "weights", "quotes"

_CONTENT: Final = (Field.TEXT, Field.ANSWER, Field.POINT, Field.RED_FLAG, Field.PROBE)
_INCOMPLETE: Final = re.compile(r"(?<!\s)\s*[（(](?:答案不完整|answer incomplete)[)）]$", re.IGNORECASE)


class RowReader:
    """Reads the rows below the header, in file order: a blank category cell takes the category above it.

    ``categories`` and ``competencies`` are the names in the bank. ``above`` is the category filled down
    next (set it to read a row out of order). ``unknown`` counts, as rows are read, the values that are not
    known by themselves.
    """

    def __init__(
        self,
        mapping: ColumnMapping,
        header_names: Sequence[str],
        categories: Set[str],
        competencies: Set[str],
        above: str = "",
    ) -> None:
        self.mapping = mapping
        self.header_names = tuple(header_names)
        self.above = above
        self.unknown: dict[Field, Counter[str]] = {}
        self._columns: dict[Field, tuple[int, ...]] = {}
        for column, field in sorted(mapping.columns.items()):
            self._columns[field] = (*self._columns.get(field, ()), column)
        self._places: Mapping[str, int] = {str(field): columns[0] for field, columns in self._columns.items()}
        self._names = {
            Field.CATEGORY: KnownNames(categories, mapping.values.get(Field.CATEGORY, {})),
            Field.COMPETENCY: KnownNames(competencies, mapping.values.get(Field.COMPETENCY, {})),
        }
        self._levels = level_columns(
            [
                name if mapping.columns.get(column) is Field.POINT else ""
                for column, name in enumerate(self.header_names)
            ]
        )
        text = self._columns.get(Field.TEXT, (len(self.header_names),))[0]
        self._names_both = text < len(self.header_names) and names_both(self.header_names[text])
        #: Columns for the answer and its points; these then get a column of their own, behind the file's.
        self._with_points: tuple[int, ...] = ()
        if Field.POINT not in self._columns:
            self._with_points = answers_with_points(self.header_names, self._columns.get(Field.ANSWER, ()))
        if self._with_points:
            self._columns[Field.POINT] = (len(self.header_names),)
        minutes = self._columns.get(Field.MINUTES, (0,))[0]
        self._in_seconds = is_in_seconds("".join(self.header_names[minutes : minutes + 1]))
        self._weights = weight_columns(
            self._columns.get(Field.POINT, ()), self._columns.get(Field.WEIGHT, ())
        )
        self._content = tuple(column for field in _CONTENT for column in self._columns.get(field, ()))
        if Field.TEXT not in self._columns:
            self._content += self._columns.get(Field.CODE, ())

    def read(self, row: TableRow) -> RowDraft | None:
        """The row as a draft; None for a row without content of its own (only default values, a heading)."""
        count = len(row.cells)
        if not any(column < count and row.cells[column].strip() for column in self._content) and not (
            row.odd and any(column in row.odd for column in self._content)
        ):
            self._remember_category(row)
            return None
        if is_example(self._text_of(row, Field.CODE), self._text_of(row, Field.TEXT)):
            return None
        if self._with_points:
            row = with_points_apart(row, self._with_points, len(self.header_names))
        return _RowParser(self, row).draft()

    def _remember_category(self, row: TableRow) -> None:
        category = self._text_of(row, Field.CATEGORY)
        if category:
            self.above = category

    def _text_of(self, row: TableRow, field: Field) -> str:
        columns = self._columns.get(field)
        if columns is None or columns[0] >= len(row.cells):
            return ""
        return unescape_formula(row.cells[columns[0]]).strip()


class _RowParser:
    """Parses one row for its reader."""

    def __init__(self, reader: RowReader, row: TableRow) -> None:
        self.reader, self.row = reader, row
        self.problems: list[RowProblem] = []
        self.stated: set[str] = set()
        #: An answer that stands in the question's cell.
        self._answer_below = ""

    def draft(self) -> RowDraft:
        reader = self.reader
        self.problems += problems_of_oddities(self.row, reader.mapping.columns)
        category = self._category()
        rubric_kind = self._choice(Field.RUBRIC_KIND)
        points = self._points(rubric_kind)
        if not rubric_kind and any(p.level is not None for p in points):
            rubric_kind = "ladder"
            self.stated.add(Field.RUBRIC_KIND)
        draft = QuestionDraft(
            text=self._text(),
            code=self._code(),
            short_title=self._line(Field.SHORT_TITLE, limits.LONGEST_SHORT_TITLE, one_line),
            tags=self._line(Field.TAGS, limits.LONGEST_TAGS, line_of),
            kind=self._choice(Field.KIND) or reader.mapping.kind,
            rubric_kind=rubric_kind or "checklist",
            difficulty=self._choice(Field.DIFFICULTY) or reader.mapping.difficulty,
            minutes=self._minutes() or reader.mapping.minutes,
            status=self._choice(Field.STATUS) or reader.mapping.status,
            probes=self._probes(),
            competencies=self._competencies(),
            answers=self._answers(),
            points=(*points, *self._red_flags()),
        )
        return RowDraft(
            self.row.number,
            draft,
            category,
            tuple(self.problems),
            frozenset(self.stated),
            reader._places,
        )

    def _problem(
        self, code: str, message: str, column: int | None, error: bool = True, **params: Any
    ) -> None:
        if column == len(self.reader.header_names) and self.reader._with_points:
            column = self.reader._with_points[0]
        self.problems.append(RowProblem(code, message, column, params, error))

    def _cells(self, field: Field) -> list[tuple[int, str]]:
        """The field's cells with content; a field is stated where there are any."""
        columns = self.reader._columns.get(field)
        if columns is None:
            return []
        cells = self.row.cells
        filled: list[tuple[int, str]] = []
        for column in columns:
            if column < len(cells) and cells[column] and (text := unescape_formula(cells[column]).strip()):
                filled.append((column, text))
        for column, text in filled:
            if was_not_written(text):
                self._problem("not-written", row_messages.NOT_WRITTEN, column, error=False)
                return []
        if filled:
            self.stated.add(field)
        return filled

    def _cell(self, field: Field) -> tuple[int, str]:
        cells = self._cells(field)
        return cells[0] if cells else (-1, "")

    def _check_length(self, text: str, column: int, field: Field, longest: int) -> None:
        if len(text) > longest:
            params: dict[str, Any] = {"length": len(text), "longest": longest, "field": field.value}
            self._problem("too-long", row_messages.TOO_LONG, column, **params)

    def _code(self) -> str:
        column, text = self._cell(Field.CODE)
        if text in EXAMPLE_CODES:
            self.stated.discard(Field.CODE.value)
            self._problem("example-code", row_messages.EXAMPLE_CODE, column, error=False)
            return ""
        self._check_length(text, column, Field.CODE, limits.LONGEST_CODE)
        return text

    def _text(self) -> str:
        column, text = self._cell(Field.TEXT)
        if text and Field.ANSWER not in self.reader._columns:
            text, self._answer_below = parted(text, self.reader._names_both)
        bare = without_number(text)
        if bare != text:
            self._problem("number-off", row_messages.NUMBER_OFF, column, error=False)
        options = [text for _column, text in self._cells(Field.OPTION)]
        bare = "\n".join([bare, *lettered(options)]) if bare else ""
        self._check_length(bare, column, Field.TEXT, limits.LONGEST_TEXT)
        return bare

    def _line(self, field: Field, longest: int, read: Callable[[str], str]) -> str:
        column, text = self._cell(field)
        text = read(text)
        self._check_length(text, column, field, longest)
        return text

    def _category(self) -> str:
        reader = self.reader
        columns = reader._columns.get(Field.CATEGORY)
        if columns is None:
            return reader.mapping.category
        column, text = self._cell(Field.CATEGORY)
        if text:
            reader.above = text
        elif reader.above:
            text, column = reader.above, columns[0]
            self.stated.add(Field.CATEGORY.value)
            self._problem("filled-down", row_messages.FILLED_DOWN, column, error=False, value=text)
        else:
            return reader.mapping.category
        return self._name(Field.CATEGORY, text, column)

    def _name(self, field: Field, text: str, column: int) -> str:
        """The bank's name for what the file calls ``text``; the text itself where it is to be created."""
        reader = self.reader
        known = reader._names[field].find(text)
        chosen = reader.mapping.values.get(field, {}).get(text)
        if known is None:
            reader.unknown.setdefault(field, Counter())[text] += 1
        if chosen is not None and chosen != CREATE:
            return chosen
        if known is None and chosen == CREATE:
            known = reader._names[field].new_name_for(text)
        if known is None:
            self._problem(f"unknown-{field.value}", row_messages.UNKNOWN[field], column, value=text)
            return text
        self._check_length(known, column, field, limits.LONGEST_NAME)
        return known

    def _choice(self, field: Field) -> str:
        column, text = self._cell(field)
        if not text:
            return ""
        reader = self.reader
        code = match_value(field, text)
        if code is None:
            reader.unknown.setdefault(field, Counter())[text] += 1
        chosen = reader.mapping.values.get(field, {}).get(text, code)
        if chosen is None:
            self._problem(f"unknown-{field.value}", row_messages.UNKNOWN[field], column, value=text)
        if not chosen:
            self.stated.discard(field.value)
        return chosen or ""

    def _minutes(self) -> int | None:
        column, text = self._cell(Field.MINUTES)
        if not text:
            return None
        read = read_minutes(text, self.reader._in_seconds)
        if read is None or not 1 <= read.minutes <= MOST_MINUTES:
            self._problem("minutes", row_messages.MINUTES, column, value=text[:40])
            return None
        if not read.exact:
            params = {"value": text[:40], "minutes": read.minutes}
            self._problem("minutes-taken", row_messages.RANGE_OF_MINUTES, column, error=False, **params)
        return read.minutes

    def _answers(self) -> tuple[AnswerDraft, ...]:
        answers: list[AnswerDraft] = []
        cells = self._cells(Field.ANSWER)
        if self._answer_below:
            column = self.reader._columns[Field.TEXT][0]
            cells = [(column, self._answer_below)]
            self.stated.add(Field.ANSWER.value)
            self._problem("answer-parted", row_messages.ANSWER_PARTED, column, error=False)
        for column, text in cells:
            for part in map(str.strip, several_answers(text)):
                whole = _INCOMPLETE.sub("", part) if part.endswith((")", "）")) else part
                if whole:
                    self._check_length(whole, column, Field.ANSWER, LONGEST_ANSWER)
                    answers.append(AnswerDraft(whole, whole == part))
        self._check_count(Field.ANSWER, answers, cells)
        if not answers:
            self.stated.discard(Field.ANSWER.value)
        return tuple(answers)

    def _check_count(self, field: Field, items: Sequence[object], cells: list[tuple[int, str]]) -> None:
        if len(items) > limits.MAX_COUNT[field]:
            count, most, column = len(items), limits.MAX_COUNT[field], cells[0][0]
            self._problem(
                "too-many", row_messages.TOO_MANY, column, count=count, most=most, field=field.value
            )

    def _probes(self) -> tuple[str, ...]:
        probes: list[str] = []
        cells = self._cells(Field.PROBE)
        for _column, text in cells:
            lines = [line.strip() for line in text.split("\n") if line.strip()]
            probes += [without_number(line) for line in lines]
        self._check_count(Field.PROBE, probes, cells)
        return tuple(probes)

    def _competencies(self) -> tuple[str, ...]:
        names: list[str] = []
        for column, text in self._cells(Field.COMPETENCY):
            for part in self.reader._names[Field.COMPETENCY].parts_of(text):
                name = self._name(Field.COMPETENCY, part, column)
                if name:
                    names.append(name)
        return tuple(dict.fromkeys(names))

    def _points(self, rubric_kind: str) -> tuple[PointDraft, ...]:
        points: list[PointDraft] = []
        cells = self._cells(Field.POINT)
        by_column: dict[int, ParsedPoints] = {}
        for column, text in cells:
            level = self.reader._levels.get(column)
            parsed = parse_points(
                text,
                ladder=rubric_kind == "ladder",
                alone=self._has_several_columns(Field.POINT) and level is None,
                checklist=rubric_kind == "checklist" or level is not None,
            )
            if level is not None:
                parsed = replace(parsed, points=tuple(replace(point, level=level) for point in parsed.points))
            by_column[column] = parsed
        for column, parsed in self._weighed(by_column).items():
            self._check_points(parsed, column, Field.POINT)
            self._check_doubts(parsed, column)
            points += parsed.points
            self.stated |= {
                name for name, stated in ((WEIGHTS, parsed.weighted), (QUOTES, parsed.quoted)) if stated
            }
        self._check_count(Field.POINT, points, cells)
        return tuple(points)

    def _weighed(self, parsed: Mapping[int, ParsedPoints]) -> Mapping[int, ParsedPoints]:
        """The points with the weights that stand in columns of their own."""
        reader, row = self.reader, self.row
        if Field.WEIGHT not in reader._columns:
            return parsed
        result = weighed(
            parsed, reader._weights, lambda column: "".join(row.cells[column : column + 1]).strip()
        )
        for column, is_unclear in result.left.items():
            code, message = row_messages.WHOSE_WEIGHT if is_unclear else row_messages.NOT_OF_ONE_POINT
            self._problem(code, message, column, error=is_unclear, value=row.cells[column].strip()[:40])
        return result.parsed

    def _check_doubts(self, parsed: ParsedPoints, column: int) -> None:
        if parsed.doubt:
            self._problem(parsed.doubt.value, row_messages.DOUBTS[parsed.doubt], column)
        if value := parsed.introduction[:40]:
            self._problem("introduction", row_messages.INTRODUCTION, column, error=False, value=value)

    def _red_flags(self) -> tuple[PointDraft, ...]:
        flags: list[PointDraft] = []
        for column, text in self._cells(Field.RED_FLAG):
            parsed = parse_points(text, red_flag=True, alone=self._has_several_columns(Field.RED_FLAG))
            self._check_points(parsed, column, Field.RED_FLAG)
            flags += parsed.points
        return tuple(flags)

    def _has_several_columns(self, field: Field) -> bool:
        return len(self.reader._columns[field]) > 1

    def _check_points(self, parsed: ParsedPoints, column: int, field: Field) -> None:
        for point in parsed.points:
            self._check_length(point.text, column, field, limits.LONGEST_POINT)
            wrong = not 0 < point.weight <= 100 or decimal_places(point.weight) > 2
            if wrong and not point.red_flag:
                self._problem(
                    "weight", row_messages.WEIGHT, column, point=point.text[:40], weight=str(point.weight)
                )
            if point.level is not None and not 1 <= point.level <= 5:
                self._problem("level", row_messages.LEVEL, column)
