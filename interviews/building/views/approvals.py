"""Asking a second person to approve a set, and their answer. The page is the preview of publishing."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Request, requires
from common.spacing import join_sentences
from interviews.access import may_approve
from interviews.building.forms.review import SendBackForm
from interviews.building.services.approvals import answer_approval, ask_approval
from interviews.building.services.publishing import PublishRefusedError, SetChangedError
from interviews.building.views.sheets import preview
from interviews.models import ApprovalRequest, QuestionSet

ASK = {"permission": "interviews.change_questionset", "view_permission": "interviews.view_questionset"}
ANSWER = {"permission": "interviews.keep_questionset", "view_permission": "interviews.view_questionset"}


@require_POST
@requires(**ASK)
def set_approval_ask(request: Request, pk: int) -> HttpResponse:
    """Ask for approval of what the preview showed."""
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    seen = request.POST.get("sha256", "")
    return _answer(
        request,
        pk,
        lambda: ask_approval(actor=request.user, question_set=question_set, seen_sha256=seen),
        _("Asked. It stands on the start page of everybody else in HR.")
        if may_approve(request.user)
        else _("Asked. It stands on HR's start page."),
    )


@require_POST
@requires(**ANSWER)
def set_approve(request: Request, pk: int, approval: int) -> HttpResponse:
    """Approve what was asked for, as the preview showed it."""
    asked = _get_request(request, pk, approval)
    seen = request.POST.get("sha256", "")
    return _answer(
        request,
        pk,
        lambda: answer_approval(actor=request.user, request=asked, approve=True, seen_sha256=seen),
        _("Approved. The set can be published now."),
    )


@require_POST
@requires(**ANSWER)
def set_send_back(request: Request, pk: int, approval: int) -> HttpResponse:
    """Send it back with a reason; without one the form stays open."""
    asked = _get_request(request, pk, approval)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        context = preview(request.user, asked.question_set) | {"send_back": form}
        return render(request, "interviews/building/publishing/publish.html", context)
    seen, reason = request.POST.get("sha256", ""), form.cleaned_data["reason"]
    return _answer(
        request,
        pk,
        lambda: answer_approval(
            actor=request.user, request=asked, approve=False, seen_sha256=seen, reason=reason
        ),
        _("Sent back. %(name)s reads why on their start page.") % {"name": asked.asked_by_name},
    )


def _get_request(request: Request, pk: int, approval: int) -> ApprovalRequest:
    question_set = get_object_or_404(QuestionSet.objects.editable_by(request.user), pk=pk)
    asked = ApprovalRequest.objects.select_related("question_set__scale")
    return get_object_or_404(asked, pk=approval, question_set=question_set)


def _answer(request: Request, pk: int, change: Callable[[], object], done: str) -> HttpResponse:
    """Do it and say so, or say why not; back to the preview either way."""
    try:
        change()
    except SetChangedError:
        messages.warning(request, _("The set was changed in the meantime: please look at it again."))
    except PublishRefusedError as refusal:
        messages.warning(request, str(refusal))
    except ValidationError as refusal:
        messages.warning(request, join_sentences(refusal.messages))
    else:
        messages.success(request, done)
    return redirect("interviews:set-publish", pk)
