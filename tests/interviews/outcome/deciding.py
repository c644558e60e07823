"""Taking a decision, and checking its seal, as several tests do."""

from django.urls import reverse

from accounts.models import User
from interviews.models import Decision, Interview
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services import decisions
from interviews.outcome.services.verification import SealFault, events_by_decision, seal_faults


def decide(actor: User, interview: Interview, outcome: str = "hire", reason: str = "各题都稳") -> Decision:
    """Decide on the scores as they are now."""
    seen = decisions.basis_sha256(interview_report(interview, actor))
    return decisions.decide(actor=actor, interview=interview, outcome=outcome, reason=reason, seen=seen)


def url(interview: Interview, name: str = "interview-decision", *more: int) -> str:
    return reverse(f"interviews:{name}", args=[interview.pk, *more])


def check(decision: Decision) -> tuple[SealFault, ...]:
    """What is wrong with the decision as the database has it now."""
    fresh = Decision.objects.get(pk=decision.pk)
    return seal_faults(fresh, events_by_decision([fresh])[fresh.pk])
