"""Undoing an import of candidates: those nobody has done anything with are deleted, the others stay."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.kept.erasure import delete_append_only, update_append_only
from accounts.models import AuditEvent, User
from interviews.candidates.services.candidates import NOTE
from interviews.candidates.services.erased import erased_name
from interviews.candidates.services.imports import ImportChangedError, Status, can_import_candidates
from interviews.candidates.services.merging import MERGE, UNMERGE
from interviews.candidates.services.papers import ADD, REMOVE
from interviews.candidates.services.tags import TAG
from interviews.models import Candidate, CandidateImport, CandidateNote, CandidatePaper, Interview, Tie

UNDO = "candidateimport.undo"


@dataclass(frozen=True, slots=True)
class CandidateUndoPlan:
    """Whom undoing deletes, and whom it keeps because something refers to them by now."""

    removed: tuple[Candidate, ...]
    remaining: tuple[Candidate, ...]


def plan_undo(batch: CandidateImport) -> CandidateUndoPlan:
    """What undoing this import would do now; 2 queries."""
    candidates = list(
        Candidate.objects.filter(import_rows__batch=batch)
        .select_related("position")
        .annotate(
            is_used=Q(Exists(Interview.objects.filter(candidate=OuterRef("pk"))))
            | Q(Exists(Tie.objects.filter(candidate=OuterRef("pk"))))
            | Q(Exists(CandidatePaper.objects.filter(candidate=OuterRef("pk"))))
            | Q(erased_at__isnull=False)
        )
        .order_by("sort_key", "pk")
    )
    events = AuditEvent.objects.filter(
        object_type=Candidate._meta.label_lower,
        action__in=("candidate.change", "candidate.keep", NOTE, ADD, REMOVE, TAG, MERGE, UNMERGE),
        object_id__in=[str(candidate.pk) for candidate in candidates],
    ).values_list("object_id", "after")
    # Notes that came with the import don't keep a candidate.
    changed = {pk for pk, after in events if (after or {}).get("import") != batch.pk}
    remaining = tuple(
        candidate for candidate in candidates if candidate.is_used or str(candidate.pk) in changed
    )
    remaining_ids = {candidate.pk for candidate in remaining}
    return CandidateUndoPlan(
        tuple(candidate for candidate in candidates if candidate.pk not in remaining_ids), remaining
    )


@transaction.atomic
def undo_import(*, actor: User, batch: CandidateImport) -> CandidateUndoPlan:
    """Undo an import; returns what became of whom.

    Raises PermissionDenied for anybody but HR, ImportChangedError when it is not imported (any more).
    """
    if not can_import_candidates(actor):
        raise PermissionDenied(_("HR brings candidates in."))
    locked = CandidateImport.objects.select_for_update().filter(pk=batch.pk, status=Status.APPLIED).first()
    if locked is None:
        raise ImportChangedError
    # Nobody is scheduled while it is decided who goes.
    list(
        Candidate.objects.select_for_update(of=("self",)).filter(import_rows__batch=locked).values_list("pk")
    )
    plan = plan_undo(locked)
    ids = [candidate.pk for candidate in plan.removed]
    _anonymize_events(ids)
    delete_append_only(CandidateNote, Q(candidate__in=ids))
    Candidate.objects.filter(pk__in=ids).delete()
    locked.status, locked.undone_at = Status.UNDONE, timezone.now()
    locked.save(update_fields=["status", "undone_at"])
    record(actor=actor, action=UNDO, target=locked, after={"removed": ids, "kept": len(plan.remaining)})
    return plan


def _anonymize_events(ids: list[int]) -> None:
    """Take the names of candidates out of the trail: once deleted, they can't be erased later."""
    events = list(
        AuditEvent.objects.filter(
            object_type=Candidate._meta.label_lower, object_id__in=[str(pk) for pk in ids]
        )
    )
    for event in events:
        event.object_label = erased_name(int(event.object_id))
    update_append_only(events, ["object_label"])
