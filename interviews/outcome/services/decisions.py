"""Deciding about a candidate: HR, after the debrief; with a second person where the rules ask for one.

Decisions are never changed. A correction is a decision of its own that supersedes the one in force.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.audit import record
from accounts.models import User
from interviews.access import permissions_for
from interviews.candidates.services.erased import refuse_erased
from interviews.common.letters import write_to_hr
from interviews.common.progress import load_facts
from interviews.common.rules.resting import is_outdated
from interviews.common.rules.stages import Action, InterviewFacts, Stage, allows, stage_of
from interviews.common.settling import unsettle
from interviews.models import Decision, DecisionAnswer, Interview, OutgoingMail
from interviews.outcome.reports.interview import InterviewReport, interview_report
from interviews.outcome.reports.sealed import content_to_seal, utc_iso
from interviews.outcome.rules.seals import canonical_json, seal_hash, seal_matches
from interviews.outcome.rules.second_person import Objection, objections

DECIDE, CONFIRM = "decision.decide", "decision.confirm"
DECLINE, WITHDRAW = "decision.decline", "decision.withdraw"


def objections_to(outcome: str, report: InterviewReport, *, correction: bool) -> tuple[Objection, ...]:
    """Why this decision on this result would need a second person; empty: it counts at once."""
    return objections(
        outcome,
        band=report.total.band,
        lowest_band=report.scale.lowest_band,
        disqualified=bool(report.total.disqualified_by),
        correction=correction,
    )


def decision_refusal(facts: InterviewFacts, report: InterviewReport) -> str:
    """What keeps HR from deciding, as a sentence that says what to do; "" when nothing does."""
    stage = stage_of(facts)
    if stage == Stage.CONFIRMING:
        return _("A decision waits for its second person: first it is confirmed, declined or withdrawn.")
    if not allows(stage, Action.DECIDE) or not facts.released:
        return _("First the panel compares: all have to submit, or HR closes the round.")
    if number := len(report.outdated_items):
        return ngettext(
            "Ratings have changed since the panel agreed on %(number)s question: first agree on it anew.",
            "Ratings have changed since the panel agreed on %(number)s questions: first agree on them anew.",
            number,
        ) % {"number": number}
    if number := len(report.to_agree):
        return ngettext(
            "First agree on %(number)s question: its ratings lie 2 or more apart.",
            "First agree on %(number)s questions: their ratings lie 2 or more apart.",
            number,
        ) % {"number": number}
    return ""


@transaction.atomic
def decide(*, actor: User, interview: Interview, outcome: str, reason: str, seen: str) -> Decision:
    """Take a decision and seal the report it is taken on. ``seen``: the hash of the report's basis the actor
    had before them (:func:`basis_sha256`).

    It counts at once, or waits for a second person; see Decision. Raises PermissionDenied when the actor
    may not, ValidationError, keyed by field, when it can't be decided now.
    """
    locked = _locked_interview(interview)
    if not permissions_for(actor, locked).may_decide:
        raise PermissionDenied(
            _("HR decides, after the debrief; not who still has to submit, or has left the panel.")
        )
    refuse_erased(locked.candidate_id)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why you decide so.")})
    if outcome not in Decision.Outcome.values:
        raise ValidationError({"outcome": _("Choose one of the decisions.")})
    report = interview_report(locked, actor)
    if refusal := decision_refusal(load_facts(locked), report):
        raise ValidationError(refusal)
    if seen != basis_sha256(report):
        raise ValidationError(_("Scores have changed since you opened this page. Look again, then decide."))
    return _create_decision(actor, locked, report, outcome, reason)


def _create_decision(
    actor: User, interview: Interview, report: InterviewReport, outcome: str, reason: str
) -> Decision:
    earlier = interview.decisions.in_force_first().defer("sealed").first()
    against = objections_to(outcome, report, correction=earlier is not None)
    number = (interview.decisions.aggregate(last=Max("number"))["last"] or 0) + 1
    now = timezone.now()
    decision = {
        "number": number,
        "outcome": str(outcome),
        "reason": reason,
        "by": str(actor),
        "by_id": actor.pk,
        "at": utc_iso(now),
        "objections": [str(objection) for objection in against],
        "supersedes": earlier.sha256 if earlier else None,
    }
    sealed = canonical_json(content_to_seal(report, decision))
    row: Decision = Decision.objects.create(
        interview=interview,
        number=number,
        outcome=outcome,
        reason=reason,
        needs_confirmation=bool(against),
        supersedes=earlier,
        taken_by=actor,
        taken_by_name=str(actor),
        taken_at=now,
        sealed=sealed,
        sha256=seal_hash(sealed),
        rests_on=report.basis,
    )
    unsettle(interview.pk)
    after = {"number": number, "outcome": str(outcome), "pending": bool(against), "sha256": row.sha256}
    before = {"number": earlier.number, "outcome": earlier.outcome} if earlier else None
    record(actor=actor, action=DECIDE, target=row, before=before, after=after, reason=reason)
    if row.needs_confirmation:
        write_to_hr(
            OutgoingMail.Kind.CONFIRMATION,
            actor=actor,
            interview=interview,
            concerns=lambda person: permissions_for(person, interview).may_confirm(row),
        )
    return row


@transaction.atomic
def confirm(*, actor: User, decision: Decision) -> DecisionAnswer:
    """The second person's yes: from now on the decision counts.

    Raises PermissionDenied for anybody else, ValidationError when it is answered already, when its seal is
    broken, or when scores changed since it was taken.
    """
    locked = _locked_pending(decision)
    if not permissions_for(actor, locked.interview).may_confirm(locked):
        raise PermissionDenied(_("Somebody else in HR has to confirm this decision."))
    if not seal_matches(locked.sealed, locked.sha256):
        raise ValidationError(_("The sealed report was changed: this decision can't be confirmed."))
    if is_outdated(locked.rests_on, interview_report(locked.interview, actor).basis):
        raise ValidationError(
            _("Scores have changed since this decision was taken. Decline it, so that it is taken anew.")
        )
    return _create_answer(actor, locked, DecisionAnswer.Kind.CONFIRMED, CONFIRM, "")


@transaction.atomic
def decline(*, actor: User, decision: Decision, reason: str) -> DecisionAnswer:
    """The second person's no, with a reason: the decision never counts. Raises as :func:`confirm` does."""
    locked = _locked_pending(decision)
    if not permissions_for(actor, locked.interview).may_confirm(locked):
        raise PermissionDenied(_("Somebody else in HR has to answer this decision."))
    return _create_answer(actor, locked, DecisionAnswer.Kind.DECLINED, DECLINE, reason)


