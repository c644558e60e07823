"""Looking at everything that was recorded for good, and naming each difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.kept.chain import ChainFaultKind, chain_faults
from accounts.labels import object_type_label
from accounts.models import AuditEvent, SealedRow
from interviews.models import Decision, SubmittedVersion
from interviews.outcome.services.verification import (
    SEAL_FAULTS,
    SealFault,
    checked_decisions,
    checked_versions,
    missing_decisions,
)

DECISION_GONE, VERSION = "decision-gone", "version"
#: Kind of difference → a sentence.
SENTENCES = {
    DECISION_GONE: _("%(label)s: a decision is gone"),
    VERSION: _("%(label)s: the submitted version was changed"),
    **{fault.value: "%(label)s: %(seal)s" for fault in SealFault},
    ChainFaultKind.CHANGED.value: _("%(what)s %(number)s was changed"),
    ChainFaultKind.GONE.value: _("%(what)s %(number)s is gone"),
    ChainFaultKind.BROKEN.value: _(
        "The chain of seals does not fit at %(number)s: a seal is missing, forged or of another key"
    ),
    ChainFaultKind.CUT_OFF.value: _("The newest seals are gone"),
    ChainFaultKind.UNLOCKED.value: _("The protection of recorded rows is open: accounts_unlocked has a row"),
}


@dataclass(frozen=True, slots=True)
class RecordFault:
    """What does not agree. ``row`` is the id of a row of ``model`` ("app.model"), or the number of a seal;
    ``label`` says where it stands."""

    kind: str
    model: str = ""
    row: int = 0
    label: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sentence(self) -> str:
        """What is different, in the reader's language."""
        words = {"label": self.label, "what": object_type_label(self.model), "number": self.row}
        if self.kind in set(SealFault):
            words["seal"] = SEAL_FAULTS[SealFault(self.kind)]
        return str(SENTENCES[self.kind]) % words


@dataclass(slots=True)
class VerifiedRecords:
    """``counts``: kind of what was looked at → how many."""

    counts: dict[str, int] = field(default_factory=dict)
    differences: list[RecordFault] = field(default_factory=list)


def rows_to_check() -> int:
    """How many rows there are to look at, for showing how far it is."""
    return sum(model.objects.count() for model in (Decision, SubmittedVersion, SealedRow))


def verify_all(looked_at: Callable[[int], None] = lambda rows: None) -> VerifiedRecords:
    """Look at decisions, submitted versions, and the chain of seals over them and the audit trail.

    What differs is looked at twice: somebody may be erasing a person's data meanwhile, and what is half seen
    is no difference. ``looked_at`` is told how many rows were looked at.
    """
    findings = VerifiedRecords()
    checks = {"decisions": _decisions, "versions": _versions, "seals": _seals}
    for name, check in checks.items():
        count = 0

        def counted(rows: int) -> None:
            nonlocal count
            count += rows
            looked_at(rows)

        differences = list(check(counted))
        findings.counts[name] = count
        if differences:
            again = set(check(lambda rows: None))
            findings.differences += [difference for difference in differences if difference in again]
    findings.counts["events"] = AuditEvent.objects.count()
    return findings


def _decisions(looked_at: Callable[[int], None]) -> Iterator[RecordFault]:
    model = Decision._meta.label_lower
    for decision, faults in checked_decisions():
        looked_at(1)
        place = f"{decision.interview_id}/{decision.number}"
        for fault in faults:
            yield RecordFault(fault.value, model, decision.pk, place)
    for event in missing_decisions():
        yield RecordFault(DECISION_GONE, AuditEvent._meta.label_lower, event.pk, event.object_label)


def _versions(looked_at: Callable[[int], None]) -> Iterator[RecordFault]:
    for version, is_as_submitted in checked_versions():
        looked_at(1)
        if not is_as_submitted:
            place = f"{version.scorecard.member.interview_id}/{version.scorecard_id}/{version.number}"
            yield RecordFault(VERSION, SubmittedVersion._meta.label_lower, version.pk, place)


def _seals(looked_at: Callable[[int], None]) -> Iterator[RecordFault]:
    for fault in chain_faults(looked_at):
        yield RecordFault(fault.kind.value, fault.model, fault.row)
