"""Interviews: the list, one interview, and planning them (HR)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from accounts.models import User
from common.ids import id_from
from common.spacing import join_sentences
from interviews.access import may_plan
from interviews.candidates.pages.papers import papers_for
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
from interviews.common.rules.stages import Stage
from interviews.models import Candidate, Interview, Position, Scorecard, Sheet
from interviews.models.visibility import keeps_interviews
from interviews.planning.filters import InterviewFilter
from interviews.planning.forms.interviews import InterviewForm, NewInterviewForm, RestoreForm
from interviews.planning.forms.panel import StepBackForm
from interviews.planning.pages.busy import BusyDay, busy_day
from interviews.planning.pages.informed import uninformed_panel
from interviews.planning.pages.mails import attach_reasons, visible_undelivered
from interviews.planning.pages.missing import missing_for_planning
from interviews.planning.pages.panel import MEMBERS, panel_view
from interviews.planning.pages.proposals import Proposal, propose
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
        "question": interview_filter.form.cleaned_data.get("question"),
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
    # Of the blind nobody may learn whether there is a decision: to them all is offered as before.
    past_deciding = interview.stage in (Stage.CONFIRMING, Stage.DECIDED)
    context = {
        "interview": interview,
        "keeps": keeps,
        "view": panel_view(interview, request.user),
        "past_deciding": past_deciding,
        "papers": papers_for(interview.candidate, request.user),
        "may_record": may_plan(request.user)
        and not (interview.called_off or past_deciding or interview.candidate.erased),
        "seats_change": keeps
        and request.user.has_perm("interviews.change_panelmember")
        and not (interview.called_off or past_deciding or interview.candidate.erased),
    }
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
    candidate = Candidate.objects.filter(pk=id_from(request.GET.get("candidate"))).first()
    proposal = propose(candidate.position, candidate) if candidate else Proposal()
    initial = proposal.initial() | ({"candidate": candidate.pk} if candidate else {})
    form = NewInterviewForm(request.POST or None, initial=initial)
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
    context = {"form": form, "missing": missing_for_planning(), "proposed": len(initial) > 1}
    return render(request, "interviews/planning/form.html", context)


@requires("interviews.add_interview", view_permission="interviews.view_interview")
@require_GET
def interview_proposal(request: Request) -> JsonResponse:
    """What is usual for the position of a candidate, for a position, or with a sheet."""
    if sheet := Sheet.objects.filter(pk=id_from(request.GET.get("sheet"))).first():
        return JsonResponse({"minutes": sheet.planned_minutes})
    people = Candidate.objects.filter(erased_at__isnull=True).select_related("position")
    candidate = people.filter(pk=id_from(request.GET.get("candidate"))).first()
    position = candidate.position if candidate else None
    position = position or Position.objects.filter(pk=id_from(request.GET.get("position"))).first()
    return JsonResponse(propose(position, candidate).as_json() if position else {})


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
    context = {"remarks": remarks, "day": _day(request, people, known)}
    return render(request, "interviews/planning/plan_remarks.html", context)


def _day(request: Request, people: list[User], known: Interview | None) -> BusyDay | None:
    """The day that stands in the form; None without one, or with nobody to be there."""
    try:
        starts_at = InterviewForm.base_fields["starts_at"].clean(request.GET.get("starts_at"))
    except ValidationError:
        return None
    candidate = Candidate.objects.filter(pk=id_from(request.GET.get("candidate"))).first()
    candidate = known.candidate if known else candidate
    if not people and candidate is None:
        return None
    minutes = min(id_from(request.GET.get("minutes")), 480) or 60
    return busy_day(starts_at, minutes, candidate=candidate, people=people, but=known.pk if known else None)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
@edits(Interview, pk="pk")
def interview_edit(request: Request, pk: int) -> HttpResponse:
    """Move it, or change its sheet (before scoring begins) or panel."""
    interview = get_editable_interview(request, pk)
    if interview.called_off and request.method == "GET":
        messages.warning(request, scheduling.restore_first(interview))
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
    if interview.called_off and not form.is_valid():
        return render(request, "interviews/planning/restore.html", {"form": form, "interview": interview})
    try:
        confirmed = form.data.get("confirmed", "")
        scheduling.restore_interview(actor=request.user, interview=interview, confirmed=confirmed)
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        messages.success(request, _("The interview takes place after all."))
    return redirect("interviews:interview-detail", pk)
