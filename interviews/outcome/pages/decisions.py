"""The decisions of an interview for what shows them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from interviews.common.rules.resting import is_outdated
from interviews.models import Decision, Interview
from interviews.models.decisions import decision_in_force
from interviews.outcome.reports.interview import InterviewReport


def decisions_of(user: User, interviews: Iterable[Interview]) -> tuple[Decision, ...]:
    """What the user may see of these interviews' decisions, each interview's oldest first. One query."""
    # A sealed report is long, and only its own pages read it.
    rows = Decision.objects.visible_to(user).filter(interview__in=interviews).defer("sealed")
    return tuple(rows.select_related("answer").order_by("interview", "number"))


class DecisionsMixin:
    """For what shows an interview's ``decisions``, oldest first, with its ``report``."""

    __slots__ = ()
    decisions: tuple[Decision, ...]
    report: InterviewReport

    @property
    def decision_outdated(self) -> str:
        """That the result is another than the decision in force was taken on, as a sentence; "" when not."""
        decision = self.in_force
        if decision is None or not is_outdated(decision.rests_on, self.report.basis):
            return ""
        return _(
            "The result has changed since this was decided. The decision stays in force with the report it "
            "was taken on, until HR decides anew or keeps it with a reason."
        )

    @property
    def in_force(self) -> Decision | None:
        return decision_in_force(self.decisions)

    @property
    def pending(self) -> Decision | None:
        """The decision that waits for its second person."""
        return next((decision for decision in self.decisions if decision.pending), None)
