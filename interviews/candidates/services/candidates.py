"""Candidates, positions and notes: the only place that writes them, with their audit events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import model_to_dict
from django.utils.translation import gettext as _

from accounts.audit import record, record_each
from accounts.models import User
from interviews.candidates.services.erased import refuse_erased
from interviews.models import Candidate, CandidateNote, Position

#: More people read the audit trail than these fields: it records only that they changed.
PRIVATE = frozenset({"email", "phone"})
NOTE = "candidate.note"


@transaction.atomic
def save_and_record(*, actor: User, instance: Position | Candidate) -> None:
    """Save a new or changed position or candidate, with its audit event. Nothing is written when nothing
    has changed.

    Raises ValidationError for a candidate whose personal data was erased.
    """
    model = type(instance)
    stored = model._default_manager.select_for_update().filter(pk=instance.pk).first()
    if isinstance(stored, Candidate):
        refuse_erased(stored.pk)
    before, after = model_to_dict(stored) if stored else {}, model_to_dict(instance, exclude=["id"])
    changed = [name for name in after if stored is None or before[name] != after[name]]
    if not changed:
        return
    instance.save()
    record(
        actor=actor,
        action=f"{model._meta.model_name}.{'change' if stored else 'create'}",
        target=instance,
        before=_audit_values(stored, before, changed) if stored else None,
        after=_audit_values(instance, after, changed),
    )


def _audit_values(instance: Position | Candidate, values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Another object by name: the trail is read when it may be gone."""
    said = {}
    for name in names:
        is_other = instance._meta.get_field(name).many_to_one and values[name]
        value = str(getattr(instance, name)) if is_other else values[name]
        said[name] = "…" if name in PRIVATE and value else value
    return said


@transaction.atomic
def create_candidate(*, actor: User, candidate: Candidate, note: str = "") -> None:
    """Save a new candidate, with the first note about them where there is one.

    Raises as :func:`save_and_record` does.
    """
    save_and_record(actor=actor, instance=candidate)
    if text := note.strip():
        create_notes(actor=actor, notes=[(candidate, text)])


def check_may_note(actor: User, candidate: Candidate) -> None:
    """Raises PermissionDenied for anybody but HR."""
    if not actor.has_perm("interviews.change_candidate"):
        raise PermissionDenied(_("HR writes notes on candidates."))


@transaction.atomic
def add_note(*, actor: User, candidate: Candidate, text: str) -> CandidateNote:
    """Add a note about a candidate.

    Raises PermissionDenied for anybody but HR, ValidationError without a text and once the candidate's
    personal data was erased.
    """
    check_may_note(actor, candidate)
    locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
    refuse_erased(locked.pk)
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Write something first.")})
    return create_notes(actor=actor, notes=[(locked, text)])[0]


@transaction.atomic
def create_notes(
    *, actor: User, notes: Iterable[tuple[Candidate, str]], details: Mapping[str, Any] | None = None
) -> list[CandidateNote]:
    """Create notes (candidate, text). ``details`` are recorded with each audit event.

    The caller has checked the actor's right, and that the candidates are new, or locked and not erased.
    """
    name = str(actor)
    created: list[CandidateNote] = CandidateNote.objects.bulk_create(
        [CandidateNote(candidate=candidate, text=text, by=actor, by_name=name) for candidate, text in notes],
        batch_size=500,
    )
    # Not the text: more people read the trail, and it must be possible to erase it.
    record_each(
        actor=actor,
        action=NOTE,
        targets=[(note.candidate, None, {"note": note.pk, **(details or {})}) for note in created],
    )
    return created
