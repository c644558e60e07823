"""Ties: who may not judge which candidate. Declared, taken back with a reason, and asked about before
anybody is seated."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.candidates.services.erased import refuse_erased
from interviews.models import Candidate, PanelMember, Tie
from interviews.models.visibility import keeps_interviews


@transaction.atomic
def declare_tie(*, actor: User, person: User, candidate: Candidate, kind: str, note: str = "") -> Tie:
    """Say that this person is tied to this candidate.

    HR says it of anybody, everybody of themselves. Raises PermissionDenied for anybody else and
    ValidationError, keyed by field, when it is declared already or doesn't say what it is.
    """
    if actor.pk != person.pk:
        check_may_declare(actor)
    locked = lock_candidate(candidate)
    tie = Tie(person=person, candidate=locked, kind=kind, note=note.strip(), declared_by=actor)
    if kind not in Tie.Kind.values:
        raise ValidationError({"kind": _("Choose what the tie is.")})
    if tie.kind == Tie.Kind.OTHER and not tie.note:
        raise ValidationError({"note": _("Say what the tie is.")})
    if Tie.objects.active().filter(person=person, candidate=locked).exists():
        raise ValidationError({"person": _("This tie is declared already.")})
    tie.save()
    # The note is for those who may see the tie; more people read the trail.
    after = {"person": str(person), "candidate": str(locked), "kind": tie.kind, "note": "…" if note else ""}
    record(actor=actor, action="tie.declare", target=tie, after=after)
    return tie


@transaction.atomic
def withdraw_tie(*, actor: User, tie: Tie, reason: str) -> Tie:
    """Take a tie back that does not hold. It stays readable.

    Raises PermissionDenied for anybody but HR and for the tied person, ValidationError without a reason or
    when it is withdrawn already.
    """
    lock_candidate(tie.candidate)
    locked: Tie = Tie.objects.select_for_update(of=("self",)).select_related("person").get(pk=tie.pk)
    check_may_withdraw(actor, locked)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the tie is withdrawn.")})
    if locked.withdrawn_at is not None:
        raise ValidationError(_("This tie is withdrawn already."))
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_reason = timezone.now(), actor, reason
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(
        actor=actor,
        action="tie.withdraw",
        target=locked,
        before={"holds": True},
        after={"holds": False},
        reason=reason,
    )
    return locked


def check_may_declare(actor: User) -> None:
    """Of others. Raises PermissionDenied for anybody but HR."""
    if not (keeps_interviews(actor) and actor.has_perm("interviews.add_tie")):
        raise PermissionDenied(_("HR declares ties of others."))


def check_may_withdraw(actor: User, tie: Tie) -> None:
    """Raises PermissionDenied for anybody but HR, and for the tied person."""
    if not keeps_interviews(actor):
        raise PermissionDenied(_("HR withdraws ties."))
    if tie.person_id == actor.pk:
        raise PermissionDenied(_("This tie is your own: somebody else in HR withdraws it."))


def lock_candidate(candidate: Candidate) -> Candidate:
    """Ties are declared and people are seated under this lock: neither overtakes the other. Raises
    ValidationError once the candidate's personal data was erased."""
    locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
    refuse_erased(locked.pk)
    return locked


def reasons_against_seating(candidate: Candidate, people: Iterable[User]) -> dict[int, str]:
    """For each of these people who is tied to the candidate (by id): why they can't sit. Takes the lock."""
    lock_candidate(candidate)
    ties = Tie.objects.active().filter(candidate=candidate, person__in=list(people))
    return {
        tie.person_id: _sentence(tie) for tie in ties.select_related("person", "candidate", "declared_by")
    }


def _sentence(tie: Tie) -> str:
    return _(
        "%(name)s is tied to %(candidate)s (%(kind)s; declared by %(by)s on %(date)s) and can't sit on this "
        "panel. Choose somebody else; if the tie does not hold, withdraw it on the candidate's page."
    ) % {
        "name": tie.person,
        "candidate": tie.candidate,
        "kind": tie.get_kind_display(),
        "by": tie.declared_by,
        "date": date_format(timezone.localtime(tie.declared_at), "DATE_FORMAT"),
    }


def tied_seats(candidate: Candidate) -> list[PanelMember]:
    """The seats people still hold on this candidate's panels although they are tied to them."""
    return list(
        PanelMember.objects.sitting()
        .filter(interview__candidate=candidate, interview__status="scheduled")
        .filter(user__in=Tie.objects.active().filter(candidate=candidate).values("person"))
        .select_related("user", "interview")
        .order_by("interview__starts_at", "pk")
    )
