"""Takes back what a document brought besides questions: what nobody edited since goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model, ProtectedError

from qbank.models import CompetencyPoint, Passage, Question, RatingScale, Source
from qbank.questions.services.writing import sha256_of, stored_scale_sha256
from qbank.sources.services.loading import PASSAGE_FIELDS, SCALE_FIELDS


def unload(source: Source) -> None:
    """Delete the source's passages, competency points and scales that are unchanged and used nowhere,
    in the caller's transaction, and forget what is not there any more.

    Questions, categories and competencies are the business of who takes the import back.
    """
    hashes: dict[str, Callable[[Any], str]] = {
        "passage": lambda row: sha256_of([getattr(row, name) for name in PASSAGE_FIELDS]),
        "competencypoint": lambda row: sha256_of([row.title, row.text]),
        "ratingscale": lambda row: stored_scale_sha256(row, SCALE_FIELDS),
    }
    models: tuple[type[Model], ...] = (Passage, CompetencyPoint, RatingScale)
    for model in models:
        name = str(model._meta.model_name)
        loaded = dict(source.loaded_items.filter(model=name).values_list("object_id", "sha256"))
        for row in model._default_manager.filter(pk__in=loaded):
            if hashes[name](row) == loaded[row.pk]:
                _delete_unused(row)
    everything: tuple[type[Model], ...] = (Question, *models)
    for model in everything:
        items = source.loaded_items.filter(model=str(model._meta.model_name))
        there = model._default_manager.filter(pk__in=items.values("object_id"))
        items.exclude(object_id__in=list(there.values_list("pk", flat=True))).delete()


def _delete_unused(row: Model) -> None:
    try:
        row.delete()
    except ProtectedError:
        return  # A question set is scored by it.
