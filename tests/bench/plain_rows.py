"""Rows of a generated bank as a few lines of code read them: for what our import is compared with."""

from __future__ import annotations

from qbank.models import Question, RubricPoint


def points(question: Question, cell: str | None) -> list[RubricPoint]:
    """The unsaved rubric points of a cell: one a line, its weight at the end as 「（3分）」."""
    made = []
    for position, line in enumerate((cell or "").splitlines(), 1):
        text, _, weight = line.removesuffix("分）").rpartition("（")
        made.append(RubricPoint(question=question, text=text, weight=weight, position=position))
    return made
