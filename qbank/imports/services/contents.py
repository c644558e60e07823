"""The question of a row in the shape of a revision's content (qbank.questions.services.revisions)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qbank.bankfile.drafts import QuestionDraft
from qbank.bankfile.file import question_to_data
from qbank.bankfile.kinds import guess_kind
from qbank.questions.services.writing import written_status

Content = dict[str, Any]


def content_of_draft(draft: QuestionDraft, category: str, *, is_new: bool = True) -> Content:
    """The content of a revision with this draft. A new question's kind shows in its words, or not; what else
    its row leaves open stays unsaid."""
    points = sorted(draft.points, key=lambda point: (point.red_flag, point.level or 0))
    content = question_to_data(replace(draft, points=tuple(points)))
    del content["source"]
    kind = draft.kind or (guess_kind(draft.text) if is_new else "")
    status = written_status(replace(draft, kind=kind))
    return content | {"category": category, "kind": kind, "status": status}
