"""Importing lists of candidates: upload, preview, corrections; import_applying.py beside it brings them in.

A list is small: it is read and judged within the request. No candidate is created before somebody has seen
the preview; rows that stay out can be downloaded, corrected and imported again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.bulk import BulkInsert, reserve_ids
from common.formula_safety import unescape_formula
from interviews.candidates.rules.import_rows import (
    UNREADABLE,
    CandidateField,
    CandidateVerdict,
    JudgedCandidateRow,
    KnownPeople,
    ListedRow,
    Person,
    find_header,
    is_list_of_people,
    judge,
    match_columns,
    name_key,
)
from interviews.models import Candidate, CandidateImport, CandidateImportRow, Position
from qbank.spreadsheets import limited
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow

#: Longer lists are split: they are judged within a request.
MAX_ROWS = 5000
#: The header is among the first rows.
HEADER_AMONG = 30
#: The key of an import's options under which the sheets stand that are not read.
UNREAD_SHEETS = "unread_sheets"
RECEIVE, APPLY = "candidateimport.receive", "candidateimport.apply"
_ERRORS = frozenset({Oddity.FORMULA, Oddity.ERROR_VALUE, Oddity.TOO_LONG, Oddity.UNREADABLE})
Status = CandidateImport.Status


class ImportChangedError(Exception):
    """The import has changed since the person looked at it: they have to look again."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a list is read: ``columns`` {column: field}; ``position`` (its id) stands for rows that name
    none; ``creates``: positions that don't exist are created."""

    reading: Reading
    columns: Mapping[int, CandidateField]
    position: int | None = None
    creates: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "reading": self.reading.to_json(),
            "columns": {str(column): str(field) for column, field in self.columns.items()},
            "position": self.position,
            "creates": self.creates,
        }

    @classmethod
    def from_batch(cls, batch: CandidateImport) -> ImportOptions:
        """The options stored with an import."""
        stored = batch.options
        columns = {int(column): CandidateField(field) for column, field in stored["columns"].items()}
        return cls(Reading.from_json(stored["reading"]), columns, stored["position"], stored["creates"])


def can_import_candidates(actor: User) -> bool:
    """HR: whoever may create candidates."""
    return actor.is_active and actor.has_perm("interviews.add_candidate")


def receive_list(*, actor: User, name: str, data: bytes) -> CandidateImport:
    """Store an uploaded file with its rows, and guess what its columns hold.

    Raises SpreadsheetError when the file can't be read, ValidationError when it is too long or empty,
    PermissionDenied for anybody but HR.
    """
    require_importer(actor)
    inspection, file_rows = limited.first_rows_where(
        name, data, MAX_ROWS + HEADER_AMONG + 1, is_list_of_people
    )
    header_row = find_header(file_rows[:HEADER_AMONG])
    chosen = Reading.from_json(inspection.guess.to_json() | {"header_row": header_row})
    names, rows = _split_rows(file_rows, header_row)
    [pk] = reserve_ids(CandidateImport, 1)
    batch = CandidateImport(
        pk=pk,
        name=name.replace("\x00", "")[-255:],
        content=data,
        names=names,
        options=ImportOptions(chosen, match_columns(names)).to_json() | _unread_sheets(name, data, chosen),
        created_by=actor,
    )
    new_rows = _new_rows(batch, rows)
    with transaction.atomic():
        batch.save(force_insert=True)
        new_rows.insert()
        record(actor=actor, action=RECEIVE, target=batch, after={"rows": len(rows)})
    return batch


def change_options(*, actor: User, batch: CandidateImport, options: ImportOptions) -> CandidateImport:
    """Read the file, or its columns, another way. Corrections stay unless the file is read anew.

    Raises as :func:`receive_list` does, and ImportChangedError when the list is imported already, or was
    read another way meanwhile.
    """
    require_importer(actor)
    stored = ImportOptions.from_batch(batch).reading
    anew: tuple[list[str], BulkInsert] | None = None
    unread = {name: batch.options[name] for name in (UNREAD_SHEETS,) if name in batch.options}
    if options.reading != stored:
        if batch.content is None:
            raise ValidationError(_("The file is no longer kept. Upload it again to read it another way."))
        count = MAX_ROWS + options.reading.header_row + 1
        file_rows = limited.rows_under(batch.name, bytes(batch.content), options.reading, count)
        names, rows = _split_rows(file_rows, options.reading.header_row)
        anew = names, _new_rows(batch, rows)
        unread = _unread_sheets(batch.name, bytes(batch.content), options.reading)
    with transaction.atomic():
        locked = lock_preview(actor, batch)
        if ImportOptions.from_batch(locked).reading != stored:
            raise ImportChangedError
        if anew is not None:
            locked.names, new_rows = anew
            locked.rows.all()._raw_delete(locked.rows.db)
            new_rows.insert()
        locked.options = options.to_json() | unread
        locked.save(update_fields=["names", "options"])
    return locked


def _unread_sheets(name: str, data: bytes, reading: Reading) -> dict[str, Any]:
    """The sheets that are not read, as the options of an import hold them. Raises SpreadsheetError."""
    return {UNREAD_SHEETS: [asdict(sheet) for sheet in limited.unread_sheets(name, data, reading)]}


