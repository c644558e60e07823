"""Positions and candidates: the one place that stores them, with the trail."""

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

#: More people read the trail than may read these: it only keeps that they changed.
PRIVATE = frozenset({"email", "phone"})
NOTE = "candidate.note"


@transaction.atomic
def save_and_record(*, actor: User, instance: Position | Candidate) -> None:
    """Store a new or changed position or candidate. Raises ValidationError for a candidate whose personal
    data was erased."""
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
        before=_told(before, changed) if stored else None,
        after=_told(after, changed),
    )


def _told(values: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: "…" if name in PRIVATE and values[name] else values[name] for name in names}


@transaction.atomic
def create_candidate(*, actor: User, candidate: Candidate, note: str = "") -> None:
    """Store a new candidate, with the first note about them where there is one.

    Raises as :func:`save_and_record` does.
    """
    save_and_record(actor=actor, instance=candidate)
    if text := note.strip():
        create_notes(actor=actor, notes=[(candidate, text)])


@transaction.atomic
def add_note(*, actor: User, candidate: Candidate, text: str) -> CandidateNote:
    """Keep a note about somebody. Raises PermissionDenied for anybody but HR, ValidationError without a text
    and once the candidate's personal data was erased."""
    if not actor.has_perm("interviews.change_candidate"):
        raise PermissionDenied(_("HR writes notes on candidates."))
    locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
    refuse_erased(locked.pk)
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Write something first.")})
    return create_notes(actor=actor, notes=[(locked, text)])[0]


@transaction.atomic
def create_notes(
    *, actor: User, notes: Iterable[tuple[Candidate, str]], told: Mapping[str, Any] | None = None
) -> list[CandidateNote]:
    """Write texts down about candidates who are new, or locked and not erased, for somebody who may.
    ``told``: what else the trail keeps of it."""
    name = str(actor)
    made: list[CandidateNote] = CandidateNote.objects.bulk_create(
        [CandidateNote(candidate=one, text=text, by=actor, by_name=name) for one, text in notes],
        batch_size=500,
    )
    # Not the text: more people read the trail, and it must be possible to erase it.
    record_each(
        actor=actor,
        action=NOTE,
        targets=[(note.candidate, None, {"note": note.pk, **(told or {})}) for note in made],
    )
    return made
