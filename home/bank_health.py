"""How the bank stands: how many questions there are, and how many lack something.

What they lack takes a look at every question. A small bank is looked at when the page is opened, a large one
by the clock; the page then says when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Sum

from home.models import BankHealth
from qbank.models import Question, QuestionTally, Repair, Status
from qbank.questions.services.lacking import lacking

#: So many questions are looked at while somebody waits.
MOST_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Health:
    """Counts over the bank. ``counted_at``: what questions lack was counted then; None: now."""

    total: int
    ready: int
    drafts: int
    retired: int
    doubtful_repairs: int
    without_answer: int = 0
    without_points: int = 0
    without_competency: int = 0
    #: Questions with an answer that its source cut off.
    incomplete_answers: int = 0
    counted_at: datetime | None = None


def bank_health() -> Health:
    """In one query for a large bank; a small one takes another."""
    tally = QuestionTally.objects.order_by().values_list("status").annotate(number=Sum("number"))
    doubtful = _doubtful_repairs().order_by().values("doubtful").annotate(number=Count("pk")).values("number")
    kept = BankHealth.objects.filter(pk=1)
    added: dict[str, Any] = {
        "doubtful": Subquery(doubtful),
        "counts": Subquery(kept.values("counts")),
        "at": Subquery(kept.values("at")),
    }
    rows = list(tally.annotate(**added))
    by_status = {row[0]: row[1] for row in rows}
    numbers = {
        "total": sum(by_status.values()),
        "ready": by_status.get(Status.READY, 0),
        "drafts": by_status.get(Status.DRAFT, 0),
        "retired": by_status.get(Status.RETIRED, 0),
        "doubtful_repairs": (rows[0][2] or 0) if rows else _doubtful_repairs().count(),
    }
    if numbers["total"] <= MOST_AT_ONCE:
        return Health(**numbers, **_lacking())
    _status, _number, _doubtful, counts, counted_at = rows[0]
    return Health(**numbers, **(counts or {}), counted_at=counted_at)


def keep_bank_health() -> None:
    """Called by the clock: look at every question of a large bank."""
    if Question.objects.in_bank().order_by().values("pk")[: MOST_AT_ONCE + 1].count() > MOST_AT_ONCE:
        BankHealth.objects.update_or_create(pk=1, defaults={"counts": _lacking()})


def _lacking() -> dict[str, Any]:
    names = {
        "without_points": "points",
        "without_answer": "answer",
        "without_competency": "competency",
        "incomplete_answers": "complete",
    }
    return Question.objects.in_bank().aggregate(
        **{name: Count("pk", filter=lacking(what)) for name, what in names.items()}
    )


def _doubtful_repairs() -> QuerySet[Repair]:
    # Notes on a whole text have nothing to settle.
    return Repair.objects.filter(doubtful=True).exclude(received="")
