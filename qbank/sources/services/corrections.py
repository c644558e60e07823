"""People's corrections of damaged places: stored, and applied to what was loaded from the source."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.audit import record
from accounts.models import User
from qbank.documents.restoring.rules import UNREADABLE
from qbank.documents.restoring.side_by_side import surroundings
from qbank.models import Correction, DocumentUpload, Source
from qbank.sources.services.loaded_items import LoadReport
from qbank.sources.services.loading import load_draft
from qbank.sources.services.sources import DocumentReading, corrections_for, read_text, save_texts
from qbank.sources.services.uploads import apply_new_reading

#: The reason of a confirmed repair: stored in English, translated where it is shown.
CONFIRMED = gettext_noop("Confirmed: it reads as it should.")


class CorrectedMeanwhileError(Exception):
    """Somebody else has corrected the place at the same moment."""


def correct(
    *, source: Source, position: int, restored: str, reason: str, actor: User, expected: str | None = None
) -> tuple[Correction, LoadReport]:
    """Store a person's reading of the repair that begins at ``position`` of the received text.

    The source is restored again with it, and what was loaded from the source is updated, except what
    people edited. Raises Repair.DoesNotExist, LimitExceededError; CorrectedMeanwhileError when the place
    doesn't read as ``expected`` any more.

    Restoring a long document takes seconds and happens before the transaction begins, so that others can
    write meanwhile. All is done again if another correction was stored in between.
    """
    repair = source.repairs.exclude(received="").get(position=position)
    before, after = surroundings(source.received, position, position + len(repair.received))
    correction = Correction(
        source=source,
        before=before,
        damaged=repair.received,
        after=after,
        restored=restored,
        reason=reason,
        made_by=actor,
    )
    earlier = corrections_for(source.received)
    reading = _read(source, [*earlier, correction])
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source.pk)
        repair = source.repairs.exclude(received="").get(position=position)
        if expected is not None and repair.restored != expected:
            raise CorrectedMeanwhileError
        if corrections_for(source.received) == earlier:
            correction.save()
            record(
                actor=actor,
                action="source.correct",
                target=source,
                before={"received": repair.received, "restored": repair.restored},
                after={"restored": restored},
                reason=reason,
            )
            return correction, _load_again(source, reading, actor)
    return correct(
        source=source, position=position, restored=restored, reason=reason, actor=actor, expected=expected
    )


def confirm(*, source: Source, position: int, actor: User) -> Correction:
    """Confirm a doubtful repair: a correction to the text that the rules gave.

    Raises Repair.DoesNotExist, also for what could not be read at all.
    """
    repair = source.repairs.exclude(received="").exclude(rule=UNREADABLE).get(position=position)
    correction, _report = correct(
        source=source, position=position, restored=repair.restored, reason=CONFIRMED, actor=actor
    )
    return correction


def _read(source: Source, corrections: list[Correction]) -> DocumentReading:
    return read_text(source.received, corrections=corrections)


def _load_again(source: Source, reading: DocumentReading, actor: User) -> LoadReport:
    save_texts(source, reading.restored)
    upload: DocumentUpload | None = getattr(source, "upload", None)
    if upload is not None:
        return apply_new_reading(upload=upload, reading=reading, actor=actor)
    return load_draft(source=source, draft=reading.draft, actor=actor)
