"""The rows of a table as questions, by the meaning of its columns."""

from __future__ import annotations

import re
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.layout.tables import Cell, Table, cell_text
from qbank.documents.parsing.marks import fold
from qbank.documents.parts.points import points_of
from qbank.documents.parts.questions import ReadQuestion, Span, clean, probes_of
from qbank.documents.parts.settings import competencies_of, difficulty_of, kind_of, minutes_of
from qbank.documents.structure.headings import bare_name, without_number
from qbank.documents.structure.labels import Role

_NUMBER: Final = re.compile(
    r"\s*(?:第?\s*\d{1,4}\s*[题.、)．）:：]|[Qq]\d{1,4}[.、:：]?|[（(]\d{1,4}[)）])\s*(?=\S)"
)


def read_rows(text: str, table: Table) -> list[ReadQuestion]:
    """The questions of a table whose columns are known.

    A row with nothing in its column of questions goes on with the one above (merged cells); a row with text in
    one cell only names the category of those below.
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
        ):
            if by_role.get(filled[0][0]) not in (Role.ANSWER, Role.PROBE, Role.CRITERIA):
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
        question.text = clean(_NUMBER.sub("", cell_text(text, row[asked]), count=1)).strip("*# ")
        question.spans.append(Span(row[asked].start, row[asked].end, "question"))
        _add_cells(text, table, question, [(column, cell) for column, cell in filled if column != asked])
        column_category = question.category or column_category
        question.category = question.category or column_category or category
        if question.text:
            questions.append(question)
    return questions


def _repeats_header(text: str, table: Table, row: list[Cell]) -> bool:
    if table.header < 0:
        return False
    first = [text[cell.start : cell.end] for cell in table.rows[table.header]]
    return [text[cell.start : cell.end] for cell in row] == first


def _add_cells(text: str, table: Table, question: ReadQuestion, cells: list[tuple[int, Cell]]) -> None:
    for column, cell in cells:
        role = table.columns[column] if column < len(table.columns) else None
        content = clean(cell_text(text, cell))
        level = table.levels.get(column)
        what = "used"
        if level is not None:
            question.points += [_at(point, level) for point in points_of(content)]
            what = "point"
        elif role == Role.ANSWER or role == Role.ANALYSIS:
            if question.answers and role == Role.ANALYSIS:
                question.answers[-1] += f"\n{content}"
            else:
                question.answers.append(content)
                question.answer_spans.append((cell.start, cell.end))
            what = "answer"
        elif role in (Role.CRITERIA, Role.RED_FLAG):
            question.points += points_of(content, red_flag=role == Role.RED_FLAG)
            what = "point"
        elif role == Role.COMPETENCY:
            names = competencies_of(content)
            if names is None:
                question.points += points_of(content)
            else:
                question.competencies += [name for name in names if name not in question.competencies]
            what = "point"
        elif role == Role.PROBE:
            question.probes += probes_of(content)
            what = "probe"
        elif role == Role.DIFFICULTY and difficulty_of(content):
            question.difficulty = difficulty_of(content)
        elif role == Role.TIME and minutes_of(content):
            question.minutes = minutes_of(content)
        elif role == Role.KIND and kind_of(content):
            question.kind = kind_of(content)
        elif role in (Role.CATEGORY, Role.KIND):
            question.category = question.category or content
        elif role in (Role.OPTIONS, Role.SITUATION):
            question.text = (
                f"{content}\n{question.text}" if role == Role.SITUATION else f"{question.text}\n{content}"
            )
        elif role in (Role.INDEX, Role.SCORE) or not re.sub(r"[\W\d_]", "", fold(content)):
            pass
        else:
            what = "remark"
            question.remarks.append((content, cell.start, cell.end))
        question.spans.append(Span(cell.start, cell.end, what))


def _at(point: PointDraft, level: int) -> PointDraft:
    return PointDraft(text=point.text, level=level)
