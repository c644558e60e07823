"""The question of a row in the shape of a revision's content (qbank.questions.services.revisions)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qbank.bankfile.drafts import QuestionDraft
from qbank.bankfile.file import question_to_data
from qbank.questions.services.writing import DEFAULT_MINUTES, likely_kind

Content = dict[str, Any]


def content_of_draft(draft: QuestionDraft, category: str) -> Content:
    """The content of a revision with this draft; what it leaves open gets the bank's defaults."""
    points = sorted(draft.points, key=lambda point: (point.red_flag, point.level or 0))
    content = question_to_data(replace(draft, points=tuple(points)))
    del content["source"]
    return content | {
        "category": category,
        "kind": draft.kind or likely_kind(draft),
        "difficulty": draft.difficulty or "medium",
        "minutes": draft.minutes or DEFAULT_MINUTES,
    }
