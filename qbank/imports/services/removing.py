"""What a batch wrote is taken out of the bank again: after a dead run, and when an import is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import PROTECT, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from qbank.imports.services.jobs import Pace, Run
from qbank.imports.services.states import Outcome
from qbank.models import (
    Category,
    Competency,
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


def used(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those that something outside the bank rests on (a set, a published sheet): they are not deleted."""
    resting = Q()
    for relation in Question._meta.related_objects:
        if relation.on_delete is PROTECT and relation.related_model._meta.app_label != "qbank":
            rows = relation.related_model._default_manager.order_by()
            resting |= Q(pk__in=rows.values(relation.field.attname))
    return questions.filter(resting) if resting else questions.none()


def remove_arriving(run: Run, outcome: str, actor: User | None = None) -> None:
    """Delete the batch's unseen questions in short transactions; their rows get ``outcome``.

    One that somebody put to use in the very moment it vanished is retired instead.
    """
    pace = Pace()
    arriving = Question.objects.filter(arriving=run.batch_id).order_by("pk")
    while ids := list(arriving[: pace.size].values_list("pk", flat=True)):

        def act(ids: Sequence[int] = tuple(ids)) -> None:
            run.beat()
            list(Question.objects.select_for_update().filter(pk__in=ids).values_list("pk"))
            in_use = list(used(Question.objects.filter(pk__in=ids)).values_list("pk", flat=True))
            if in_use:
                retire(in_use, actor)
                Question.objects.filter(pk__in=in_use).update(arriving=None)
                ImportRow.objects.filter(batch=run.batch_id, question__in=in_use).update(
                    outcome=Outcome.RETIRED
                )
            remove(run.batch_id, [pk for pk in ids if pk not in in_use], outcome)

        pace.write(len(ids), act)


def retire(ids: Sequence[int], actor: User | None) -> None:
    """Retire questions that an import brought and that are used, with a revision each."""
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


def remove(batch_id: int, ids: Sequence[int], outcome: str) -> None:
    """Delete unseen questions with all that belongs to them. Their revisions go too: what they held stays
    in the batch's rows."""
    rows = ImportRow.objects.filter(question__in=ids)
    rows.filter(batch=batch_id, outcome=Outcome.CREATED).update(outcome=outcome, revision_after=None)
    rows.update(question=None)
    revisions: QuerySet[QuestionRevision] = QuerySet(QuestionRevision)
    links = Question.competencies.through._default_manager
    for part in (QuestionIndex.objects, ReferenceAnswer.objects, RubricPoint.objects, links, revisions):
        belonging = part.filter(question__in=ids)
        belonging._raw_delete(belonging.db)
    questions = Question.objects.filter(pk__in=ids)
    questions._raw_delete(questions.db)


def remove_places(batch: ImportBatch) -> None:
    """Delete the categories, competencies and source that the batch brought, where nothing is in them."""
    result = batch.result
    Category.objects.filter(pk__in=result.get("categories", []), questions=None).delete()
    Competency.objects.filter(
        pk__in=result.get("competencies", []), questions=None, sections=None, points=None
    ).delete()
    source = Source.objects.filter(import_batches=batch, questions=None, kind=Source.Kind.SPREADSHEET)
    source.exclude(import_batches__in=ImportBatch.objects.exclude(pk=batch.pk)).delete()
