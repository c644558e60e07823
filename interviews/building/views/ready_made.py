"""Ready-made question sets: published with one click, or changed first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request, requires
from common.ids import id_from
from interviews.building.services.order import SetRefusedError
from interviews.building.services.publishing import PublishRefusedError, publish
from interviews.building.services.ready_made import create_ready_made, ready_made_sets
from interviews.models.visibility import KEEP_SETS


@require_http_methods(["GET", "POST"])
@requires(KEEP_SETS)
def ready_made(request: Request) -> HttpResponse:
    """What the bank gives for each length; then the set of the length that a button names, and its sheet
    where that button is ``publish``."""
    if request.method == "POST":
        return _make(request)
    return render(request, "interviews/building/ready_made.html", {"ready_made": ready_made_sets()})


def _make(request: Request) -> HttpResponse:
    minutes = id_from(request.POST.get("publish") or request.POST.get("change"))
    try:
        question_set = create_ready_made(actor=request.user, minutes=minutes)
    except SetRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("interviews:ready-made")
    if "publish" not in request.POST:
        messages.success(request, _("The set is made. Here you can still change it."))
        return redirect("interviews:set-detail", question_set.pk)
    try:
        sheet = publish(actor=request.user, question_set=question_set)
    except PublishRefusedError:
        # The page that publishes says what is missing, an approval too.
        messages.warning(request, _("The set is made, but it can’t be published yet."))
        return redirect("interviews:set-publish", question_set.pk)
    messages.success(request, _("Published. Interviews can be scheduled with it."))
    return redirect("interviews:sheet-detail", sheet.pk)
