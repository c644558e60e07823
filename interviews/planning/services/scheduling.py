"""Scheduling: the one writer of an interview's plan, its panel, and whether it takes place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.spacing import join_sentences
from interviews.access import check_may_plan
from interviews.candidates.services.candidates import save_and_record
from interviews.candidates.services.erased import refuse_erased
from interviews.candidates.services.ties import reasons_against_seating
from interviews.common.progress import load_facts
from interviews.common.rules.stages import Action, allows, stage_of
from interviews.models import Candidate, Interview, PanelMember, Scorecard, Sheet
from interviews.models.visibility import keeps_interviews
from interviews.planning.rules.past import is_planned_in_the_past
from interviews.planning.services.admission import admit, check_admission
from interviews.planning.services.announcing import announce, appointment_of
from interviews.planning.services.clashes import Clash, clash_key, clashes_at
from interviews.room.services.scorecards import has_content


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What HR decides about an interview. The lead belongs to the panel whether listed or not. ``past``: they
    know that its time has passed, and enter it afterwards."""

    sheet: Sheet
    starts_at: datetime
    minutes: int
    lead: User
    panel: tuple[User, ...] = ()
    round: str = ""
    place: str = ""
    note: str = ""
    past: bool = False
    #: Why somebody is seated who has read scores of the interview.
    admitted_reason: str = ""

    def people(self) -> tuple[User, ...]:
        """The whole panel, the lead first, everybody once."""
        return tuple({user.pk: user for user in (self.lead, *self.panel)}.values())


@dataclass(frozen=True, slots=True)
class RestoringDoubt:
    """What is asked before something is done, in sentences (none: nothing is asked), and the key by which a
    person's yes says what it was given for."""

    sentences: tuple[str, ...]
    key: str


@transaction.atomic
def schedule_interview(*, actor: User, candidate: Candidate, plan: Plan) -> Interview:
    """Make an interview with its panel. A candidate who is new is saved with it, and their position.

    Raises PermissionDenied for anybody but HR, as all of these do; ValidationError, keyed by field, when
    somebody of the panel is tied to the candidate, or when its time has passed and the plan doesn't say that
    this is meant ("past").
    """
    check_may_plan(actor)
    if candidate.pk is None:
        if candidate.position.pk is None:
            save_and_record(actor=actor, instance=candidate.position)
            candidate.position = candidate.position  # by its id from now on
        save_and_record(actor=actor, instance=candidate)
    interview = Interview(candidate=candidate, created_by=actor)
    _save_plan(actor, interview, plan)
    record(actor=actor, action="interview.schedule", target=interview, after=_audit_values(interview))
    announce(interview=interview, before=None)
    return interview


@transaction.atomic
def change_interview(*, actor: User, interview: Interview, plan: Plan) -> Interview:
    """Move an interview, or change its sheet or panel.

    Raises ValidationError, keyed by field, when it is cancelled, when the sheet would change under a
    scorecard, when somebody would leave the panel who must not (see :func:`_refuse_to_leave`), or sit on
    it who is tied to the candidate, has left it, or has read scores of the interview (admission.py).
    """
    check_may_plan(actor)
    locked = lock_interview(interview)
    if locked.called_off:
        raise ValidationError(restore_first(locked))
    if locked.sheet_id != plan.sheet.pk and Scorecard.objects.filter(member__interview=locked).exists():
        raise ValidationError({"sheet": _("Scoring has begun on this sheet: it can't be changed any more.")})
    before, appointment, told = _audit_values(locked), appointment_of(locked), plan_told(locked)
    if locked.sheet_id != plan.sheet.pk:
        locked.focuses.all().delete()
    _delete_seats(locked, actor, plan)
    _save_plan(actor, locked, plan)
    if locked.reply and plan_told(locked) != told:
        # What the candidate was told, and answered, was about another time or place.
        locked.reply, locked.reply_at, locked.reply_by = Interview.Reply.NONE, None, None
        locked.save(update_fields=["reply", "reply_at", "reply_by"])
    after = _audit_values(locked)
    if after != before:
        record(actor=actor, action="interview.change", target=locked, before=before, after=after)
    announce(interview=locked, before=appointment)
    return locked


@transaction.atomic
def cancel_interview(*, actor: User, interview: Interview, reason: str) -> Interview:
    """Call an interview off; what was recorded stays. ValidationError without a reason or done twice."""
    check_may_plan(actor)
    locked = lock_interview(interview)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the interview is cancelled.")})
    if locked.status == Interview.Status.CANCELLED:
        raise ValidationError(_("This interview is cancelled already."))
    if locked.called_off:
        raise ValidationError(locked.why_called_off)
    if not allows(stage_of(load_facts(locked)), Action.CANCEL):
        raise ValidationError(
            _("There is a decision on this interview: it can't be cancelled any more. Correct the decision.")
        )
    return _set_status(locked, actor, "interview.cancel", Interview.Status.CANCELLED, reason)


