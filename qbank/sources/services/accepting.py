"""An uploaded document accepted into the bank, on record in the shape of every import.

The batch and its rows say what each question of the document was to the bank and what became of it; by them
the acceptance is taken back under the rules of a spreadsheet's import (qbank.imports.services.undoing).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from qbank.bankfile.drafts import BankDraft, QuestionDraft
from qbank.bankfile.file import question_to_data
from qbank.documents import limited
from qbank.models import (
    DocumentUpload,
    ImportBatch,
    ImportRow,
    LoadedItem,
    Question,
    QuestionRevision,
    Source,
)
from qbank.questions.services.questions import ready_problems
from qbank.sources.rules.duplicates import BankTexts, judge
from qbank.sources.rules.upload_preview import NEW, Preview, PreviewQuestion
from qbank.sources.services.doubtful_places import doubtful_keys
from qbank.sources.services.loaded_items import LoadReport
from qbank.sources.services.loading import load_draft
from qbank.sources.services.loading_questions import QuestionEntry
from qbank.sources.services.uploads import (
    Status,
    UploadStateError,
    load_bank_texts,
    lock_ready,
    save_preview,
    stored_preview,
)

Verdict, Outcome = ImportRow.Verdict, ImportRow.Outcome


class OtherNumberError(Exception):
    """Another number of questions would be taken than the person was told: ``taken`` of them."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


def accept_upload(*, upload: DocumentUpload, actor: User, expected: int | None = None) -> LoadReport:
    """Put the taken questions of the preview into the bank. Raises UploadStateError, LimitExceededError,
    and OtherNumberError when by now they are not as many as ``expected``: the preview then says what changed.

    Questions whose codes are in use get new ones. Passages, competencies and rating rules of the document are
    loaded too. The document is parsed and the bank read before the transaction begins, so that others can
    write meanwhile.
    """
    source = Source.objects.filter(upload=upload).first()
    if source is None:
        raise UploadStateError
    text = source.restored
    rest = replace(limited.parse(text), categories=())
    try:
        report, taken = _accept(upload, text, rest, load_bank_texts(), actor, expected)
    except _TextChangedError:
        return accept_upload(upload=upload, actor=actor, expected=expected)
    if report is None:
        raise OtherNumberError(taken)
    return report


class _TextChangedError(Exception):
    """Somebody has corrected the document while it was parsed."""


@transaction.atomic
def _accept(
    upload: DocumentUpload, text: str, rest: BankDraft, bank: BankTexts, actor: User, expected: int | None
) -> tuple[LoadReport | None, int]:
    upload, source = lock_ready(upload)
    if source.restored != text:
        raise _TextChangedError
    preview = stored_preview(upload, source)
    for question in preview.questions:
        question.duplicate = None
    judge(preview.questions, bank)
    taken = [question for question in preview.questions if question.taken]
    if expected is not None and len(taken) != expected:
        save_preview(upload, preview)
        return None, len(taken)
    report = load_draft(source=source, draft=rest, questions=_entries(preview, taken, source), actor=actor)
    others = {question.key for question in preview.questions} - {question.key for question in taken}
    LoadedItem.objects.bulk_create(
        LoadedItem(source=source, model="question", key=key, object_id=0, sha256="")
        for key in dict.fromkeys([*preview.removed, *sorted(others)])
    )
    upload.batch = _record_batch(upload, source, preview, report, actor)
    upload.status, upload.content = Status.ACCEPTED, b""
    upload.save(update_fields=["status", "content", "batch"])
    record(
        actor=actor,
        action="documentupload.accept",
        target=upload,
        after={
            "created": dict(report.created),
            "left": sum(block.part == "left" for block in preview.blocks),
            "left_out": len(others),
        },
    )
    return report, len(taken)


def _entries(preview: Preview, taken: list[PreviewQuestion], source: Source) -> list[QuestionEntry]:
    codes = [question.draft.code for question in taken if question.draft.code]
    used_codes = set(Question.objects.filter(code__in=codes).values_list("code", flat=True))
    doubtful = doubtful_keys(preview, source)
    return [
        QuestionEntry(
            key=question.key,
            category=question.category,
            question=replace(
                question.draft,
                code="" if question.draft.code in used_codes else question.draft.code,
                status=_status(question.draft, is_doubtful=question.key in doubtful),
            ),
            as_read=not question.edited,
        )
        for question in taken
    ]


def _status(draft: QuestionDraft, *, is_doubtful: bool) -> str:
    """The status a person wants, where the question has what it needs for it."""
    if draft.status != "ready" or is_doubtful:
        return "draft"
    problems = ready_problems(draft.rubric_kind, draft.answers, draft.points)
    return "draft" if problems else "ready"


def _record_batch(
    upload: DocumentUpload, source: Source, preview: Preview, report: LoadReport, actor: User
) -> ImportBatch:
    """The batch of an acceptance, applied already, with a row for each question of the document."""
    items = {item.key: item.object_id for item in source.loaded_items.filter(model="question")}
    batch = ImportBatch.objects.create(
        name=upload.name,
        sha256=upload.sha256,
        size=len(upload.content),
        status=ImportBatch.Status.APPLIED,
        source=source,
        total=len(preview.questions),
        done=len(preview.questions),
        created_by=upload.uploaded_by,
        applied_by=actor,
        applied_at=timezone.now(),
        result={
            "created": report.created["question"],
            "changed": 0,
            "visible": True,
            "categories": _created(source, "category"),
            "competencies": _created(source, "competency"),
        },
    )
    contents = dict(
        QuestionRevision.objects.filter(
            question__in=[pk for pk in items.values() if pk], number=1
        ).values_list("question", "content")
    )
    numbers = {question.key: number for number, question in enumerate(preview.questions, 1)}
    ImportRow.objects.bulk_create(
        (
            _row(batch, numbers, question, items.get(question.key, 0), contents)
            for question in preview.questions
        ),
        batch_size=500,
    )
    return batch


def _created(source: Source, model: str) -> list[int]:
    ids = source.loaded_items.filter(model=model).order_by("pk")
    return [pk for pk in ids.values_list("object_id", flat=True) if pk]


def _row(
    batch: ImportBatch,
    numbers: Mapping[str, int],
    question: PreviewQuestion,
    created: int,
    contents: Mapping[int, object],
) -> ImportRow:
    duplicate = question.duplicate
    row = ImportRow(
        batch=batch,
        number=numbers[question.key],
        verdict=duplicate.verdict if duplicate else NEW,
        decision=question.decision,
        draft=contents.get(created) or question_to_data(question.draft) | {"category": question.category},
    )
    if created:
        row.question_id, row.outcome, row.revision_before, row.revision_after = created, Outcome.CREATED, 0, 1
        row.code = str(row.draft["code"]) if row.draft else ""
    elif duplicate:
        row.question_id, row.similarity = duplicate.question, duplicate.similarity
        row.repeats = numbers.get(duplicate.repeats)
    return row
