"""Undoes an import: its questions are hidden at once, then deleted in short transactions.

Created questions that nobody uses are deleted; those that a question set or a sheet uses are retired;
changed ones get their earlier content back as a new revision. What people edited since is kept and listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from qbank.imports.services.changing import (
    MAX_IN_MEMORY,
    QuestionUpdate,
    prepare_updates,
    reindex_in_portions,
    write_updates,
)
from qbank.imports.services.contents import Content
from qbank.imports.services.jobs import Run, enqueue, run_job
from qbank.imports.services.removing import (
    delete_arriving_questions,
    delete_empty_taxonomy,
    questions_in_use,
    retire_questions,
)
from qbank.imports.services.states import UNDO_FAILED, RowOutcome, Status, lock_batch
from qbank.imports.services.taxonomy import Taxonomy
from qbank.models import ImportBatch, ImportRow, Question, QuestionRevision
from qbank.questions.services.revisions import IMPORT_TAKEN_BACK

_BATCH = 500


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """The rows of a batch by what undoing it would do with their questions."""

    removed: QuerySet[ImportRow]
    restored: QuerySet[ImportRow]
    retired: QuerySet[ImportRow]
    edited: QuerySet[ImportRow]

    def counts(self) -> dict[str, int]:
        return {
            name: rows.count()
            for name, rows in (
                ("removed", self.removed),
                ("restored", self.restored),
                ("retired", self.retired),
                ("kept", self.edited),
            )
        }


def undo_plan(batch: ImportBatch) -> UndoPlan:
    """What undoing would remove, restore, retire and keep, as the bank is now."""
    rows = batch.rows.order_by("number")
    newer = QuestionRevision.objects.filter(
        question=OuterRef("question"), number__gt=OuterRef("revision_after")
    )
    imported = rows.filter(outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED), question__isnull=False)
    unedited = imported.filter(~Exists(newer))
    created = unedited.filter(outcome=RowOutcome.CREATED)
    in_use = questions_in_use(Question.objects.all()).values("pk")
    return UndoPlan(
        removed=created.exclude(question__in=in_use),
        restored=unedited.filter(outcome=RowOutcome.CHANGED),
        retired=created.filter(question__in=in_use),
        edited=imported.filter(Exists(newer)),
    )


@transaction.atomic
def start_undo(*, batch: ImportBatch, actor: User | None) -> None:
    """Have the import undone in the background. Raises ImportStateError unless it is applied."""
    batch = lock_batch(batch, Status.APPLIED)
    batch.status, batch.run, batch.problem = Status.UNDOING, None, ""
    batch.undone_by, batch.done, batch.beat_at = actor, 0, timezone.now()
    batch.total = batch.rows.filter(outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED)).count()
    batch.save()
    enqueue(batch)


def undo_batch(*, batch_id: int) -> None:
    """The background job."""
    run_job(batch_id, Status.UNDOING, lambda run: _Undo(run).run_to_end(), _on_failure)


def _on_failure(run: Run) -> None:
    """Until the questions are hidden the import stays applied; after that the job is taken up again later."""
    with transaction.atomic():
        if run.batch().result.get("hidden"):
            run.beat(problem=UNDO_FAILED)
        else:
            run.beat(status=Status.APPLIED, run=None, undone_by=None, problem=UNDO_FAILED)


class _Undo:
    """One run of the job."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.batch = run.batch()
        self.actor = self.batch.undone_by
        self.taxonomy = Taxonomy(self.batch)

    def run_to_end(self) -> None:
        if not self.batch.result.get("hidden"):
            self._hide()
        restored = self.batch.rows.filter(outcome=RowOutcome.RESTORED).order_by("number")
        reindex_in_portions(
            self.run, [pk for pk in restored.values_list("question", flat=True) if pk is not None]
        )
        delete_arriving_questions(self.run, RowOutcome.REMOVED, self.actor)
        with transaction.atomic():
            self.run.beat()
            delete_empty_taxonomy(self.batch)
            self.run.beat(
                status=Status.UNDONE, run=None, undone_at=timezone.now(), problem="", done=self.batch.total
            )

    def _hide(self) -> None:
        """In one transaction: hide what is removed, restore what was changed, retire what is used."""
        with transaction.atomic():
            self.run.beat()
            list(self._questions().select_for_update().order_by("pk").values_list("pk"))
            plan = undo_plan(self.batch)
            counts = plan.counts()
            retired = list(plan.retired.values_list("pk", "question"))
            edited = list(plan.edited.values_list("pk", flat=True))
            restored = list(plan.restored.order_by("number").values_list("pk", flat=True))
            removed = plan.removed.values("question")
            Question.objects.filter(pk__in=removed).update(arriving=self.batch)
            self._restore(restored)
            retire_questions([question for _row, question in retired if question], self.actor)
            self.batch.rows.filter(pk__in=[row for row, _question in retired]).update(
                outcome=RowOutcome.RETIRED
            )
            self.batch.rows.filter(pk__in=edited).update(outcome=RowOutcome.KEPT)
            self.batch.result |= {"hidden": True, "undone": counts}
            self.run.beat(result=self.batch.result)
            record(
                actor=self.actor,
                action="importbatch.undo",
                target=self.batch,
                after={"file": self.batch.name, "sha256": self.batch.sha256, **counts},
            )

    def _questions(self) -> QuerySet[Question]:
        rows = self.batch.rows.filter(outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED))
        return Question.objects.filter(pk__in=rows.values("question"))

    def _restore(self, rows: list[int]) -> None:
        """Give the questions of these rows (by id) the content back that they had before."""
        updates = prepare_updates(self._earlier_contents(rows), self.taxonomy, self.actor, IMPORT_TAKEN_BACK)
        write_updates(list(updates) if len(rows) <= MAX_IN_MEMORY else updates)
        for start in range(0, len(rows), _BATCH):
            self.batch.rows.filter(pk__in=rows[start : start + _BATCH]).update(
                outcome=RowOutcome.RESTORED, revision_after=F("revision_after") + 1
            )

    def _earlier_contents(self, rows: list[int]) -> Iterator[QuestionUpdate]:
        before = QuestionRevision.objects.filter(
            question=OuterRef("question"), number=OuterRef("revision_before")
        )
        for start in range(0, len(rows), _BATCH):
            portion = ImportRow.objects.filter(pk__in=rows[start : start + _BATCH]).order_by("number")
            columns = portion.annotate(content=before.values("content")[:1])
            for question, number, content in columns.values_list("question", "revision_after", "content"):
                yield QuestionUpdate(question or 0, self._with_existing_names(content), (number or 0) + 1)

    def _with_existing_names(self, content: Content) -> Content:
        """The content with the competencies that still exist; a missing category is created."""
        missing, _competencies = self.taxonomy.missing([content])
        self.taxonomy.create(missing, [])
        existing = [name for name in content["competencies"] if name in self.taxonomy.competencies]
        return content | {"competencies": existing}
