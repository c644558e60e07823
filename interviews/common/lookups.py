"""Looking up the interviews a person may know of, for views."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.access import Request
from interviews.access import check_may_plan
from interviews.common.progress import InterviewWithFactsAndOwnState, with_facts
from interviews.models import Interview
from interviews.models.interviews import InterviewWithOwnState


def visible_interviews(request: Request) -> QuerySet[InterviewWithOwnState]:
    """Interviews the person may know of, with what their own seat says."""
    interviews = Interview.objects.visible_to(request.user).with_own_state(request.user)
    return interviews.select_related("candidate__position", "sheet", "created_by")


def get_visible_interview(request: Request, pk: int) -> InterviewWithOwnState:
    """One of these. Raises Http404 for whoever may not know of it."""
    return get_object_or_404(visible_interviews(request), pk=pk)


def get_interview_with_facts(request: Request, pk: int) -> InterviewWithFactsAndOwnState:
    """As :func:`get_visible_interview`, with the facts its stage is read from and who closed its round."""
    return get_object_or_404(with_facts(visible_interviews(request)).select_related("closed_by"), pk=pk)


def get_editable_interview(request: Request, pk: int) -> InterviewWithOwnState:
    """As :func:`get_visible_interview`. Raises PermissionDenied for whoever does not plan interviews."""
    interview = get_visible_interview(request, pk)
    check_may_plan(request.user)
    return interview
