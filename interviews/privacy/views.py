"""What HR does with a candidate's data: notes, handing it over, keeping it longer, erasing it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from common.spacing import join_sentences
from common.time_zones import company_time
from interviews.candidates.forms.candidates import NoteForm
from interviews.candidates.services.candidates import add_note
from interviews.candidates.services.erased import erased_name
from interviews.common.retention_dates import planned_erasures, retention_rules
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Candidate
from interviews.privacy.forms import EraseForm, KeepForm
from interviews.privacy.services.erasure import erase_candidate, erasure_refusal
from interviews.privacy.services.export import export_candidate
from interviews.privacy.services.retention import keep_longer

VIEW = "interviews.view_candidate"
may_change = requires("interviews.change_candidate", view_permission=VIEW)


def known_candidate(pk: int) -> Candidate:
    """Raises Http404."""
    return get_object_or_404(Candidate.objects.select_related("position", "erasure"), pk=pk)


@may_change
@require_POST
def candidate_note(request: Request, pk: int) -> HttpResponse:
    """Add a note. Notes are never changed: a later one corrects an earlier one."""
    candidate, form = known_candidate(pk), NoteForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        add_note(actor=request.user, candidate=candidate, text=form.cleaned_data["text"])
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        messages.success(request, _("The note is kept."))
    return redirect("interviews:candidate-detail", pk)


@requires(VIEW)
@require_POST
@company_time
def candidate_export(request: Request, pk: int) -> HttpResponse:
    """The data as one file. Sent for, not linked to: the trail keeps who took it."""
    candidate = known_candidate(pk)
    content = export_candidate(actor=request.user, candidate=candidate)
    note_scores_seen(request.user, candidate.interviews.values_list("pk", flat=True))
    headers = {"Content-Disposition": f'attachment; filename="candidate-{pk}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@may_change
@require_http_methods(["GET", "POST"])
def candidate_erase(request: Request, pk: int) -> HttpResponse:
    """Show what would be erased and what stays; erase once the name is typed."""
    candidate = known_candidate(pk)
    form = EraseForm(request.POST or None, candidate=candidate)
    refusal = erasure_refusal(candidate)
    if request.method == "POST" and not refusal and form.is_valid():
        try:
            erase_candidate(actor=request.user, candidate=candidate)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The personal data is erased. The scores stay under a number."))
            return redirect("interviews:candidate-detail", pk)
    context = {
        "candidate": candidate,
        "form": form,
        "refusal": refusal,
        "new_name": erased_name(candidate.pk),
        "note_count": candidate.notes.count(),
        "paper_count": candidate.papers.count(),
        "interview_count": candidate.interviews.count(),
    }
    return render(request, "interviews/privacy/erase.html", context)


@may_change
@require_http_methods(["GET", "POST"])
@edits(Candidate, pk="pk")
def candidate_keep(request: Request, pk: int) -> HttpResponse:
    """Keep somebody's data longer than the retention time, with a reason; or end that."""
    candidate = known_candidate(pk)
    initial = {"keep_until": candidate.keep_until, "keep_reason": candidate.keep_reason}
    ends_now = "end" in request.POST
    form = KeepForm(None if ends_now else request.POST or None, edited=candidate, initial=initial)
    if request.method == "POST" and (ends_now or form.is_valid()):
        until = None if ends_now else form.cleaned_data["keep_until"]
        reason = "" if ends_now else form.cleaned_data["keep_reason"]
        try:
            keep_longer(actor=request.user, candidate=candidate, until=until, reason=reason)
        except ValidationError as error:
            messages.error(request, join_sentences(error.messages))
        else:
            messages.success(request, _("Saved."))
        return redirect("interviews:candidate-detail", pk)
    return render(
        request,
        "interviews/privacy/keep.html",
        {"candidate": candidate, "form": form, "rules": retention_rules()},
    )


@requires(VIEW)
@require_GET
def candidate_retention(request: Request) -> HttpResponse:
    """Whose data is about to be erased, and the rule behind it."""
    return render(
        request,
        "interviews/privacy/retention.html",
        {"warned": planned_erasures(), "rules": retention_rules()},
    )
