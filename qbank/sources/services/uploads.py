"""Uploaded documents: received, read by a job, corrected in a preview, accepted or discarded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from common.messages import gettext_noop
from qbank.documents.parsing.marks import tidy
from qbank.documents.reading.decode import read_document
from qbank.documents.reading.unreadable import UnreadableDocumentError
from qbank.documents.restoring.corrections import fingerprint
from qbank.models import DocumentUpload, Question, Source
from qbank.sources.rules.duplicates import BankTexts, judge, needs_judging
from qbank.sources.rules.earlier_previews import keep_work_of
from qbank.sources.rules.upload_preview import Preview
from qbank.sources.services.loaded_items import LoadReport
from qbank.sources.services.loading import load_draft
from qbank.sources.services.loading_questions import question_entries
from qbank.sources.services.sources import (
    DocumentReading,
    corrections_for,
    create_source,
    read_text,
    save_texts,
)
from qbank.sources.tasks import read_uploaded_document

logger = logging.getLogger(__name__)

Status = DocumentUpload.Status
Result = TypeVar("Result")

#: A job that has not ended by then is dead: a long document takes a few seconds.
STALE_AFTER = timedelta(seconds=90)

UNEXPECTED = gettext_noop(
    "Something went wrong while this document was read. Try again; if it goes wrong again, save the "
    "document anew as .docx or .txt and upload that."
)


TOO_COSTLY = gettext_noop(
    "Reading this document took more time or memory than one document may take, also when it was tried "
    "twice. Copy the part with the questions into a new document, save it as .docx or .txt and upload that."
)


class DuplicateUploadError(Exception):
    """The same file was uploaded or loaded before, as ``existing``."""

    def __init__(self, existing: DocumentUpload | Source) -> None:
        super().__init__(existing.pk)
        self.existing = existing


class UploadStateError(Exception):
    """The upload is in another state by now: somebody else has changed it."""


@transaction.atomic
def receive_upload(*, name: str, data: bytes, actor: User) -> DocumentUpload:
    """Store an uploaded file and have it read in the background. Raises DuplicateUploadError.

    For a file that was discarded or taken back earlier its upload is used again.
    """
    sha256 = fingerprint(data)
    earlier = DocumentUpload.objects.select_for_update().filter(sha256=sha256).first()
    if earlier is not None and earlier.status not in (Status.DISCARDED, Status.UNDONE):
        raise DuplicateUploadError(earlier)
    source = Source.objects.filter(sha256=sha256).first()
    if source is not None and (earlier is None or earlier.source_id != source.pk):
        raise DuplicateUploadError(source)
    upload = earlier or DocumentUpload(sha256=sha256)
    upload.batch, upload.drafts = None, {}
    upload.name, upload.content, upload.uploaded_by = name[:200], data, actor
    try:
        with transaction.atomic():
            upload.save()
    except IntegrityError as error:
        raise DuplicateUploadError(DocumentUpload.objects.get(sha256=sha256)) from error
    record(actor=actor, action="documentupload.create", target=upload, after={"sha256": sha256})
    _enqueue_reading(upload)
    return upload


def _enqueue_reading(upload: DocumentUpload) -> None:
    upload.status, upload.started_at, upload.problem = Status.WAITING, None, ""
    upload.save(update_fields=["status", "started_at", "problem"])
    read_uploaded_document.enqueue(upload.pk)


@transaction.atomic
def retry_upload(*, upload: DocumentUpload, actor: User) -> None:
    """Have a document read again that failed, whose job is dead, or that was read before its borders could be
    drawn; what people changed of it stays. Raises UploadStateError for others."""
    upload = DocumentUpload.objects.defer("content").select_for_update().get(pk=upload.pk)
    if upload.status != Status.FAILED and not is_stuck(upload) and not lacks_borders(upload):
        raise UploadStateError
    record(actor=actor, action="documentupload.retry", target=upload)
    _enqueue_reading(upload)


def lacks_borders(upload: DocumentUpload) -> bool:
    """Whether a preview was read before its borders could be drawn."""
    return upload.status == Status.READY and not upload.drafts.get("blocks")


def is_stuck(upload: DocumentUpload) -> bool:
    """Whether the job that should read it is dead or never began."""
    waiting_since = upload.started_at or upload.uploaded_at
    return upload.status == Status.WAITING and timezone.now() - waiting_since > STALE_AFTER


def read_upload(*, upload_id: int) -> None:
    """The background job: restore and parse an uploaded document; save the preview, or the problem.

    Runs outside a transaction, so that nobody has to wait for it; a second job for a document that is being
    read does nothing.
    """
    free = Q(started_at__isnull=True) | Q(started_at__lt=timezone.now() - STALE_AFTER)
    waiting = DocumentUpload.objects.filter(free, pk=upload_id, status=Status.WAITING)
    if not waiting.update(started_at=timezone.now()):
        return
    upload = DocumentUpload.objects.get(pk=upload_id)
    try:
        received = read_document(bytes(upload.content), upload.name)
        reading = read_text(received, corrections=corrections_for(received))
        preview = preview_of(reading)
        keep_work_of(Preview.from_data(upload.drafts), preview)
        judge(preview.questions, load_bank_texts())
        with transaction.atomic():
            current = DocumentUpload.objects.select_for_update().get(pk=upload_id)
            if current.status != Status.WAITING:
                return
            current.source = current.source or create_source(
                name=upload.name,
                sha256=upload.sha256,
                kind=Source.Kind.UPLOAD,
                restored=reading.restored,
                actor=upload.uploaded_by,
            )
            save_texts(current.source, reading.restored)
            current.drafts = preview.to_data()
            current.status = Status.READY
            current.save(update_fields=["source", "drafts", "status"])
    except UnreadableDocumentError as error:
        _set_failed(upload_id, error.message)
    except MemoryError:
        # For whoever runs the job.
        raise
    except Exception:
        logger.exception("Reading upload %s failed", upload_id)
        _set_failed(upload_id, UNEXPECTED)


def release_reading(*, upload_id: int) -> None:
    """Let the job of a document be run anew: the process that ran it is gone."""
    DocumentUpload.objects.filter(pk=upload_id, status=Status.WAITING).update(started_at=None)


def give_up_reading(*, upload_id: int) -> None:
    """Set a document aside whose reading exceeded its limits each time it was tried."""
    _set_failed(upload_id, TOO_COSTLY)


def _set_failed(upload_id: int, problem: str) -> None:
    """Store the problem, unless the document was discarded or read by another job meanwhile."""
    waiting = DocumentUpload.objects.filter(pk=upload_id, status=Status.WAITING)
    waiting.update(status=Status.FAILED, problem=problem)


def preview_of(reading: DocumentReading) -> Preview:
    """The preview of a document as it was read."""
    return Preview.from_reading(reading.draft, reading.text, reading.blocks, reading.doubts)


def change_preview(*, upload: DocumentUpload, change: Callable[[Preview], Result]) -> Result:
    """Save the preview changed by ``change``; returns what that returns.

    Raises UploadStateError, and what ``change`` raises; nothing is saved then.
    """
    result, unjudged = edit_preview(upload=upload, change=change)
    if unjudged:
        compare_with_bank(upload)
    return result


@transaction.atomic
def edit_preview(*, upload: DocumentUpload, change: Callable[[Preview], Result]) -> tuple[Result, bool]:
    """Like :func:`change_preview`, but says only whether questions are still to be compared with the bank:
    for whoever holds the upload locked, which reading the bank would do for long."""
    locked, source = lock_ready(upload)
    preview = stored_preview(locked, source)
    result = change(preview)
    save_preview(locked, preview)
    return result, needs_judging(preview.questions)


def compare_with_bank(upload: DocumentUpload) -> None:
    """Say of the questions that changed what they are to the bank, which is read before the transaction."""
    bank = load_bank_texts()
    with transaction.atomic():
        locked, source = lock_ready(upload)
        preview = stored_preview(locked, source)
        judge(preview.questions, bank)
        save_preview(locked, preview)


def load_bank_texts() -> BankTexts:
    """All questions of the bank, to be compared with."""
    rows = Question.objects.in_bank().order_by("pk").values_list("pk", "text")
    return BankTexts(rows.iterator(chunk_size=2000))


def stored_preview(upload: DocumentUpload, source: Source) -> Preview:
    return Preview.from_data(upload.drafts, tidy(source.restored))


def save_preview(upload: DocumentUpload, preview: Preview) -> None:
    upload.drafts = preview.to_data()
    upload.save(update_fields=["drafts"])


def lock_ready(upload: DocumentUpload) -> tuple[DocumentUpload, Source]:
    """The upload, locked, and its source. Raises UploadStateError unless it is ready to be edited."""
    uploads = DocumentUpload.objects.defer("content").select_for_update(of=("self",))
    upload = uploads.select_related("source").get(pk=upload.pk)
    if upload.status != Status.READY or upload.source is None:
        raise UploadStateError
    return upload, upload.source


@transaction.atomic
def discard_upload(*, upload: DocumentUpload, actor: User) -> None:
    """Discard an upload with its source. Raises UploadStateError once it is accepted."""
    upload = DocumentUpload.objects.defer("content").select_for_update().get(pk=upload.pk)
    if upload.status in (Status.ACCEPTED, Status.DISCARDED):
        raise UploadStateError
    source_id = upload.source_id
    upload.status, upload.source, upload.drafts, upload.content = Status.DISCARDED, None, {}, b""
    upload.save(update_fields=["status", "source", "drafts", "content"])
    if source_id is not None:
        Source.objects.get(pk=source_id).delete()
    record(actor=actor, action="documentupload.discard", target=upload)


def apply_new_reading(*, upload: DocumentUpload, reading: DocumentReading, actor: User) -> LoadReport:
    """After a correction: update what nobody edited, in the preview or in the bank, from a new reading."""
    if upload.status == Status.READY:
        change_preview(upload=upload, change=lambda preview: preview.read_again(preview_of(reading)))
    elif upload.status == Status.ACCEPTED and upload.source is not None:
        return load_draft(
            source=upload.source,
            draft=reading.draft,
            questions=list(question_entries(reading.draft)),
            actor=actor,
            status="draft",
        )
    return LoadReport()
