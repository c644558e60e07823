"""Judged rows as they are kept: made fit for the bank, with a code, as rows of the preview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from common.messages import gettext_noop
from qbank.bankfile.drafts import QuestionDraft
from qbank.bankfile.quotes import closest_stretch
from qbank.imports.services.contents import content_of
from qbank.imports.services.known import knowns
from qbank.models import ImportBatch, Question
from qbank.questions.services.questions import ready_problems
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.judge import Bank
from qbank.spreadsheets.judging.keys import text_key
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowProblem, Verdict

NOT_READY = gettext_noop(
    "A ready question needs rubric points and a reference answer that fit together. This one does not have "
    "them: its status stays as it was, or draft where it is new."
)
QUOTE_LOST = gettext_noop("The quote of “%(point)s” no longer stands in the answer and was taken off.")

#: What a row is found and judged by, and what is kept of it.
CONTENT_FIELDS = ("verdict", "code", "text_key", "repeats", "question_id", "similarity", "draft", "problems")


class KnownQuestions:
    """Whole questions of the bank by id, the last ones asked for."""

    def __init__(self) -> None:
        self.last: dict[int, BankQuestion] = {}

    def __call__(self, ids: Iterable[int]) -> list[BankQuestion]:
        self.last = {known.id: known for known in knowns(ids)}
        return list(self.last.values())


def whole_bank(questions: KnownQuestions) -> Bank:
    """Everything in the bank that a row may be, or resemble."""
    bank = Bank(fetch=questions)
    found = Question.objects.in_bank().order_by("pk").values_list("pk", "code", "text")
    for pk, code, text in found.iterator(chunk_size=2000):
        bank.add(pk, code, text)
    return bank


def made_fit(judged: JudgedRow, known: BankQuestion | None) -> JudgedRow:
    """What the bank would refuse is put right, and said: quotes that stand in no answer, and "ready"
    for a question that lacks what that needs."""
    if judged.verdict in (Verdict.ERROR, Verdict.SAME):
        return judged
    draft, problems = _quotes_standing(judged.draft)
    if not problems and draft is judged.draft and draft.status != "ready":
        return judged
    changed = judged.changed
    if draft.status == "ready" and ready_problems(draft.rubric_kind, draft.answers, draft.points):
        before = known.draft.status if known is not None else "draft"
        draft = replace(draft, status="draft" if before == "ready" else before)
        column = judged.row.places.get(Field.STATUS.value)
        problems.append(RowProblem("not-ready", NOT_READY, column, error=False))
        if before != "ready":
            changed = tuple(field for field in changed if field != Field.STATUS.value)
    verdict: Verdict = judged.verdict
    if verdict is Verdict.CHANGED and not changed:
        verdict = Verdict.SAME
    return replace(
        judged, draft=draft, verdict=verdict, changed=changed, problems=(*judged.problems, *problems)
    )


def _quotes_standing(draft: QuestionDraft) -> tuple[QuestionDraft, list[RowProblem]]:
    if not any(point.quote for point in draft.points):
        return draft, []
    answers = [answer.text for answer in draft.answers]
    points, problems = [], []
    for point in draft.points:
        if point.quote and not any(point.quote in answer for answer in answers):
            point = replace(point, quote=closest_stretch(point.quote, answers))
            if not point.quote:
                params = {"point": point.text[:40]}
                problems.append(RowProblem("quote-lost", QUOTE_LOST, params=params, error=False))
        points.append(point)
    return replace(draft, points=tuple(points)), problems


def made_up_code(batch: ImportBatch, number: int) -> str:
    """The code of a new question whose row gives none: which import it came with, and in which row."""
    return f"S{batch.pk}-{batch.sha256[:3].upper()}-{number:04d}"


def fields_of(batch: ImportBatch, judged: JudgedRow, number: int) -> dict[str, Any]:
    """The columns (CONTENT_FIELDS) that hold a verdict."""
    draft, verdict = judged.draft, judged.verdict
    if verdict in (Verdict.REPEATED, Verdict.SIMILAR) or not draft.code:
        code = made_up_code(batch, number) if verdict is not Verdict.ERROR else ""
        draft = replace(draft, code=code if verdict is Verdict.REPEATED else draft.code or code)
    return {
        "verdict": verdict.value,
        "code": draft.code[:40],
        "text_key": text_key(draft.text),
        "repeats": judged.repeats,
        "question_id": judged.question,
        "similarity": judged.similarity,
        "draft": content_of(draft, judged.category),
        "problems": [problem_data(problem) for problem in judged.problems],
    }


def problem_data(problem: RowProblem) -> dict[str, Any]:
    return asdict(problem)


def row_of(batch: ImportBatch, row: TableRow, fields: dict[str, Any]) -> dict[str, Any]:
    """A row of the preview as a row of its table; ``row`` is as the file has it."""
    values = fields | {
        "batch_id": batch.pk,
        "number": row.number,
        "cells": {str(column): text for column, text in enumerate(row.cells) if text},
    }
    if row.odd:
        values["flags"] = {str(column): str(flag) for column, flag in row.odd.items()}
    return values
