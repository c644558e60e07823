"""Which tables hold a candidate's data, and which of their columns are erased.

Tables are collected by walking the relations, so that a new one is never forgotten: names and contacts are
replaced in its texts until a table below lists the column. A test names the columns nobody has listed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import models

#: Model name → columns that say nothing about the candidate: who acted, hashes, codes, devices.
KEPT: Final[dict[str, frozenset[str]]] = {
    "candidatenote": frozenset({"by_name"}),
    "consensus": frozenset({"by_name", "rests_on"}),
    "decision": frozenset({"taken_by_name", "sha256", "rests_on"}),
    "decisionanswer": frozenset({"by_name"}),
    "erasure": frozenset({"by_name", "counts"}),
    "erasedseal": frozenset({"sha256"}),
    "outgoingmail": frozenset({"error"}),
    "candidateletter": frozenset({"error", "about"}),
    "candidatemerge": frozenset({"moved"}),
    "robotmessage": frozenset({"error"}),
    "response": frozenset({"probes_used", "heads"}),
    "scorechange": frozenset({"field", "device", "settles"}),
    "extraquestion": frozenset({"heads"}),
    "handovernote": frozenset({"heads"}),
    "asidechange": frozenset({"target", "field", "device", "settles"}),
    "submittedversion": frozenset({"sha256"}),
}
#: Model name → columns that services/erasure.py treats with a rule of their own.
OWN_RULE: Final[dict[str, frozenset[str]]] = {
    "interview": frozenset({"round"}),
    "decision": frozenset({"sealed"}),
    "scorechange": frozenset({"value"}),
    "asidechange": frozenset({"value"}),
    "submittedversion": frozenset({"content"}),
    "candidateimportrow": frozenset({"cells", "mended"}),
    "candidatenote": frozenset({"text"}),
    # Emptied: such a merge can't be taken back any more.
    "candidatemerge": frozenset({"merged", "before", "after", "set_aside"}),
    # The rows are deleted.
    "candidatepaper": frozenset({"name", "sha256"}),
    "candidateletter": frozenset({"address", "subject", "body", "token_sha256"}),
}
#: Model name → columns whose text is erased: what people wrote about the candidate.
ERASED: Final[dict[str, frozenset[str]]] = {
    "interview": frozenset({"place", "note", "cancel_reason", "close_reason"}),
    "panelmember": frozenset({"withdrawn_reason", "admitted_reason"}),
    "tie": frozenset({"note", "withdrawn_reason"}),
    "response": frozenset({"notes", "evidence", "reason", "flag_note", "not_asked_reason"}),
    "extraquestion": frozenset({"text", "notes"}),
    "handovernote": frozenset({"text"}),
    "consensus": frozenset({"reason"}),
    "decision": frozenset({"reason"}),
    "decisionanswer": frozenset({"reason"}),
}


@cache
def candidate_tables() -> dict[type[models.Model], str]:
    """Model → lookup path from it to its candidate ("interview__candidate"), nearest first."""
    paths: dict[type[models.Model], str] = {}
    waiting: deque[tuple[type[models.Model], str]] = deque([(apps.get_model("interviews", "Candidate"), "")])
    while waiting:
        model, path = waiting.popleft()
        for relation in model._meta.related_objects:
            if relation.many_to_many or relation.related_model in paths or relation.related_model is model:
                continue
            if not isinstance(relation.related_model, type):
                continue
            onward = f"{relation.field.name}__{path}" if path else relation.field.name
            paths[relation.related_model] = onward
            waiting.append((relation.related_model, onward))
    return paths


def text_fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """The columns of a model that hold text, JSON included, but for those with fixed choices."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices:
            yield field


def erased_columns(model: type[models.Model]) -> list[str]:
    """The columns whose text is erased."""
    return sorted(ERASED.get(model._meta.model_name or "", ()))


def redacted_columns(model: type[models.Model]) -> list[str]:
    """The columns in which names and contacts are replaced: those that no table above lists."""
    name = model._meta.model_name or ""
    listed = set().union(*(table.get(name, frozenset()) for table in (KEPT, OWN_RULE, ERASED)))
    return [field.name for field in text_fields(model) if field.name not in listed]
