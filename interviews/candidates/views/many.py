"""Many candidates at once: the ticked ones, or all of the list as it is filtered (HR)."""

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from common.downloads import workbook_response
from interviews.candidates.forms.many import ManyCandidatesForm
from interviews.candidates.pages.listed import listed_candidates
from interviews.candidates.pages.many import chosen_candidates, write_candidate_table
from interviews.candidates.pages.tags import known_tags
from interviews.candidates.services.many import MOST, ManyChanged, change_many, fingerprint, record_export
from interviews.models import Candidate

may_change = requires("interviews.change_candidate", view_permission="interviews.view_candidate")


@may_change
@require_http_methods(["GET", "POST"])
def candidate_many(request: Request) -> HttpResponse:
    """Who is meant, and what is to be done with them. The address says who."""
    people = chosen_candidates(request, request.GET)
    if refusal := _refusal(people):
        messages.error(request, refusal)
        return redirect("interviews:candidate-list")
    ids = [candidate.pk for candidate in people]
    sent = request.POST.copy()
    form = ManyCandidatesForm(sent or None, initial={"seen": fingerprint(ids)})
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_many(actor=request.user, ids=ids, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            # Whom the page shows now is whom the next press is about.
            sent["seen"] = fingerprint(ids)
        else:
            _say(request, changed)
            return redirect("interviews:candidate-list")
    context = {
        "people": people,
        "form": form,
        "known_tags": known_tags(),
        "query": request.GET.urlencode(),
    }
    return render(request, "interviews/candidates/many.html", context)


@may_change
@require_GET
def candidate_many_table(request: Request) -> HttpResponse:
    """Their table. The trail keeps who took it."""
    people = chosen_candidates(request, request.GET)
    if refusal := _refusal(people):
        messages.error(request, refusal)
        return redirect("interviews:candidate-list")
    file = io.BytesIO()
    write_candidate_table(file, get_language() or "", listed_candidates(people, request.user))
    record_export(actor=request.user, candidates=people)
    return workbook_response(_("candidates.xlsx"), file.getvalue())


def _refusal(people: list[Candidate]) -> str:
    if not people:
        return _("No candidate is ticked: tick some, or choose all that are listed.")
    if len(people) > MOST:
        return _("At most %(most)s candidates are changed at a time.") % {"most": MOST}
    return ""


def _say(request: Request, changed: ManyChanged) -> None:
    if not (changed.moved or changed.tagged):
        messages.info(request, _("Nothing to change: it was so already."))
    if changed.moved:
        text = ngettext(
            "%(number)s candidate has the new position.",
            "%(number)s candidates have the new position.",
            changed.moved,
        )
        messages.success(request, text % {"number": changed.moved})
    if changed.tagged:
        text = ngettext(
            "%(number)s candidate has other tags.", "%(number)s candidates have other tags.", changed.tagged
        )
        messages.success(request, text % {"number": changed.tagged})
