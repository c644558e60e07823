"""Candidates. For HR: contacts and notes about people never reach interviewers."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from interviews.candidates.filters import CandidateFilter, narrowing
from interviews.candidates.forms.candidates import CandidateForm, NewCandidateForm, NoteForm
from interviews.candidates.forms.papers import PapersForm
from interviews.candidates.pages.listed import listed_candidates
from interviews.candidates.pages.merging import perhaps_the_same
from interviews.candidates.pages.papers import papers_for
from interviews.candidates.pages.tags import known_tags, tags_of
from interviews.candidates.services.candidates import create_candidate, save_and_record
from interviews.candidates.services.merging import newest_merge
from interviews.candidates.services.ties import tied_seats
from interviews.common.progress import attach_stages, with_facts
from interviews.common.retention_dates import announced_erasure_date, planned_erasures
from interviews.models import Candidate, CandidateMerge, CandidateNote, Interview, Tie

PER_PAGE = 30
#: Notes on one page: more were never written about one person.
NOTES = 200


@requires("interviews.view_candidate")
@require_GET
def candidate_list(request: Request) -> HttpResponse:
    """Search by name or contact, filter by position and by whether an interview is planned."""
    candidates = Candidate.objects.filter(erased_at__isnull=True).select_related("position")
    candidate_filter = CandidateFilter(request.GET, candidates, request=request)
    page = Paginator(candidate_filter.qs.order_by("sort_key", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "interviews/candidates/list.html",
        {
            "filter": candidate_filter,
            "page_obj": page,
            "listed": listed_candidates(list(page), request.user),
            "query": narrowing(request.GET),
            "narrowed": any(candidate_filter.form[name].value() for name in candidate_filter.filters),
            "warned": planned_erasures(),
        },
    )


@requires("interviews.view_candidate")
@require_GET
def candidate_detail(request: Request, pk: int) -> HttpResponse:
    """Contacts, notes, and the interviews this person has had or will have."""
    candidate = Candidate.objects.select_related("position", "erasure").filter(pk=pk).first()
    if candidate is None:
        merge = get_object_or_404(CandidateMerge, merged_number=pk)
        return redirect("interviews:candidate-detail", merge.candidate_id)
    visible = Interview.objects.visible_to(request.user).filter(candidate=candidate)
    interviews = (
        with_facts(visible.with_own_state(request.user))
        .select_related("sheet", "candidate__position")
        .prefetch_related("members__user")
    )
    attach_stages(interviews)
    notes = CandidateNote.objects.visible_to(request.user).filter(candidate=candidate)
    ties = Tie.objects.visible_to(request.user).filter(candidate=candidate)
    context = {
        "candidate": candidate,
        "interviews": interviews,
        "ties": ties.select_related("person", "declared_by", "withdrawn_by"),
        "tied_seats": tied_seats(candidate),
        "notes": notes.order_by("-at", "-pk")[:NOTES],
        "notes_wait": any(interview.blind for interview in interviews),
        "note_form": NoteForm(),
        "papers": papers_for(candidate, request.user),
        "papers_form": PapersForm(),
        "erased_on": announced_erasure_date(candidate),
        "perhaps_the_same": perhaps_the_same(candidate),
        "merge": newest_merge(candidate),
        "taggings": tags_of([candidate.pk], request.user)[candidate.pk],
        "known_tags": known_tags(),
    }
    return render(request, "interviews/candidates/detail.html", context)


@requires("interviews.add_candidate", view_permission="interviews.view_candidate")
@require_http_methods(["GET", "POST"])
def candidate_create(request: Request) -> HttpResponse:
    position = request.GET.get("position", "")
    initial = {"position": position} if position.isdecimal() else {}
    form = NewCandidateForm(request.POST or None, initial=initial)

    def store() -> None:
        create_candidate(actor=request.user, candidate=form.instance, note=form.cleaned_data["note"])

    return _edit(request, form, store)


@requires("interviews.change_candidate", view_permission="interviews.view_candidate")
@require_http_methods(["GET", "POST"])
@edits(Candidate, pk="pk")
def candidate_edit(request: Request, pk: int) -> HttpResponse:
    candidate = get_object_or_404(Candidate, pk=pk)
    if candidate.erased:
        messages.warning(request, _("This candidate’s personal data was erased and stays erased."))
        return redirect("interviews:candidate-detail", pk)
    form = CandidateForm(request.POST or None, instance=candidate)
    return _edit(request, form, lambda: save_and_record(actor=request.user, instance=form.instance))


def _edit(request: Request, form: CandidateForm, store: Callable[[], None]) -> HttpResponse:
    candidate = form.instance
    if request.method == "POST" and form.is_valid():
        try:
            store()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:candidate-detail", candidate.pk)
    return render(request, "interviews/candidates/form.html", {"form": form, "candidate": candidate})
