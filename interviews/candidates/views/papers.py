"""A candidate's papers: uploaded and removed by HR, shown to whoever may read them."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from interviews.candidates.forms.papers import PapersForm
from interviews.candidates.rules.papers import MEDIA_TYPES
from interviews.candidates.services.papers import add_papers, read_uploads, remove_paper
from interviews.models import Candidate, CandidatePaper

may_change = requires("interviews.change_candidate", view_permission="interviews.view_candidate")

#: A paper is somebody else's work: whatever it holds, it acts for nobody. The sandbox gives it an origin of
#: its own, so that it reaches neither the site nor its cookies, and nothing in it is loaded, run or sent.
#: Only our own pages show it in a frame.
_HEADERS: Final = {
    "Content-Security-Policy": (
        # A browser's page around a picture has its styles in itself.
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


@may_change
@require_POST
def candidate_papers(request: Request, pk: int) -> HttpResponse:
    """Take some files for a candidate: all of them, or none and a sentence for each that is not taken."""
    candidate, form = get_object_or_404(Candidate, pk=pk), PapersForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        files = [(file.name, file.read()) for file in form.cleaned_data["papers"]]
        added = add_papers(actor=request.user, candidate=candidate, papers=read_uploads(files))
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        text = ngettext("%(number)s paper is kept.", "%(number)s papers are kept.", len(added))
        messages.success(request, text % {"number": len(added)})
    return redirect("interviews:candidate-detail", pk)


@requires("interviews.view_interview")
@require_GET
def paper(request: Request, pk: int) -> HttpResponse:
    """The file: shown by the browser where it can, else saved; ``?save`` always saves it."""
    row: CandidatePaper = get_object_or_404(CandidatePaper.objects.visible_to(request.user), pk=pk)
    saved = not row.shown_by_browsers or "save" in request.GET
    disposition = content_disposition_header(saved, row.name) or ""
    return HttpResponse(
        bytes(row.content),
        content_type=MEDIA_TYPES[row.kind],
        headers=_HEADERS | {"Content-Disposition": disposition},
    )


@may_change
@require_POST
def paper_remove(request: Request, pk: int) -> HttpResponse:
    papers = CandidatePaper.objects.visible_to(request.user).defer("content")
    row: CandidatePaper = get_object_or_404(papers, pk=pk)
    remove_paper(actor=request.user, paper=row)
    messages.success(request, _("“%(name)s” is removed for good.") % {"name": row.name})
    return redirect("interviews:candidate-detail", row.candidate_id)
