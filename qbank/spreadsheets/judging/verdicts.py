"""Rows of a spreadsheet as drafts, with their problems and verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from qbank.bankfile.drafts import QuestionDraft


class Verdict(StrEnum):
    """The codes are ImportRow's."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REPEATED = "repeated"
    SIMILAR = "similar"
    CONFLICT = "conflict"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing about a row. ``message`` is an English message id with %(name)s places for ``params``.

    An error keeps the row out; a remark (``error`` False) only tells what was done, such as a category
    that was filled down. ``column`` is None when it concerns the whole row. ``code`` is stable.
    """

    code: str
    message: str
    column: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    error: bool = True


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What a row says, before it is compared with anything. ``draft.code`` is "" where it gives none.

    ``stated`` names the fields (values of :class:`~qbank.spreadsheets.columns.mapping.Field`) that have a
    column and a cell that is not empty, and "weights" and "quotes" where the row's points state any. An
    existing question keeps what the row doesn't state. ``places``: {field: its first column}.
    """

    number: int
    draft: QuestionDraft
    category: str
    problems: tuple[RowProblem, ...] = ()
    stated: frozenset[str] = frozenset()
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of the bank as rows are compared with it. ``draft`` holds all of it."""

    id: int
    category: str
    draft: QuestionDraft


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with its verdict. ``draft`` is the whole question it comes to: for a question that exists,
    the file's values over the bank's.

    ``question`` is the id of the question it is, changes or resembles (``similarity`` in per cent).
    ``repeats`` is the number of the earlier row that says the same. ``changed`` names the fields (values
    of Field) that differ from the bank.
    """

    row: RowDraft
    verdict: Verdict
    draft: QuestionDraft
    category: str
    question: int | None = None
    similarity: int | None = None
    repeats: int | None = None
    changed: tuple[str, ...] = ()
    problems: tuple[RowProblem, ...] = ()
