"""A question of a row in the shape of a revision's content, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.bankfile.file import question_to_data
from qbank.questions.services.writing import DEFAULT_MINUTES, likely_kind

Content = dict[str, Any]


def content_of(draft: QuestionDraft, category: str) -> Content:
    """What a revision of this question would hold, with what nobody said filled in as the bank does."""
    points = sorted(draft.points, key=lambda point: (point.red_flag, point.level or 0))
    content = question_to_data(replace(draft, points=tuple(points)))
    del content["source"]
    return content | {
        "category": category,
        "kind": draft.kind or likely_kind(draft),
        "difficulty": draft.difficulty or "medium",
        "minutes": draft.minutes or DEFAULT_MINUTES,
    }


def draft_of(content: Mapping[str, Any]) -> QuestionDraft:
    """The draft in a content that this site wrote: nothing is checked again."""
    return QuestionDraft(
        text=content["text"],
        code=content["code"],
        kind=content["kind"],
        rubric_kind=content["rubric_kind"],
        difficulty=content["difficulty"],
        minutes=content["minutes"],
        status=content["status"],
        probes=tuple(content["probes"]),
        competencies=tuple(content["competencies"]),
        answers=tuple(AnswerDraft(answer["text"], answer["complete"]) for answer in content["answers"]),
        points=tuple(
            PointDraft(
                point["text"], Decimal(point["weight"]), point["level"], point["quote"], point["red_flag"]
            )
            for point in content["points"]
        ),
    )
