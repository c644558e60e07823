"""What is written beside the sheet: the autosave of the scoring page, and the hand-over note's own form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from interviews.room.forms.handover import HandoverForm
from interviews.room.pages.scorecard import closed_code
from interviews.room.rules.handover_note import rating_words
from interviews.room.services.asides import (
    HANDOVER,
    Asides,
    asides_json,
    note_to_write,
    save_handover,
)
from interviews.room.services.changes import InvalidChangeError
from interviews.room.services.scorecards import ScorecardClosedError
from interviews.room.views.scorecards import for_scripts, own_seat, saved_answer, scorecard_of


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
    """Take a browser's changes: see saved_answer()."""

    return saved_answer(request, interview_id, Asides)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def handover(request: Request, interview_id: int) -> HttpResponse:
    """Write one's hand-over note, also after submitting."""
    seat = own_seat(request, interview_id)
    card = scorecard_of(seat)
    if card is None:
        return redirect("interviews:scorecard", interview_id=interview_id)
    if seat.withdrawn or seat.interview.called_off:
        raise PermissionDenied(_("Nothing more is recorded for this interview by you."))
    form = HandoverForm(request.POST or None, initial=_initial(asides_json(card)[HANDOVER]))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        base = str(sent["base"]) if sent["base"] else None
        try:
            note = save_handover(
                actor=request.user, scorecard=card, text=sent["text"], base=base, settles=sent["settles"]
            )
        except (InvalidChangeError, ScorecardClosedError) as error:
            form.add_error("text", str(error))
        else:
            if not note["kept"]:
                return _saved(request, interview_id, note)
            # Every version stands in the field: saving that settles it.
            form = HandoverForm(_initial(note))
            form.add_error("text", _("This was changed on another device meanwhile."))
    context = {"form": form, "seat": seat, "warned": rating_words(str(form["text"].value() or ""))}
    return render(request, "interviews/room/handover/form.html", context)


def _initial(note: Mapping[str, Any]) -> dict[str, str]:
    opened = note_to_write(note)
    return {"text": opened.text, "base": opened.base or "", "settles": ",".join(opened.settles)}


def _saved(request: Request, interview_id: int, note: Mapping[str, Any]) -> HttpResponse:
    if note["warned"]:
        messages.warning(request, _("Saved, and held back: it reads like a rating. See below."))
        return redirect("interviews:scorecard-handover", interview_id=interview_id)
    messages.success(request, _("Saved."))
    return redirect("interviews:interview-detail", interview_id)
