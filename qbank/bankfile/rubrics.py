"""The reviewed rubrics: how each question is put, probed and marked, applied to the parsed bank by code.

``fixtures/rubrics/*.json`` hold, by question code, ``kind``, ``difficulty``, ``minutes``,
``competencies``, ``probes``, ``points`` and, for a ladder, the inviting question as ``text``. The
answers, and a ladder's levels, always come from the document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from common.messages import gettext_noop
from qbank.bankfile.drafts import BankDraft, PointDraft, QuestionDraft
from qbank.bankfile.fields import NOT_AN_OBJECT, BankFileError
from qbank.bankfile.file import question_from_data

_KEYS = ("text", "kind", "difficulty", "minutes", "competencies", "probes", "points")

QUOTE_MISSING = gettext_noop("The quote “%(quote)s” does not stand in the reference answer of %(code)s.")
NOT_BY_CODE = gettext_noop("must be an object with question codes as keys")
REPEATED_CODE = gettext_noop("%(code)s has a rubric in two files; keep one.")
NOT_READABLE = gettext_noop("%(file)s is not a rubric file: %(problem)s")


class RubricError(ValueError):
    """A rubric that can't be used. ``problem`` is marked for translation, with ``params`` to fill in."""

    def __init__(self, problem: str, params: Mapping[str, object]) -> None:
        self.problem = problem
        self.params = dict(params)
        super().__init__(problem % self.params)


#: Rubrics by question code; a rubric's text is "" if the document's own wording is to be used.
Rubrics = Mapping[str, QuestionDraft]


def load_rubrics(directory: Path) -> Rubrics:
    """All rubrics in a directory's JSON files, by question code. Raises RubricError."""
    rubrics: dict[str, QuestionDraft] = {}
    for path in sorted(directory.glob("*.json")):
        try:
            file_rubrics = read_rubrics(json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
        except (ValueError, RecursionError) as error:
            raise RubricError(NOT_READABLE, {"file": path.name, "problem": error}) from error
        for code, rubric in file_rubrics.items():
            if code in rubrics:
                raise RubricError(REPEATED_CODE, {"code": code})
            rubrics[code] = rubric
    return rubrics


def read_rubrics(data: Any) -> Rubrics:
    """The rubrics in one file's data. Raises BankFileError, with the code and the field in its path."""
    if not isinstance(data, dict):
        raise BankFileError("", NOT_BY_CODE)
    rubrics = {}
    for code, fields in data.items():
        if not isinstance(fields, dict):
            raise BankFileError(code, NOT_AN_OBJECT, {"keys": ", ".join(_KEYS)})
        text = fields.get("text", "")
        question = question_from_data({**fields, "code": code, "text": text or code}, code)
        rubrics[code] = question if text else replace(question, text="")
    return rubrics


def apply_rubrics(bank: BankDraft, rubrics: Rubrics) -> BankDraft:
    """The bank with each rubric applied to the question of the same code.

    A question that then has everything an interview needs is "ready". Raises RubricError for a quote
    that does not stand, word for word, in one of the question's answers.
    """
    return replace(
        bank,
        categories=tuple(
            replace(
                category,
                questions=tuple(
                    _apply_rubric(question, rubrics[question.code]) if question.code in rubrics else question
                    for question in category.questions
                ),
            )
            for category in bank.categories
        ),
    )


def _apply_rubric(question: QuestionDraft, rubric: QuestionDraft) -> QuestionDraft:
    levels = tuple(point for point in question.points if point.level is not None)
    _check_quotes(question, rubric.points)
    reviewed = replace(
        question,
        text=rubric.text or question.text,
        kind=rubric.kind or question.kind,
        difficulty=rubric.difficulty or question.difficulty,
        minutes=rubric.minutes or question.minutes,
        competencies=rubric.competencies or question.competencies,
        probes=rubric.probes or question.probes,
        points=(*levels, *rubric.points) or question.points,
    )
    return replace(reviewed, status="ready") if is_complete(reviewed) else reviewed


def _check_quotes(question: QuestionDraft, points: tuple[PointDraft, ...]) -> None:
    for point in points:
        if not any(point.quote in answer.text for answer in question.answers) and point.quote:
            raise RubricError(QUOTE_MISSING, {"quote": point.quote, "code": question.code})


def is_complete(question: QuestionDraft) -> bool:
    """Whether a question has all an interview needs: how it is put, how long it takes, how it is marked."""
    marked = any(not point.red_flag for point in question.points)
    return bool(
        question.text
        and question.kind
        and question.difficulty
        and question.minutes
        and question.competencies
        and question.probes
        and marked
    )
