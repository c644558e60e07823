"""Scheduling: the one writer of an interview's plan, its panel, and whether it takes place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.audit import record
from accounts.models import User
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
from interviews.room.services.scorecards import has_content

#: No interview is longer (see the validator of Interview.minutes).
MAX_DURATION = timedelta(minutes=480)


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
class Clash:
    """Another interview at the same time, with the people who would have to be in both."""

    interview: Interview
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestoringDoubt:
    """What is asked before something is done, in sentences (none: nothing is asked), and the key by which a
    person's yes says what it was given for."""

    sentences: tuple[str, ...]
    key: str


@transaction.atomic
def schedule_interview(*, actor: User, candidate: Candidate, plan: Plan) -> Interview:
    """Make an interview with its panel. A candidate who is not saved yet is saved with it.

    Raises PermissionDenied for anybody but HR, as all of these do; ValidationError, keyed by field, when
    somebody of the panel is tied to the candidate, or when its time has passed and the plan doesn't say that
    this is meant ("past").
    """
    check_may_plan(actor)
    if candidate.pk is None:
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
    locked = _lock_interview(interview)
    if locked.cancelled:
        raise ValidationError(_("This interview is cancelled. Restore it first, then change it."))
    if locked.sheet_id != plan.sheet.pk and Scorecard.objects.filter(member__interview=locked).exists():
        raise ValidationError({"sheet": _("Scoring has begun on this sheet: it can't be changed any more.")})
    before, appointment = _audit_values(locked), appointment_of(locked)
    if locked.sheet_id != plan.sheet.pk:
        locked.focuses.all().delete()
    _delete_seats(locked, actor, plan)
    _save_plan(actor, locked, plan)
    after = _audit_values(locked)
    if after != before:
        record(actor=actor, action="interview.change", target=locked, before=before, after=after)
    announce(interview=locked, before=appointment)
    return locked


@transaction.atomic
def cancel_interview(*, actor: User, interview: Interview, reason: str) -> Interview:
    """Call an interview off; what was recorded stays. ValidationError without a reason or done twice."""
    check_may_plan(actor)
    locked = _lock_interview(interview)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the interview is cancelled.")})
    if locked.cancelled:
        raise ValidationError(_("This interview is cancelled already."))
    if not allows(stage_of(load_facts(locked)), Action.CANCEL):
        raise ValidationError(
            _("There is a decision on this interview: it can't be cancelled any more. Correct the decision.")
        )
    return _set_status(locked, actor, "interview.cancel", Interview.Status.CANCELLED, reason)


@transaction.atomic
def restore_interview(*, actor: User, interview: Interview, confirmed: str = "") -> Interview:
    """Take a cancellation back. Raises ValidationError when the interview is not cancelled; keyed
    "confirmed", when its time has passed or is taken and ``confirmed`` is not the key of that very doubt."""
    check_may_plan(actor)
    locked = _lock_interview(interview)
    if not locked.cancelled:
        raise ValidationError(_("This interview is not cancelled."))
    doubt = doubt_about_restoring(locked)
    if doubt.sentences and confirmed != doubt.key:
        raise ValidationError({"confirmed": list(doubt.sentences)})
    return _set_status(locked, actor, "interview.restore", Interview.Status.SCHEDULED, "")


def doubt_about_restoring(interview: Interview) -> RestoringDoubt:
    """What speaks against a cancelled interview taking place as it was planned."""
    sentences = []
    if is_planned_in_the_past(interview.starts_at, None, timezone.now()):
        at = date_format(timezone.localtime(interview.starts_at), "DATETIME_FORMAT")
        sentences.append(_("Its time has passed: %(time)s.") % {"time": at})
    clashes = _overlapping(interview)
    for clash in clashes:
        sentences.append(
            _("At the same time, from %(start)s on, the interview of %(other)s needs: %(people)s.")
            % {
                "start": date_format(timezone.localtime(clash.interview.starts_at), "H:i"),
                "other": clash.interview.candidate,
                "people": pgettext("between names", ", ").join(clash.people),
            }
        )
    key = [interview.starts_at.astimezone(UTC).isoformat(timespec="minutes")]
    return RestoringDoubt(tuple(sentences), " ".join([*key, *(str(clash.interview.pk) for clash in clashes)]))


def past_question(starts_at: datetime) -> str:
    """What is asked before an interview is planned in the past."""
    at = date_format(timezone.localtime(starts_at), "DATETIME_FORMAT")
    return _("This time has passed: %(time)s. If it is right, confirm it here; else change it above.") % {
        "time": at
    }


def find_clashes(interview: Interview) -> list[Clash]:
    """Interviews that overlap this one and need its candidate or somebody of its panel."""
    return [] if interview.cancelled else _overlapping(interview)


def _overlapping(interview: Interview) -> list[Clash]:
    near = (
        Interview.objects.exclude(pk=interview.pk)
        .filter(status=Interview.Status.SCHEDULED)
        .filter(starts_at__lt=interview.ends_at, starts_at__gt=interview.starts_at - MAX_DURATION)
        .select_related("candidate")
        .prefetch_related("members__user")
        .order_by("starts_at", "pk")
    )
    panel = {member.user_id for member in interview.sitting}
    clashes = []
    for other in near:
        if other.ends_at > interview.starts_at:
            people = tuple(_people_in_both(interview, panel, other))
            if people:
                clashes.append(Clash(other, people))
    return clashes


def _people_in_both(interview: Interview, panel: set[int], other: Interview) -> Iterator[str]:
    if other.candidate_id == interview.candidate_id:
        yield str(other.candidate)
    for member in other.sitting:
        if member.user_id in panel:
            yield str(member.user)


def _lock_interview(interview: Interview) -> Interview:
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
    appointment = appointment_of(interview)
    before = {"status": interview.status, "cancel_reason": interview.cancel_reason}
    interview.status, interview.cancel_reason = status, reason
    interview.save(update_fields=["status", "cancel_reason"])
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
