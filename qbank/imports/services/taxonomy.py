"""Categories and competencies as an import needs them: by name, those that are missing created on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max, Model

from accounts.audit import record_each
from accounts.models import User
from qbank.imports.services.contents import Content
from qbank.models import Category, Competency, ImportBatch, Question
from qbank.questions.services.writing import competencies_by_name


class Taxonomy:
    """The bank's categories and competencies by name, and the positions questions get in them.

    Read once, when the object is made; what it creates is added.
    """

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.categories = {category.name: category for category in Category.objects.all()}
        self.competencies = competencies_by_name()
        self._order = {
            competency.pk: (competency.position, competency.pk) for competency in self.competencies.values()
        }
        last = Question.objects.in_bank().order_by().values("category").annotate(last=Max("position"))
        self._last_positions: dict[int, int] = dict(last.values_list("category", "last"))

    def missing(self, contents: Iterable[Content]) -> tuple[list[str], list[str]]:
        """The names of categories and of competencies in these contents that the bank doesn't have."""
        categories: dict[str, None] = {}
        competencies: dict[str, None] = {}
        for content in contents:
            categories.setdefault(content["category"])
            competencies.update(dict.fromkeys(content["competencies"]))
        return (
            [name for name in categories if name not in self.categories],
            [name for name in competencies if name not in self.competencies],
        )

    def create(self, categories: Sequence[str], competencies: Sequence[str]) -> dict[str, Any]:
        """Create these by name, in the caller's transaction; the batch's result with their ids noted in it.

        The batch itself is changed but not saved: the caller stores the result.
        """
        result: dict[str, Any] = self.batch.result
        if categories:
            last = Category.objects.aggregate(last=Max("position"))["last"] or 0
            new_categories = [
                Category(name=name[:120], position=position)
                for position, name in enumerate(categories, last + 1)
            ]
            Category.objects.bulk_create(new_categories)
            self.categories |= {category.name: category for category in new_categories}
            ids = [category.pk for category in new_categories]
            result = result | {"categories": [*result.get("categories", []), *ids]}
        if competencies:
            last = Competency.objects.aggregate(last=Max("position"))["last"] or 0
            new_competencies = [
                Competency(name=name[:120], position=position)
                for position, name in enumerate(competencies, last + 1)
            ]
            Competency.objects.bulk_create(new_competencies)
            for competency in new_competencies:
                self.competencies[competency.name] = competency
                self._order[competency.pk] = (competency.position, competency.pk)
            ids = [competency.pk for competency in new_competencies]
            result = result | {"competencies": [*result.get("competencies", []), *ids]}
        self.batch.result = result
        return result

    def sorted_competencies(self, content: Content) -> list[Competency]:
        """The content's competencies, each once, in the bank's order."""
        competencies = {self.competencies[name] for name in content["competencies"]}
        return sorted(competencies, key=lambda competency: self._order[competency.pk])

    def next_position(self, category: Category) -> int:
        """The position after the category's last question; another one at each call."""
        position = self._last_positions.get(category.pk, 0) + 1
        self._last_positions[category.pk] = position
        return position


def record_new_taxonomy(batch: ImportBatch, actor: User | None) -> None:
    """Record which categories and competencies the batch created, in the caller's transaction."""
    for model, key in ((Category, "categories"), (Competency, "competencies")):
        created = model._default_manager.filter(pk__in=batch.result.get(key, [])).order_by("position", "pk")
        targets = [_with_import(row, batch) for row in created]
        record_each(actor=actor, action=f"{model._meta.model_name}.create", targets=targets)


def _with_import(row: Any, batch: ImportBatch) -> tuple[Model, None, dict[str, Any]]:
    return row, None, {"name": row.name, "import": batch.pk}
