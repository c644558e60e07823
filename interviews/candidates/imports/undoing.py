"""Taking an import of candidates back: those nobody has done anything with go, the others stay."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.erasure import delete_append_only, update_append_only
from accounts.models import AuditEvent, User
from interviews.candidates.imports.services import ImportChangedError, Status, may_bring_in
from interviews.candidates.services.candidates import NOTE
from interviews.candidates.services.erased import erased_name
from interviews.models import Candidate, CandidateImport, CandidateNote, Interview, Tie

UNDO = "candidateimport.undo"


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom taking back would remove, and whom it would keep because something hangs on them by now."""

    removed: tuple[Candidate, ...]
    kept: tuple[Candidate, ...]


def undo_plan(batch: CandidateImport) -> Plan:
    """What taking this import back would do now, in 2 queries."""
    people = (
        Candidate.objects.filter(import_rows__batch=batch)
        .select_related("position")
        .annotate(
            used=Q(Exists(Interview.objects.filter(candidate=OuterRef("pk"))))
            | Q(Exists(Tie.objects.filter(candidate=OuterRef("pk"))))
            | Q(erased_at__isnull=False)
        )
        .order_by("name", "pk")
    )
    everybody = list(people)
    acts = AuditEvent.objects.filter(
        object_type=Candidate._meta.label_lower,
        action__in=("candidate.change", "candidate.keep", NOTE),
        object_id__in=[str(one.pk) for one in everybody],
    ).values_list("object_id", "after")
    # The notes that came with the import are its own, also those from before the trail told of them.
    changed = {pk for pk, after in acts if (after or {}).get("import") != batch.pk}
    kept = tuple(one for one in everybody if one.used or str(one.pk) in changed)
    staying = {one.pk for one in kept}
    return Plan(tuple(one for one in everybody if one.pk not in staying), kept)


@transaction.atomic
def undo(*, actor: User, batch: CandidateImport) -> Plan:
    """Take an import back; what became of whom. Raises ImportMovedOnError when it is not imported (any
    more)."""
    if not may_bring_in(actor):
        raise PermissionDenied(_("HR brings candidates in."))
    locked = CandidateImport.objects.select_for_update().filter(pk=batch.pk, status=Status.APPLIED).first()
    if locked is None:
        raise ImportChangedError
    # Nobody is scheduled while it is decided who goes.
    list(
        Candidate.objects.select_for_update(of=("self",)).filter(import_rows__batch=locked).values_list("pk")
    )
    plan = undo_plan(locked)
    ids = [one.pk for one in plan.removed]
    _forget(ids)
    delete_append_only(CandidateNote, Q(candidate__in=ids))
    Candidate.objects.filter(pk__in=ids).delete()
    locked.status, locked.undone_at = Status.UNDONE, timezone.now()
    locked.save(update_fields=["status", "undone_at"])
    record(actor=actor, action=UNDO, target=locked, after={"removed": ids, "kept": len(plan.kept)})
    return plan


def _forget(ids: list[int]) -> None:
    """Whoever is removed can't be erased later: the trail keeps no name of them."""
    events = list(
        AuditEvent.objects.filter(
            object_type=Candidate._meta.label_lower, object_id__in=[str(pk) for pk in ids]
        )
    )
    for event in events:
        event.object_label = erased_name(int(event.object_id))
    update_append_only(events, ["object_label"])