@transaction.atomic
def call_off_for_candidate(
    *, actor: User, interview: Interview, status: Interview.Status, note: str = ""
) -> Interview:
    """Record that the candidate did not come (Status.NO_SHOW), or withdrew (Status.WITHDREW); the panel reads
    the note. Of a withdrawal it hears like of a cancellation.

    Raises PermissionDenied for anybody but HR, ValidationError when the interview is called off already, has
    not begun (for one who did not come), or somebody has recorded something in it.
    """
    check_may_plan(actor)
    if status not in Interview.OF_THE_CANDIDATE:
        raise ValueError(f"{status} does not lie with the candidate.")
    locked = lock_interview(interview)
    if locked.called_off:
        raise ValidationError(locked.why_called_off)
    if status == Interview.Status.NO_SHOW and locked.starts_at > timezone.now():
        raise ValidationError(_("This interview has not begun: nobody can have missed it yet."))
    if not allows(stage_of(load_facts(locked)), Action.CANCEL) or scoring_has_begun(locked):
        raise ValidationError(
            _(
                "Something is recorded in this interview, so the candidate was there. If they withdrew "
                "afterwards, say so in the decision."
            )
        )
    action = "interview.no-show" if status == Interview.Status.NO_SHOW else "interview.drop-out"
    return _set_status(locked, actor, action, status, note.strip())


@transaction.atomic
def restore_interview(*, actor: User, interview: Interview, confirmed: str = "") -> Interview:
    """Take back that an interview was called off. Raises ValidationError when it was not; keyed "confirmed",
    when its time has passed or is taken and ``confirmed`` is not the key of that very doubt."""
    check_may_plan(actor)
    locked = lock_interview(interview)
    if not locked.called_off:
        raise ValidationError(_("This interview is not cancelled."))
    doubt = doubt_about_restoring(locked)
    if doubt.sentences and confirmed != doubt.key:
        raise ValidationError({"confirmed": list(doubt.sentences)})
    return _set_status(locked, actor, "interview.restore", Interview.Status.SCHEDULED, "")


def doubt_about_restoring(interview: Interview) -> RestoringDoubt:
    """What speaks against an interview that was called off taking place as it was planned. Nothing does where
    the candidate is only said to have come after all."""
    if interview.status == Interview.Status.NO_SHOW:
        return RestoringDoubt((), "")
    sentences = []
    if is_planned_in_the_past(interview.starts_at, None, timezone.now()):
        at = date_format(timezone.localtime(interview.starts_at), "DATETIME_FORMAT")
        sentences.append(_("Its time has passed: %(time)s.") % {"time": at})
    clashes = _overlapping(interview)
    sentences += [clash.sentence() for clash in clashes]
    return RestoringDoubt(tuple(sentences), clash_key(interview.starts_at, clashes))


def restore_first(interview: Interview) -> str:
    """What is said to whoever would change an interview that was called off."""
    return join_sentences([interview.why_called_off, _("Restore it first, then change it.")])


def plan_told(interview: Interview) -> tuple[datetime, int, str]:
    """What a candidate is told of the plan."""
    return interview.starts_at, interview.minutes, interview.place


def past_question(starts_at: datetime) -> str:
    """What is asked before an interview is planned in the past."""
    at = date_format(timezone.localtime(starts_at), "DATETIME_FORMAT")
    return _("This time has passed: %(time)s. If it is right, confirm it here; else change it above.") % {
        "time": at
    }


def find_clashes(interview: Interview) -> list[Clash]:
    """Interviews that overlap this one and need its candidate or somebody of its panel."""
    return [] if interview.called_off else _overlapping(interview)


def _overlapping(interview: Interview) -> list[Clash]:
    panel = {member.user_id for member in interview.sitting}
    return clashes_at(
        interview.starts_at,
        interview.minutes,
        candidate=interview.candidate_id,
        panel=panel,
        but=interview.pk,
    )


def lock_interview(interview: Interview) -> Interview:
    """The interview as it is now, locked. Raises ValidationError once the candidate's data was erased."""
    locked: Interview = (
        Interview.objects.select_for_update(of=("self",)).select_related("candidate").get(pk=interview.pk)
    )
    refuse_erased(locked.candidate_id)
    return locked


def _save_plan(actor: User, interview: Interview, plan: Plan) -> None:
    """Save the plan. Leads are cleared first: at no moment does a panel have two."""
    _refuse_to_seat(interview, plan)
    admitted = _admitted(actor, interview, plan)
    before = interview.starts_at if interview.pk else None
    if not plan.past and is_planned_in_the_past(plan.starts_at, before, timezone.now()):
        raise ValidationError({"past": past_question(plan.starts_at)})
    for field in ("sheet", "starts_at", "minutes", "round", "place", "note"):
        setattr(interview, field, getattr(plan, field))
    interview.settled = False
    interview.save()
    interview.members.sitting().filter(lead=True).exclude(user=plan.lead).update(lead=False)
    for user in plan.people():
        member, _created = PanelMember.objects.update_or_create(
            interview=interview, user=user, defaults={"lead": user.pk == plan.lead.pk}
        )
        if user in admitted:
            admit(actor=actor, member=member, reason=plan.admitted_reason)


