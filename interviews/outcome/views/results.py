"""The result of an interview, earlier versions of scorecards, and reopening."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from interviews.access import check_may_reopen
from interviews.common.forms import ReasonForm
from interviews.common.lookups import get_visible_interview
from interviews.common.progress import load_facts
from interviews.common.rules.stages import stage_of
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Scorecard, SubmittedVersion
from interviews.outcome.pages.report import interview_page
from interviews.outcome.services.reopening import reopen_scorecard


@requires("interviews.view_interview")
@require_GET
def interview_result(request: Request, pk: int) -> HttpResponse:
    """Ratings per question and panel member; whoever is still blind is asked to submit first."""
    interview = get_visible_interview(request, pk)
    if interview.blind:
        return render(request, "interviews/outcome/blind.html", {"interview": interview})
    note_scores_seen(request.user, [pk])
    page = interview_page(interview, request.user)
    context = {
        "interview": interview,
        "page": page,
        "report": page.report,
        "may_reopen": request.user.has_perm("interviews.reopen_scorecard"),
    }
    return render(request, "interviews/outcome/results/detail.html", context)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def scorecard_reopen(request: Request, pk: int) -> HttpResponse:
    """Ask for the reason, then give the scorecard back to its owner as a draft."""
    scorecard = get_object_or_404(
        Scorecard.objects.visible_to(request.user).select_related(
            "member__user", "member__interview__candidate__position"
        ),
        pk=pk,
    )
    interview = scorecard.member.interview
    check_may_reopen(request.user, scorecard)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reopen_scorecard(actor=request.user, scorecard=scorecard, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("%(name)s can work on this scorecard again.") % {"name": scorecard.member.user}
            )
            return redirect("interviews:interview-result", interview.pk)
    stage = stage_of(load_facts(interview))
    context = {"form": form, "scorecard": scorecard, "interview": interview, "stage": stage}
    return render(request, "interviews/outcome/results/reopen.html", context)


@requires("interviews.view_interview")
@require_GET
def scorecard_version(request: Request, pk: int, number: int) -> HttpResponse:
    """A scorecard exactly as it was submitted once."""
    versions = SubmittedVersion.objects.visible_to(request.user).select_related(
        "scorecard__member__user", "scorecard__member__interview__candidate__position"
    )
    version = get_object_or_404(versions, scorecard__pk=pk, number=number)
    note_scores_seen(request.user, [version.scorecard.member.interview_id])
    return render(
        request,
        "interviews/outcome/results/version.html",
        {"version": version, "interview": version.scorecard.member.interview},
    )
