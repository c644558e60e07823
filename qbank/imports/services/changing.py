"""Existing questions given other contents, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from common.bulk import BulkInsert
from qbank.imports.services.contents import Content
from qbank.imports.services.jobs import Pace, Run
from qbank.imports.services.question_rows import QUESTION_COLUMNS, QuestionRows, column_values
from qbank.imports.services.taxonomy import Taxonomy
from qbank.models import Question, ReferenceAnswer, RubricPoint
from qbank.questions.search import reindex
from qbank.questions.services.revisions import revision_row

#: Up to this many updates are prepared before the transaction begins. More would fill the memory: they are
#: prepared inside the transaction, portion by portion.
MAX_IN_MEMORY = 5000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class QuestionUpdate:
    """The new content of a question (by id), and the number its revision gets."""

    question: int
    content: Content
    revision: int


def prepare_updates(
    updates: Iterable[QuestionUpdate], taxonomy: Taxonomy, actor: User | None, note: str, **fields: Any
) -> Iterator[QuestionRows]:
    """Rows of all tables for the changed questions, portion by portion.

    ``fields`` are columns set on each question besides its content.
    """
    portion: list[QuestionUpdate] = []
    for update in updates:
        portion.append(update)
        if len(portion) == _BATCH:
            yield _portion_rows(portion, taxonomy, actor, note, fields)
            portion = []
    if portion:
        yield _portion_rows(portion, taxonomy, actor, note, fields)


def _portion_rows(
    portion: Sequence[QuestionUpdate],
    taxonomy: Taxonomy,
    actor: User | None,
    note: str,
    fields: dict[str, Any],
) -> QuestionRows:
    stored = Question.objects.in_bulk([update.question for update in portion])
    rows = QuestionRows()
    for update in portion:
        question = stored[update.question]
        competencies = taxonomy.sorted_competencies(update.content)
        content = update.content | {
            "code": question.code,
            "competencies": [competency.name for competency in competencies],
        }
        question.category = taxonomy.categories[content["category"]]
        for name, value in column_values(content).items():
            setattr(question, name, value)
        for name, value in fields.items():
            setattr(question, name, value)
        rows.add(vars(question), content, competencies)
        rows.revisions.append(revision_row(question.pk, content, update.revision, actor, note))
    return rows.prepare()


def write_updates(portions: Iterable[QuestionRows]) -> list[int]:
    """Change the questions, in the caller's transaction; returns the ids that must be indexed again."""
    ids: list[int] = []
    for rows in portions:
        question_ids = [question["id"] for question in rows.questions]
        # One statement for all: bulk_update would take twenty times as long.
        columns = [*QUESTION_COLUMNS, "category", "updated_at"]
        BulkInsert(Question, rows.questions, unique=["id"], update=columns).insert()
        for part in (ReferenceAnswer, RubricPoint, Question.competencies.through):
            _raw_delete(part._default_manager.filter(question__in=question_ids))
        rows.insert()
        ids += question_ids
    return ids


def reindex_in_portions(run: Run, ids: Sequence[int]) -> None:
    """Write the search index of changed questions, in short transactions after the change itself.

    Until then a search finds them by their earlier texts.
    """
    pace, start = Pace(), 0
    while start < len(ids):
        portion = ids[start : start + pace.size]

        def write(portion: Sequence[int] = portion) -> None:
            run.beat()
            reindex(portion)

        pace.write(len(portion), write)
        start += len(portion)


def _raw_delete(rows: QuerySet[Any]) -> None:
    rows._raw_delete(rows.db)
