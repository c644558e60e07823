"""Two entries of the same person become one, and two again (HR)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from common.finding.choices import choices_found
from common.ids import id_from
from common.spacing import join_sentences
from interviews.candidates.forms.merging import MergeForm, OtherEntryForm, others_than
from interviews.candidates.pages.merging import in_words, preview
from interviews.candidates.services.merging import merge_candidates, newest_merge, plan_unmerge, unmerge
from interviews.common.forms import CandidateChoiceField
from interviews.models import Candidate

may_change = requires("interviews.change_candidate", view_permission="interviews.view_candidate")


def _known(pk: int) -> Candidate:
    return get_object_or_404(Candidate.objects.select_related("position"), pk=pk)


@may_change
@require_GET
def candidate_merge_choices(request: Request, pk: int) -> JsonResponse:
    """Whom the field offers."""
    return JsonResponse(choices_found(CandidateChoiceField(others_than(_known(pk))), request.GET))


@may_change
@require_http_methods(["GET", "POST"])
def candidate_merge(request: Request, pk: int) -> HttpResponse:
    """Find the other entry; see what would become of both; merge them."""
    candidate = _known(pk)
    if candidate.erased:
        messages.warning(request, _("This candidate’s personal data was erased and stays erased."))
        return redirect("interviews:candidate-detail", pk)
    chosen = id_from(request.GET.get("other", ""))
    other = others_than(candidate).filter(pk=chosen).first() if chosen else None
    if other is None:
        if chosen and request.method == "POST":
            messages.warning(request, _("One of the entries is gone meanwhile: it was merged already."))
            return redirect("interviews:candidate-detail", pk)
        asked = request.GET if "other" in request.GET or "other-typed" in request.GET else None
        find = OtherEntryForm(asked, candidate=candidate)
        if find.is_valid():
            return redirect(f"{request.path}?other={find.cleaned_data['other'].pk}")
        return render(
            request, "interviews/candidates/merge/find.html", {"candidate": candidate, "form": find}
        )
    form = MergeForm(request.POST or None, candidate=candidate, other=other)
    if request.method == "POST" and form.is_valid():
        try:
            merge_candidates(
                actor=request.user,
                candidate=candidate,
                other=other,
                take=form.take(),
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            messages.error(request, join_sentences(error.messages))
            return redirect(request.get_full_path())
        messages.success(request, _("The two entries are one now."))
        return redirect("interviews:candidate-detail", pk)
    context = {
        "candidate": candidate,
        "other": other,
        "form": form,
        "preview": preview(candidate, other, request.user),
    }
    return render(request, "interviews/candidates/merge/preview.html", context)


@may_change
@require_http_methods(["GET", "POST"])
def candidate_unmerge(request: Request, pk: int) -> HttpResponse:
    """See what taking the newest merge back would do; take it back."""
    candidate = _known(pk)
    merge = newest_merge(candidate)
    if merge is None:
        messages.info(request, _("Nothing is merged into this entry."))
        return redirect("interviews:candidate-detail", pk)
    plan = plan_unmerge(merge)
    if request.method == "POST":
        try:
            returned = unmerge(actor=request.user, merge=merge)
        except ValidationError as error:
            messages.error(request, join_sentences(error.messages))
            return redirect("interviews:candidate-unmerge", pk)
        messages.success(request, _("The merge is taken back: these are two entries again."))
        return redirect("interviews:candidate-detail", returned.pk)
    context = {
        "candidate": candidate,
        "plan": plan,
        "back": in_words(plan.counts),
        "since": in_words(plan.since),
        "name": merge.merged.get("name", merge),
    }
    return render(request, "interviews/candidates/merge/undo.html", context)
