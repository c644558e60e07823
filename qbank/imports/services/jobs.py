"""Background jobs on a batch: one at a time, resumed when they die, never blocking live scoring for long."""

from __future__ import annotations

import logging
import math
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from qbank.imports import tasks
from qbank.imports.services.garbage import rare_garbage_collection
from qbank.imports.services.states import (
    STALE_AFTER,
    TOO_COSTLY,
    UNEXPECTED,
    WORKING,
    Status,
    other_running_batches,
)
from qbank.models import ImportBatch

logger = logging.getLogger(__name__)

_JOBS = {
    Status.JUDGING: tasks.judge_import,
    Status.APPLYING: tasks.apply_import,
    Status.UNDOING: tasks.undo_import,
}
_JOBS_OF_CHANGES = {
    Status.JUDGING: tasks.look_through_questions,
    Status.APPLYING: tasks.change_questions,
}


class FencedError(Exception):
    """Another job has claimed the batch, or it was discarded: this one must not write any more."""


class Run:
    """One job's hold on a batch. Every transaction of the job begins with :meth:`beat`."""

    def __init__(self, batch_id: int, status: str) -> None:
        self.batch_id, self.status, self.token = batch_id, status, uuid.uuid4()

    def claim(self) -> bool:
        """Claim the batch; False while a living job has it, or another import is being written."""
        stale = Q(run__isnull=True) | Q(beat_at__isnull=True) | Q(beat_at__lt=timezone.now() - STALE_AFTER)
        free = ImportBatch.objects.filter(stale, pk=self.batch_id, status=self.status)
        if self.status != Status.JUDGING and other_running_batches(self.batch_id).exists():
            return False
        try:
            with transaction.atomic():
                return bool(free.update(run=self.token, beat_at=timezone.now()))
        except IntegrityError:
            return False

    def beat(self, **fields: Any) -> None:
        """Store a sign of life together with ``fields`` of the batch. Raises FencedError.

        Called first in a transaction: no other job can claim the batch before that transaction ends.
        """
        claimed = ImportBatch.objects.filter(pk=self.batch_id, run=self.token, status=self.status)
        if not claimed.update(beat_at=timezone.now(), **fields):
            raise FencedError(self.batch_id)

    def batch(self) -> ImportBatch:
        return ImportBatch.objects.get(pk=self.batch_id)


def run_job(
    batch_id: int,
    status: str,
    job: Callable[[Run], None],
    on_failure: Callable[[Run, str], None],
    *,
    given_up: bool = False,
) -> None:
    """Run ``job`` if the batch is in this status and no other job has it; ``on_failure`` with what went wrong
    when it raises.

    ``given_up``: the job exceeded its limits each time it was tried, and is not tried again. When memory runs
    out in it, that is for whoever runs it: MemoryError.
    """
    run = Run(batch_id, status)
    if not run.claim():
        return
    try:
        if given_up:
            on_failure(run, TOO_COSTLY)
        else:
            with rare_garbage_collection():
                job(run)
    except MemoryError:
        raise
    except FencedError:
        logger.warning("A job on import %s was taken over by another", batch_id)
    except Exception:
        logger.exception("A job on import %s failed in state %s", batch_id, status)
        try:
            on_failure(run, UNEXPECTED)
        except FencedError:
            logger.warning("A job on import %s was taken over by another", batch_id)
    enqueue_next_waiting()


def release(batch_id: int) -> None:
    """Let the job of a batch be run anew: the process that ran it is gone."""
    ImportBatch.objects.filter(pk=batch_id, status__in=WORKING).update(run=None)


def enqueue_next_waiting() -> None:
    """Enqueue the batch that has waited longest to be applied or undone, unless one is being written."""
    if other_running_batches(0).exists():
        return
    waiting = ImportBatch.objects.filter(status__in=(Status.APPLYING, Status.UNDOING), run__isnull=True)
    if (batch := waiting.order_by("beat_at", "pk").first()) is not None:
        enqueue(batch)


def enqueue(batch: ImportBatch) -> None:
    """Put the job that the batch's state calls for into the worker's queue."""
    jobs = _JOBS | (_JOBS_OF_CHANGES if batch.kind == ImportBatch.Kind.CHANGE else {})
    jobs[Status(batch.status)].enqueue(batch.pk)


def sweep() -> int:
    """Enqueue again the jobs that a killed worker left behind; returns how many.

    Called from time to time; living jobs are left alone.
    """
    silent = Q(beat_at__isnull=True) | Q(beat_at__lt=timezone.now() - STALE_AFTER)
    abandoned = list(ImportBatch.objects.filter(silent, status__in=WORKING).order_by("pk"))
    for batch in abandoned:
        if ImportBatch.objects.filter(silent, pk=batch.pk).update(beat_at=timezone.now(), run=None):
            enqueue(batch)
    return len(abandoned)


class Pace:
    """How many rows a job writes in one transaction.

    SQLite has one writer: as soon as other connections write too, transactions get so short, with pauses
    between them, that an autosave of live scoring hardly waits. PostgreSQL's writers don't block each other.
    """

    #: Seconds that a transaction may take when others write too, and when nobody does.
    SHORT, LONG = 0.01, 0.4
    #: The pause after a transaction while others write, as a multiple of its own duration.
    PAUSE = 1.0
    #: Seconds for which others count as writing after they did.
    OTHERS_REMEMBERED = 1.0
    LEAST, MOST = 10, 1000

    def __init__(self) -> None:
        self._shared = connection.vendor == "sqlite"
        self.size = min(100, self.MOST) if self._shared else self.MOST
        self._version = self._data_version()
        self._others_at = -math.inf

    @property
    def others_write(self) -> bool:
        """Whether another connection has written lately, so that somebody may be waiting for this one."""
        return time.monotonic() - self._others_at < self.OTHERS_REMEMBERED

    def write(self, row_count: int, write_rows: Callable[[], None]) -> None:
        """Call ``write_rows``, which writes ``row_count`` rows, in a transaction of its own."""
        with transaction.atomic():
            began = time.perf_counter()
            write_rows()
        if self._shared:
            self._adapt(row_count, time.perf_counter() - began)

    def _adapt(self, row_count: int, seconds: float) -> None:
        version = self._data_version()
        if version != self._version:
            self._others_at = time.monotonic()
        self._version = version
        size = int(max(row_count, 1) * (self.SHORT if self.others_write else self.LONG) / max(seconds, 1e-6))
        self.size = max(self.LEAST, min(size, self.size * 2, self.MOST))
        if self.others_write:
            time.sleep(seconds * self.PAUSE)

    def _data_version(self) -> int:
        """Changes when another connection has written."""
        if not self._shared:
            return 0
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchone()[0])
