"""What is written beside the sheet: the autosave of the scoring page, and the hand-over note's own form."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.models import User
from interviews.room.forms.handover import HandoverForm
from interviews.room.pages.scorecard import closed_code
from interviews.room.rules.handover_note import rating_words
from interviews.room.services.asides import asides_json, handover_head, save_asides, write_handover
from interviews.room.services.changes import InvalidChangeError
from interviews.room.services.scorecards import ScorecardClosedError
from interviews.room.views.scorecards import (
    Sent,
    for_scripts,
    kept_changes,
    own_seat,
    saved_json,
    scorecard_of,
)


@for_scripts
@require_GET
def scorecard_asides_state(request: HttpRequest, interview_id: int) -> HttpResponse:
    """What is stored, and a fresh token."""
    seat = own_seat(request, interview_id)
    card = scorecard_of(seat)
    state = {"seat": seat.pk, "closed": closed_code(seat, card), "items": asides_json(card)}
    return JsonResponse(state | {"csrf": get_token(request)})


@for_scripts
@require_POST
def scorecard_asides_save(request: HttpRequest, interview_id: int) -> HttpResponse:
    """Take a browser's changes: {"seat": id, "changes": [as aside_changes.py reads them]}."""

    def keep(sent: Sent) -> dict[str, Any]:
        saved = save_asides(
            actor=cast(User, request.user),
            interview_id=interview_id,
            seat_id=sent.seat_id,
            raw_changes=sent.changes,
        )
        return saved_json(saved)

    return kept_changes(request, interview_id, keep)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def handover(request: Request, interview_id: int) -> HttpResponse:
    """Write one's hand-over note, also after submitting."""
    seat = own_seat(request, interview_id)
    card = scorecard_of(seat)
    if card is None:
        return redirect("interviews:scorecard", interview_id=interview_id)
    if seat.withdrawn or seat.interview.cancelled:
        raise PermissionDenied(_("Nothing more is recorded for this interview by you."))
    stored = {"text": asides_json(card)["handover"]["text"], "base": handover_head(card) or ""}
    form = HandoverForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        text, base = form.cleaned_data["text"], form.cleaned_data["base"]
        try:
            note = write_handover(
                actor=request.user, scorecard=card, text=text, base=str(base) if base else None
            )
        except (InvalidChangeError, ScorecardClosedError) as error:
            # Both texts stand in the field, made on what stands now.
            form = HandoverForm(stored | {"text": f"{stored['text']}\n{text}".strip()})
            form.add_error("text", str(error))
        else:
            if note.held:
                messages.warning(request, _("Saved, and held back: it reads like a rating. See below."))
                return redirect("interviews:scorecard-handover", interview_id=interview_id)
            messages.success(request, _("Saved."))
            return redirect("interviews:interview-detail", interview_id)
    context = {"form": form, "seat": seat, "warned": rating_words(str(form["text"].value() or ""))}
    return render(request, "interviews/room/handover/form.html", context)