@transaction.atomic
def correct_row(
    *, actor: User, batch: CandidateImport, number: int, values: Mapping[CandidateField, str]
) -> CandidateImportRow:
    """Replace values of a row. Raises as :func:`change_options` does, and DoesNotExist."""
    locked = lock_preview(actor, batch)
    row = locked.rows.get(number=number)
    own = row_values(row, ImportOptions.from_batch(locked), mended=False)
    row.mended = {str(field): value for field, value in values.items() if own.get(field, "") != value}
    row.save(update_fields=["mended"])
    return row


@transaction.atomic
def choose_row(*, actor: User, batch: CandidateImport, number: int, choice: str) -> CandidateImportRow:
    """Decide about a row: "take", "leave", or "" for what its verdict says. Raises as :func:`correct_row`."""
    if choice not in ("", *CandidateImportRow.Choice.values):
        raise ValidationError(_("Choose whether the row is imported or left out."))
    row = lock_preview(actor, batch).rows.get(number=number)
    row.choice = choice
    row.save(update_fields=["choice"])
    return row


def judge_rows(batch: CandidateImport) -> list[JudgedCandidateRow]:
    """The verdict on each row as things are now, in the file's order; 3 queries."""
    options = ImportOptions.from_batch(batch)
    open_positions = list(Position.objects.filter(open=True).values_list("pk", "name"))
    positions = {name_key(name) for _pk, name in open_positions}
    default = next((name for pk, name in open_positions if pk == options.position), "")
    rows = [ListedRow(row.number, row_values(row, options, default), row.choice) for row in batch.rows.all()]
    people = Candidate.objects.filter(erased_at__isnull=True).values_list(
        "pk", "name", "position__name", "email", "phone"
    )
    known = KnownPeople(
        Person(pk, name, name_key(position), email, phone) for pk, name, position, email, phone in people
    )
    return judge(rows, known, positions, creates=options.creates, is_email=_is_email)


def fingerprint(rows: Iterable[JudgedCandidateRow]) -> str:
    """A hash of every row that would be imported, with its values."""
    taken = [(judged.row.number, sorted(judged.row.values.items())) for judged in rows if judged.taken]
    return hashlib.sha256(repr(taken).encode()).hexdigest()


@transaction.atomic
def discard_import(*, actor: User, batch: CandidateImport) -> None:
    """Delete a list that was not imported. Raises ImportChangedError when it was."""
    locked = lock_preview(actor, batch)
    record(actor=actor, action="candidateimport.discard", target=locked)
    locked.delete()


def row_values(
    row: CandidateImportRow, options: ImportOptions, default: str = "", *, mended: bool = True
) -> dict[CandidateField, str]:
    """A row's values by field; ``default`` is the position of a row that names none."""
    values = {}
    for column, field in options.columns.items():
        text = row.cells[column] if column < len(row.cells) else ""
        values[field] = text.strip() if field == CandidateField.NOTE else " ".join(text.split())
    if mended:
        values |= {CandidateField(field): value for field, value in row.mended.items()}
        values[CandidateField.POSITION] = values.get(CandidateField.POSITION) or default
    return values


def require_importer(actor: User) -> None:
    """Raises PermissionDenied for anybody but HR."""
    if not can_import_candidates(actor):
        raise PermissionDenied(_("HR brings candidates in."))


def lock_preview(actor: User, batch: CandidateImport) -> CandidateImport:
    """Lock the import. Raises ImportChangedError when it is no longer a preview, or was deleted."""
    require_importer(actor)
    locked = CandidateImport.objects.select_for_update().filter(pk=batch.pk, status=Status.PREVIEW).first()
    if locked is None:
        raise ImportChangedError
    return locked


def _split_rows(rows: Sequence[TableRow], header_row: int) -> tuple[list[str], list[TableRow]]:
    """The columns' names, and the rows below the header."""
    below = [row for row in rows if row.number > header_row]
    if len(below) > MAX_ROWS:
        raise ValidationError(
            _("The list has more than %(most)s rows. Split it and bring in the parts.") % {"most": MAX_ROWS}
        )
    if not below:
        raise ValidationError(_("There is no row below the header."))
    return column_names(rows, header_row), below


def _new_rows(batch: CandidateImport, rows: Iterable[TableRow]) -> BulkInsert:
    """The rows of a list, ready to be written: nobody waits while they are made ready."""
    fields = [{"batch_id": batch.pk, "number": row.number, "cells": _cells(row)} for row in rows]
    return BulkInsert(CandidateImportRow, fields)


def _cells(row: TableRow) -> list[str]:
    """The row's texts; a cell whose value the file does not hold is marked, to be an error and no blank."""
    return [
        f"{UNREADABLE} {text[:200]}".strip() if row.odd.get(column) in _ERRORS else unescape_formula(text)
        for column, text in enumerate(row.cells)
    ]


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def count_verdicts(rows: Iterable[JudgedCandidateRow]) -> dict[str, int]:
    """How many rows there are of each verdict; how many would be imported ("taken"), how many would not
    ("out"), and how many of these could be ("left")."""
    counts = dict.fromkeys([*map(str, CandidateVerdict), "taken", "left", "out", "all"], 0)
    for row in rows:
        counts[str(row.verdict)] += 1
        counts["taken"] += row.taken
        counts["left"] += row.left
        counts["out"] += not row.taken
        counts["all"] += 1
    return counts
