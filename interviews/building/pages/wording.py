"""How a question reads now, against the copy a sheet keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from interviews.models import SetItem, Sheet, SheetItem
from qbank.bankfile.file import point_to_data
from qbank.models import Question
from qbank.questions.company import lazy_company_name
from qbank.questions.pages.history import FieldDifference, content_differences
from qbank.questions.rules.company_name import with_company_everywhere
from qbank.questions.services.revisions import WORDING, question_content, wording_sha256


@dataclass(frozen=True)
class RewordedQuestion:
    """A question whose wording changed, and how, part by part."""

    question: Question
    parts: list[FieldDifference]


def reworded_questions(sheet: Sheet, items: Iterable[SetItem]) -> list[RewordedQuestion]:
    """The questions whose wording is not the one the sheet copied, with what changed in each."""
    copies = {copy.question_id: copy for copy in sheet.items.prefetch_related("points")}
    changed, company = [], lazy_company_name()
    for item in items:
        copy = copies.get(item.question_id)
        content = question_content(item.question)
        if copy is not None and copy.wording_sha256 != wording_sha256(content):
            wording = with_company_everywhere({name: content[name] for name in WORDING}, company)
            changed.append(RewordedQuestion(item.question, content_differences(_copied(copy), wording)))
    return changed


def _copied(copy: SheetItem) -> dict[str, Any]:
    """The wording of a sheet's copy, in the shape of :func:`question_content`."""
    return {
        "text": copy.text,
        "rubric_kind": copy.rubric_kind,
        "probes": copy.probes,
        "answers": copy.answers,
        "points": [point_to_data(point) for point in copy.points.all()],
    }
