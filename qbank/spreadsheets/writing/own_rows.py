"""Writing a question as a row of our own spreadsheets, and reading such a row back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from common.formula_safety import escape_formula
from qbank.bankfile.drafts import AnswerDraft, QuestionDraft
from qbank.spreadsheets.columns.labels import (
    ANOTHER_ANSWER,
    FIELDS,
    HEADERS,
    INCOMPLETE,
    LABELS,
    NOT_WRITTEN,
    language_index,
)
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.points import format_points, one_line
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.judging.verdicts import BankQuestion, RowDraft

#: What one cell of a workbook holds (in UTF-16 units), and what reading keeps of a CSV file's.
LONGEST_IN_WORKBOOK: Final = 32_767
LONGEST_IN_CSV: Final = 100_000

Cell = str | int | float


def header(language: str) -> list[Cell]:
    return [HEADERS[field][language_index(language)] for field in FIELDS]


def row_of(draft: QuestionDraft, category: str, language: str) -> list[Cell]:
    """The question's cells, in the order of the header. Texts are as they are, not yet made safe."""
    place = language_index(language)
    choices = {
        Field.KIND: draft.kind,
        Field.DIFFICULTY: draft.difficulty,
        Field.RUBRIC_KIND: draft.rubric_kind,
        Field.STATUS: draft.status,
    }
    cells: dict[Field, Cell] = {
        Field.CODE: draft.code,
        Field.CATEGORY: one_line(category),
        Field.TEXT: draft.text,
        Field.SHORT_TITLE: one_line(draft.short_title),
        Field.TAGS: draft.tags,
        Field.MINUTES: draft.minutes or "",
        Field.COMPETENCY: "\n".join(map(one_line, draft.competencies)),
        Field.PROBE: "\n".join(map(one_line, draft.probes)),
        Field.ANSWER: _answers(draft.answers, place),
        Field.POINT: format_points((p for p in draft.points if not p.red_flag), language),
        Field.RED_FLAG: format_points((p for p in draft.points if p.red_flag), language),
    }
    for field, choice in choices.items():
        cells[field] = LABELS[field][choice][place] if choice in LABELS[field] else ""
    return [_clean(cells[field]) for field in FIELDS]


def _answers(answers: Sequence[AnswerDraft], place: int) -> str:
    """All answers in one cell: from the second on, each below a line that says so."""
    parts = []
    for number, answer in enumerate(answers, 1):
        if number > 1:
            parts.append(ANOTHER_ANSWER[place] % number)
        parts.append(answer.text if answer.complete else f"{answer.text}\n{INCOMPLETE[place]}")
    return "\n".join(parts)


def _clean(cell: Cell) -> Cell:
    return printable(cell)[0] if isinstance(cell, str) else cell


def escaped_cells(cells: Iterable[Cell], longest: int, language: str) -> list[Cell]:
    """The cells with formulas escaped; a text longer than ``longest`` is replaced by a note that says so."""
    fit: list[Cell] = []
    for cell in cells:
        if isinstance(cell, str):
            cell = escape_formula(cell)
            if len(cell) * 2 > longest and len(cell.encode("utf-16-le")) // 2 > longest:
                cell = NOT_WRITTEN[language_index(language)] % len(cell)
        fit.append(cell)
    return fit


def as_read(known: BankQuestion, language: str) -> RowDraft | None:
    """What reading gives back of a question that was written to a file: what no cell can hold as it is
    (white space at the ends, control characters, two lines in a point) comes back changed."""
    reader = _own_reader(known.category, frozenset(known.draft.competencies))
    cells = (str(cell) for cell in row_of(known.draft, known.category, language))
    return reader.read(TableRow(1, tuple(escape_formula(cell) for cell in cells)))


@lru_cache(maxsize=256)
def _own_reader(category: str, competencies: frozenset[str]) -> RowReader:
    return RowReader(ColumnMapping(columns=dict(enumerate(FIELDS))), (), {category}, competencies)
