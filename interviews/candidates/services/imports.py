"""Importing lists of candidates: upload, preview, corrections; import_applying.py beside it brings them in.

A list is small: it is read and judged within the request. No candidate is created before somebody has seen
the preview; rows that stay out can be downloaded, corrected and imported again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from common.bulk import BulkInsert, reserve_ids
from common.finding.same import email_key, name_key, phone_key
from common.formula_safety import unescape_formula
from interviews.candidates.rules.import_rows import (
    UNREADABLE,
    CandidateField,
    CandidateVerdict,
    JudgedCandidateRow,
    KnownPeople,
    ListedRow,
    Person,
    judge,
)
from interviews.candidates.rules.list_files import PeopleList, received_list
from interviews.models import Candidate, CandidateImport, CandidateImportRow, Position
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow
from qbank.spreadsheets.unread_sheets import UnreadSheet

#: The keys of an import's options under which stand what every line of the file is, and the sheets that are
#: not read. Without texts: they may be about people.
LINES, UNREAD_SHEETS = "lines", "unread_sheets"
RECEIVE, APPLY = "candidateimport.receive", "candidateimport.apply"
_ERRORS = frozenset({Oddity.FORMULA, Oddity.ERROR_VALUE, Oddity.TOO_LONG, Oddity.UNREADABLE})
#: Rows whose people are looked up in one query: SQLite takes some 32,000 values in one.
_ROWS_AT_A_TIME = 5_000
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
    received = received_list(name, data, sheet_column_name())
    people = received.people
    require_rows(people)
    [pk] = reserve_ids(CandidateImport, 1)
    batch = CandidateImport(
        pk=pk,
        name=name.replace("\x00", "")[-255:],
        content=data,
        names=list(people.names),
        options=proposed_options(people, received.reading).to_json() | _account(people, received.unread),
        created_by=actor,
    )
    new_rows = _new_rows(batch, people.rows)
    with transaction.atomic():
        batch.save(force_insert=True)
        new_rows.insert()
        record(actor=actor, action=RECEIVE, target=batch, after={"rows": len(people.rows)})
    return batch


def proposed_options(
    people: PeopleList, reading: Reading, position: int | None = None, creates: bool = False
) -> ImportOptions:
    """What the columns of a list hold, as far as it tells. Names of sheets and headings between the rows are
    positions where no column has them and one of them is a position."""
    columns = dict(people.fields)
    if people.made and CandidateField.POSITION not in columns.values():
        positions = {
            name_key(name) for name in Position.objects.filter(open=True).values_list("name", flat=True)
        }
        for column, texts in people.made.items():
            if not positions.isdisjoint(map(name_key, texts)):
                columns[column] = CandidateField.POSITION
                break
    return ImportOptions(reading, columns, position, creates)


def state_of(batch: CandidateImport) -> str:
    """A hash of how a list is read, and of what people have decided about its rows and corrected in them."""
    return hashlib.sha256(repr((batch.options, decisions(batch))).encode()).hexdigest()


def decisions(batch: CandidateImport) -> list[tuple[int, str, dict[str, str]]]:
    """What people have decided about rows, and corrected in them."""
    touched = batch.rows.exclude(choice="", mended={})
    return list(touched.values_list("number", "choice", "mended"))


@transaction.atomic
def change_options(
    *,
    actor: User,
    batch: CandidateImport,
    options: ImportOptions,
    anew: tuple[PeopleList, Sequence[UnreadSheet]] | None = None,
    seen_state: str = "",
) -> CandidateImport:
    """Read the columns another way, or the file: then ``anew`` is what was read, which is to be done before,
    for nobody waits until a file has been read. Corrections stay unless the file is read anew.

    Raises ValidationError when no row is left, and ImportChangedError when the list is imported already,
    was read another way meanwhile, or is to be read anew and no longer in its ``seen_state``.
    """
    locked = lock_preview(actor, batch)
    account = {name: locked.options[name] for name in (LINES, UNREAD_SHEETS) if name in locked.options}
    if options.reading != ImportOptions.from_batch(locked).reading:
        if anew is None or (seen_state and seen_state != state_of(locked)):
            raise ImportChangedError
        people, unread = anew
        require_rows(people)
        locked.names, account = list(people.names), _account(people, unread)
        locked.rows.all()._raw_delete(locked.rows.db)
        _new_rows(locked, people.rows).insert()
    locked.options = options.to_json() | account
    locked.save(update_fields=["names", "options"])
    return locked


def sheet_column_name() -> str:
    """What the column with the names of the sheets is called where several are read."""
    return _("Name of the sheet")


def _account(people: PeopleList, unread: Sequence[UnreadSheet]) -> dict[str, Any]:
    """What every line of the file is and which sheets are not read, as the options of an import hold it."""
    lines = people.account.to_json()
    lines["listed"] = [[row, kind, ""] for row, kind, _text in lines["listed"]]
    return {LINES: lines, UNREAD_SHEETS: [asdict(sheet) for sheet in unread]}


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
    """The verdict on each row as things are now, in the file's order; 3 queries for up to 5,000 rows."""
    options = ImportOptions.from_batch(batch)
    open_positions = list(Position.objects.filter(open=True).values_list("pk", "name"))
    positions = {name_key(name) for _pk, name in open_positions}
    default = next((name for pk, name in open_positions if pk == options.position), "")
    rows = [ListedRow(row.number, row_values(row, options, default), row.choice) for row in batch.rows.all()]
    return judge(rows, _known_among(rows), positions, creates=options.creates, is_email=_is_email)


def _known_among(rows: Sequence[ListedRow]) -> KnownPeople:
    """The candidates who share a name, an address or a number with a row, the oldest entry first."""
    people: dict[int, Person] = {}
    for start in range(0, len(rows), _ROWS_AT_A_TIME):
        some = rows[start : start + _ROWS_AT_A_TIME]
        found = Candidate.objects.filter(
            Q(name_key__in=_keys(some, CandidateField.NAME, name_key))
            | Q(email_key__in=_keys(some, CandidateField.EMAIL, email_key))
            | Q(phone_key__in=_keys(some, CandidateField.PHONE, phone_key)),
            erased_at__isnull=True,
        ).order_by()
        for pk, name, position, email, phone in found.values_list(
            "pk", "name", "position__name", "email", "phone"
        ):
            people[pk] = Person(pk, name, name_key(position), email, phone)
    return KnownPeople(people[pk] for pk in sorted(people))


def _keys(rows: Iterable[ListedRow], field: CandidateField, key: Callable[[str], str]) -> set[str]:
    return {key(row.values.get(field, "")) for row in rows} - {""}


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
    previews = CandidateImport.objects.filter(status=Status.PREVIEW).defer("content")
    locked = previews.select_for_update().filter(pk=batch.pk).first()
    if locked is None:
        raise ImportChangedError
    return locked


def require_rows(people: PeopleList) -> None:
    """Raises ValidationError for a list of nobody."""
    if not people.rows:
        raise ValidationError(_("There is no row below the header."))


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
