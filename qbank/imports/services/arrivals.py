"""Questions of a batch as they are written into the bank: every row of every table made beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Max, Model

from accounts.models import User
from common.bulk import BulkInsert, reserve_ids
from qbank.imports.services.contents import Content
from qbank.models import (
    Category,
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
from qbank.questions.services.writing import competencies_by_name

#: A row as common.bulk.BulkInsert takes it.
TableRow = dict[str, Any]

#: A question's own columns that a content says.
COLUMNS = ("text", "kind", "rubric_kind", "difficulty", "minutes", "status", "probes")


class Places:
    """Where questions go: categories and competencies by name, those that are missing made on the way."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.categories = {category.name: category for category in Category.objects.all()}
        self.competencies = competencies_by_name()
        self._order = {competency.pk: (competency.position, competency.pk) for competency in self._all()}
        last = Question.objects.in_bank().order_by().values("category").annotate(last=Max("position"))
        self._last: dict[int, int] = dict(last.values_list("category", "last"))

    def _all(self) -> Iterable[Competency]:
        return self.competencies.values()

    def missing(self, contents: Iterable[Content]) -> tuple[list[str], list[str]]:
        """Names of categories and competencies that these contents speak of and nobody has made."""
        categories: dict[str, None] = {}
        competencies: dict[str, None] = {}
        for content in contents:
            categories.setdefault(content["category"])
            competencies.update(dict.fromkeys(content["competencies"]))
        return (
            [name for name in categories if name not in self.categories],
            [name for name in competencies if name not in self.competencies],
        )

    def make(self, categories: Sequence[str], competencies: Sequence[str]) -> dict[str, Any]:
        """Make them, inside the transaction that first needs them; what the batch's result notes of it."""
        result = self.batch.result
        if categories:
            last = Category.objects.aggregate(last=Max("position"))["last"] or 0
            made = [Category(name=name[:120], position=last + at) for at, name in enumerate(categories, 1)]
            Category.objects.bulk_create(made)
            self.categories |= {category.name: category for category in made}
            result = result | {"categories": [*result.get("categories", []), *(c.pk for c in made)]}
        if competencies:
            last = Competency.objects.aggregate(last=Max("position"))["last"] or 0
            new = [Competency(name=name[:120], position=last + at) for at, name in enumerate(competencies, 1)]
            Competency.objects.bulk_create(new)
            self.competencies |= {competency.name: competency for competency in new}
            self._order |= {competency.pk: (competency.position, competency.pk) for competency in new}
            result = result | {"competencies": [*result.get("competencies", []), *(c.pk for c in new)]}
        self.batch.result = result
        return result

    def sorted_competencies(self, content: Content) -> list[Competency]:
        """The content's competencies, each once, in the bank's order."""
        found = {self.competencies[name].pk: self.competencies[name] for name in content["competencies"]}
        return sorted(found.values(), key=lambda competency: self._order[competency.pk])

    def next_position(self, category: Category) -> int:
        self._last[category.pk] = position = self._last.get(category.pk, 0) + 1
        return position


@dataclass(slots=True)
class Writing:
    """Rows of all tables for some questions, ready to be written in a few statements."""

    questions: list[TableRow] = field(default_factory=list)
    answers: list[TableRow] = field(default_factory=list)
    points: list[TableRow] = field(default_factory=list)
    links: list[TableRow] = field(default_factory=list)
    revisions: list[TableRow] = field(default_factory=list)
    indexes: list[TableRow] = field(default_factory=list)
    inserts: list[BulkInsert] = field(default_factory=list)

    def add(self, question: TableRow, content: Content, competencies: Sequence[Competency]) -> None:
        """A question with its answers, points and competencies."""
        self.questions.append(question)
        belonging = {"question_id": question["id"]}
        self.answers += [
            belonging | answer | {"position": position}
            for position, answer in enumerate(content["answers"], 1)
        ]
        self.points += [
            belonging | point | {"weight": Decimal(point["weight"]), "position": position}
            for position, point in enumerate(content["points"], 1)
        ]
        self.links += [belonging | {"competency_id": competency.pk} for competency in competencies]

    def ready(self) -> Writing:
        """Make all statements ready, so that nothing is left to do in the transaction but to run them."""
        parts: tuple[tuple[type[Model], list[TableRow]], ...] = (
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

    def write_parts(self) -> None:
        """Everything but changed questions themselves."""
        for bulk_insert in self.inserts:
            bulk_insert.insert()


class Arrivals:
    """New questions of a batch, unseen until the whole of it has arrived."""

    def __init__(
        self, batch: ImportBatch, source: Source, places: Places, actor: User | None, count: int
    ) -> None:
        self.batch, self.source, self.places, self.actor = batch, source, places, actor
        self._ids = reserve_ids(Question, count)

    def prepared(self, contents: Iterable[Content]) -> Writing:
        """Rows of all tables for new questions. Their categories and competencies must have been made."""
        writing = Writing()
        for content in contents:
            category = self.places.categories[content["category"]]
            competencies = self.places.sorted_competencies(content)
            content = content | {"competencies": [competency.name for competency in competencies]}
            id = next(self._ids)
            question = {
                "id": id,
                "code": content["code"],
                "category_id": category.pk,
                "position": self.places.next_position(category),
                "source_id": self.source.pk,
                "arriving_id": self.batch.pk,
                **{name: content[name] for name in COLUMNS},
            }
            writing.add(question, content, competencies)
            writing.revisions.append(revision_row(id, content, 1, self.actor, IMPORTED_FROM_SPREADSHEET))
            writing.indexes.append(index_row(id, searched(content)))
        new = BulkInsert(Question, writing.questions)
        writing.ready().inserts.insert(0, new)
        return writing


def searched(content: Content) -> list[str]:
    """The parts of a question that a search looks through."""
    answers = [answer["text"] for answer in content["answers"]]
    return [content["code"], content["text"], *answers, *(point["text"] for point in content["points"])]
