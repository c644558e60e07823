"""Reviewed annotations of the loaded documents' questions: what the bank says otherwise than the source.

``fixtures/annotations.json`` lists, by question code, words of an answer or of a point (``in``) with what the
bank says ``instead``, or what it ``adds`` to the answer. A source's text keeps its wording, and so does the
quote of a point. Words that the document doesn't say (any more) are left alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qbank.bankfile.drafts import AnswerDraft, BankDraft, QuestionDraft


@dataclass(frozen=True, slots=True)
class Annotation:
    """``part`` is "answers" or "points"; without ``says``, ``instead`` becomes a line at the end."""

    code: str
    part: str
    says: str
    instead: str

    def of(self, text: str) -> str:
        if self.says:
            return text.replace(self.says, self.instead)
        return f"{text}\n{self.instead}"


def load_annotations(path: Path) -> tuple[Annotation, ...]:
    """The annotations of a file."""
    return tuple(
        Annotation(entry["code"], entry["in"], entry.get("says", ""), entry.get("instead") or entry["adds"])
        for entry in json.loads(path.read_text("utf-8"))
    )


def annotate(bank: BankDraft, annotations: Sequence[Annotation]) -> BankDraft:
    """The bank with what was annotated of its questions."""
    categories = tuple(
        replace(
            category, questions=tuple(_annotated(question, annotations) for question in category.questions)
        )
        for category in bank.categories
    )
    return replace(bank, categories=categories)


def _annotated(question: QuestionDraft, annotations: Sequence[Annotation]) -> QuestionDraft:
    for annotation in annotations:
        if annotation.code != question.code:
            continue
        if annotation.part == "points":
            points = tuple(replace(point, text=annotation.of(point.text)) for point in question.points)
            question = replace(question, points=points)
        elif question.answers:
            first, *others = question.answers
            noted = AnswerDraft(annotation.of(first.text), first.complete)
            question = replace(question, answers=(noted, *others))
    return question
