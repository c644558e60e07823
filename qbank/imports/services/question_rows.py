"""Questions of a batch as rows of their tables, made before the transaction that inserts them begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model

from accounts.models import User
from common.bulk import BulkInsert, reserve_ids
from qbank.imports.services.contents import Content
from qbank.imports.services.taxonomy import Taxonomy
from qbank.models import (
    Competency,
    ImportBatch,
    Question,
    QuestionIndex,
    QuestionRevision,
    ReferenceAnswer,
    RubricPoint,
    Source,
)
from qbank.questions.search import index_row
from qbank.questions.services.revisions import IMPORTED_FROM_SPREADSHEET, revision_row

#: One database row as common.bulk.BulkInsert takes it: {column: value}.
DatabaseRow = dict[str, Any]

#: The columns of the question's own table that come from its content.
_LEFT_OUT_WHERE_EMPTY = ("short_title", "tags")
QUESTION_COLUMNS = (
    *("text", *_LEFT_OUT_WHERE_EMPTY, "kind", "rubric_kind", "difficulty", "minutes", "status", "probes"),
)


def column_values(content: Content) -> DatabaseRow:
    """The question's own columns; a content says nothing of a short title or tags that it has not."""
    return {
        name: content.get(name, "") if name in _LEFT_OUT_WHERE_EMPTY else content[name]
        for name in QUESTION_COLUMNS
    }


@dataclass(slots=True)
class QuestionRows:
    """Rows of all tables for some questions, inserted with one statement a table."""

    questions: list[DatabaseRow] = field(default_factory=list)
    answers: list[DatabaseRow] = field(default_factory=list)
    points: list[DatabaseRow] = field(default_factory=list)
    links: list[DatabaseRow] = field(default_factory=list)
    revisions: list[DatabaseRow] = field(default_factory=list)
    indexes: list[DatabaseRow] = field(default_factory=list)
    inserts: list[BulkInsert] = field(default_factory=list)

    def add(self, question: DatabaseRow, content: Content, competencies: Sequence[Competency]) -> None:
        """A question with its answers, points and competencies."""
        self.questions.append(question)
        reference = {"question_id": question["id"]}
        self.answers += [
            reference | answer | {"position": position}
            for position, answer in enumerate(content["answers"], 1)
        ]
        self.points += [
            reference | point | {"weight": Decimal(point["weight"]), "position": position}
            for position, point in enumerate(content["points"], 1)
        ]
        self.links += [reference | {"competency_id": competency.pk} for competency in competencies]

    def prepare(self) -> QuestionRows:
        """Compose the statements now, so that the transaction has nothing to do but to run them."""
        parts: tuple[tuple[type[Model], list[DatabaseRow]], ...] = (
            (ReferenceAnswer, self.answers),
            (RubricPoint, self.points),
            (Question.competencies.through, self.links),
            (QuestionRevision, self.revisions),
            (QuestionIndex, self.indexes),
        )
        self.inserts = [BulkInsert(model, rows) for model, rows in parts]
        for _model, rows in parts:
            rows.clear()
        return self

    def insert(self) -> None:
        """Insert all rows, but for questions that exist already: these are the caller's to update."""
        for bulk_insert in self.inserts:
            bulk_insert.insert()


class NewQuestions:
    """Rows for the new questions of a batch. They are marked as arriving: nobody sees them until the whole
    batch is in the bank."""

    def __init__(
        self, batch: ImportBatch, source: Source, taxonomy: Taxonomy, actor: User | None, count: int
    ) -> None:
        self.batch, self.source, self.taxonomy, self.actor = batch, source, taxonomy, actor
        self._ids = reserve_ids(Question, count)

    def rows_for(self, contents: Iterable[Content]) -> QuestionRows:
        """Rows of all tables for new questions. Their categories and competencies must exist."""
        rows = QuestionRows()
        for content in contents:
            category = self.taxonomy.categories[content["category"]]
            competencies = self.taxonomy.sorted_competencies(content)
            content = content | {"competencies": [competency.name for competency in competencies]}
            question_id = next(self._ids)
            question = {
                "id": question_id,
                "code": content["code"],
                "category_id": category.pk,
                "position": self.taxonomy.next_position(category),
                "source_id": self.source.pk,
                "arriving_id": self.batch.pk,
                **column_values(content),
            }
            rows.add(question, content, competencies)
            rows.revisions.append(
                revision_row(question_id, content, 1, self.actor, IMPORTED_FROM_SPREADSHEET)
            )
            rows.indexes.append(index_row(question_id, searchable_texts(content)))
        questions = BulkInsert(Question, rows.questions)
        rows.prepare().inserts.insert(0, questions)
        return rows


def searchable_texts(content: Content) -> list[str]:
    """The texts of a question that a search looks through: code, question, answers, rubric points."""
    answers = [answer["text"] for answer in content["answers"]]
    return [content["code"], content["text"], *answers, *(point["text"] for point in content["points"])]
