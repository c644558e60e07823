"""The debrief: one matrix everybody follows, and the consensus per question."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from interviews.access import permissions_from_row
from interviews.common.lookups import get_interview_with_facts, get_visible_interview
from interviews.common.progress import InterviewWithFactsAndOwnState, read_facts
from interviews.common.rules.stages import InterviewFacts
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Interview, PanelMember, SheetItem
from interviews.outcome.forms import ConsensusForm
from interviews.outcome.pages.debrief import DebriefVersion, build_debrief, debrief_version
from interviews.outcome.services.consensus import SavedConsensus, save_consensus
from interviews.scoring import Scale


@requires("interviews.view_interview")
@require_GET
@never_cache
def interview_debrief(request: Request, pk: int) -> HttpResponse:
    """Questions × people side by side, for those who have submitted; before all have, who is awaited."""
    # Read first: what changes while the page is built shows at its first poll.
    version = debrief_version(request.user, pk)
    interview = get_interview_with_facts(request, pk)
    if interview.blind:
        return render(request, "interviews/outcome/blind.html", {"interview": interview})
    facts = read_facts(interview)
    if interview.called_off or not (facts.released or facts.decided or facts.pending):
        return _waiting_page(request, interview, facts)
    return _page(request, interview, version)


def _waiting_page(
    request: Request, interview: InterviewWithFactsAndOwnState, facts: InterviewFacts
) -> HttpResponse:
    sitting = interview.members.sitting().select_related("user", "scorecard").order_by("-lead", "pk")
    waiting = [member for member in sitting if not _submitted(member)]
    context = {
        "interview": interview,
        "facts": facts,
        "waiting": waiting,
        "may_close": facts.may_close and permissions_from_row(request.user, interview).may_close,
    }
    return render(request, "interviews/outcome/debrief/waiting.html", context)


def _submitted(member: PanelMember) -> bool:
    card = getattr(member, "scorecard", None)
    return card is not None and card.submitted


def _page(
    request: Request,
    interview: InterviewWithFactsAndOwnState,
    version: DebriefVersion | None,
    sent: ConsensusForm | None = None,
) -> HttpResponse:
    context = _context(request, interview, version, version.board if version else "", sent)
    return render(request, "interviews/outcome/debrief/page.html", context)


def _query(request: Request, board: str, **more: str) -> str:
    """How the page is sorted and narrowed, and which scorecards it was loaded with."""
    query = QueryDict(mutable=True)
    query.update({name: request.GET[name] for name in ("sort", "only") if name in request.GET})
    query.update({"board": board, **more})
    return query.urlencode()


def _context(
    request: Request,
    interview: InterviewWithFactsAndOwnState,
    version: DebriefVersion | None,
    board: str,
    sent: ConsensusForm | None,
) -> dict[str, Any]:
    note_scores_seen(request.user, [interview.pk])
    debrief = build_debrief(interview, request.user, request.GET, sent)
    live = reverse("interviews:interview-debrief-live", args=[interview.pk])
    return {
        "interview": interview,
        "debrief": debrief,
        "report": debrief.report,
        "query": _query(request, board),
        "live": f"{live}?{_query(request, board, tag=version.tag if version else '')}",
    }


@login_not_required
@never_cache
def interview_debrief_live(request: Request, pk: int) -> HttpResponse:
    """What open pages ask every few seconds: 204 in one query while nothing changed, else what did.

    Whoever may not see the scorecards any more (theirs was reopened) is sent to load the page anew.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    version = debrief_version(request.user, pk)
    if version is None:
        return HttpResponse(status=404, headers={"HX-Refresh": "true"} if request.htmx else {})
    if version.tag == request.GET.get("tag"):
        return HttpResponse(status=204)
    return _live(request, get_interview_with_facts(request, pk), version)


def _live(
    request: Request,
    interview: InterviewWithFactsAndOwnState,
    version: DebriefVersion | None,
    sent: ConsensusForm | None = None,
    written: SavedConsensus | None = None,
) -> HttpResponse:
    board = request.GET.get("board", "")
    context = _context(request, interview, version, board, sent)
    context |= {
        "outdated": version is not None and board != version.board,
        "written": written,
        "warning": concurrent_warning(written) if written and written.meanwhile else "",
    }
    refused = sent is not None and written is None
    return render(request, "interviews/outcome/debrief/live.html", context, status=422 if refused else 200)


@requires("interviews.view_interview")
@require_POST
def interview_agree(request: Request, pk: int, number: int) -> HttpResponse:
    """Keep a consensus on one question, or take it back."""
    interview = get_visible_interview(request, pk)
    item = get_object_or_404(SheetItem, sheet=interview.sheet_id, position=number)
    if not permissions_from_row(request.user, interview).may_agree:
        raise PermissionDenied(_("HR or the lead of the panel writes down what was agreed."))
    scale = Scale.from_json(interview.sheet.scale)
    form = ConsensusForm(request.POST, number=number, scale=scale, consensus=None)
    written = _save(request, interview, item, form)
    if written is None or request.htmx:
        version = debrief_version(request.user, pk)
        interview = get_interview_with_facts(request, pk)
        if not request.htmx:
            return _page(request, interview, version, sent=form)
        return _live(request, interview, version, sent=None if written else form, written=written)
    if written.meanwhile:
        messages.warning(request, concurrent_warning(written))
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('interviews:interview-debrief', args=[pk])}#question-{number}")


def _save(
    request: Request, interview: Interview, item: SheetItem, form: ConsensusForm
) -> SavedConsensus | None:
    if not form.is_valid():
        return None
    sent = form.cleaned_data
    try:
        return save_consensus(
            actor=request.user,
            interview=interview,
            item=item,
            rating=sent["rating"],
            reason=sent["reason"],
            seen=sent["seen"] or 0,
            seen_ratings=sent["seen_ratings"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None


def concurrent_warning(written: SavedConsensus) -> str:
    """Who else wrote on the question while this was being written."""
    names = dict.fromkeys(row.by_name for row in written.meanwhile)
    return _(
        "%(names)s wrote on this question at the same time. Both are kept; yours, the later, counts."
    ) % {"names": _(", ").join(names)}
