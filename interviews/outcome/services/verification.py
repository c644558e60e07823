"""Whether a decision is still what was sealed: its text, its row, its answer and the audit trail agree."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import AuditEvent
from interviews.models import Decision, ErasedSeal, SubmittedVersion
from interviews.outcome.reports.sealed import utc_iso
from interviews.outcome.rules.seals import seal_matches
from interviews.outcome.services.decisions import DECIDE
from interviews.room.services.scorecards import version_hash

#: Rows in memory at once: a sealed report holds every note of an interview.
CHUNK = 50
#: The action in the audit trail for a seal that was made anew because a candidate's data was erased.
RESEAL = "decision.erase"


class SealFault(StrEnum):
    """What does not agree."""

    #: The sealed text is not the one its hash was taken over.
    TEXT = "text"
    #: The row says something else than the sealed text.
    ROW = "row"
    #: The audit trail knows another hash, another answer, or nothing of it.
    TRAIL = "trail"


SEAL_FAULTS = {
    SealFault.TEXT: gettext_lazy("the sealed report was changed"),
    SealFault.ROW: gettext_lazy("the decision says something else than its sealed report"),
    SealFault.TRAIL: gettext_lazy("the audit trail does not agree"),
}


def seal_faults(decision: Decision, events: Iterable[AuditEvent]) -> tuple[SealFault, ...]:
    """What is wrong with a decision; ``events`` are those of the trail about it. Empty: all of it agrees."""
    faults = []
    if not seal_matches(decision.sealed, expected_hash(decision)):
        faults.append(SealFault.TEXT)
    if not _row_agrees(decision):
        faults.append(SealFault.ROW)
    if not _trail_agrees(decision, list(events)):
        faults.append(SealFault.TRAIL)
    return tuple(faults)


def erased_seal(decision: Decision) -> ErasedSeal | None:
    """The seal over what was left when the candidate's data was erased; None when it was not erased."""
    return getattr(decision, "erased_seal", None)


def expected_hash(decision: Decision) -> str:
    """The hash that the sealed text must have: after an erasure that of what was left."""
    new_seal = erased_seal(decision)
    return new_seal.sha256 if new_seal else decision.sha256


def events_by_decision(decisions: Iterable[Decision]) -> dict[int, list[AuditEvent]]:
    """Decision id → its events, oldest first, in one query."""
    events: dict[int, list[AuditEvent]] = {decision.pk: [] for decision in decisions}
    rows = AuditEvent.objects.filter(
        object_type=Decision._meta.label_lower, object_id__in=[str(pk) for pk in events]
    )
    for event in rows.order_by("pk"):
        events[int(event.object_id)].append(event)
    return events


def checked_decisions() -> Iterator[tuple[Decision, tuple[SealFault, ...]]]:
    """Every decision with what is wrong with it, by interview."""
    rows = Decision.objects.select_related("answer", "supersedes", "erased_seal")
    decisions = rows.order_by("interview", "number").iterator(chunk_size=CHUNK)
    while batch := list(islice(decisions, CHUNK)):
        events = events_by_decision(batch)
        yield from ((decision, seal_faults(decision, events[decision.pk])) for decision in batch)


def missing_decisions() -> list[AuditEvent]:
    """The events of the trail that tell of a decision which the database no longer has."""
    existing = {str(pk) for pk in Decision.objects.values_list("pk", flat=True)}
    recorded = AuditEvent.objects.filter(action=DECIDE).order_by("pk")
    return [event for event in recorded if event.object_id not in existing]


def checked_versions() -> Iterator[tuple[SubmittedVersion, bool]]:
    """Every submitted version, and whether its content is what its hash was taken over.

    What was erased keeps the hash of what was submitted; the chain of seals answers for what is left of it.
    """
    kept = SubmittedVersion.objects.filter(scorecard__member__interview__candidate__erased_at=None)
    rows = kept.select_related("scorecard__member__interview").order_by("pk")
    for version in rows.iterator(chunk_size=CHUNK):
        yield version, hmac.compare_digest(version_hash(version.content).encode(), version.sha256.encode())


def sealed_content(decision: Decision) -> dict[str, Any]:
    """What was sealed; empty when the text is no longer readable."""
    try:
        content = json.loads(decision.sealed)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _row_agrees(decision: Decision) -> bool:
    content = sealed_content(decision)
    sealed = content.get("decision")
    if not isinstance(sealed, dict) or decision.rests_on != content.get("basis"):
        return False
    return sealed == {
        "number": decision.number,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "by": decision.taken_by_name,
        "by_id": decision.taken_by_id,
        "at": utc_iso(decision.taken_at),
        "objections": sealed.get("objections"),
        "supersedes": decision.supersedes.sha256 if decision.supersedes else None,
    } and decision.needs_confirmation == bool(sealed["objections"])


def _trail_agrees(decision: Decision, events: list[AuditEvent]) -> bool:
    """Whether the trail has exactly one event of the decision with its hash, one of its answer if it has one,
    and one with both hashes if the candidate's data was erased."""
    erasures = [event for event in events if event.action == RESEAL]
    recorded = [event.after or {} for event in events if event.action != RESEAL]
    answer = decision.answered
    answers = [state["answer"] for state in recorded if "answer" in state]
    if any(state.get("sha256") != decision.sha256 for state in recorded):
        return False
    new_seal = erased_seal(decision)
    resealed = [((event.before or {}).get("sha256"), (event.after or {}).get("sha256")) for event in erasures]
    if resealed != ([(decision.sha256, new_seal.sha256)] if new_seal else []):
        return False
    return len(recorded) - len(answers) == 1 and answers == ([answer.kind] if answer else [])
