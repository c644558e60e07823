"""Questions that are in the bank already, given other contents all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from common.bulk import BulkInsert
from qbank.imports.services.arrivals import COLUMNS, Places, Writing
from qbank.imports.services.contents import Content
from qbank.imports.services.jobs import Pace, Run
from qbank.models import Question, ReferenceAnswer, RubricPoint
from qbank.questions.search import reindex
from qbank.questions.services.revisions import revision_row

#: Beyond that many, contents are made ready while others wait rather than all kept in memory.
KEPT_IN_MEMORY = 5000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class QuestionUpdate:
    """What a question is to hold, and the number of the revision that says so."""

    question: int
    content: Content
    revision: int


def prepared(
    changes: Iterable[QuestionUpdate], places: Places, actor: User | None, note: str, **fields: Any
) -> Iterator[Writing]:
    """Rows of all tables for the changed questions, in handy portions. ``fields`` are set on each."""
    portion: list[QuestionUpdate] = []
    for change in changes:
        portion.append(change)
        if len(portion) == _BATCH:
            yield _portion(portion, places, actor, note, fields)
            portion = []
    if portion:
        yield _portion(portion, places, actor, note, fields)


def _portion(
    portion: Sequence[QuestionUpdate], places: Places, actor: User | None, note: str, fields: dict[str, Any]
) -> Writing:
    stored = Question.objects.in_bulk([change.question for change in portion])
    writing = Writing()
    for change in portion:
        question = stored[change.question]
        competencies = places.sorted_competencies(change.content)
        content = change.content | {
            "code": question.code,
            "competencies": [competency.name for competency in competencies],
        }
        question.category = places.categories[content["category"]]
        for name in COLUMNS:
            setattr(question, name, content[name])
        for name, value in fields.items():
            setattr(question, name, value)
        writing.add(vars(question), content, competencies)
        writing.revisions.append(revision_row(question.pk, content, change.revision, actor, note))
    return writing.ready()


def write(writings: Iterable[Writing]) -> list[int]:
    """Change the questions, inside the caller's transaction; the ids to be indexed anew."""
    ids: list[int] = []
    for writing in writings:
        portion = [question["id"] for question in writing.questions]
        # One statement for all: bulk_update would take twenty times as long.
        changed = [*COLUMNS, "category", "updated_at"]
        BulkInsert(Question, writing.questions, unique=["id"], update=changed).insert()
        for part in (ReferenceAnswer, RubricPoint, Question.competencies.through):
            _raw_delete(part._default_manager.filter(question__in=portion))
        writing.write_parts()
        ids += portion
    return ids


def index_again(run: Run, ids: Sequence[int]) -> None:
    """The search index of changed questions, in short transactions after the change itself: until it is
    there, a search finds them by what they said before."""
    pace, start = Pace(), 0
    while start < len(ids):
        portion = ids[start : start + pace.size]

        def act(portion: Sequence[int] = portion) -> None:
            run.beat()
            reindex(portion)

        pace.write(len(portion), act)
        start += len(portion)


def _raw_delete(rows: QuerySet[Any]) -> None:
    rows._raw_delete(rows.db)
