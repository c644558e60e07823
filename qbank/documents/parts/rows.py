"""The rows of a table as questions, by the meaning of its columns."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.layout.tables import Table, TableCell, cell_text
from qbank.documents.parsing import reasons
from qbank.documents.parsing.marks import fold
from qbank.documents.parts.cleaning import clean
from qbank.documents.parts.points import points_of
from qbank.documents.parts.read import ReadQuestion, Span
from qbank.documents.parts.settings import kind_of
from qbank.documents.parts.taking import take
from qbank.documents.structure.headings import bare_name, without_number
from qbank.documents.structure.words import Role

_WORDS: Final = re.compile(r"[^\W\d_]|\d+[ ]*分钟|\d")
_NUMBER: Final = re.compile(
    r"(?:第?\s*\d{1,4}\s*[题.、)．）:：]|[Qq]\d{1,4}[.、:：]?|[（(]\d{1,4}[)）])\s*(?=\S)"
)


_SCORE: Final = re.compile(r"\d{1,3}(?:\.\d)?")
_MOST: Final = 100


def read_rows(text: str, table: Table) -> list[ReadQuestion]:
    """The questions of a table whose columns are known.

    A row with nothing in its column of questions goes on with the one above (merged cells); a row with text
    in one cell only names the category of those below.
    """
    questions: list[ReadQuestion] = []
    category, column_category = "", ""
    if table.header >= 0:
        pass
    for index, row in enumerate(table.rows):
        if index <= table.header:
            continue
        filled = [(column, cell) for column, cell in enumerate(row) if cell.end > cell.start]
        if not filled or _repeats_header(text, table, row):
            continue
        start = table.row_starts[index]
        end = table.row_starts[index + 1] if index + 1 < len(table.rows) else table.end
        asked = table.columns.index(Role.QUESTION)
        by_role = {column: table.columns[column] for column, _ in filled if column < len(table.columns)}
        if (
            len(filled) == 1
            and len(table.columns) > 1
            and (filled[0][0] != asked or len(row) > 2)
            and len(cell_text(text, filled[0][1])) <= 40
        ) and by_role.get(filled[0][0]) not in (Role.ANSWER, Role.PROBE, Role.CRITERIA):
            name = bare_name(without_number(fold(cell_text(text, filled[0][1]))))
            if filled[0][0] == 0 or by_role.get(filled[0][0]) == Role.CATEGORY:
                category, column_category = name, ""
                continue
        if asked >= len(row) or row[asked].end == row[asked].start:
            if questions:
                _add_cells(text, table, questions[-1], filled)
                questions[-1].end = end
            continue
        question = ReadQuestion(len(questions) + 1, start, end)
        question.text = clean(_without_number(cell_text(text, row[asked]))).strip("*# ")
        question.spans.append(Span(row[asked].start, row[asked].end, "question"))
        _add_cells(text, table, question, [(column, cell) for column, cell in filled if column != asked])
        column_category = question.category or column_category
        question.category = question.category or column_category or category
        if question.text:
            questions.append(question)
    return questions


def _without_number(text: str) -> str:
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def _repeats_header(text: str, table: Table, row: list[TableCell]) -> bool:
    if table.header < 0:
        return False
    first = [text[cell.start : cell.end] for cell in table.rows[table.header]]
    return [text[cell.start : cell.end] for cell in row] == first


def _add_cells(text: str, table: Table, question: ReadQuestion, cells: list[tuple[int, TableCell]]) -> None:
    points = len(question.points)
    for column, cell in cells:
        role = table.columns[column] if column < len(table.columns) else None
        what = _add_cell(text, question, cell, role, table.levels.get(column))
        question.spans.append(Span(cell.start, cell.end, what, reasons.REMARK if what == "left" else ""))

    _weigh(text, table, question, cells, points)
    # Columns may go from the highest level down.
    question.points[points:] = sorted(question.points[points:], key=lambda point: point.level or 0)


def _weigh(
    text: str, table: Table, question: ReadQuestion, cells: list[tuple[int, TableCell]], first: int
) -> None:
    """Give the points of a row what its column of scores says, where that has a number for each of them."""
    for column, cell in cells:
        if column < len(table.columns) and table.columns[column] == Role.SCORE:
            scores = _SCORE.findall(fold(cell_text(text, cell)))
            weights = [Decimal(score) for score in scores if 0 < Decimal(score) <= _MOST]
            points = question.points[first:]
            if len(weights) == len(points) and all(point.level is None for point in points):
                question.points[first:] = [
                    replace(point, weight=weight) for point, weight in zip(points, weights, strict=True)
                ]
            return


def _add_cell(
    text: str, question: ReadQuestion, cell: TableCell, role: Role | None, level: int | None
) -> str:
    """Take a cell into its question; returns what it is, as in ``Span.what``."""
    lines = cell_text(text, cell)
    content = clean(lines)
    if level is not None:
        question.points += [_at(point, level) for point in points_of(lines)]
        return "point"
    if role == Role.ANALYSIS and question.answers:
        question.answers[-1] += f"\n{content}"
        return "answer"
    if role in (Role.ANSWER, Role.ANALYSIS):
        question.answers.append(content)
        question.answer_spans.append((cell.start, cell.end))
        return "answer"
    if role == Role.SITUATION:
        question.text = f"{content}\n{question.text}"
        return "question"
    if role == Role.OPTIONS:
        question.text = f"{question.text}\n{content}"
        return "question"
    if role == Role.KIND and not kind_of(content):
        # 类型 names the kind of question in some tables and its subject in others.
        role = Role.CATEGORY
    if not _WORDS.search(content):
        return "set aside"
    return take(question, role, content, lines)


def _at(point: PointDraft, level: int) -> PointDraft:
    return PointDraft(text=point.text, level=level)
