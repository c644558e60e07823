"""The hand-over notes somebody may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from interviews.models import HandoverNote, Interview


def handed_over(interview: Interview, user: User) -> QuerySet[HandoverNote]:
    """The notes the person may read of this interview and of those of the candidate before it."""
    return (
        HandoverNote.objects.visible_to(user)
        .filter(scorecard__member__interview__candidate=interview.candidate_id)
        .filter(
            Q(scorecard__member__interview=interview.pk)
            | Q(scorecard__member__interview__starts_at__lt=interview.starts_at)
        )
        .exclude(text="")
        .select_related("scorecard__member__user", "scorecard__member__interview")
        .order_by("scorecard__member__interview__starts_at", "pk")
    )
