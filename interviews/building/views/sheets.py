"""Publishing a set, and the sheets that came of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from accounts.models import User
from common.numbers import format_decimal
from interviews.access import may_approve, may_publish
from interviews.building.forms.review import SendBackForm
from interviews.building.pages.exposure import overuse_sentence
from interviews.building.pages.versions import sheet_differences
from interviews.building.pages.wording import reworded_questions
from interviews.building.services import publishing
from interviews.building.services.approval_state import (
    EDITOR_SENTENCE,
    STUCK_SENTENCE,
    approval_of,
    approved_request,
    has_edited,
    nobody_is_left,
)
from interviews.building.services.publishing import (
    FrozenSheet,
    PublishRefusedError,
    SetChangedError,
    publish,
)
from interviews.models import QuestionSet, Sheet
from interviews.scoring import Scale
from qbank.models import Question


@require_http_methods(["GET", "POST"])
@requires("interviews.change_questionset", view_permission="interviews.view_questionset")
def set_publish(request: Request, pk: int) -> HttpResponse:
    """What would be frozen, or why it can't be; then the freezing itself. Who can't publish asks HR here."""
    question_set = get_object_or_404(
        QuestionSet.objects.editable_by(request.user).select_related("scale"), pk=pk
    )
    problems = None
    if request.method == "POST":
        try:
            sheet = publish(
                actor=request.user, question_set=question_set, seen_sha256=request.POST.get("sha256")
            )
        except PublishRefusedError as refusal:
            problems = refusal.problems
        except SetChangedError:
            messages.warning(request, _("This was changed in the meantime: please look again, then publish."))
        else:
            messages.success(request, _("Version %(version)s is published.") % {"version": sheet.version})
            return redirect("interviews:sheet-detail", sheet.pk)
    return render(
        request, "interviews/building/publishing/publish.html", preview(request.user, question_set, problems)
    )


@require_GET
@requires("interviews.view_sheet")
def sheet_detail(request: Request, pk: int) -> HttpResponse:
    """A published sheet, whole."""
    sheet = get_object_or_404(
        Sheet.objects.visible_to(request.user).select_related("question_set", "published_by"), pk=pk
    )
    frozen = publishing.load_frozen(sheet)
    context = sheet_context(frozen) | {
        "intact": frozen.sha256 == sheet.sha256,
        "approved": approved_request(sheet.question_set, sheet.sha256),
        "versions": sheet.question_set.sheets.visible_to(request.user)
        .select_related("published_by")
        .order_by("-version"),
    }
    return render(request, "interviews/building/publishing/sheet.html", context)


@require_GET
@requires("interviews.view_sheet")
def set_wording(request: Request, pk: int) -> HttpResponse:
    """How the wording of the set's questions differs from the last published sheet."""
    question_set = get_object_or_404(QuestionSet.objects.visible_to(request.user), pk=pk)
    sheet = question_set.sheets.order_by("-version").first()
    seen = set(
        Question.objects.visible_to(request.user)
        .filter(set_items__question_set=pk)
        .values_list("pk", flat=True)
    )
    items = [item for item in publishing.load_set_items(question_set) if item.question_id in seen]
    changed = reworded_questions(sheet, items) if sheet else []
    context = {"set": question_set, "sheet": sheet, "changed": changed}
    return render(request, "interviews/building/wording.html", context)


def sheet_context(frozen: FrozenSheet) -> dict[str, Any]:
    """What templates/interviews/building/publishing/sheet_body.html reads."""
    scale = Scale.from_json(frozen.sheet.scale)
    return {
        "sheet": frozen.sheet,
        "items": frozen.items,
        "minutes": sum(item.minutes for item, _points in frozen.items),
        "weight": format_decimal(sum((item.weight for item, _points in frozen.items), start=Decimal(0))),
        "scale": scale,
        "bands": [(band.name, scale.opens_at(band)) for band in scale.bands],
    }


def preview(
    user: User, question_set: QuestionSet, problems: list[publishing.PublishProblem] | None = None
) -> dict[str, Any]:
    """What templates/interviews/building/publishing/publish.html reads."""
    items = publishing.load_set_items(question_set)
    prefetch_related_objects([question_set], "scale__bands")
    if problems is None:
        problems = publishing.publish_problems(question_set, items)
    last = question_set.sheets.order_by("-version").first()
    context: dict[str, Any] = {"set": question_set, "problems": problems, "last": last}
    context |= {"may_publish": may_publish(user, question_set), "may_approve": may_approve(user)}
    if context["may_approve"] and has_edited(user, question_set):
        context["edited"] = EDITOR_SENTENCE
    context["next"] = last.version + 1 if last else 1
    if problems:
        return context
    frozen = publishing.freeze(question_set, items)
    if unchanged := publishing.unchanged_problem(last, frozen):
        context["problems"] = [unchanged]
        return context
    approval = context["approval"] = approval_of(question_set, frozen.sha256)
    if approval.waiting or (approval.needed and not approval.asked):
        asked_by = approval.request.asked_by_id if approval.waiting and approval.request else user.pk
        context["stuck"] = nobody_is_left(question_set, asked_by) and STUCK_SENTENCE
    context["send_back"] = SendBackForm()
    context["overused"] = overuse_sentence(
        {item.question_id: item.position for item, _points in frozen.items}
    )
    if last is not None:
        context["diff"] = sheet_differences(publishing.load_frozen(last), frozen)
    return context | sheet_context(frozen)
