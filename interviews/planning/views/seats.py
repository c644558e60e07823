"""Seats of a panel: stepping back, taking off, giving back, replacing, and who leads which question."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from interviews.access import is_blind
from interviews.common.forms import ReasonForm
from interviews.common.lookups import get_editable_interview, get_visible_interview
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Interview, PanelMember, Scorecard
from interviews.models.visibility import keeps_interviews
from interviews.planning.forms.panel import FocusForm, ReplaceForm, StepBackForm
from interviews.planning.services import focus, seats
from interviews.room.views.scorecards import unsubmitted_content


def _get_editable_seat(request: Request, pk: int) -> PanelMember:
    """The seat; 404 for whoever may not know of it, 403 for whoever does not plan interviews."""
    members = PanelMember.objects.select_related("user", "interview__candidate__position", "withdrawn_by")
    member = get_object_or_404(members, pk=pk, interview__in=Interview.objects.visible_to(request.user))
    seats.check_may_keep_panels(request.user)
    return member


def _is_valid_post(request: Request, form: forms.Form) -> bool:
    return request.method == "POST" and form.is_valid()


def _call_service(form: forms.Form, service: Callable[..., Any], **arguments: Any) -> bool:
    """Call a service; what it refuses becomes an error of the form. Returns whether it went well."""
    try:
        service(**arguments)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def step_back(request: Request, pk: int) -> HttpResponse:
    """Leave one's own seat: with a reason, and with or without a tie to the candidate."""
    interview = get_visible_interview(request, pk)
    if not interview.seated:
        raise PermissionDenied(_("You don’t sit on this panel."))
    form = StepBackForm(request.POST or None)
    if _is_valid_post(request, form):
        reason, tie = form.cleaned_data["reason"], form.chosen_tie()
        if _call_service(
            form, seats.step_back, actor=request.user, interview=interview, reason=reason, tie=tie
        ):
            messages.success(request, _("You have stepped back. HR sees it and fills your seat."))
            return redirect("interviews:interview-detail", pk)
    return render(request, "interviews/planning/panel/step_back.html", {"form": form, "interview": interview})


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def seat_take_off(request: Request, pk: int) -> HttpResponse:
    """Take somebody else off a panel."""
    return _change_seat(
        request, pk, "take-off", seats.take_off_panel, _("%(name)s no longer sits on this panel.")
    )


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def seat_give_back(request: Request, pk: int) -> HttpResponse:
    """Undo that somebody left."""
    return _change_seat(
        request, pk, "give-back", seats.give_seat_back, _("%(name)s sits on this panel again.")
    )


def _change_seat(
    request: Request, pk: int, action: str, service: Callable[..., PanelMember], success: str
) -> HttpResponse:
    member = _get_editable_seat(request, pk)
    form = ReasonForm(request.POST or None)
    if _is_valid_post(request, form) and _call_service(
        form, service, actor=request.user, member=member, reason=form.cleaned_data["reason"]
    ):
        messages.success(request, success % {"name": member.user})
        return redirect("interviews:interview-detail", member.interview_id)
    context = {"form": form, "member": member, "interview": member.interview, "action": action}
    return render(request, "interviews/planning/panel/reason.html", context)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def seat_replace(request: Request, pk: int) -> HttpResponse:
    """Seat somebody in the place of who left."""
    member = _get_editable_seat(request, pk)
    form = ReplaceForm(member.interview, request.POST or None)
    if _is_valid_post(request, form):
        person = form.cleaned_data["person"]
        reason = form.cleaned_data.get("admitted_reason", "")
        if _call_service(
            form, seats.fill_seat, actor=request.user, member=member, person=person, admitted_reason=reason
        ):
            messages.success(request, _("%(name)s sits on this panel now.") % {"name": person})
            return redirect("interviews:interview-detail", member.interview_id)
    context = {"form": form, "member": member, "interview": member.interview}
    return render(request, "interviews/planning/panel/replace.html", context)


@requires("interviews.view_interview")
@require_GET
def withdrawn_seat(request: Request, pk: int) -> HttpResponse:
    """What somebody had recorded when they left the panel."""
    cards = Scorecard.objects.visible_to(request.user).filter(status=Scorecard.Status.WITHDRAWN)
    related = ("member__user", "member__withdrawn_by", "member__interview__candidate__position")
    card = get_object_or_404(cards.select_related(*related, "member__interview__sheet"), member__id=pk)
    interview = card.member.interview
    note_scores_seen(request.user, [interview.pk])
    reasons_visible = keeps_interviews(request.user) and not is_blind(request.user, interview)
    context = {
        "card": card,
        "member": card.member,
        "interview": interview,
        "reasons_visible": reasons_visible,
    }
    return render(request, "interviews/planning/panel/kept.html", context | unsubmitted_content(card))


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
@edits(Interview, pk="pk")
def interview_focus(request: Request, pk: int) -> HttpResponse:
    """Split the questions among the panel; ?deal=1 proposes a split to look at before it is saved."""
    interview = get_editable_interview(request, pk)
    items = list(interview.sheet.items.order_by("position"))
    members = list(interview.members.sitting().select_related("user").order_by("-lead", "pk"))
    leads = dict(interview.focuses.values_list("item", "member"))
    dealt = request.method == "GET" and bool(request.GET.get("deal"))
    form = FocusForm(
        request.POST or None,
        interview=interview,
        items=items,
        members=members,
        leads=leads,
        proposed=focus.propose_leads(items, members) if dealt else None,
    )
    if _is_valid_post(request, form) and _call_service(
        form, focus.set_leads, actor=request.user, interview=interview, leads=form.leads()
    ):
        messages.success(request, _("Saved. Each person sees which questions they lead."))
        return redirect("interviews:interview-detail", pk)
    context = {"form": form, "interview": interview, "members": members, "dealt": dealt}
    return render(request, "interviews/planning/focus.html", context)
