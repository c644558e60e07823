"""Typing a scorecard in from paper: all questions in one table.

Its scripts save every cell by itself, through the scoring page's own doors
(interviews/room/views/scorecards.py); without them the form comes here, and is saved at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import Request, requires
from common.spacing import join_sentences
from interviews.common.times import when_of
from interviews.models import PanelMember
from interviews.paper.filled.changes import changes_from, find_differences
from interviews.paper.filled.words import words_json
from interviews.paper.pages.type_in import read_basis, read_typed, sign_basis, type_in_rows, type_in_texts
from interviews.room.pages.scorecard import closed_code, page_items, responses_of, sheet_json, state_json
from interviews.room.rules.early import is_early
from interviews.room.services.responses import Responses
from interviews.room.services.saving import Saved, save
from interviews.room.services.scorecards import (
    NotSeatedError,
    ScorecardClosedError,
    left_out,
    missing_of,
)
from interviews.room.services.state import rules_of
from interviews.room.views.scorecards import ask_if_early, own_seat, scorecard_of


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
@never_cache
def scorecard_type_in(request: Request, interview_id: int) -> HttpResponse:
    """One's own scorecard as one table to type into; it takes all or, with what is wrong, nothing."""
    seat = own_seat(request, interview_id)
    if closed_code(seat, scorecard_of(seat)):
        messages.info(request, _("Nothing more is recorded on this scorecard."))
        return redirect("interviews:scorecard", interview_id=interview_id)
    if request.method != "POST":
        return ask_if_early(request, seat) or _page(request, seat)
    rules = rules_of(seat.interview.sheet)
    sent = request.POST.dict()
    typed = read_typed(sent, rules)
    try:
        basis = read_basis(sent.get("stood", ""), seat.pk)
    except ValueError:
        messages.error(
            request, _("Nothing was saved: this page and the site don't fit together. Load it again.")
        )
        return _page(request, seat)
    if typed.problems:
        return _page(request, seat, sent, typed.problems)
    # Compared with what the page showed: where the scorecard says something else by now, saving keeps both.
    changes = changes_from(find_differences(typed.values, basis, basis, rules))
    try:
        saved = save(
            Responses,
            actor=request.user,
            interview_id=interview_id,
            seat_id=seat.pk,
            raw_changes=changes,
            device=_("Typed in from paper"),
        )
    except (ScorecardClosedError, NotSeatedError) as error:
        messages.error(request, str(error))
        return redirect("interviews:scorecard", interview_id=interview_id)
    show_saved(request, saved)
    return redirect("interviews:scorecard-type-in", interview_id=interview_id)


def show_saved(request: HttpRequest, saved: Saved) -> None:
    """Say how much of a plain form was saved, and that other versions wait for a choice."""
    count = len(saved.acknowledged)
    text = ngettext("Saved: %(count)d entry.", "Saved: %(count)d entries.", count)
    if count:
        messages.success(request, text % {"count": count})
    elif not saved.refused:
        messages.success(request, _("Nothing had changed."))
    if saved.refused:
        reasons = sorted({refusal.message for refusal in saved.refused})
        messages.error(request, _("Not saved: %(reasons)s") % {"reasons": join_sentences(reasons)})
    if saved.undecided:
        messages.warning(
            request,
            _(
                "Some entries were changed on the site meanwhile: both are kept, and the scorecard asks "
                "which counts."
            ),
        )


def _page(
    request: Request,
    seat: PanelMember,
    sent: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    rules, card = rules_of(seat.interview.sheet), scorecard_of(seat)
    states = responses_of(card, rules)
    return render(
        request,
        "interviews/paper/type_in/page.html",
        {
            "seat": seat,
            "interview": seat.interview,
            "rows": type_in_rows(page_items(seat.interview.sheet_id), rules, states, sent, problems),
            "stood": sent["stood"] if sent else sign_basis(states, seat.pk),
            "problems": problems,
            "missing": missing_of(rules, states),
            "undecided": any(state.undecided for state in states.values()),
            "begun": any(state.revision for state in states.values()),
            "left_out": left_out(seat.interview, card),
            "when": when_of(seat.interview),
            "early": is_early(seat.interview.starts_at, timezone.now()),
            "scale": rules.scale,
            "rules": sheet_json(rules),
            "state": state_json(seat, card),
            "texts": type_in_texts(rules),
            "words": words_json(),
        },
        status=422 if problems else 200,
    )
