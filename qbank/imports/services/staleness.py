"""Rows whose verdict no longer holds, because the bank changed since they were judged."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from qbank.imports.services.states import RowDecision, changing_rows, creating_rows
from qbank.models import ImportBatch, ImportRow, Question, QuestionRevision
from qbank.spreadsheets.judging.keys import text_key

_BATCH = 500


def stale_rows(batch: ImportBatch, since: datetime) -> list[int]:
    """Numbers of accepted rows that must be judged again: their question has another revision, their code is
    in use by now, or a question with their text came into the bank after ``since``."""
    bank = Question.objects.exclude(arriving=batch)
    newest = QuestionRevision.objects.filter(question=OuterRef("question")).order_by("-number")
    numbers = set(
        changing_rows(batch)
        .annotate(newest=Coalesce(Subquery(newest.values("number")[:1]), 0, output_field=IntegerField()))
        .exclude(newest=F("revision_before"), question__isnull=False)
        .values_list("number", flat=True)
    )
    new_rows = creating_rows(batch)
    numbers.update(new_rows.filter(code__in=bank.values("code")).values_list("number", flat=True))
    undecided = new_rows.filter(decision=RowDecision.UNDECIDED)
    changed_since = bank.filter(arriving=None, updated_at__gte=since).order_by()
    keys = list({text_key(text) for text in changed_since.values_list("text", flat=True)} - {""})
    for start in range(0, len(keys), _BATCH):
        same_text = undecided.filter(text_key__in=keys[start : start + _BATCH])
        numbers.update(same_text.values_list("number", flat=True))
    return sorted(numbers)


def rows_by_number(batch: ImportBatch, numbers: list[int]) -> list[ImportRow]:
    """The rows, in the order of the file."""
    rows: list[ImportRow] = []
    for start in range(0, len(numbers), _BATCH):
        rows += batch.rows.filter(number__in=numbers[start : start + _BATCH]).order_by("number")
    return rows
