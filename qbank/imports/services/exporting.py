"""Questions for an export as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from qbank.bankfile.drafts import QuestionDraft
from qbank.imports.services.bank_questions import load_bank_questions
from qbank.models import Question

_CHUNK = 500


def question_drafts(questions: QuerySet[Question]) -> Iterator[tuple[QuestionDraft, str]]:
    """Each question with its category, in the order of ``questions``.

    Read a chunk at a time, with a fixed number of statements for each, and in the form that an import
    compares rows with: exporting and importing again changes nothing.
    """
    ids = list(questions.values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        questions_by_id = {question.id: question for question in load_bank_questions(chunk)}
        for pk in chunk:
            if pk in questions_by_id:
                yield questions_by_id[pk].draft, questions_by_id[pk].category
