"""What became of a candidate: told, answered, did not come, withdrew (HR)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import Request, requires
from common.spacing import join_sentences
from interviews.common.lookups import get_editable_interview
from interviews.models import Interview
from interviews.planning.forms.attendance import AbsenceForm
from interviews.planning.pages.remarks import absence_sentence
from interviews.planning.services.attendance import record_reply
from interviews.planning.services.scheduling import call_off_for_candidate


@requires("interviews.view_interview")
@require_POST
def interview_reply(request: Request, pk: int) -> HttpResponse:
    """What the candidate was told or answered, by telephone for example."""
    interview = get_editable_interview(request, pk)
    reply = request.POST.get("reply")
    if reply not in Interview.Reply.values:
        messages.error(request, _("Choose one of the states that are offered."))
        return redirect("interviews:interview-detail", pk)
    try:
        record_reply(actor=request.user, interview=interview, reply=Interview.Reply(reply))
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("interviews:interview-detail", pk)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def interview_no_show(request: Request, pk: int) -> HttpResponse:
    """Ask first, then record that the candidate did not come."""
    return _absence_page(request, pk, Interview.Status.NO_SHOW)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def interview_withdrew(request: Request, pk: int) -> HttpResponse:
    """Ask first, then record that the candidate withdrew."""
    return _absence_page(request, pk, Interview.Status.WITHDREW)


def _absence_page(request: Request, pk: int, chosen: Interview.Status) -> HttpResponse:
    interview = get_editable_interview(request, pk)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            note = form.cleaned_data["note"]
            call_off_for_candidate(actor=request.user, interview=interview, status=chosen, note=note)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, absence_sentence(chosen))
            return redirect("interviews:interview-detail", pk)
    context = {"form": form, "interview": interview, "chosen": chosen}
    return render(request, "interviews/planning/absence.html", context)