@transaction.atomic
def withdraw(*, actor: User, decision: Decision, reason: str) -> DecisionAnswer:
    """Who took the decision takes it back before it was answered, with a reason. Raises as the others do."""
    locked = _locked_pending(decision)
    if locked.taken_by_id != actor.pk or not permissions_for(actor, locked.interview).may_decide:
        raise PermissionDenied(_("Only who took a decision withdraws it."))
    return _create_answer(actor, locked, DecisionAnswer.Kind.WITHDRAWN, WITHDRAW, reason)


def basis_sha256(report: InterviewReport) -> str:
    """The records a report rests on, as one hash for a form to carry."""
    return seal_hash(canonical_json(report.basis))


def _locked_interview(interview: Interview) -> Interview:
    locked: Interview = (
        Interview.objects.select_for_update(of=("self",))
        .select_related("candidate__position", "sheet")
        .get(pk=interview.pk)
    )
    return locked


def _locked_pending(decision: Decision) -> Decision:
    """The decision, its interview locked. ValidationError when nobody is asked about it any more."""
    interview = _locked_interview(decision.interview)
    locked: Decision = Decision.objects.select_related("answer").get(pk=decision.pk)
    locked.interview = interview
    if not locked.pending:
        raise ValidationError(_("This decision has been answered already, or needs no answer."))
    refuse_erased(interview.candidate_id)
    return locked


def _create_answer(actor: User, decision: Decision, kind: str, action: str, reason: str) -> DecisionAnswer:
    reason = reason.strip()
    if not reason and kind != DecisionAnswer.Kind.CONFIRMED:
        raise ValidationError({"reason": _("Say why the decision does not stand.")})
    answer: DecisionAnswer = DecisionAnswer.objects.create(
        decision=decision,
        kind=kind,
        reason=reason,
        asked_by_id=decision.taken_by_id,
        by=actor,
        by_name=str(actor),
    )
    unsettle(decision.interview_id)
    after: dict[str, Any] = {"number": decision.number, "answer": str(kind), "sha256": decision.sha256}
    record(actor=actor, action=action, target=decision, after=after, reason=reason)
    return answer
