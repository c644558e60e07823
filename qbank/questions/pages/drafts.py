"""Drafts completed one after another: which comes next, and what each still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from accounts.models import User
from qbank.models import Question, Status
from qbank.questions.filters import BankFilter
from qbank.questions.services.doubts import open_places_of, place_problems
from qbank.questions.services.questions import (
    answer_drafts,
    answer_problems,
    point_drafts,
    point_problems,
    rubric_problems,
    unsaid_fields,
)

#: Of more drafts the page says that there are more.
MOST_COUNTED = 999
#: The order of the bank: the sort of the list is for finding.
_ORDER = ("category__position", "category", "position", "pk")


@dataclass(frozen=True, slots=True)
class MissingPart:
    """What a draft lacks; ``field``: the id in the form where it is mended."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftsInRow:
    """Where somebody stands in a row of drafts. ``query``: the filters that the row goes by; ``left``: the
    drafts behind this one."""

    query: str
    left: int

    @property
    def or_more(self) -> bool:
        return self.left > MOST_COUNTED


def missing_parts(question: Question) -> list[MissingPart]:
    """What a saved question lacks before it can be made ready, each with its place in the form."""
    answers, points = answer_drafts(question), point_drafts(question)
    groups = [
        ("id_text", place_problems(open_places_of(question))),
        (f"id_answers-{len(answers)}-text", answer_problems(question.rubric_kind, answers)),
        (f"id_points-{len(points)}-text", point_problems(question.rubric_kind, points)),
        ("points-title", rubric_problems(answers, points)),
    ]
    unsaid = [MissingPart(f"id_{name}", text) for name, text in unsaid_fields(question)]
    return unsaid + [MissingPart(field, text) for field, texts in groups for text in texts]


def drafts_behind(user: User, data: QueryDict, question: Question | None) -> QuerySet[Question]:
    """The drafts that a list with these filters shows behind a question (None: all), in the bank's order."""
    drafts = BankFilter(data, user=user).listing.questions.filter(status=Status.DRAFT)
    if question is not None:
        drafts = drafts.filter(_behind(question))
    return drafts.order_by(*_ORDER)


def _behind(question: Question) -> Q:
    place = (question.category.position, question.category_id, question.position, question.pk)
    behind, same = Q(), Q()
    for name, value in zip(_ORDER, place, strict=True):
        behind |= same & Q(**{f"{name}__gt": value})
        same &= Q(**{name: value})
    return behind


def in_row(user: User, query: str, question: Question) -> DraftsInRow:
    behind = drafts_behind(user, QueryDict(query), question).order_by().values("pk")
    return DraftsInRow(query, behind[: MOST_COUNTED + 1].count())
