"""Leaving a panel and coming back to it: by oneself or taken off by HR, always with a reason.

A seat that was left stays, with everything recorded on it: the scorecard is locked, counts nowhere and can
be read by those who might read it before. Its owner never sees the others'; only who is in HR and was taken
off by somebody else before anybody had recorded anything does (interviews/models/visibility.py).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.candidates.services.erased import refuse_erased
from interviews.candidates.services.ties import declare_tie, reasons_against_seating
from interviews.common.letters import write_to_hr
from interviews.common.settling import unsettle
from interviews.models import Focus, Interview, OutgoingMail, PanelMember, Scorecard
from interviews.models.visibility import keeps_interviews
from interviews.planning.services.admission import admit, check_admission
from interviews.planning.services.announcing import announce, appointment_of
from interviews.planning.services.scheduling import scoring_has_begun

#: Actions of the audit trail. Their target is the seat: who is blind does not see them.
_LEAVING = ["withdrawn_at", "withdrawn_by", "withdrawn_reason", "left_before_scoring"]
LEAVE, RETURN, REPLACE = "panelmember.leave", "panelmember.return", "panelmember.replace"


@transaction.atomic
def step_back(*, actor: User, interview: Interview, reason: str, tie: str = "") -> PanelMember:
    """Leave a panel oneself. With ``tie`` (a Tie.Kind) it is declared that one knows the candidate, and the
    reason becomes its note.

    Raises PermissionDenied without a seat, ValidationError without a reason or when the interview is
    cancelled.
    """
    locked = _lock_interview(interview)
    member = locked.members.sitting().filter(user=actor).first()
    if member is None:
        raise PermissionDenied(_("You don't sit on this panel."))
    left = _withdraw(actor, locked, member, reason)
    if not locked.over:
        write_to_hr(OutgoingMail.Kind.STEP_BACK, actor=actor, interview=locked)
    if tie and not actor.ties.active().filter(candidate=locked.candidate).exists():
        declare_tie(actor=actor, person=actor, candidate=locked.candidate, kind=tie, note=reason)
    return left


def check_may_keep_panels(actor: User) -> None:
    """Raises PermissionDenied for anybody but HR."""
    if not (keeps_interviews(actor) and actor.has_perm("interviews.change_panelmember")):
        raise PermissionDenied(_("Panels are kept by HR. Please ask them for the change."))


def check_may_take_off(actor: User, member: PanelMember) -> None:
    """Raises PermissionDenied for anybody but HR, and for one's own seat."""
    check_may_keep_panels(actor)
    if member.user_id == actor.pk:
        raise PermissionDenied(_("HR takes others off a panel; oneself one steps back."))


def check_may_give_back(actor: User, member: PanelMember) -> None:
    """Raises PermissionDenied for anybody but HR, and for one's own seat."""
    check_may_keep_panels(actor)
    if member.user_id == actor.pk:
        raise PermissionDenied(_("Somebody else in HR gives you your seat back."))


@transaction.atomic
def take_off_panel(*, actor: User, member: PanelMember, reason: str) -> PanelMember:
    """Take somebody else off a panel (HR). Raises as :func:`step_back` does."""
    check_may_take_off(actor, member)
    return _withdraw(actor, _lock_interview(member.interview), member, reason)


@transaction.atomic
def give_seat_back(*, actor: User, member: PanelMember, reason: str) -> PanelMember:
    """Give a seat back that was left by mistake (HR, never one's own): its scorecard is what it was.

    Raises PermissionDenied, or ValidationError without a reason, for a tied person, a cancelled interview
    or a seat that nobody left.
    """
    interview = _lock_interview(member.interview)
    locked = _lock_member(member)
    check_may_give_back(actor, locked)
    reason = _check_reason(interview, reason, _("Say why the seat is given back."))
    if not locked.withdrawn:
        raise ValidationError(_("%(name)s sits on this panel.") % {"name": locked.user})
    if reasons := reasons_against_seating(interview.candidate, [locked.user]):
        raise ValidationError(reasons[locked.user_id])
    admitted = check_admission(actor=actor, interview=interview, people=[locked.user], reason=reason)
    appointment = appointment_of(interview)
    leads_again = locked.lead and not interview.members.sitting().filter(lead=True).exists()
    before = {"reason": locked.withdrawn_reason}
    locked.withdrawn_at = locked.withdrawn_by = locked.successor = None
    locked.withdrawn_reason, locked.lead, locked.left_before_scoring = "", leads_again, False
    locked.save(update_fields=[*_LEAVING, "successor", "lead"])
    for card in Scorecard.objects.select_for_update().filter(member=locked):
        card.status = Scorecard.Status.SUBMITTED if card.submitted_at else Scorecard.Status.DRAFT
        card.save(update_fields=["status"])
    record(actor=actor, action=RETURN, target=locked, before=before, reason=reason)
    if admitted:
        admit(actor=actor, member=locked, reason=reason)
    announce(interview=interview, before=appointment)
    return locked


