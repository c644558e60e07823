"""Bringing a batch's accepted rows into the bank: written bit by bit, seen all at once.

New questions are written in short transactions and stay unseen. One last transaction then changes the
questions that exist, makes the new ones visible and says so in the audit trail. A run that died leaves
only unseen questions behind; the next begins by taking them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from common.messages import gettext_noop
from qbank.imports.services import changing as changes
from qbank.imports.services.arrivals import Arrivals, Places, Writing
from qbank.imports.services.changing import KEPT_IN_MEMORY, QuestionUpdate, index_again
from qbank.imports.services.contents import Content
from qbank.imports.services.jobs import Pace, Run, enqueue, work
from qbank.imports.services.rejudging import judge_again_in_job
from qbank.imports.services.removing import remove_arriving, remove_places
from qbank.imports.services.staleness import stale_rows
from qbank.imports.services.states import (
    UNEXPECTED,
    Decision,
    ImportStateError,
    Outcome,
    Status,
    Verdict,
    changing,
    creating,
    locked,
)
from qbank.models import ImportBatch, ImportRow, Question, Source
from qbank.questions.services.revisions import IMPORTED_FROM_SPREADSHEET

JUDGED_ANEW = gettext_noop(
    "The bank has changed since these rows were judged. Nothing was imported; %(count)s rows were judged "
    "again. Look through them and import once more."
)


#: What a batch's result says of its preview; the rest is of one attempt to apply it.
OF_PREVIEW = ("judged_from", "unknown")


class _StaleRowsError(Exception):
    """The bank changed while the batch was being written."""


@transaction.atomic
def start_apply(*, batch: ImportBatch, actor: User | None) -> None:
    """Have the accepted rows imported in the background. ImportStateError when the batch is not in preview
    any more, or nothing in it is accepted."""
    batch = locked(batch, Status.PREVIEW)
    total = creating(batch).count() + changing(batch).count()
    if not total:
        raise ImportStateError
    batch.status, batch.run, batch.problem = Status.APPLYING, None, ""
    batch.applied_by, batch.done, batch.total, batch.beat_at = actor, 0, total, timezone.now()
    batch.result.pop("params", None)
    batch.save()
    enqueue(batch)


def apply_batch(*, batch_id: int) -> None:
    """The job."""
    work(batch_id, Status.APPLYING, lambda run: _Apply(run).go(), _failed)


def _failed(run: Run) -> None:
    if run.batch().result.get("visible"):
        return  # Only the search index is missing: the job is taken up again.
    _back_to_preview(run, UNEXPECTED)


def _back_to_preview(run: Run, problem: str, **params: Any) -> None:
    remove_arriving(run, Outcome.PENDING)
    with transaction.atomic():
        run.beat()
        batch = run.batch()
        remove_places(batch)
        run.beat(
            status=Status.PREVIEW,
            run=None,
            source=None,
            applied_by=None,
            problem=problem,
            result={key: batch.result[key] for key in OF_PREVIEW if key in batch.result}
            | ({"params": params} if params else {}),
            done=0,
            total=batch.rows.count(),
        )


class _Apply:
    """One run of the job."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.batch = run.batch()
        self.actor = self.batch.applied_by
        self.pace = Pace()
        self.done = 0

    def go(self) -> None:
        if not self.batch.result.get("visible"):
            self._tidy()
            if not self._up_to_date():
                return
            self._write_new()
            while not self._show():
                if not self._up_to_date():
                    return
        self._finish()

    def _tidy(self) -> None:
        """Take out what a run left behind that died, and make ready."""
        remove_arriving(self.run, Outcome.PENDING)
        with transaction.atomic():
            self.run.beat()
            remove_places(self.batch)
            source, _created = Source.objects.get_or_create(
                sha256=self.batch.sha256,
                defaults={
                    "name": self.batch.name,
                    "kind": Source.Kind.SPREADSHEET,
                    "added_by": self.actor,
                },
            )
            self.source = source
            self.batch.result = {
                key: self.batch.result[key] for key in OF_PREVIEW if key in self.batch.result
            }
            self.run.beat(source=source, result=self.batch.result, done=0)
        self.places = Places(self.batch)

    def _up_to_date(self) -> bool:
        """Whether the verdicts still hold; where they don't, the batch goes back to its preview."""
        numbers = stale_rows(self.batch, self._since()) + self._doubled()
        if not numbers:
            return True
        judge_again_in_job(self.run, self.batch, numbers)
        _back_to_preview(self.run, JUDGED_ANEW, count=len(numbers))
        return False

    def _doubled(self) -> list[int]:
        """Rows that would change a question which another row changes: they are undecided again."""
        twice = changing(self.batch).order_by().values("question").annotate(rows=Count("pk"))
        doubled = self.batch.rows.filter(
            verdict=Verdict.SIMILAR,
            decision=Decision.CHANGE,
            question__in=twice.filter(rows__gt=1).values("question"),
        )
        numbers = list(doubled.values_list("number", flat=True))
        if numbers:
            with transaction.atomic():
                self.run.beat()
                self.batch.rows.filter(number__in=numbers).update(decision=Decision.UNDECIDED)
        return numbers

    def _since(self) -> datetime:
        return datetime.fromisoformat(self.batch.result["judged_from"])

    def _write_new(self) -> None:
        """While the database takes one chunk, a thread that never speaks to it makes the next one ready."""
        arrivals = Arrivals(self.batch, self.source, self.places, self.actor, creating(self.batch).count())
        waiting: tuple[list[int], Future[Writing]] | None = None
        with ThreadPoolExecutor(max_workers=1) as maker:
            for ids, contents in self._chunks():
                self._make_places(contents)
                ahead = maker.submit(arrivals.prepared, contents)
                if waiting is not None:
                    self._write_chunk(*waiting)
                waiting = ids, ahead
            if waiting is not None:
                self._write_chunk(*waiting)

    def _chunks(self) -> Iterator[tuple[list[int], list[Content]]]:
        """The rows that become new questions, in their order: their ids and their contents."""
        last = 0
        while rows := list(
            creating(self.batch)
            .filter(number__gt=last)
            .order_by("number")
            .values_list("pk", "draft", "number")[: self.pace.size]
        ):
            yield [pk for pk, _draft, _number in rows], [draft or {} for _pk, draft, _number in rows]
            last = rows[-1][2]

    def _write_chunk(self, ids: list[int], ahead: Future[Writing]) -> None:
        writing = ahead.result()

        def act() -> None:
            self.run.beat(done=self.done + len(ids))
            writing.write_parts()
            # A row that names the question it resembles keeps it until the end: this run may yet die.
            note_created(self.batch.rows.filter(pk__in=ids, question=None))

        self.pace.write(len(ids), act)
        self.done += len(ids)

    def _make_places(self, contents: list[dict[str, Any]]) -> None:
        """Categories and competencies that these questions are the first to need; empty, they harm nobody."""
        categories, competencies = self.places.missing(contents)
        if categories or competencies:
            with transaction.atomic():
                self.run.beat()
                self.run.beat(result=self.places.make(categories, competencies))

    def _show(self) -> bool:
        """The one moment: before it nothing of the batch is seen, after it everything. False when the bank
        has changed under it."""
        prepared = self._prepared_changes()
        count = changing(self.batch).count()
        ready = list(prepared) if count <= KEPT_IN_MEMORY else prepared
        try:
            with transaction.atomic():
                self.run.beat()
                self._lock_changed()
                if stale_rows(self.batch, self._since()):
                    raise _StaleRowsError
                self._write_visible(ready, count)
        except _StaleRowsError:
            return False
        return True

    def _prepared_changes(self) -> Iterator[Any]:
        def wanted() -> Iterator[QuestionUpdate]:
            last = 0
            while rows := list(changing(self.batch).filter(number__gt=last).order_by("number")[:500]):
                self._make_places([row.draft for row in rows if row.draft is not None])
                for row in rows:
                    yield QuestionUpdate(
                        row.question_id or 0, row.draft or {}, (row.revision_before or 0) + 1
                    )
                last = rows[-1].number

        return changes.prepared(wanted(), self.places, self.actor, IMPORTED_FROM_SPREADSHEET)

    def _lock_changed(self) -> None:
        ids = changing(self.batch).values("question")
        list(Question.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))

    def _write_visible(self, ready: Any, changed: int) -> None:
        now = timezone.now()
        changes.write(ready)
        changing(self.batch).update(outcome=Outcome.CHANGED, revision_after=F("revision_before") + 1)
        note_created(creating(self.batch).filter(outcome=Outcome.PENDING))
        created = Question.objects.filter(arriving=self.batch).update(arriving=None, updated_at=now)
        counts = {"created": created, "changed": changed}
        self.batch.result |= counts | {"visible": True}
        self.run.beat(result=self.batch.result, applied_at=now, problem="", done=self.batch.total)
        self.batch.applied_at = now
        record(
            actor=self.actor,
            action="importbatch.apply",
            target=self.batch,
            after={
                "file": self.batch.name,
                "sha256": self.batch.sha256,
                "read_as": self.batch.options,
                "mapping": self.batch.mapping,
                **counts,
                "categories": len(self.batch.result.get("categories", [])),
                "competencies": len(self.batch.result.get("competencies", [])),
                "left_out": self.batch.rows.count() - created - changed,
            },
        )

    def _finish(self) -> None:
        ids = self.batch.rows.filter(outcome=Outcome.CHANGED).order_by("number")
        index_again(self.run, [pk for pk in ids.values_list("question", flat=True) if pk is not None])
        with transaction.atomic():
            self.run.beat(status=Status.APPLIED, run=None)


def note_created(rows: QuerySet[ImportRow]) -> None:
    """Note for rows which question they became: the arriving one with their code."""
    became = Question.objects.filter(code=OuterRef("code"), arriving=OuterRef("batch"))
    rows.update(question=Subquery(became.values("pk")[:1]), outcome=Outcome.CREATED, revision_after=1)
