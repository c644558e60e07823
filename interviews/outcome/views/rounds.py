"""Closing a round before all have submitted, and opening it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request, requires
from interviews.access import permissions_from_row
from interviews.common.forms import ReasonForm
from interviews.common.lookups import get_editable_interview
from interviews.common.progress import load_facts
from interviews.models.interviews import InterviewWithOwnState
from interviews.outcome.services.rounds import close_round, closing_refusal, open_round


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def interview_close(request: Request, pk: int) -> HttpResponse:
    """Ask for the reason, then release the debrief to those who have submitted."""
    interview = _to_close(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_round(actor=request.user, interview=interview, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The round is closed. Those who have submitted can compare now."))
            return redirect("interviews:interview-debrief", pk)
    members = interview.members.sitting().select_related("user", "scorecard").order_by("-lead", "pk")
    context = {
        "form": form,
        "interview": interview,
        "refusal": closing_refusal(load_facts(interview)),
        "members": members,
    }
    return render(request, "interviews/outcome/debrief/close_round.html", context)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def interview_open(request: Request, pk: int) -> HttpResponse:
    """Ask for the reason, then take scorecards again."""
    interview = _to_close(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_round(actor=request.user, interview=interview, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The round is open again: scorecards can be submitted."))
            return redirect("interviews:interview-detail", pk)
    return render(
        request, "interviews/outcome/debrief/open_round.html", {"form": form, "interview": interview}
    )


def _to_close(request: Request, pk: int) -> InterviewWithOwnState:
    interview = get_editable_interview(request, pk)
    if not permissions_from_row(request.user, interview).may_close:
        raise PermissionDenied(
            _("You still owe a scorecard of this interview. Until you submit it, somebody else does this.")
        )
    return interview
