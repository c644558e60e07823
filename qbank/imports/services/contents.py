"""The question of a row in the shape of a revision's content (qbank.questions.services.revisions)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qbank.bankfile.drafts import QuestionDraft
from qbank.bankfile.file import question_to_data
from qbank.questions.services.writing import DEFAULT_MINUTES, likely_kind, written_status

Content = dict[str, Any]


def content_of_draft(draft: QuestionDraft, category: str, *, is_new: bool = True) -> Content:
    """The content of a revision with this draft. What a new question's row leaves open gets the bank's
    defaults; what is unsaid of a question that the bank has stays so."""
    points = sorted(draft.points, key=lambda point: (point.red_flag, point.level or 0))
    content = question_to_data(replace(draft, points=tuple(points)))
    del content["source"]
    if not is_new:
        return content | {"category": category, "status": written_status(draft)}
    return content | {
        "category": category,
        "kind": draft.kind or likely_kind(draft),
        "difficulty": draft.difficulty or "medium",
        "minutes": draft.minutes or DEFAULT_MINUTES,
    }
