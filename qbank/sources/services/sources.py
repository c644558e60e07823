"""Documents as sources: decoded, restored, parsed and loaded, with people's corrections applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.limits import DOCUMENT_LIMITS
from qbank.bankfile.annotations import Annotation, annotate, load_annotations
from qbank.bankfile.drafts import BankDraft
from qbank.bankfile.quotes import refit_quotes
from qbank.bankfile.rubrics import Rubrics, apply_rubrics, load_rubrics
from qbank.documents import limited
from qbank.documents.parsing.blocks import TextBlock
from qbank.documents.parsing.outlines import load_json
from qbank.documents.parsing.parse import Account, ReadingDoubt
from qbank.documents.reading.decode import read_document
from qbank.documents.reading.unreadable import UnreadableDocumentError
from qbank.documents.restoring import segments
from qbank.documents.restoring.corrections import fingerprint, load_corrections
from qbank.documents.restoring.segments import QUIET_RULES, RestoredText
from qbank.models import Correction, Repair, Source
from qbank.sources.services.loaded_items import LoadReport
from qbank.sources.services.loading import load_draft

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
_REPAIR_FIELDS = ("position", "restored_position", "received", "restored", "rule", "doubtful", "note")


class UnreadableFileError(Exception):
    """A file that could not be loaded; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A document's text as received and as restored, and the bank parsed from it."""

    restored: RestoredText
    draft: BankDraft
    #: How many characters of the restored text became what, and which places a person should look at.
    account: Account
    #: The restored text as tidied, and every character of it in a block.
    text: str
    blocks: tuple[TextBlock, ...]
    doubts: tuple[ReadingDoubt, ...] = ()
    #: Quotes of reviewed rubrics that are in no answer any more.
    lost_quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedSource:
    """A loaded source with what loading did."""

    source: Source
    reading: DocumentReading
    report: LoadReport
    changed: bool


@cache
def _reviewed_corrections() -> tuple[segments.TextCorrection, ...]:
    """The reviewed readings of all documents, each once."""
    documents = load_corrections(FIXTURES / "corrections.json").values()
    return tuple(dict.fromkeys(correction for corrections in documents for correction in corrections))


def reviewed_corrections_for(received: str) -> list[segments.TextCorrection]:
    """The reviewed readings of damaged runs that stand in this text with the same words around them,
    whatever file it comes in."""
    return [
        correction
        for correction in _reviewed_corrections()
        if correction.before + correction.damaged + correction.after in received
    ]


@cache
def _rubrics() -> Rubrics:
    return load_rubrics(FIXTURES / "rubrics")


@cache
def _annotations() -> tuple[Annotation, ...]:
    return load_annotations(FIXTURES / "annotations.json")


def reviewed_title(sha256: str, name: str) -> str:
    """A document's title, where a person has noted one, else its file name without the ending."""
    titles: dict[str, str] = load_json("titles.json")
    return titles.get(sha256) or PurePath(name).stem[:200]


def corrections_for(received: str) -> list[Correction]:
    """People's corrections, in any document, of damaged runs that stand in this text with the same words
    around them; the oldest first."""
    return [
        correction
        for correction in Correction.objects.order_by("pk")
        if correction.before + correction.damaged + correction.after in received
    ]


def read_text(received: str, *, corrections: Iterable[Correction] = ()) -> DocumentReading:
    """Restore and parse a text.

    People's corrections, given oldest first, override the reviewed ones, newer override older; all apply by
    what stands around the damaged run. Raises LimitExceededError. Not for within a transaction.
    """
    own_corrections = [
        segments.TextCorrection(
            correction.damaged,
            correction.restored,
            correction.before,
            correction.after,
            correction.reason,
        )
        for correction in corrections
    ]
    own_corrections.reverse()
    corrections_now = (*own_corrections, *reviewed_corrections_for(received))
    restored, parsed = limited.restore_and_parse(received, corrections_now)
    rubrics, lost = refit_quotes(_rubrics(), parsed.bank)
    draft = annotate(apply_rubrics(parsed.bank, rubrics), _annotations())
    return DocumentReading(
        restored, draft, parsed.account, parsed.text, parsed.blocks, parsed.doubts, tuple(lost)
    )


def load_documents(*, files: Mapping[str, bytes], actor: User | None = None) -> list[LoadedSource]:
    """Load documents (by file name) into the bank, all or none of them.

    Raises UnreadableFileError, before anything is written, for the first one that can't be read.
    """
    readings: list[tuple[str, str, DocumentReading]] = []
    for name, data in files.items():
        try:
            received = read_document(data, name)
            reading = read_text(received, corrections=corrections_for(received))
            readings.append((name, fingerprint(data), reading))
        except UnreadableDocumentError as error:
            raise UnreadableFileError(f"{name}: {_(error.message) % DOCUMENT_LIMITS}") from error
    # The framework first: questions name its sections.
    readings.sort(key=lambda item: not item[2].draft.chapters)
    with transaction.atomic():
        return [_load(name, sha256, reading, actor) for name, sha256, reading in readings]


def _load(name: str, sha256: str, reading: DocumentReading, actor: User | None) -> LoadedSource:
    source, created = Source.objects.get_or_create(
        sha256=sha256,
        defaults={
            "name": name[:200],
            "title": reviewed_title(sha256, name),
            "kind": Source.Kind.DOCUMENT,
            "added_by": actor,
        },
    )
    if source.kind == Source.Kind.BANK_FILE:
        source.kind = Source.Kind.DOCUMENT
        source.save(update_fields=["kind"])
    changed = save_texts(source, reading.restored)
    report = load_draft(source=source, draft=reading.draft, actor=actor)
    if created or changed or report.changed:
        record(
            actor=actor,
            action="source.load",
            target=source,
            after={"created": dict(report.created), "updated": dict(report.updated)},
        )
    return LoadedSource(source, reading, report, created or changed or report.changed)


def create_source(
    *, name: str, sha256: str, kind: Source.Kind, restored: RestoredText, actor: User | None
) -> Source:
    """Create a source with its texts and repairs, in the caller's transaction."""
    source = Source.objects.create(
        name=name[:200], title=reviewed_title(sha256, name), kind=kind, sha256=sha256, added_by=actor
    )
    save_texts(source, restored)
    return source


def save_texts(source: Source, restored: RestoredText) -> bool:
    """Save both texts and the repairs; returns whether anything changed."""
    rows = _repair_rows(restored)
    texts = (restored.received, restored.text)
    same_texts = texts == (source.received, source.restored)
    if same_texts and list(source.repairs.order_by("id").values_list(*_REPAIR_FIELDS)) == rows:
        return False
    source.received, source.restored = texts
    source.save(update_fields=["received", "restored"])
    source.repairs.all().delete()
    Repair.objects.bulk_create(
        (Repair(source=source, **dict(zip(_REPAIR_FIELDS, row, strict=True))) for row in rows),
        batch_size=500,
    )
    return True


def _repair_rows(restored: RestoredText) -> list[tuple[int, int, str, str, str, bool, str]]:
    """The values of _REPAIR_FIELDS for each repair."""
    rows = []
    position = restored_position = 0
    for segment in restored.segments:
        if segment.rule not in QUIET_RULES or segment.doubtful:
            rows.append(
                (
                    position,
                    restored_position,
                    segment.received,
                    segment.restored,
                    segment.rule,
                    segment.doubtful,
                    segment.note,
                )
            )
        position += len(segment.received)
        restored_position += len(segment.restored)
    return rows
