"""Interviews: the list, one interview, and planning them (HR)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from accounts.models import User
from common.ids import id_from
from common.spacing import join_sentences
from interviews.common.forms import ReasonForm
from interviews.common.lookups import get_editable_interview, visible_interviews
from interviews.common.progress import (
    InterviewWithFactsAndOwnState,
    attach_stages,
    read_facts,
    submitted_members,
    with_facts,
    with_submitted_count,
)
from interviews.models import Interview, Scorecard, Sheet
from interviews.models.visibility import keeps_interviews
from interviews.planning.filters import InterviewFilter
from interviews.planning.forms.interviews import InterviewForm, NewInterviewForm, RestoreForm
from interviews.planning.forms.panel import StepBackForm
from interviews.planning.pages.informed import uninformed_panel
from interviews.planning.pages.mails import attach_reasons, visible_undelivered
from interviews.planning.pages.panel import MEMBERS, panel_view
from interviews.planning.pages.remarks import cancelled_sentence, plan_remarks, planning_remarks
from interviews.planning.services import scheduling
from interviews.room.services.practice import practice_wanted

PER_PAGE = 30


@requires("interviews.view_interview")
@require_GET
def interview_list(request: Request) -> HttpResponse:
    """By day. HR sees all and how many have submitted (where not blind), others their own seats."""
    interview_filter = InterviewFilter(request.GET, visible_interviews(request), request=request)
    counted = with_submitted_count(interview_filter.qs, request.user)
    rows = with_facts(counted.prefetch_related("members__user"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    attach_stages(page.object_list)
    context = {
        "filter": interview_filter,
        "when": interview_filter.form["when"].value(),
        "narrowed": interview_filter.narrowed,
        "page_obj": page,
        "keeps": keeps_interviews(request.user),
    }
    return render(request, "interviews/planning/list.html", context)


@requires("interviews.view_interview")
@require_GET
def interview_detail(request: Request, pk: int) -> HttpResponse:
    """What one needs on the day; for HR also clashes and who has submitted."""
    rows = with_facts(visible_interviews(request).prefetch_related(MEMBERS))
    interview: InterviewWithFactsAndOwnState = get_object_or_404(rows, pk=pk)
    attach_stages([interview])
    keeps = keeps_interviews(request.user)
    context = {"interview": interview, "keeps": keeps, "view": panel_view(interview, request.user)}
    if interview.seated:
        context["step_back"] = StepBackForm()
    if keeps:
        context["clashes"] = scheduling.find_clashes(interview)
        uninformed = uninformed_panel(interview)
        told_of = [person.member.user_id for person in uninformed.people]
        undelivered = visible_undelivered(request.user).filter(interview=interview)
        context["uninformed"] = uninformed
        context["undelivered"] = attach_reasons(undelivered.exclude(person__in=told_of))
        if not interview.blind:
            context["submitted"] = submitted_members(interview, request.user)
            context["may_close"] = read_facts(interview).may_close
    if interview.seated and interview.own_status != Scorecard.Status.SUBMITTED:
        context["practice_wanted"] = practice_wanted(request.user, interview)
    return render(request, "interviews/planning/detail.html", context)


def _remark(request: Request, interview: Interview) -> None:
    """The interview's page, where one goes next, says by itself who was not informed."""
    for remark in planning_remarks(interview):
        messages.warning(request, remark)


@requires("interviews.add_interview", view_permission="interviews.view_interview")
@require_http_methods(["GET", "POST"])
def interview_create(request: Request) -> HttpResponse:
    chosen = request.GET.get("candidate", "")
    form = NewInterviewForm(
        request.POST or None, initial={"candidate": int(chosen)} if chosen.isdecimal() else {}
    )
    if request.method == "POST" and form.is_valid():
        candidate, plan = form.chosen_candidate(), form.plan()
        try:
            interview = scheduling.schedule_interview(actor=request.user, candidate=candidate, plan=plan)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Scheduled."))
            _remark(request, interview)
            return redirect("interviews:interview-detail", interview.pk)
    return render(request, "interviews/planning/form.html", {"form": form})


@requires("interviews.add_interview", view_permission="interviews.view_interview")
@require_GET
def interview_remarks(request: Request) -> HttpResponse:
    """What is to be said of a plan while it is made, by what stands in the form: a part of its page."""
    known = Interview.objects.filter(pk=id_from(request.GET.get("interview")) or 0).first()
    sheet = Sheet.objects.filter(pk=id_from(request.GET.get("sheet")) or (known.sheet_id if known else 0))
    ids = [id_from(text) for text in (request.GET.get("lead"), *request.GET.getlist("panel")[:100])]
    known_people = User.objects.in_bulk([pk for pk in ids if pk])
    people = [known_people[pk] for pk in dict.fromkeys(ids) if pk in known_people]
    chosen = sheet.select_related("question_set").first()
    remarks = plan_remarks(chosen, people, uses_not_counted=int(known is not None)) if chosen else []
    return render(request, "interviews/planning/plan_remarks.html", {"remarks": remarks})


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
@edits(Interview, pk="pk")
def interview_edit(request: Request, pk: int) -> HttpResponse:
    """Move it, or change its sheet (before scoring begins) or panel."""
    interview = get_editable_interview(request, pk)
    if interview.cancelled and request.method == "GET":
        messages.warning(request, _("This interview is cancelled. Restore it first, then change it."))
        return redirect("interviews:interview-detail", pk)
    begun = Scorecard.objects.filter(member__interview=interview).exists()
    form = InterviewForm(request.POST or None, instance=interview, sheet_fixed=begun)
    if request.method == "POST" and form.is_valid():
        try:
            changed = scheduling.change_interview(actor=request.user, interview=interview, plan=form.plan())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            _remark(request, changed)
            return redirect("interviews:interview-detail", pk)
    return render(request, "interviews/planning/form.html", {"form": form, "interview": interview})


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def interview_cancel(request: Request, pk: int) -> HttpResponse:
    """Ask for the reason, then call the interview off."""
    interview = get_editable_interview(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            scheduling.cancel_interview(actor=request.user, interview=interview, reason=reason)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, cancelled_sentence())
            return redirect("interviews:interview-detail", pk)
    return render(request, "interviews/planning/cancel.html", {"form": form, "interview": interview})


@requires("interviews.view_interview")
@require_POST
def interview_restore(request: Request, pk: int) -> HttpResponse:
    """Take a cancellation back; asks first where the time has passed or is taken."""
    interview = get_editable_interview(request, pk)
    form = RestoreForm(request.POST, interview=interview)
    if interview.cancelled and not form.is_valid():
        return render(request, "interviews/planning/restore.html", {"form": form, "interview": interview})
    try:
        confirmed = form.data.get("confirmed", "")
        scheduling.restore_interview(actor=request.user, interview=interview, confirmed=confirmed)
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        messages.success(request, _("The interview takes place after all."))
    return redirect("interviews:interview-detail", pk)
