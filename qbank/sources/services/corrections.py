"""People's readings of damaged places: kept, and followed by everything loaded from the source."""

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
from qbank.sources.services.sources import Reading, read_text, store_texts
from qbank.sources.services.uploads import apply_new_reading

#: The reason that stands with a confirmed repair: kept in English, translated where it is shown.
CONFIRMED = gettext_noop("Confirmed: it reads as it should.")


def correct(
    *, source: Source, position: int, restored: str, reason: str, actor: User
) -> tuple[Correction, LoadReport]:
    """Keep a person's reading of the repair that begins at ``position`` of the received text.

    The source is restored again with it, and what was loaded from the source follows, but for what
    people edited. Raises Repair.DoesNotExist.

    A long document takes seconds to restore, so that is done before the transaction begins: others
    write meanwhile. Should another correction come in between, it is done again.
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
    earlier = list(source.corrections.order_by("pk"))
    reading = _read(source, [*earlier, correction])
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=source.pk)
        repair = source.repairs.exclude(received="").get(position=position)
        now = list(source.corrections.order_by("pk"))
        if now != earlier:
            reading = _read(source, [*now, correction])
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


def confirm(*, source: Source, position: int, actor: User) -> Correction:
    """Keep a doubtful repair as it is: a correction to the very text the rules gave.

    What could not be read can't be confirmed. Raises Repair.DoesNotExist.
    """
    repair = source.repairs.exclude(received="").exclude(rule=UNREADABLE).get(position=position)
    return correct(source=source, position=position, restored=repair.restored, reason=CONFIRMED, actor=actor)[
        0
    ]


def _read(source: Source, corrections: list[Correction]) -> Reading:
    return read_text(source.received, sha256=source.sha256, corrections=corrections)


def _load_again(source: Source, reading: Reading, actor: User) -> LoadReport:
    store_texts(source, reading.restored)
    upload: DocumentUpload | None = getattr(source, "upload", None)
    if upload is not None:
        return apply_new_reading(upload=upload, draft=reading.draft, actor=actor)
    return load_draft(source=source, draft=reading.draft, actor=actor)
