"""Imports the accepted rows of a batch: written in short transactions, visible all at once.

New questions are inserted in short transactions and marked as arriving: nobody sees them. One last
transaction then changes the questions that exist, makes the new ones visible and records the audit event.
A run that died leaves only arriving questions behind; the next one begins by deleting them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from common.messages import gettext_noop
from qbank.imports.services.changing import (
    MAX_IN_MEMORY,
    QuestionUpdate,
    prepare_updates,
    reindex_in_portions,
    write_updates,
)
from qbank.imports.services.contents import Content
from qbank.imports.services.jobs import Pace, Run, enqueue, run_job
from qbank.imports.services.question_rows import NewQuestions, QuestionRows
from qbank.imports.services.rejudging import judge_again_in_job
from qbank.imports.services.removing import delete_arriving_questions, delete_empty_taxonomy
from qbank.imports.services.staleness import stale_rows
from qbank.imports.services.states import (
    DOUBTFUL,
    ImportStateError,
    RowDecision,
    RowOutcome,
    Status,
    changing_rows,
    creating_rows,
    lock_batch,
)
from qbank.imports.services.taxonomy import Taxonomy, record_new_taxonomy
from qbank.models import ImportBatch, ImportRow, Question, Source
from qbank.questions.services.revisions import IMPORTED_FROM_SPREADSHEET

JUDGED_ANEW = gettext_noop(
    "The bank has changed since these rows were judged. Nothing was imported; %(count)s rows were judged "
    "again. Look through them and import once more."
)


#: The keys of a batch's result that belong to its preview; the others belong to one attempt to apply it.
PREVIEW_RESULT_KEYS = ("judged_from", "unknown")


class _StaleRowsError(Exception):
    """The bank changed while the batch was being written."""


@transaction.atomic
def start_apply(*, batch: ImportBatch, actor: User | None) -> None:
    """Have the accepted rows imported in the background.

    Raises ImportStateError when the batch is no longer in preview, or none of its rows is accepted.
    """
    batch = lock_batch(batch, Status.PREVIEW)
    total = creating_rows(batch).count() + changing_rows(batch).count()
    if not total:
        raise ImportStateError
    batch.status, batch.run, batch.problem = Status.APPLYING, None, ""
    batch.applied_by, batch.done, batch.total, batch.beat_at = actor, 0, total, timezone.now()
    batch.result.pop("params", None)
    batch.save()
    enqueue(batch)


def apply_batch(*, batch_id: int, given_up: bool = False) -> None:
    """The background job: import the accepted rows, or send the batch back to its preview."""
    run_job(batch_id, Status.APPLYING, lambda run: _Apply(run).run_to_end(), _on_failure, given_up=given_up)


def _on_failure(run: Run, problem: str) -> None:
    if run.batch().result.get("visible"):
        return  # Only the search index is missing: the job is taken up again.
    _back_to_preview(run, problem)


def _back_to_preview(run: Run, problem: str, **params: Any) -> None:
    delete_arriving_questions(run, RowOutcome.PENDING)
    with transaction.atomic():
        run.beat()
        batch = run.batch()
        delete_empty_taxonomy(batch)
        run.beat(
            status=Status.PREVIEW,
            run=None,
            source=None,
            applied_by=None,
            problem=problem,
            result={key: batch.result[key] for key in PREVIEW_RESULT_KEYS if key in batch.result}
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

    def run_to_end(self) -> None:
        if not self.batch.result.get("visible"):
            self._prepare()
            if not self._verdicts_hold():
                return
            self._write_new()
            while not self._make_visible():
                if not self._verdicts_hold():
                    return
        self._finish()

    def _prepare(self) -> None:
        """Delete what a run that died left behind, and get the batch its source."""
        delete_arriving_questions(self.run, RowOutcome.PENDING)
        with transaction.atomic():
            self.run.beat()
            delete_empty_taxonomy(self.batch)
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
                key: self.batch.result[key] for key in PREVIEW_RESULT_KEYS if key in self.batch.result
            }
            self.run.beat(source=source, result=self.batch.result, done=0)
        self.taxonomy = Taxonomy(self.batch)

    def _verdicts_hold(self) -> bool:
        """Whether the bank still is as the rows were judged by; else the batch goes back to its preview."""
        numbers = stale_rows(self.batch, self._judged_from()) + self._contended_rows()
        if not numbers:
            return True
        judge_again_in_job(self.run, self.batch, numbers)
        _back_to_preview(self.run, JUDGED_ANEW, count=len(numbers))
        return False

    def _contended_rows(self) -> list[int]:
        """Numbers of rows that change a question which another row changes too; they become undecided."""
        row_counts = changing_rows(self.batch).order_by().values("question").annotate(rows=Count("pk"))
        contended = self.batch.rows.filter(
            verdict__in=DOUBTFUL,
            decision=RowDecision.CHANGE,
            question__in=row_counts.filter(rows__gt=1).values("question"),
        )
        numbers = list(contended.values_list("number", flat=True))
        if numbers:
            with transaction.atomic():
                self.run.beat()
                self.batch.rows.filter(number__in=numbers).update(decision=RowDecision.UNDECIDED)
        return numbers

    def _judged_from(self) -> datetime:
        return datetime.fromisoformat(self.batch.result["judged_from"])

    def _write_new(self) -> None:
        """While the database inserts one chunk, a thread that never queries it prepares the next one."""
        new_questions = NewQuestions(
            self.batch, self.source, self.taxonomy, self.actor, creating_rows(self.batch).count()
        )
        previous: tuple[list[int], Future[QuestionRows]] | None = None
        with ThreadPoolExecutor(max_workers=1) as executor:
            for ids, contents in self._chunks():
                self._create_taxonomy(contents)
                prepared = executor.submit(new_questions.rows_for, contents)
                if previous is not None:
                    self._write_chunk(*previous)
                previous = ids, prepared
            if previous is not None:
                self._write_chunk(*previous)

    def _chunks(self) -> Iterator[tuple[list[int], list[Content]]]:
        """The rows that become new questions, in the file's order: (ids of the rows, contents)."""
        last = 0
        while rows := list(
            creating_rows(self.batch)
            .filter(number__gt=last)
            .order_by("number")
            .values_list("pk", "draft", "number")[: self.pace.size]
        ):
            yield [pk for pk, _draft, _number in rows], [draft or {} for _pk, draft, _number in rows]
            last = rows[-1][2]

    def _write_chunk(self, ids: list[int], prepared: Future[QuestionRows]) -> None:
        rows = prepared.result()

        def write() -> None:
            self.run.beat(done=self.done + len(ids))
            rows.insert()
            # A row that resembles a question keeps its link until the end: this run may still die.
            link_created_questions(self.batch.rows.filter(pk__in=ids, question=None))

        self.pace.write(len(ids), write)
        self.done += len(ids)

    def _create_taxonomy(self, contents: list[dict[str, Any]]) -> None:
        """Create the categories and competencies that only these questions need so far."""
        categories, competencies = self.taxonomy.missing(contents)
        if categories or competencies:
            with transaction.atomic():
                self.run.beat()
                self.run.beat(result=self.taxonomy.create(categories, competencies))

    def _make_visible(self) -> bool:
        """Make the whole batch visible in one transaction; False when the bank has changed meanwhile."""
        updates = self._prepared_updates()
        count = changing_rows(self.batch).count()
        portions = list(updates) if count <= MAX_IN_MEMORY else updates
        try:
            with transaction.atomic():
                self.run.beat()
                self._lock_changing_questions()
                if stale_rows(self.batch, self._judged_from()):
                    raise _StaleRowsError
                self._write_visible(portions, count)
        except _StaleRowsError:
            return False
        return True

    def _prepared_updates(self) -> Iterator[QuestionRows]:
        def updates() -> Iterator[QuestionUpdate]:
            last = 0
            while rows := list(changing_rows(self.batch).filter(number__gt=last).order_by("number")[:500]):
                self._create_taxonomy([row.draft for row in rows if row.draft is not None])
                for row in rows:
                    yield QuestionUpdate(
                        row.question_id or 0, row.draft or {}, (row.revision_before or 0) + 1
                    )
                last = rows[-1].number

        return prepare_updates(updates(), self.taxonomy, self.actor, IMPORTED_FROM_SPREADSHEET)

    def _lock_changing_questions(self) -> None:
        ids = changing_rows(self.batch).values("question")
        list(Question.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))

    def _write_visible(self, portions: Iterable[QuestionRows], changed: int) -> None:
        now = timezone.now()
        write_updates(portions)
        changing_rows(self.batch).update(outcome=RowOutcome.CHANGED, revision_after=F("revision_before") + 1)
        link_created_questions(creating_rows(self.batch).filter(outcome=RowOutcome.PENDING))
        created = Question.objects.filter(arriving=self.batch).update(arriving=None, updated_at=now)
        counts = {"created": created, "changed": changed}
        self.batch.result |= counts | {"visible": True}
        self.run.beat(result=self.batch.result, applied_at=now, problem="", done=self.batch.total)
        self.batch.applied_at = now
        record_new_taxonomy(self.batch, self.actor)
        record(
            actor=self.actor,
            action="importbatch.apply",
            target=self.batch,
            after={
                "file": self.batch.name,
                "sha256": self.batch.sha256,
                "read_as": self.batch.options,
                "scope": self.batch.scope,
                "match": self.batch.match,
                "mapping": self.batch.mapping,
                **counts,
                "categories": len(self.batch.result.get("categories", [])),
                "competencies": len(self.batch.result.get("competencies", [])),
                "left_out": self.batch.rows.count() - created - changed,
            },
        )

    def _finish(self) -> None:
        changed = self.batch.rows.filter(outcome=RowOutcome.CHANGED).order_by("number")
        reindex_in_portions(
            self.run, [pk for pk in changed.values_list("question", flat=True) if pk is not None]
        )
        with transaction.atomic():
            self.run.beat(status=Status.APPLIED, run=None)


def link_created_questions(rows: QuerySet[ImportRow]) -> None:
    """Link rows to the questions they became: the arriving ones with their codes."""
    questions = Question.objects.filter(code=OuterRef("code"), arriving=OuterRef("batch"))
    rows.update(question=Subquery(questions.values("pk")[:1]), outcome=RowOutcome.CREATED, revision_after=1)
