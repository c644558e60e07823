"""The live scoring page of one's own seat, its autosave, and submitting."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import requires
from accounts.models import User
from accounts.permissions import has_permission_q
from common.middleware.csp import policy_text
from interviews.candidates.pages.papers import papers_for
from interviews.common.times import when_of
from interviews.models import PanelMember, Scorecard
from interviews.room.pages.handover_notes import handed_over
from interviews.room.pages.scorecard import (
    closed_code,
    leads_for,
    page_items,
    rating_steps,
    sheet_json,
    state_json,
)
from interviews.room.pages.texts import script_texts
from interviews.room.rules.early import is_early
from interviews.room.services.asides import asides_json
from interviews.room.services.changes import device_name
from interviews.room.services.practice import practice_wanted
from interviews.room.services.responses import Responses
from interviews.room.services.saving import MAX_CHANGES, Records, save
from interviews.room.services.scorecards import (
    IncompleteScorecardError,
    Missing,
    NotBegunError,
    NotSeatedError,
    ScorecardClosedError,
    added_questions,
    content_of,
    has_content,
    left_out,
    submit,
)
from interviews.room.services.snippets import snippet_fields
from interviews.room.services.state import read_responses, rules_of


def _seats(user: User) -> QuerySet[PanelMember]:
    return PanelMember.objects.filter(
        has_permission_q(user, "interviews.view_interview"), user=user
    ).select_related("interview__candidate__position", "interview__sheet", "scorecard")


def unsubmitted_content(card: Scorecard | None) -> dict[str, Any]:
    """What a scorecard holds that is no longer worked on, in the shape of a submitted version."""
    if card is None:
        return {"content": None}
    rules = rules_of(card.member.interview.sheet)
    states = read_responses(card.pk, rules.items).responses
    return {"content": content_of(rules, states) | {"added": added_questions(card)}}


def own_seat(request: HttpRequest, interview_id: int) -> PanelMember:
    return get_object_or_404(_seats(cast(User, request.user)), interview__id=interview_id)


def scorecard_of(seat: PanelMember) -> Scorecard | None:
    return getattr(seat, "scorecard", None)


@requires("interviews.view_interview")
@require_GET
@never_cache
def scorecard(request: HttpRequest, interview_id: int) -> HttpResponse:
    """The page to score on. Opening it writes nothing: the first change makes the scorecard."""
    seat = own_seat(request, interview_id)
    card = scorecard_of(seat)
    closed = closed_code(seat, card)
    if card is not None and closed == "submitted":
        version = card.versions.first()
        return render(request, "interviews/room/locked.html", {"seat": seat, "version": version})
    if closed == "withdrawn":
        recorded = card if card is not None and has_content(card) else None
        return render(
            request, "interviews/room/withdrawn.html", {"seat": seat} | unsubmitted_content(recorded)
        )
    if closed == "cancelled":
        return render(request, "interviews/room/cancelled.html", {"seat": seat})
    return ask_if_early(request, seat) or _render_page(request, seat)


def ask_if_early(request: HttpRequest, seat: PanelMember) -> HttpResponse | None:
    """The question that comes before a first word about an interview that has not begun; None: go on."""
    asked = "early" in request.GET or scorecard_of(seat) is not None
    if asked or not is_early(seat.interview.starts_at, timezone.now()):
        return None
    context = {
        "seat": seat,
        "when": when_of(seat.interview),
        "practice_wanted": _practice_wanted(cast(User, request.user), seat),
    }
    return render(request, "interviews/room/early.html", context)


def _practice_wanted(user: User, seat: PanelMember) -> bool:
    """Whether practice is offered: until the first word is written."""
    return scorecard_of(seat) is None and practice_wanted(user, seat.interview)


def _render_page(request: HttpRequest, seat: PanelMember, missing: tuple[Missing, ...] = ()) -> HttpResponse:
    rules = rules_of(seat.interview.sheet)
    leads = leads_for(seat)
    items = page_items(seat.interview.sheet_id, leads)
    response = render(
        request,
        "interviews/room/scorecard.html",
        {
            "seat": seat,
            "interview": seat.interview,
            "items": items,
            "leads_some": any(lead.mine for lead in leads.values()),
            "asides": asides_json(scorecard_of(seat)),
            "handed_over": handed_over(seat.interview, cast(User, request.user)).exclude(
                scorecard__member=seat
            ),
            "papers": papers_for(seat.interview.candidate, cast(User, request.user)),
            "scale": rules.scale,
            "ratings": rating_steps(rules.scale),
            "missing": missing,
            "left_out": left_out(seat.interview, scorecard_of(seat)),
            "practice_wanted": _practice_wanted(cast(User, request.user), seat),
            "when": when_of(seat.interview),
            "early": is_early(seat.interview.starts_at, timezone.now()),
            "state": state_json(seat, scorecard_of(seat)),
            "rules": sheet_json(rules),
            "texts": script_texts(),
            "snippets": snippet_fields(cast(User, request.user)),
        },
    )
    # Papers are shown in a frame; nothing else of the site lets itself be framed.
    response.headers["Content-Security-Policy"] = policy_text(frame_src=["'self'"])
    return response


@requires("interviews.view_interview")
@require_POST
def scorecard_submit(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Submit and lock; with something missing, the page again with links to each."""
    seat = own_seat(request, interview_id)
    if seat.withdrawn:
        return redirect("interviews:scorecard", interview_id=interview_id)
    card = scorecard_of(seat) or Scorecard.objects.get_or_create(member=seat)[0]
    try:
        submit(scorecard=card, actor=cast(User, request.user), early="early" in request.POST)
    except IncompleteScorecardError as incomplete:
        return _render_page(request, seat, incomplete.missing)
    except NotBegunError as question:
        messages.warning(request, str(question))
        return _render_page(request, seat)
    except ScorecardClosedError as closed:
        messages.info(request, str(closed))
    else:
        messages.success(request, _("Your scorecard is submitted and locked."))
    return redirect("interviews:scorecard", interview_id=interview_id)


