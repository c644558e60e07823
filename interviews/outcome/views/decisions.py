"""The decision on a candidate: taking it, the second person's answer, and the report it was taken on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from common.spacing import join_sentences
from interviews.access import permissions_from_row
from interviews.common.forms import ReasonForm
from interviews.common.lookups import get_interview_with_facts, get_visible_interview
from interviews.common.rules.resting import is_outdated
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Decision, Interview
from interviews.outcome.forms import DecisionForm
from interviews.outcome.pages.debrief import Debrief, build_debrief
from interviews.outcome.rules.second_person import Objection
from interviews.outcome.services import decisions
from interviews.outcome.services.verification import (
    SealFault,
    events_by_decision,
    seal_faults,
    sealed_content,
)
from qbank.questions.rules.short_titles import short_titles


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """A decision as the page shows it."""

    decision: Decision
    faults: tuple[SealFault, ...]
    objections: tuple[Objection, ...]
    in_force: bool
    #: Something was scored or agreed since.
    outdated: bool
    may_confirm: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """One of the decisions to take, and what would stand against it."""

    value: str
    label: str
    objections: tuple[Objection, ...]


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
@never_cache
def interview_decision(request: Request, pk: int) -> HttpResponse:
    """What was decided so far; for HR, deciding (once more)."""
    interview = get_interview_with_facts(request, pk)
    if interview.blind:
        return render(request, "interviews/outcome/blind.html", {"interview": interview})
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        if not permissions_from_row(request.user, interview).may_decide:
            raise PermissionDenied(
                _("HR decides, after the debrief; not who still has to submit, or has left the panel.")
            )
        if form.is_valid() and (response := _decide(request, interview, form)):
            return response
        interview = get_interview_with_facts(request, pk)
    note_scores_seen(request.user, [pk])
    rows = _decisions(request, interview)
    debrief = build_debrief(interview, request.user, {}, decisions=rows)
    context = {
        "interview": interview,
        "debrief": debrief,
        "report": debrief.report,
        "cards": _cards(request, debrief, rows),
        "form": form,
        "chosen": form["outcome"].value() or _kept_outcome(debrief),
        "choices": _choices(debrief),
        "seen": decisions.basis_sha256(debrief.report),
    }
    return render(request, "interviews/outcome/decision/page.html", context)


def _kept_outcome(debrief: Debrief) -> str:
    """What is chosen before anything is: where the result has changed since, the decision in force."""
    return debrief.in_force.outcome if debrief.in_force is not None and debrief.decision_outdated else ""


def _decide(request: Request, interview: Interview, form: DecisionForm) -> HttpResponse | None:
    try:
        decision = decisions.decide(actor=request.user, interview=interview, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if decision.pending:
        messages.success(request, _("Kept. It counts once a second person in HR has confirmed it."))
    else:
        messages.success(request, _("Decided. The report is sealed with it."))
    return redirect("interviews:interview-decision", interview.pk)


def _choices(debrief: Debrief) -> list[DecisionChoice]:
    correction = debrief.in_force is not None
    return [
        DecisionChoice(
            value, str(label), decisions.objections_to(value, debrief.report, correction=correction)
        )
        for value, label in Decision.Outcome.choices
    ]


def _decisions(request: Request, interview: Interview) -> list[Decision]:
    """The oldest first, with what was sealed."""
    rows = Decision.objects.visible_to(request.user).filter(interview=interview)
    return list(
        rows.select_related("answer", "supersedes", "erased_seal")
        .defer("supersedes__sealed")
        .order_by("number")
    )


def _cards(request: Request, debrief: Debrief, rows: list[Decision]) -> list[DecisionCard]:
    """The newest first."""
    events = events_by_decision(rows)
    cards = []
    for decision in reversed(rows):
        # Read with its panel and sheet already.
        decision.interview = debrief.report.interview
        sealed = sealed_content(decision)
        cards.append(
            DecisionCard(
                decision=decision,
                faults=seal_faults(decision, events[decision.pk]),
                objections=_objections(sealed),
                in_force=decision == debrief.in_force,
                outdated=is_outdated(decision.rests_on, debrief.report.basis),
                may_confirm=decision.pending and debrief.permissions.may_confirm(decision),
                may_withdraw=decision.pending
                and decision.taken_by_id == request.user.pk
                and debrief.permissions.may_decide,
            )
        )
    return cards


def _objections(sealed: dict[str, Any]) -> tuple[Objection, ...]:
    decision = sealed.get("decision")
    names = decision.get("objections") if isinstance(decision, dict) else None
    return tuple(objection for objection in Objection if isinstance(names, list) and str(objection) in names)


def known_decision(request: Request, pk: int, number: int) -> Decision:
    """A decision of an interview the person may know of; 404 for whoever is blind."""
    get_visible_interview(request, pk)
    rows = Decision.objects.visible_to(request.user).select_related(
        "interview__candidate__position", "interview__sheet", "answer", "supersedes", "erased_seal"
    )
    decision: Decision = get_object_or_404(rows, interview=pk, number=number)
    note_scores_seen(request.user, [pk])
    return decision


@requires("interviews.view_interview")
@require_GET
def decision_detail(request: Request, pk: int, number: int) -> HttpResponse:
    """The sealed report a decision was taken on, read from the seal and from nothing else."""
    decision = known_decision(request, pk, number)
    faults = seal_faults(decision, events_by_decision([decision])[decision.pk])
    sealed = {} if faults else sealed_content(decision)
    context = {
        "decision": decision,
        "interview": decision.interview,
        # What was not sealed so may have any shape: it is shown as the text it is.
        "sealed": sealed,
        "questions": _with_titles(sealed.get("questions", [])),
        "faults": faults,
    }
    return render(request, "interviews/outcome/decision/detail.html", context)


def _with_titles(questions: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Each sealed question with a few words that stand for it, made from what was sealed."""
    return list(zip(questions, short_titles([item["text"] for item in questions]), strict=True))


