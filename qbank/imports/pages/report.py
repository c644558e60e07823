"""A judged sheet as JSON, for programs: docs/import-report.md describes it and keeps it stable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from qbank.imports.services.rejections import problem_text
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import ColumnMapping
from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.judging.line_account import LineAccount
from qbank.spreadsheets.judging.line_kinds import LineKind

#: The keys of a question, as in the bank file.
_QUESTION_KEYS: Final = (
    "code",
    "category",
    "text",
    "kind",
    "rubric_kind",
    "difficulty",
    "minutes",
    "status",
    "probes",
    "competencies",
    "answers",
    "points",
)


def sheet_report(batch: ImportBatch, rows: Iterable[ImportRow], account: LineAccount) -> dict[str, Any]:
    """One sheet: how it was read, how many lines are what, and every line with what was made of it.
    ``account`` must be complete once ``rows`` have been iterated over."""
    reading, mapping = Reading.from_json(batch.options), ColumnMapping.from_json(batch.mapping)
    questions = {row.number: _question_line(row) for row in rows}
    others: dict[int, dict[str, Any]] = {
        number: {
            "row": number,
            "kind": kind.value,
            "verdict": "",
            "question": None,
            "messages": [],
            "text": text,
        }
        for number, kind, text in account.listed
        if number not in questions
    }
    lines = questions | others
    return {
        "name": reading.sheet,
        "row_count": account.last,
        "header_row": reading.header_row,
        "encoding": reading.encoding,
        "separator": reading.separator,
        "columns": _headings(mapping, batch.options["names"]),
        "unread": _unread(mapping, batch.options["names"]),
        "counts": {kind.value: account.counts[kind] for kind in LineKind},
        "lost_columns": sorted(account.lost),
        "rows": [lines[number] for number in sorted(lines)],
    }


def _question_line(row: ImportRow) -> dict[str, Any]:
    draft = row.draft or {}
    return {
        "row": row.number,
        "kind": LineKind.QUESTION.value,
        "verdict": row.verdict,
        "question": {key: draft.get(key) for key in _QUESTION_KEYS},
        "messages": [
            {
                "code": problem["code"],
                "error": problem["error"],
                "column": None if problem["column"] is None else column_letters(problem["column"]),
                "text": problem_text(problem),
            }
            for problem in row.problems
        ],
        "text": draft.get("text", ""),
    }


def _unread(mapping: ColumnMapping, names: Sequence[str]) -> list[str]:
    return [name for column, name in enumerate(names) if column not in mapping.columns]


def _headings(mapping: ColumnMapping, names: Sequence[str]) -> dict[str, str]:
    """{field: heading of its column}, of several columns with " | " between them."""
    headings: dict[str, str] = {}
    for column, field in sorted(mapping.columns.items()):
        name = names[column] if column < len(names) else column_letters(column)
        headings[field.value] = f"{headings[field.value]} | {name}" if field.value in headings else name
    return headings
