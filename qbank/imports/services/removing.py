"""Deletes what a batch wrote to the bank: after a run that died, and when an import is undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import PROTECT, Q, QuerySet
from django.utils import timezone

from accounts.deleting import losses
from accounts.kept.erasure import unlocked
from accounts.models import User
from qbank.imports.services.jobs import Pace, Run
from qbank.imports.services.states import RowOutcome
from qbank.models import (
    Category,
    Competency,
    ConfirmedPlace,
    DocumentUpload,
    ImportBatch,
    ImportRow,
    Question,
    QuestionIndex,
    QuestionRevision,
    ReferenceAnswer,
    RubricPoint,
    Source,
    Status,
)
from qbank.questions.services.revisions import RETIRED_WITH_IMPORT, revision_of
from qbank.sources.services.unloading import unload


def questions_in_use(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those that other apps refer to (a question set, a published sheet): they must not be deleted."""
    referenced = Q()
    for relation in Question._meta.related_objects:
        if relation.on_delete is PROTECT and relation.related_model._meta.app_label != "qbank":
            rows = relation.related_model._default_manager.order_by()
            referenced |= Q(pk__in=rows.values(relation.field.attname))
    return questions.filter(referenced) if referenced else questions.none()


def delete_arriving_questions(run: Run, outcome: str, actor: User | None = None) -> None:
    """Delete the batch's arriving questions in short transactions; their rows get ``outcome``.

    One that somebody began to use just before it was hidden is retired instead.
    """
    pace = Pace()
    arriving = Question.objects.filter(arriving=run.batch_id).order_by("pk")
    while ids := list(arriving[: pace.size].values_list("pk", flat=True)):

        def delete(ids: Sequence[int] = tuple(ids)) -> None:
            run.beat()
            list(Question.objects.select_for_update().filter(pk__in=ids).values_list("pk"))
            in_use = list(questions_in_use(Question.objects.filter(pk__in=ids)).values_list("pk", flat=True))
            if in_use:
                retire_questions(in_use, actor)
                Question.objects.filter(pk__in=in_use).update(arriving=None)
                ImportRow.objects.filter(batch=run.batch_id, question__in=in_use).update(
                    outcome=RowOutcome.RETIRED
                )
            delete_questions(run.batch_id, [pk for pk in ids if pk not in in_use], outcome)

        pace.write(len(ids), delete)


def retire_questions(ids: Sequence[int], actor: User | None) -> None:
    """Retire imported questions that are in use, with a revision each."""
    questions = Question.objects.filter(pk__in=ids).exclude(status=Status.RETIRED).in_bulk()
    newest = {
        revision.question_id: revision
        for revision in QuestionRevision.objects.filter(question__in=questions).order_by("number")
    }
    QuestionRevision.objects.bulk_create(
        revision_of(
            questions[pk],
            newest[pk].content | {"status": Status.RETIRED.value},
            newest[pk].number + 1,
            actor,
            RETIRED_WITH_IMPORT,
        )
        for pk in sorted(questions)
    )
    Question.objects.filter(pk__in=questions).update(status=Status.RETIRED, updated_at=timezone.now())


def delete_questions(batch_id: int, ids: Sequence[int], outcome: str) -> None:
    """Delete arriving questions with all that belongs to them, their revisions too: the contents stay in the
    batch's rows."""
    rows = ImportRow.objects.filter(question__in=ids)
    written = rows.filter(batch=batch_id, outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED))
    written.update(outcome=outcome, revision_after=None)
    rows.update(question=None)
    revisions: QuerySet[QuestionRevision] = QuerySet(QuestionRevision)
    links = Question.competencies.through._default_manager
    parts = (
        *(QuestionIndex.objects, ReferenceAnswer.objects, RubricPoint.objects),
        *(ConfirmedPlace.objects, links, revisions),
    )
    with unlocked():
        for part in parts:
            rows_of_part = part.filter(question__in=ids)
            rows_of_part._raw_delete(rows_of_part.db)
    questions = Question.objects.filter(pk__in=ids)
    questions._raw_delete(questions.db)


def unload_rest(batch: ImportBatch) -> None:
    """What an uploaded document brought besides questions goes, unless people edited it; and what is gone is
    not remembered as loaded, so that the same document can be accepted again."""
    upload = DocumentUpload.objects.filter(batch=batch, source__isnull=False).select_related("source").first()
    if upload is not None and upload.source is not None:
        unload(upload.source)


def delete_empty_taxonomy(batch: ImportBatch) -> None:
    """Delete the categories, competencies and sources that the batch and those taken back before it created,
    unless something is in them: an earlier one may have left what this one was still using."""
    gone = ImportBatch.objects.filter(Q(pk=batch.pk) | Q(status=ImportBatch.Status.UNDONE))
    categories: list[int] = batch.result.get("categories", [])
    competencies: list[int] = batch.result.get("competencies", [])
    for result in gone.exclude(pk=batch.pk).values_list("result", flat=True):
        categories = [*categories, *result.get("categories", [])]
        competencies = [*competencies, *result.get("competencies", [])]
    _delete_unless_linked(Category.objects.filter(pk__in=categories, questions=None))
    empty = Competency.objects.filter(pk__in=competencies, questions=None, sections=None, points=None)
    _delete_unless_linked(empty)
    sources = Source.objects.filter(import_batches__in=gone, questions=None, kind=Source.Kind.SPREADSHEET)
    standing = ImportBatch.objects.exclude(pk__in=gone.values("pk")).filter(source__isnull=False)
    sources.exclude(pk__in=standing.values("source")).delete()


def _delete_unless_linked(rows: QuerySet[Any]) -> None:
    """What something else has a link to by now, such as a position that wants it asked about, stays."""
    rows.model._default_manager.filter(pk__in=[row.pk for row in rows if not losses([row])]).delete()