@requires("interviews.view_interview")
@require_GET
def decision_sealed(request: Request, pk: int, number: int) -> HttpResponse:
    """The sealed bytes themselves: any tool that takes a SHA-256 can check them."""
    decision = known_decision(request, pk, number)
    name = f"decision-{decision.interview_id}-{decision.number}.json"
    return HttpResponse(
        decision.sealed.encode(),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _answer(
    request: Request, pk: int, number: int, save: Callable[[Decision], object], message: str
) -> HttpResponse:
    decision = known_decision(request, pk, number)
    try:
        save(decision)
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        messages.success(request, message)
    return redirect("interviews:interview-decision", pk)


def _reason(request: Request) -> str:
    form = ReasonForm(request.POST)
    return form.cleaned_data["reason"] if form.is_valid() else ""


@requires("interviews.view_interview")
@require_POST
def decision_confirm(request: Request, pk: int, number: int) -> HttpResponse:
    """The second person's yes."""

    def save(decision: Decision) -> None:
        decisions.confirm(actor=request.user, decision=decision)

    return _answer(request, pk, number, save, _("Confirmed. The decision counts."))


@requires("interviews.view_interview")
@require_POST
def decision_decline(request: Request, pk: int, number: int) -> HttpResponse:
    """The second person's no."""

    def save(decision: Decision) -> None:
        decisions.decline(actor=request.user, decision=decision, reason=_reason(request))

    return _answer(request, pk, number, save, _("Not confirmed. The decision does not count."))


@requires("interviews.view_interview")
@require_POST
def decision_withdraw(request: Request, pk: int, number: int) -> HttpResponse:
    """Taking one's own decision back before it is answered."""

    def save(decision: Decision) -> None:
        decisions.withdraw(actor=request.user, decision=decision, reason=_reason(request))

    return _answer(request, pk, number, save, _("Withdrawn."))
