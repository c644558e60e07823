"""Undoes an import: its questions are hidden at once, then deleted in short transactions.

Created questions that nobody uses are deleted; those that a question set or a sheet uses are retired;
changed ones get their earlier content back as a new revision. What people edited since is kept and listed,
and so is what a later import changed, until that one is taken back too (qbank.imports.rules.layers).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from qbank.imports.rules.layers import Layer, standing_layer
from qbank.imports.services.bank_questions import newest_revisions
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
    unload_rest,
)
from qbank.imports.services.states import UNDO_FAILED, RowOutcome, Status, lock_batch
from qbank.imports.services.taxonomy import Taxonomy
from qbank.models import DocumentUpload, ImportBatch, ImportRow, Question, QuestionRevision
from qbank.questions.services.revisions import CHANGE_TAKEN_BACK, IMPORT_TAKEN_BACK, TAKEN_BACK

_BATCH = 500


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """The rows of a batch by what undoing it would do with their questions.

    ``revisions``: {id of a row to be restored: number of the revision whose content its question gets}, for
    those that don't get the one from before the import.
    """

    removed: QuerySet[ImportRow]
    restored: QuerySet[ImportRow]
    retired: QuerySet[ImportRow]
    edited: QuerySet[ImportRow]
    revisions: Mapping[int, int] = field(default_factory=dict)

    @property
    def parts(self) -> dict[str, QuerySet[ImportRow]]:
        """The rows by the name of what is done with them, as audit events and pages call it."""
        return {
            "removed": self.removed,
            "restored": self.restored,
            "retired": self.retired,
            "kept": self.edited,
        }

    def counts(self) -> dict[str, int]:
        return {name: rows.count() for name, rows in self.parts.items()}


def undo_plan(batch: ImportBatch) -> UndoPlan:
    """What undoing would remove, restore, retire and keep, as the bank is now."""
    rows = batch.rows.order_by("number")
    newer = QuestionRevision.objects.filter(
        question=OuterRef("question"), number__gt=OuterRef("revision_after")
    )
    others = ImportRow.objects.filter(question=OuterRef("question"), revision_after__isnull=False).exclude(
        batch=batch
    )
    imported = rows.filter(outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED), question__isnull=False)
    # Most questions of most imports are as the import left them, and no other import knows them.
    plain = imported.filter(~Exists(newer), ~Exists(others))
    removed, restored, edited, revisions = _plan_by_layers(
        batch, imported.filter(Exists(newer) | Exists(others))
    )
    gone = imported.filter(
        Q(pk__in=plain.filter(outcome=RowOutcome.CREATED).order_by().values("pk")) | Q(pk__in=removed)
    )
    in_use = questions_in_use(Question.objects.all()).values("pk")
    return UndoPlan(
        removed=gone.exclude(question__in=in_use),
        restored=imported.filter(
            Q(pk__in=plain.filter(outcome=RowOutcome.CHANGED).order_by().values("pk")) | Q(pk__in=restored)
        ),
        retired=gone.filter(question__in=in_use),
        edited=imported.filter(pk__in=edited),
        revisions=revisions,
    )


def _plan_by_layers(
    batch: ImportBatch, rows: QuerySet[ImportRow]
) -> tuple[list[int], list[int], list[int], dict[int, int]]:
    """The ids of these rows whose questions are removed, restored and kept, and the revisions to restore."""
    taken_back = {batch.pk, *ImportBatch.objects.filter(status=Status.UNDONE).values_list("pk", flat=True)}
    removed: list[int] = []
    restored: list[int] = []
    edited: list[int] = []
    revisions: dict[int, int] = {}
    questions = list(rows.values_list("pk", "question"))
    for start in range(0, len(questions), _BATCH):
        portion = [(pk, question) for pk, question in questions[start : start + _BATCH] if question]
        layers = _layers([question for _pk, question in portion])
        for pk, question in portion:
            standing = standing_layer(layers[question], taken_back)
            if standing is None:
                removed.append(pk)
            elif standing.content == layers[question][-1].content:
                edited.append(pk)
            else:
                restored.append(pk)
                revisions[pk] = standing.number
    return removed, restored, edited, revisions


def _layers(questions: list[int]) -> dict[int, list[Layer]]:
    """{question: its revisions, the earliest first}, in two queries."""
    written = ImportRow.objects.filter(question__in=questions, revision_after__isnull=False)
    batches = {
        (question, number): batch
        for question, number, batch in written.values_list("question", "revision_after", "batch")
    }
    layers: dict[int, list[Layer]] = defaultdict(list)
    revisions = QuestionRevision.objects.filter(question__in=questions).order_by("question", "number")
    for question, number, content, note in revisions.values_list("question", "number", "content", "note"):
        by_undo = note in TAKEN_BACK
        batch = None if by_undo else batches.get((question, number))
        layers[question].append(Layer(number, content, batch, by_undo))
    return layers


@transaction.atomic
def start_undo(*, batch: ImportBatch, actor: User | None) -> None:
    """Have the import undone in the background. Raises ImportStateError unless it is applied."""
    batch = lock_batch(batch, Status.APPLIED)
    batch.status, batch.run, batch.problem = Status.UNDOING, None, ""
    batch.undone_by, batch.done, batch.beat_at = actor, 0, timezone.now()
    batch.total = batch.rows.filter(outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED)).count()
    batch.save()
    enqueue(batch)


def undo_batch(*, batch_id: int, given_up: bool = False) -> None:
    """The background job."""
    run_job(batch_id, Status.UNDOING, lambda run: _Undo(run).run_to_end(), _on_failure, given_up=given_up)


def _on_failure(run: Run, _problem: str) -> None:
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
            unload_rest(self.batch)
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
            self._restore(restored, plan.revisions)
            retire_questions([question for _row, question in retired if question], self.actor)
            self.batch.rows.filter(pk__in=[row for row, _question in retired]).update(
                outcome=RowOutcome.RETIRED
            )
            self.batch.rows.filter(pk__in=edited).update(outcome=RowOutcome.KEPT)
            DocumentUpload.objects.filter(batch=self.batch).update(status=DocumentUpload.Status.UNDONE)
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

    def _restore(self, rows: list[int], revisions: Mapping[int, int]) -> None:
        """Give the questions of these rows (by id) the content back that stands without the import."""
        contents = self._earlier_contents(rows, revisions)
        is_change = self.batch.kind == ImportBatch.Kind.CHANGE
        note = CHANGE_TAKEN_BACK if is_change else IMPORT_TAKEN_BACK
        updates = prepare_updates(contents, self.taxonomy, self.actor, note)
        write_updates(list(updates) if len(rows) <= MAX_IN_MEMORY else updates)
        for start in range(0, len(rows), _BATCH):
            self.batch.rows.filter(pk__in=rows[start : start + _BATCH]).update(outcome=RowOutcome.RESTORED)

    def _earlier_contents(self, rows: list[int], revisions: Mapping[int, int]) -> Iterator[QuestionUpdate]:
        for start in range(0, len(rows), _BATCH):
            portion = ImportRow.objects.filter(pk__in=rows[start : start + _BATCH]).order_by("number")
            wanted = {
                (question, revisions.get(pk, before))
                for pk, question, before in portion.values_list("pk", "question", "revision_before")
            }
            newest = newest_revisions(question for question, _number in wanted if question)
            stored = QuestionRevision.objects.filter(
                question__in=newest, number__in={number for _question, number in wanted}
            )
            for question, number, content in stored.values_list("question", "number", "content"):
                if (question, number) in wanted:
                    content = self._with_existing_names(content)
                    yield QuestionUpdate(question, content, newest[question] + 1)

    def _with_existing_names(self, content: Content) -> Content:
        """The content with the competencies that still exist; a missing category is created."""
        missing, _competencies = self.taxonomy.missing([content])
        self.taxonomy.create(missing, [])
        existing = [name for name in content["competencies"] if name in self.taxonomy.competencies]
        return content | {"competencies": existing}
