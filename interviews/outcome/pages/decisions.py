"""The decisions of an interview for what shows them."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from interviews.models import Decision, Interview
from interviews.models.decisions import decision_in_force


def decisions_of(user: User, interviews: Iterable[Interview]) -> tuple[Decision, ...]:
    """What the user may see of these interviews' decisions, each interview's oldest first. One query."""
    # A sealed report is long, and only its own pages read it.
    rows = Decision.objects.visible_to(user).filter(interview__in=interviews).defer("sealed")
    return tuple(rows.select_related("answer").order_by("interview", "number"))


class DecisionsMixin:
    """For what shows an interview's ``decisions``, oldest first."""

    __slots__ = ()
    decisions: tuple[Decision, ...]

    @property
    def in_force(self) -> Decision | None:
        return decision_in_force(self.decisions)

    @property
    def pending(self) -> Decision | None:
        """The decision that waits for its second person."""
        return next((decision for decision in self.decisions if decision.pending), None)