def _admitted(actor: User, interview: Interview, plan: Plan) -> list[User]:
    """Those who join the panel although they have read scores of the interview."""
    sitting = PanelMember.objects.sitting().filter(interview=interview.pk).values_list("user", flat=True)
    joining = [person for person in plan.people() if person.pk not in set(sitting)]
    return check_admission(actor=actor, interview=interview, people=joining, reason=plan.admitted_reason)


def _refuse_to_seat(interview: Interview, plan: Plan) -> None:
    """Nobody sits who is tied to the candidate; who has left this panel gets their seat back by itself."""
    left = PanelMember.objects.filter(interview=interview.pk, withdrawn_at__isnull=False)
    for member in left.filter(user__in=plan.people()).select_related("user"):
        raise ValidationError(
            {
                _field_of(plan, member.user_id): _(
                    "%(name)s has left this panel. Give the seat back on the interview's page, with a reason."
                )
                % {"name": member.user}
            }
        )
    for user_id, reason in reasons_against_seating(interview.candidate, plan.people()).items():
        raise ValidationError({_field_of(plan, user_id): reason})


def _field_of(plan: Plan, user_id: int) -> str:
    return "lead" if user_id == plan.lead.pk else "panel"


def _delete_seats(interview: Interview, actor: User, plan: Plan) -> None:
    staying = {user.pk for user in plan.people()}
    for member in interview.members.sitting().select_related("user", "scorecard"):
        if member.user_id in staying:
            continue
        card = getattr(member, "scorecard", None)
        _refuse_to_leave(interview, member, card, actor)
        if card is not None:
            card.delete()
        member.delete()


def _refuse_to_leave(interview: Interview, member: PanelMember, card: Scorecard | None, actor: User) -> None:
    """Nobody leaves a panel without a trace who has recorded something, or who would see more by leaving.

    Leaving ends the blindness of whoever is in HR. So once anybody has recorded something they leave by the
    interview's page, where their seat stays and keeps them from the result; and from the interview's start,
    or from the first scorecard, another person has to take them off.
    """
    if card is not None and has_content(card):
        raise ValidationError(
            {
                "panel": _(
                    "%(name)s has recorded something in this interview. Take them off on the interview's "
                    "page, with a reason."
                )
                % {"name": member.user}
            }
        )
    begun = (
        interview.starts_at <= timezone.now() or interview.members.filter(scorecard__isnull=False).exists()
    )
    if member.user_id == actor.pk and begun:
        raise ValidationError(
            {"panel": _("This interview has begun: only somebody else can take you off its panel.")}
        )

    if keeps_interviews(member.user) and scoring_has_begun(interview):
        raise ValidationError(
            {
                "panel": _(
                    "Scoring has begun, and %(name)s is in HR. Take them off on the interview's page, with a "
                    "reason: so they don't see what the panel gave."
                )
                % {"name": member.user}
            }
        )


def scoring_has_begun(interview: Interview) -> bool:
    """Whether anybody has recorded anything, people who left the panel included."""
    return any(has_content(card) for card in Scorecard.objects.filter(member__interview=interview))


def _set_status(
    interview: Interview, actor: User, action: str, status: Interview.Status, reason: str
) -> Interview:
    """Say of a locked interview whether it takes place. A candidate who is expected again is to be told anew,
    but where they came after all."""
    appointment = appointment_of(interview)
    before = {"status": interview.status, "cancel_reason": interview.cancel_reason}
    back = status == Interview.Status.SCHEDULED
    if back and interview.status != Interview.Status.NO_SHOW:
        interview.reply, interview.reply_at, interview.reply_by = Interview.Reply.NONE, None, None
    interview.status, interview.cancel_reason = status, reason
    interview.called_off_at, interview.called_off_by = (None, None) if back else (timezone.now(), actor)
    interview.save()
    after = {"status": str(status), "cancel_reason": reason}
    record(actor=actor, action=action, target=interview, before=before, after=after, reason=reason)
    announce(interview=interview, before=appointment)
    return interview


def _audit_values(interview: Interview) -> dict[str, Any]:
    """The plan as the audit trail keeps it: names as text, the time with its offset."""
    return {
        "candidate": str(interview.candidate),
        "sheet": str(interview.sheet),
        "starts_at": timezone.localtime(interview.starts_at).isoformat(timespec="minutes"),
        "minutes": interview.minutes,
        "round": interview.round,
        "place": interview.place,
        "note": interview.note,
        "panel": [
            f"{member.user} (lead)" if member.lead else str(member.user)
            for member in interview.members.sitting().select_related("user").order_by("-lead", "pk")
        ],
    }
