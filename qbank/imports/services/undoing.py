"""Taking an import out of the bank again: unseen at once, then deleted bit by bit.

What it created and nobody used vanishes; what a set or a sheet rests on is retired; what it changed gets
its earlier content back as a new revision. What people edited since stays as they left it, and is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from qbank.imports.services import changing as changes
from qbank.imports.services.arrivals import Places
from qbank.imports.services.changing import KEPT_IN_MEMORY, QuestionUpdate, index_again
from qbank.imports.services.contents import Content
from qbank.imports.services.jobs import Run, enqueue, work
from qbank.imports.services.removing import remove_arriving, remove_places, retire, used
from qbank.imports.services.states import NOT_PUT_BACK, Outcome, Status, locked
from qbank.models import ImportBatch, ImportRow, Question, QuestionRevision
from qbank.questions.services.revisions import IMPORT_TAKEN_BACK

_BATCH = 500


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """The rows of a batch by what taking it back would do with their questions."""

    removed: QuerySet[ImportRow]
    restored: QuerySet[ImportRow]
    retired: QuerySet[ImportRow]
    kept: QuerySet[ImportRow]

    def counts(self) -> dict[str, int]:
        return {
            name: rows.count()
            for name, rows in (
                ("removed", self.removed),
                ("restored", self.restored),
                ("retired", self.retired),
                ("kept", self.kept),
            )
        }


def undo_plan(batch: ImportBatch) -> UndoPlan:
    """What would be removed, restored, retired and kept, as the bank is now."""
    rows = batch.rows.order_by("number")
    newer = QuestionRevision.objects.filter(
        question=OuterRef("question"), number__gt=OuterRef("revision_after")
    )
    touched = rows.filter(outcome__in=(Outcome.CREATED, Outcome.CHANGED), question__isnull=False)
    untouched = touched.filter(~Exists(newer))
    created = untouched.filter(outcome=Outcome.CREATED)
    in_use = used(Question.objects.all()).values("pk")
    return UndoPlan(
        removed=created.exclude(question__in=in_use),
        restored=untouched.filter(outcome=Outcome.CHANGED),
        retired=created.filter(question__in=in_use),
        kept=touched.filter(Exists(newer)),
    )


@transaction.atomic
def start_undo(*, batch: ImportBatch, actor: User | None) -> None:
    """Have the import taken back in the background. ImportStateError unless it stands in the bank."""
    batch = locked(batch, Status.APPLIED)
    batch.status, batch.run, batch.problem = Status.UNDOING, None, ""
    batch.undone_by, batch.done, batch.beat_at = actor, 0, timezone.now()
    batch.total = batch.rows.filter(outcome__in=(Outcome.CREATED, Outcome.CHANGED)).count()
    batch.save()
    enqueue(batch)


def undo_batch(*, batch_id: int) -> None:
    """The job."""
    work(batch_id, Status.UNDOING, lambda run: _Undo(run).go(), _failed)


def _failed(run: Run) -> None:
    """Before the questions have vanished the import stands as it did; after that the rest is done later."""
    with transaction.atomic():
        if run.batch().result.get("hidden"):
            run.beat(problem=NOT_PUT_BACK)
        else:
            run.beat(status=Status.APPLIED, run=None, undone_by=None, problem=NOT_PUT_BACK)


class _Undo:
    """One run of the job."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.batch = run.batch()
        self.actor = self.batch.undone_by
        self.places = Places(self.batch)

    def go(self) -> None:
        if not self.batch.result.get("hidden"):
            self._hide()
        restored = self.batch.rows.filter(outcome=Outcome.RESTORED).order_by("number")
        index_again(self.run, [pk for pk in restored.values_list("question", flat=True) if pk is not None])
        remove_arriving(self.run, Outcome.REMOVED, self.actor)
        with transaction.atomic():
            self.run.beat()
            remove_places(self.batch)
            self.run.beat(
                status=Status.UNDONE, run=None, undone_at=timezone.now(), problem="", done=self.batch.total
            )

    def _hide(self) -> None:
        """The one moment: before it the import stands, after it nothing of it is seen."""
        with transaction.atomic():
            self.run.beat()
            list(self._questions().select_for_update().order_by("pk").values_list("pk"))
            plan = undo_plan(self.batch)
            counts = plan.counts()
            retired = list(plan.retired.values_list("pk", "question"))
            kept = list(plan.kept.values_list("pk", flat=True))
            restored = list(plan.restored.order_by("number").values_list("pk", flat=True))
            removed = plan.removed.values("question")
            Question.objects.filter(pk__in=removed).update(arriving=self.batch)
            self._restore(restored)
            retire([question for _row, question in retired if question], self.actor)
            self.batch.rows.filter(pk__in=[row for row, _question in retired]).update(outcome=Outcome.RETIRED)
            self.batch.rows.filter(pk__in=kept).update(outcome=Outcome.KEPT)
            self.batch.result |= {"hidden": True, "undone": counts}
            self.run.beat(result=self.batch.result)
            record(
                actor=self.actor,
                action="importbatch.undo",
                target=self.batch,
                after={"file": self.batch.name, "sha256": self.batch.sha256, **counts},
            )

    def _questions(self) -> QuerySet[Question]:
        rows = self.batch.rows.filter(outcome__in=(Outcome.CREATED, Outcome.CHANGED))
        return Question.objects.filter(pk__in=rows.values("question"))

    def _restore(self, rows: list[int]) -> None:
        """Give the questions of these rows (by id) the content back that they had before."""
        written = changes.prepared(self._earlier(rows), self.places, self.actor, IMPORT_TAKEN_BACK)
        changes.write(list(written) if len(rows) <= KEPT_IN_MEMORY else written)
        for start in range(0, len(rows), _BATCH):
            self.batch.rows.filter(pk__in=rows[start : start + _BATCH]).update(
                outcome=Outcome.RESTORED, revision_after=F("revision_after") + 1
            )

    def _earlier(self, rows: list[int]) -> Iterator[QuestionUpdate]:
        before = QuestionRevision.objects.filter(
            question=OuterRef("question"), number=OuterRef("revision_before")
        )
        for start in range(0, len(rows), _BATCH):
            portion = ImportRow.objects.filter(pk__in=rows[start : start + _BATCH]).order_by("number")
            columns = portion.annotate(content=before.values("content")[:1])
            for question, number, content in columns.values_list("question", "revision_after", "content"):
                yield QuestionUpdate(question or 0, self._placed(content), (number or 0) + 1)

    def _placed(self, content: Content) -> Content:
        """The content with a category that exists, and those of its competencies that still do."""
        missing, _competencies = self.places.missing([content])
        self.places.make(missing, [])
        known = [name for name in content["competencies"] if name in self.places.competencies]
        return content | {"competencies": known}