def for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that scripts call: it answers in JSON always, also to people who are signed out."""

    @login_not_required
    @never_cache
    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            message = _("You are signed out. Sign in again to save.")
            return problem(401, "signed-out", message, csrf=get_token(request))
        try:
            return view(request, *args, **kwargs)
        except (Http404, NotSeatedError):
            return problem(
                404,
                "not-yours",
                _("This scorecard is not yours. Sign in as the person who opened this page."),
                csrf=get_token(request),
                # Who it is said to: a page of theirs then knows that nobody else has signed in.
                person=request.user.pk,
            )

    return answering


def problem(status: int, code: str, message: str, **more: str | int) -> JsonResponse:
    """An answer for scripts that says what is wrong. Those who have to sign in get a token for it."""
    return JsonResponse({"error": code, "message": message, **more}, status=status)


@for_scripts
@require_GET
def scorecard_state(request: HttpRequest, interview_id: int) -> HttpResponse:
    """What is stored, and a fresh token: the old one ends with the session it was made in."""
    seat = own_seat(request, interview_id)
    state = state_json(seat, scorecard_of(seat))
    return JsonResponse(state | {"csrf": get_token(request)})


@for_scripts
@require_POST
def scorecard_save(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Take a browser's changes: see saved_answer()."""

    return saved_answer(request, interview_id, Responses)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sends to be saved: the seat it stands for, its name for itself, and its changes."""

    seat_id: int
    device: str
    changes: list[Any]


def saved_answer(request: HttpRequest, interview_id: int, kind: type[Records[Any, Any]]) -> HttpResponse:
    """The answer to a browser's changes to records of a kind, or why none of them is taken.

    The browser sends {"seat": id, "device": name, "changes": [as services/changes.py reads them]}.
    """
    try:
        sent = sent_changes(request)
    except ValueError:
        own_seat(request, interview_id)
        return problem(400, "malformed", _("These changes can't be read."))
    if len(sent.changes) > MAX_CHANGES:
        own_seat(request, interview_id)
        return problem(413, "too-many", _("These are too many changes at once."))
    try:
        saved = save(
            kind,
            actor=cast(User, request.user),
            interview_id=interview_id,
            seat_id=sent.seat_id,
            raw_changes=sent.changes,
            device=sent.device,
        )
    except ScorecardClosedError as closed:
        return problem(409, closed.code, str(closed))
    return JsonResponse(saved.to_json())


def sent_changes(request: HttpRequest) -> Sent:
    """What a request brings. Raises ValueError when it has another shape."""
    if request.content_type == "multipart/form-data":
        # Whoever looked for a form in it has used it up.
        raise ValueError("no changes")
    try:
        sent = json.loads(request.body)
        seat_id, device, changes = sent["seat"], sent.get("device", ""), sent["changes"]
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("no changes") from error
    if type(seat_id) is not int or not isinstance(device, str) or not isinstance(changes, list):
        raise ValueError("no changes")
    return Sent(seat_id, device_name(device), changes)
