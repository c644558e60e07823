"""The states of a batch, and which of its rows will reach the bank."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from common.messages import gettext_noop
from qbank.models import ImportBatch, ImportRow

Status = ImportBatch.Status
RowVerdict = ImportRow.Verdict
RowDecision = ImportRow.Decision
RowOutcome = ImportRow.Outcome
Scope = ImportBatch.Scope

#: In these states a job works on the batch or is about to.
WORKING = (Status.JUDGING, Status.APPLYING, Status.UNDOING)
#: A job gives a sign of life many times a second; one that has been silent for so long is dead.
STALE_AFTER = timedelta(seconds=60)

UNEXPECTED = gettext_noop(
    "Something went wrong on our side, and nothing was changed. Try again; if it goes wrong again, tell "
    "the administrator the name of the file and the time."
)
TOO_COSTLY = gettext_noop(
    "Reading this file took more time or memory than one file may take. It was tried twice, and nothing was "
    "changed. Copy the rows you need into a new file, or split it, and bring that in."
)
UNDO_FAILED = gettext_noop(
    "Something went wrong on our side while this import was being taken back. It is tried again by itself."
)

#: Verdicts about a question that a row may be: a person says whether it is.
DOUBTFUL = (RowVerdict.SIMILAR, RowVerdict.CONFLICT)
#: Verdicts of rows that stay out until a person says that they are questions of their own.
_NEW_IF_DECIDED = (*DOUBTFUL, RowVerdict.REPEATED)


def creates(scope: str) -> Q:
    """Rows that become new questions, in a batch of this scope."""
    decisions = [RowDecision.TAKE] if scope == Scope.UPDATE else [RowDecision.UNDECIDED, RowDecision.TAKE]
    return Q(verdict=RowVerdict.NEW, decision__in=decisions) | Q(
        verdict__in=_NEW_IF_DECIDED, decision=RowDecision.TAKE
    )


def changes(scope: str) -> Q:
    """Rows that change a question of the bank, in a batch of this scope: by themselves only where a person
    chose so for the whole file."""
    as_judged = [RowDecision.UNDECIDED] if scope in (Scope.UPDATE, Scope.BOTH) else []
    return Q(verdict=RowVerdict.CHANGED, decision__in=[*as_judged, RowDecision.CHANGE]) | Q(
        verdict__in=DOUBTFUL, decision=RowDecision.CHANGE
    )


def rejected(scope: str) -> Q:
    """Rows that are not imported although nobody left them out: a person can correct or decide them."""
    asked = [*_NEW_IF_DECIDED, *([RowVerdict.CHANGED] if scope == Scope.ASK else [])]
    return Q(verdict=RowVerdict.ERROR) | Q(verdict__in=asked, decision=RowDecision.UNDECIDED)


class ImportStateError(Exception):
    """The batch is in another state by now: somebody else has changed it."""


def lock_batch(batch: ImportBatch, *statuses: str) -> ImportBatch:
    """The batch read anew, locked until the transaction ends. Raises ImportStateError in any other status."""
    current = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if current.status not in statuses:
        raise ImportStateError
    return current


def creating_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The accepted rows that become new questions."""
    return batch.rows.filter(creates(batch.scope), draft__isnull=False)


def changing_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The accepted rows that change a question of the bank."""
    return batch.rows.filter(changes(batch.scope), draft__isnull=False)


def is_waiting(batch: ImportBatch) -> bool:
    """Whether it waits until another import has been applied or undone."""
    return (
        batch.status in (Status.APPLYING, Status.UNDOING)
        and batch.run is None
        and other_running_batches(batch.pk).exists()
    )


def other_running_batches(batch_id: int) -> QuerySet[ImportBatch]:
    """Other batches whose living job is writing to the bank."""
    return ImportBatch.objects.filter(
        status__in=(Status.APPLYING, Status.UNDOING),
        run__isnull=False,
        beat_at__gt=timezone.now() - STALE_AFTER,
    ).exclude(pk=batch_id)


def is_stuck(batch: ImportBatch) -> bool:
    """Whether the job that should work on it is dead, or never began."""
    if batch.status not in WORKING or is_waiting(batch):
        return False
    return batch.beat_at is None or timezone.now() - batch.beat_at > STALE_AFTER
