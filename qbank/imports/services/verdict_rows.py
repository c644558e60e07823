"""Judged rows as they are stored in the preview: corrected to what the bank accepts, with a code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from common.messages import gettext_noop
from qbank.bankfile.drafts import QuestionDraft
from qbank.bankfile.kinds import guess_kind
from qbank.bankfile.quotes import closest_stretch
from qbank.imports.services.bank_questions import load_bank_questions
from qbank.imports.services.contents import content_of_draft
from qbank.models import ImportBatch, Question
from qbank.questions.services.doubts import is_unreadable, open_places, texts_of_draft
from qbank.questions.services.questions import ready_problems
from qbank.questions.services.writing import written_status
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.judge import Bank
from qbank.spreadsheets.judging.keys import text_key
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowProblem, Verdict

NOT_READY = gettext_noop(
    "A ready question needs rubric points and a reference answer that fit together. This one does not have "
    "them: its status stays as it was, or draft where it is new."
)
KIND_UNSAID = gettext_noop(
    "The row doesn’t say the question’s kind and its words don’t show it: it stays unsaid."
)
NOT_ALL_SAID = gettext_noop(
    "A ready question says its kind, difficulty and minutes. This one does not: it is a draft until they are "
    "set."
)
QUOTE_LOST = gettext_noop("The quote of “%(point)s” no longer stands in the answer and was taken off.")

#: The columns of an ImportRow that hold its verdict.
CONTENT_FIELDS = ("verdict", "code", "text_key", "repeats", "question_id", "similarity", "draft", "problems")


class BankQuestionLoader:
    """Loads questions of the bank by id; ``last`` holds those of the last call."""

    def __init__(self) -> None:
        self.last: dict[int, BankQuestion] = {}

    def __call__(self, ids: Iterable[int]) -> list[BankQuestion]:
        self.last = {bank_question.id: bank_question for bank_question in load_bank_questions(ids)}
        return list(self.last.values())


def load_bank(questions: BankQuestionLoader) -> Bank:
    """All questions of the bank, for the judge to find what a row is or resembles."""
    bank = Bank(fetch=questions)
    rows = Question.objects.in_bank().order_by("pk").values_list("pk", "code", "text")
    for pk, code, text in rows.iterator(chunk_size=2000):
        bank.add(pk, code, text)
    return bank


def fit_to_bank_rules(judged: JudgedRow, bank_question: BankQuestion | None) -> JudgedRow:
    """The row corrected to what the bank accepts, with a remark on each correction: quotes that stand in no
    answer are taken off, a kind that nothing shows is said to be a guess, and a question that lacks what
    "ready" needs keeps its status or becomes a draft."""
    if judged.verdict in (Verdict.ERROR, Verdict.SAME):
        return judged
    draft, problems = _without_lost_quotes(judged.draft)
    if judged.question is None and not draft.kind and not guess_kind(draft.text):
        problems.append(RowProblem("kind-unsaid", KIND_UNSAID, error=False))
    if not problems and draft is judged.draft and draft.status != "ready":
        return judged
    changed = judged.changed
    if draft.status == "ready" and not _may_be_ready(judged, draft, bank_question):
        earlier_status = bank_question.draft.status if bank_question is not None else "draft"
        draft = replace(draft, status="draft" if earlier_status == "ready" else earlier_status)
        column = judged.row.places.get(Field.STATUS.value)
        problems.append(RowProblem("not-ready", NOT_READY, column, error=False))
        if earlier_status != "ready":
            changed = tuple(field for field in changed if field != Field.STATUS.value)
    elif draft.status == "ready" and judged.question is None and not _says_all(draft):
        draft = replace(draft, status="draft")
        column = judged.row.places.get(Field.STATUS.value)
        problems.append(RowProblem("not-all-said", NOT_ALL_SAID, column, error=False))
    verdict: Verdict = judged.verdict
    if verdict is Verdict.CHANGED and not changed:
        verdict = Verdict.SAME
    return replace(
        judged, draft=draft, verdict=verdict, changed=changed, problems=(*judged.problems, *problems)
    )


def _says_all(draft: QuestionDraft) -> bool:
    return bool((draft.kind or guess_kind(draft.text)) and draft.difficulty and draft.minutes)


def _is_known(judged: JudgedRow) -> bool:
    """Whether the draft is a question that the bank has, as the row leaves it."""
    return judged.verdict in (Verdict.CHANGED, Verdict.SAME)


def _may_be_ready(judged: JudgedRow, draft: QuestionDraft, known: BankQuestion | None) -> bool:
    """The rules of qbank.questions.services.questions.set_status. One query for a known question that is to
    become ready, two more where its document has doubtful places."""
    texts = texts_of_draft(draft)
    if ready_problems(draft.rubric_kind, draft.answers, draft.points):
        return False
    if known is None:
        return not is_unreadable(texts)
    if written_status(draft) != draft.status:
        return False
    if known.draft.status == "ready":
        return True
    question = Question.objects.in_bank().filter(pk=known.id).first()
    return question is None or not open_places(question, texts)


def _without_lost_quotes(draft: QuestionDraft) -> tuple[QuestionDraft, list[RowProblem]]:
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


def generated_code(batch: ImportBatch, number: int) -> str:
    """The code of a new question whose row gives none, made of the import and the row's number; "" in a dry
    run, where there is no import it could be of."""
    if batch.pk is None:
        return ""
    return f"S{batch.pk}-{batch.sha256[:3].upper()}-{number:04d}"


def verdict_fields(batch: ImportBatch, judged: JudgedRow, number: int) -> dict[str, Any]:
    """The values of CONTENT_FIELDS for a judged row."""
    draft, verdict = judged.draft, judged.verdict
    if verdict in (Verdict.REPEATED, Verdict.SIMILAR) or not draft.code:
        code = generated_code(batch, number) if verdict is not Verdict.ERROR else ""
        draft = replace(draft, code=code if verdict is Verdict.REPEATED else draft.code or code)
    return {
        "verdict": verdict.value,
        "code": draft.code[:40],
        "text_key": text_key(draft.text),
        "repeats": judged.repeats,
        "question_id": judged.question,
        "similarity": judged.similarity,
        "draft": content_of_draft(draft, judged.category, is_new=not _is_known(judged)),
        "problems": [problem_data(problem) for problem in judged.problems],
    }


def problem_data(problem: RowProblem) -> dict[str, Any]:
    return asdict(problem)


def import_row_values(batch: ImportBatch, row: TableRow, fields: dict[str, Any]) -> dict[str, Any]:
    """All values of an ImportRow: ``row`` as the file has it, ``fields`` its verdict."""
    values = fields | {
        "batch_id": batch.pk,
        "number": row.number,
        "cells": {str(column): text for column, text in enumerate(row.cells) if text},
    }
    if row.odd:
        values["flags"] = {str(column): str(flag) for column, flag in row.odd.items()}
    return values