@transaction.atomic
def fill_seat(*, actor: User, member: PanelMember, person: User, admitted_reason: str = "") -> PanelMember:
    """Seat somebody in the place of a person who left: as lead if they led, with their questions. Who can't
    sign in any more and owes their scorecard leaves with it.

    Raises PermissionDenied for anybody but HR, ValidationError (keyed "person") when the person is tied,
    sits or has sat on this panel, has read scores and is seated without a reason (``admitted_reason``) or by
    themselves, or when the seat is not to be filled.
    """
    interview = _lock_interview(member.interview)
    locked = _lock_member(member)
    check_may_keep_panels(actor)
    if PanelMember.objects.abandoned().filter(pk=locked.pk).exists():
        locked = _withdraw(actor, interview, locked, _("The account is no longer active."))
    if interview.called_off or not locked.withdrawn or locked.successor_id is not None:
        raise ValidationError(_("This seat is not to be filled any more. Load the page again."))
    if interview.members.filter(user=person).exists():
        raise ValidationError(
            {"person": _("%(name)s sits on this panel, or has left it.") % {"name": person}}
        )
    if reasons := reasons_against_seating(interview.candidate, [person]):
        raise ValidationError({"person": reasons[person.pk]})
    admitted = check_admission(actor=actor, interview=interview, people=[person], reason=admitted_reason)
    appointment = appointment_of(interview)
    lead = locked.lead and not interview.members.sitting().filter(lead=True).exists()
    seat = PanelMember.objects.create(interview=interview, user=person, lead=lead)
    locked.successor = seat
    locked.save(update_fields=["successor"])
    Focus.objects.filter(member=locked).update(member=seat)
    record(actor=actor, action=REPLACE, target=locked, after={"successor": str(person), "lead": lead})
    if admitted:
        admit(actor=actor, member=seat, reason=admitted_reason)
    announce(interview=interview, before=appointment)
    return seat


def _withdraw(actor: User, interview: Interview, member: PanelMember, reason: str) -> PanelMember:
    """Lock, check, write: no score, note or state of the scorecard enters the trail."""
    locked = _lock_member(member)
    reason = _check_reason(interview, reason, _("Say why, in a sentence: HR reads it."))
    if locked.withdrawn:
        raise ValidationError(_("%(name)s has left this panel already.") % {"name": locked.user})
    appointment = appointment_of(interview)
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_reason = timezone.now(), actor, reason
    locked.left_before_scoring = actor.pk != locked.user_id and not scoring_has_begun(interview)
    locked.save(update_fields=_LEAVING)
    # The seat is locked, so no first change makes a scorecard meanwhile.
    for card in Scorecard.objects.select_for_update().filter(member=locked):
        card.status = Scorecard.Status.WITHDRAWN
        card.save(update_fields=["status"])
    after: dict[str, Any] = {"person": str(locked.user), "left_before_scoring": locked.left_before_scoring}
    record(actor=actor, action=LEAVE, target=locked, after=after, reason=reason)
    announce(interview=interview, before=appointment)
    return locked


def _check_reason(interview: Interview, reason: str, ask: str) -> str:
    if interview.called_off:
        raise ValidationError(_("This interview is cancelled: its panel stays as it was."))
    if not reason.strip():
        raise ValidationError({"reason": ask})
    return reason.strip()


def _lock_interview(interview: Interview) -> Interview:
    """To change its panel."""
    locked: Interview = (
        Interview.objects.select_for_update(of=("self",)).select_related("candidate").get(pk=interview.pk)
    )
    refuse_erased(locked.candidate_id)
    unsettle(locked.pk)
    return locked


def _lock_member(member: PanelMember) -> PanelMember:
    return PanelMember.objects.select_for_update(of=("self",)).select_related("user").get(pk=member.pk)
