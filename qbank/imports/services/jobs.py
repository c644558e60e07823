"""Jobs on a batch: one at a time, noticed when it dies, and never in the way of people who score."""

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

from common.garbage import rare_garbage_collection
from qbank.imports import tasks
from qbank.imports.services.states import STALE_AFTER, WORKING, Status, others_at_work
from qbank.models import ImportBatch

logger = logging.getLogger(__name__)


class FencedError(Exception):
    """Another job has taken the batch over, or it was discarded: this one must not write any more."""


class Run:
    """One job's hold on a batch. Every transaction of the job begins with :meth:`beat`."""

    def __init__(self, batch_id: int, status: str) -> None:
        self.batch_id, self.status, self.token = batch_id, status, uuid.uuid4()

    def claim(self) -> bool:
        """Take the batch, unless a job that is alive has it, or its turn has not come."""
        stale = Q(run__isnull=True) | Q(beat_at__isnull=True) | Q(beat_at__lt=timezone.now() - STALE_AFTER)
        free = ImportBatch.objects.filter(stale, pk=self.batch_id, status=self.status)
        if self.status != Status.JUDGING and others_at_work(self.batch_id).exists():
            return False
        try:
            with transaction.atomic():
                return bool(free.update(run=self.token, beat_at=timezone.now()))
        except IntegrityError:
            return False

    def beat(self, **fields: Any) -> None:
        """A sign of life, with the fields of the batch that change. Raises FencedError; call it first in a
        transaction: no other job can take the batch over before that transaction ends."""
        held = ImportBatch.objects.filter(pk=self.batch_id, run=self.token, status=self.status)
        if not held.update(beat_at=timezone.now(), **fields):
            raise FencedError(self.batch_id)

    def batch(self) -> ImportBatch:
        return ImportBatch.objects.get(pk=self.batch_id)


def work(batch_id: int, status: str, job: Callable[[Run], None], failed: Callable[[Run], None]) -> None:
    """Do ``job`` if the batch is in that state and nobody else does it; ``failed`` when it raises."""
    run = Run(batch_id, status)
    if not run.claim():
        return
    try:
        with rare_garbage_collection():
            job(run)
    except FencedError:
        logger.warning("A job on import %s was taken over by another", batch_id)
    except Exception:
        logger.exception("A job on import %s failed in state %s", batch_id, status)
        try:
            failed(run)
        except FencedError:
            logger.warning("A job on import %s was taken over by another", batch_id)
    start_waiting()


def start_waiting() -> None:
    """Begin what waited for its turn, the oldest first."""
    if others_at_work(0).exists():
        return
    waiting = ImportBatch.objects.filter(status__in=(Status.APPLYING, Status.UNDOING), run__isnull=True)
    if (batch := waiting.order_by("beat_at", "pk").first()) is not None:
        enqueue(batch)


def enqueue(batch: ImportBatch) -> None:
    """Hand the batch to the worker for what its state says."""
    job = {
        Status.JUDGING: tasks.judge_import,
        Status.APPLYING: tasks.apply_import,
        Status.UNDOING: tasks.undo_import,
    }[Status(batch.status)]
    job.enqueue(batch.pk)


def sweep() -> int:
    """Take up again what a worker left behind that was killed; how many batches. To be called now and then:
    a job that is alive is left alone."""
    silent = Q(beat_at__isnull=True) | Q(beat_at__lt=timezone.now() - STALE_AFTER)
    left = list(ImportBatch.objects.filter(silent, status__in=WORKING).order_by("pk"))
    for batch in left:
        if ImportBatch.objects.filter(silent, pk=batch.pk).update(beat_at=timezone.now(), run=None):
            enqueue(batch)
    return len(left)


class Pace:
    """How much to write at once.

    SQLite has one writer: as soon as others write too, transactions are kept so short, with room between
    them, that an autosave of live scoring hardly waits. PostgreSQL's writers don't wait for each other.
    """

    #: Seconds that a transaction may take when others write too, and when nobody does.
    SHORT, LONG = 0.01, 0.4
    #: How long others then have the database for themselves, in transactions.
    ROOM = 1.0
    #: For how many seconds others count as writing after they did: few short transactions meet one of theirs.
    REMEMBERED = 1.0
    LEAST, MOST = 10, 1000

    def __init__(self) -> None:
        self._shared = connection.vendor == "sqlite"
        self.size = min(100, self.MOST) if self._shared else self.MOST
        self._version = self._data_version()
        self._others_at = -math.inf

    @property
    def others(self) -> bool:
        """Whether others write too, and would wait."""
        return time.monotonic() - self._others_at < self.REMEMBERED

    def write(self, rows: int, act: Callable[[], None]) -> None:
        """Do ``act``, which writes ``rows`` rows, in a transaction of its own."""
        with transaction.atomic():
            began = time.perf_counter()
            act()
        if self._shared:
            self._adapt(rows, time.perf_counter() - began)

    def _adapt(self, rows: int, seconds: float) -> None:
        version = self._data_version()
        if version != self._version:
            self._others_at = time.monotonic()
        self._version = version
        wanted = int(max(rows, 1) * (self.SHORT if self.others else self.LONG) / max(seconds, 1e-6))
        self.size = max(self.LEAST, min(wanted, self.size * 2, self.MOST))
        if self.others:
            time.sleep(seconds * self.ROOM)

    def _data_version(self) -> int:
        """Changes when another connection has written."""
        if not self._shared:
            return 0
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchone()[0])
