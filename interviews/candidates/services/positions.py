"""Positions with what their interviews should ask about."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from interviews.candidates.services.candidates import save_and_record
from interviews.models import Position
from qbank.models import Category, Competency


@transaction.atomic
def save_position(
    *,
    actor: User,
    position: Position,
    categories: Iterable[Category],
    competencies: Iterable[Competency],
) -> None:
    """Store a new or changed position and what it wants asked, each with its trail."""
    before = _wishes(position) if position.pk else {"categories": [], "competencies": []}
    save_and_record(actor=actor, instance=position)
    position.wanted_categories.set(categories)
    position.wanted_competencies.set(competencies)
    after = _wishes(position)
    if after != before:
        record(actor=actor, action="position.change", target=position, before=before, after=after)


def _wishes(position: Position) -> dict[str, list[str]]:
    """By name: the trail is read when they may be gone."""
    return {
        "categories": list(position.wanted_categories.values_list("name", flat=True)),
        "competencies": list(position.wanted_competencies.values_list("name", flat=True)),
    }
