"""Reports of an interview and of a candidate, on paper and in Word."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from common.time_zones import company_time
from interviews.common.lookups import get_visible_interview
from interviews.common.scores_seen import note_scores_seen
from interviews.company.letterhead import print_context
from interviews.models import Candidate, Company, Interview
from interviews.outcome.pages.report import CandidatePage, candidate_page, interview_page
from interviews.outcome.reports.docx import candidate_docx, interview_docx


@requires("interviews.view_interview")
@require_GET
@never_cache
@company_time
def interview_report(request: Request, pk: int) -> HttpResponse:
    """A page of summary, then the detail; whoever is still blind is asked to submit first."""
    interview = get_visible_interview(request, pk)
    if interview.blind:
        return render(request, "interviews/outcome/blind.html", {"interview": interview})
    note_scores_seen(request.user, [pk])
    page = interview_page(interview, request.user)
    title = _interview_title(interview)
    context = print_context(
        company=Company.current(), running=title, back=reverse("interviews:interview-result", args=[pk])
    )
    context |= {"title": title, "interview": interview, "page": page, "report": page.report}
    return render(request, "interviews/outcome/report/interview.html", context)


@requires("interviews.view_interview")
@require_GET
@never_cache
@company_time
def interview_report_docx(request: Request, pk: int) -> HttpResponse:
    """The same as a Word file; the page says what whoever is blind has to do first."""
    interview = get_visible_interview(request, pk)
    if interview.blind:
        return redirect("interviews:interview-report", pk)
    note_scores_seen(request.user, [pk])
    title = _interview_title(interview)
    word = interview_docx(interview_page(interview, request.user), Company.current(), title)
    return word.response(f"{title} {localtime(interview.starts_at):%Y-%m-%d}")


@requires("interviews.view_candidate")
@require_GET
@never_cache
@company_time
def candidate_report(request: Request, pk: int) -> HttpResponse:
    """Every round of a candidate side by side, then each by itself. For HR."""
    page = _candidate_page(request, pk)
    title = _candidate_title(page.candidate)
    context = print_context(
        company=Company.current(), running=title, back=reverse("interviews:candidate-detail", args=[pk])
    )
    context |= {"title": title, "page": page}
    return render(request, "interviews/outcome/report/candidate.html", context)


@requires("interviews.view_candidate")
@require_GET
@never_cache
@company_time
def candidate_report_docx(request: Request, pk: int) -> HttpResponse:
    """The same as a Word file."""
    page = _candidate_page(request, pk)
    title = _candidate_title(page.candidate)
    return candidate_docx(page, Company.current(), title).response(title)


def _candidate_page(request: Request, pk: int) -> CandidatePage:
    try:
        page = candidate_page(pk, request.user)
    except Candidate.DoesNotExist as error:
        raise Http404 from error
    note_scores_seen(request.user, [shown.interview.pk for shown in page.scored])
    return page


def _interview_title(interview: Interview) -> str:
    return _("Interview report: %(name)s") % {"name": interview.candidate}


def _candidate_title(candidate: Candidate) -> str:
    return _("Report over all rounds: %(name)s") % {"name": candidate}
