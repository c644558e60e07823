"""Bringing in a list of candidates: all rows taken or none, in one transaction that others hardly wait for.

Whatever can be done before it is: the rows are judged, ids are reserved, and what is written is made ready as
SQL. The transaction looks whether that still holds, and only writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import prepare_each, record
from accounts.models import AuditEvent, User
from common.bulk import BulkInsert, reserve_ids
from common.finding.same import name_key
from interviews.candidates.rules.import_rows import CandidateField, JudgedCandidateRow
from interviews.candidates.services.candidates import NOTE, save_and_record
from interviews.candidates.services.imports import (
    APPLY,
    ImportChangedError,
    Status,
    decisions,
    fingerprint,
    judge_rows,
    lock_preview,
    require_importer,
)
from interviews.models import Candidate, CandidateImport, CandidateImportRow, CandidateNote, Position

#: How often the rows are judged before somebody has to look again: others change candidates meanwhile.
_TRIES = 3


def apply_import(*, actor: User, batch: CandidateImport, seen_fingerprint: str) -> int:
    """Create the candidates of all rows that are taken, or none; returns how many.

    ``seen_fingerprint`` is the :func:`fingerprint` of the preview the actor has seen. Raises
    ImportChangedError when something else would be imported by now, ValidationError when nothing would be.
    """
    require_importer(actor)
    for _try in range(_TRIES):
        writing = Writing(actor, CandidateImport.objects.defer("content").get(pk=batch.pk))
        if fingerprint(writing.rows) != seen_fingerprint:
            raise ImportChangedError
        if not writing.rows:
            raise ValidationError(_("No row would be imported: mend some, or take them in."))
        writing.prepare()
        with transaction.atomic():
            locked = lock_preview(actor, batch)
            if writing.holds(locked):
                writing.write(locked)
                return len(writing.rows)
    raise ImportChangedError


class Writing:
    """The candidates of a list, with their notes and what is recorded of both."""

    def __init__(self, actor: User, batch: CandidateImport) -> None:
        self.actor, self.batch = actor, batch
        # Before anything is read: what others write from now on is noticed.
        self.newest_event = AuditEvent.objects.aggregate(newest=Max("pk"))["newest"] or 0
        self.decisions = decisions(batch)
        self.rows = [judged for judged in judge_rows(batch) if judged.taken]

    def prepare(self) -> None:
        """Make everything ready. Raises ValidationError for a closed position."""
        positions = self._positions()
        ids = list(reserve_ids(Candidate, len(self.rows)))
        candidates = [_candidate(pk, judged, positions) for pk, judged in zip(ids, self.rows, strict=True)]
        self._candidates = BulkInsert(Candidate, [_fields(candidate) for candidate in candidates])
        numbers = {judged.row.number: pk for pk, judged in zip(ids, self.rows, strict=True)}
        stored = self.batch.rows.filter(number__in=numbers).values_list("pk", "number")
        # The candidate holds a row's texts now.
        self._links = [(numbers[number], pk) for pk, number in stored]
        details = {"import": self.batch.pk}
        self._created = prepare_each(
            actor=self.actor,
            action="candidate.create",
            targets=[(candidate, None, details) for candidate in candidates],
        )
        self._prepare_notes(candidates, details)

    def _positions(self) -> dict[str, Position]:
        """Positions by the key of their name; ``new_positions`` are those that only rows name."""
        positions = {name_key(position.name): position for position in Position.objects.filter(open=True)}
        closed = {name_key(position.name) for position in Position.objects.filter(open=False)}
        names = {
            name_key(name): name
            for name in (judged.row.values[CandidateField.POSITION] for judged in reversed(self.rows))
            if name_key(name) not in positions
        }
        for key, name in names.items():
            if key in closed:
                raise ValidationError(
                    _("The position “%(name)s” is closed. Open it again first, or mend the rows.")
                    % {"name": name}
                )
        ids = reserve_ids(Position, len(names))
        self.new_positions = [Position(pk=next(ids), name=name) for name in names.values()]
        return positions | dict(zip(names, self.new_positions, strict=True))

    def _prepare_notes(self, candidates: Sequence[Candidate], details: dict[str, Any]) -> None:
        texts = [judged.row.values.get(CandidateField.NOTE, "") for judged in self.rows]
        noted = [pair for pair in zip(candidates, texts, strict=True) if pair[1]]
        ids = list(reserve_ids(CandidateNote, len(noted)))
        actor, name = self.actor.pk, str(self.actor)
        self._notes = BulkInsert(
            CandidateNote,
            [
                {
                    "id": pk,
                    "candidate_id": candidate.pk,
                    "text": text,
                    "by_id": actor,
                    "by_name": name,
                }
                for pk, (candidate, text) in zip(ids, noted, strict=True)
            ],
        )
        # Not the text: more people read the trail, and it must be possible to erase it.
        self._noted = prepare_each(
            actor=self.actor,
            action=NOTE,
            targets=[
                (candidate, None, {"note": pk, **details})
                for pk, (candidate, _text) in zip(ids, noted, strict=True)
            ],
        )

    def holds(self, locked: CandidateImport) -> bool:
        """Whether the rows are still as they were judged: nobody has decided about them, or written a
        candidate or a position since."""
        written = AuditEvent.objects.filter(
            pk__gt=self.newest_event,
            object_type__in=(Candidate._meta.label_lower, Position._meta.label_lower),
        )
        return (
            (locked.options, locked.names) == (self.batch.options, self.batch.names)
            and decisions(locked) == self.decisions
            and not written.exists()
        )

    def write(self, locked: CandidateImport) -> None:
        """Write all of it, in the caller's transaction."""
        for position in self.new_positions:
            save_and_record(actor=self.actor, instance=position)
        self._candidates.insert()
        self._link_rows()
        locked.status, locked.applied_at, locked.content = Status.APPLIED, timezone.now(), None
        locked.save(update_fields=["status", "applied_at", "content"])
        self._created()
        self._notes.insert()
        self._noted()
        record(actor=self.actor, action=APPLY, target=locked, after={"candidates": len(self.rows)})

    def _link_rows(self) -> None:
        name, meta = connection.ops.quote_name, CandidateImportRow._meta
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {name(meta.db_table)} SET candidate_id = %s, cells = '[]', mended = '{{}}' "  # noqa: S608
                "WHERE id = %s",
                self._links,
            )


def _candidate(pk: int, judged: JudgedCandidateRow, positions: dict[str, Position]) -> Candidate:
    values = judged.row.values
    candidate = Candidate(
        pk=pk,
        name=values[CandidateField.NAME],
        position=positions[name_key(values[CandidateField.POSITION])],
        email=values.get(CandidateField.EMAIL, ""),
        phone=values.get(CandidateField.PHONE, ""),
    )
    candidate.set_keys()
    return candidate


def _fields(candidate: Candidate) -> dict[str, Any]:
    return {field.attname: getattr(candidate, field.attname) for field in Candidate._meta.concrete_fields}
