"""Lists of candidates: taken in, looked at, mended, imported all or nothing, and taken back.

A list is small: it is read and judged within the request. Nothing is written before somebody has seen what
would be; rows that stay out can be fetched, mended and brought in again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record, record_each
from accounts.models import User
from interviews.candidates.rules.import_rows import (
    UNREADABLE,
    Field,
    Judged,
    Listed,
    People,
    Person,
    Verdict,
    find_header,
    judge,
    match_columns,
    name_key,
)
from interviews.candidates.services.candidates import create_notes, save_and_record
from interviews.models import Candidate, CandidateImport, CandidateImportRow, Position
from qbank.spreadsheets import reading
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.files import guard
from qbank.spreadsheets.files.formula_safety import unescape_formula
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow

#: Longer lists are split: they are judged within a request.
MAX_ROWS = 5000
RECEIVE, APPLY = "candidateimport.receive", "candidateimport.apply"
_ERRORS = frozenset({Oddity.FORMULA, Oddity.ERROR_VALUE, Oddity.TOO_LONG})
Status = CandidateImport.Status


class ImportChangedError(Exception):
    """What somebody decided about is no longer what there is: they are to look again."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a list is read: ``columns`` {column: field}; ``position`` (its id) stands for rows that name
    none; ``creates``: positions there are not are entered."""

    reading: Reading
    columns: Mapping[int, Field]
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
    def of(cls, batch: CandidateImport) -> Options:
        told = batch.options
        columns = {int(column): Field(field) for column, field in told["columns"].items()}
        return cls(Reading.from_json(told["reading"]), columns, told["position"], told["creates"])


def may_bring_in(actor: User) -> bool:
    return actor.is_active and actor.has_perm("interviews.add_candidate")


@transaction.atomic
def receive(*, actor: User, name: str, data: bytes) -> CandidateImport:
    """Take a file in, with a guess at what its columns hold. Raises SpreadsheetError when it can't be read,
    ValidationError when it is too long or empty, PermissionDenied for anybody but HR."""
    _check(actor)
    found = reading.inspect(name, data)
    head = reading.head(found.kind, data, found.guess, 30)
    how = Reading.from_json(found.guess.to_json() | {"header_row": find_header(head)})
    names, rows = _read(found.kind, data, how)
    batch = CandidateImport.objects.create(
        name=name.replace("\x00", "")[-255:],
        content=data,
        names=names,
        options=Options(how, match_columns(names)).to_json(),
        created_by=actor,
    )
    _store(batch, rows)
    record(actor=actor, action=RECEIVE, target=batch, after={"rows": len(rows)})
    return batch


@transaction.atomic
def configure(*, actor: User, batch: CandidateImport, options: Options) -> CandidateImport:
    """Read the list another way, or its columns. What was mended stays unless rows are read anew.

    Raises as :func:`receive` does, and ImportMovedOnError when it is imported already.
    """
    locked = _open(actor, batch)
    if options.reading != Options.of(locked).reading:
        if locked.content is None:
            raise ValidationError(_("The file is no longer kept. Upload it again to read it another way."))
        data = bytes(locked.content)
        names, rows = _read(guard.file_kind(locked.name, data), data, options.reading)
        if names != locked.names:
            options = Options(options.reading, match_columns(names), options.position, options.creates)
        locked.names = names
        locked.rows.all().delete()
        _store(locked, rows)
    locked.options = options.to_json()
    locked.save(update_fields=["names", "options"])
    return locked


@transaction.atomic
def mend(
    *, actor: User, batch: CandidateImport, number: int, values: Mapping[Field, str]
) -> CandidateImportRow:
    """Put other values in the place of a row's own. Raises as :func:`configure`, and DoesNotExist."""
    locked = _open(actor, batch)
    row = locked.rows.get(number=number)
    own = values_of(row, Options.of(locked), mended=False)
    row.mended = {str(field): value for field, value in values.items() if own.get(field, "") != value}
    row.save(update_fields=["mended"])
    return row


@transaction.atomic
def choose(*, actor: User, batch: CandidateImport, number: int, choice: str) -> CandidateImportRow:
    """Decide about a row: "take", "leave", or "" for what its verdict says. Raises as :func:`mend`."""
    if choice not in ("", *CandidateImportRow.Choice.values):
        raise ValidationError(_("Choose whether the row is imported or left out."))
    row = _open(actor, batch).rows.get(number=number)
    row.choice = choice
    row.save(update_fields=["choice"])
    return row


def judged(batch: CandidateImport) -> list[Judged]:
    """What each row would do now, in the file's order, in 3 queries."""
    options = Options.of(batch)
    found = list(Position.objects.filter(open=True).values_list("pk", "name"))
    positions = {name_key(name) for _pk, name in found}
    default = next((name for pk, name in found if pk == options.position), "")
    rows = [Listed(row.number, values_of(row, options, default), row.choice) for row in batch.rows.all()]
    people = Candidate.objects.filter(erased_at__isnull=True).values_list(
        "pk", "name", "position__name", "email", "phone"
    )
    known = People(
        Person(pk, name, name_key(position), email, phone) for pk, name, position, email, phone in people
    )
    return judge(rows, known, positions, creates=options.creates, is_email=_is_email)


def fingerprint(rows: Iterable[Judged]) -> str:
    """What somebody has seen: every row that would be imported, with its values."""
    taken = [(one.row.number, sorted(one.row.values.items())) for one in rows if one.taken]
    return hashlib.sha256(repr(taken).encode()).hexdigest()


@transaction.atomic
def apply(*, actor: User, batch: CandidateImport, seen: str) -> int:
    """Import the rows that are taken, all or none; how many. ``seen``: the :func:`fingerprint` of what the
    actor had before them.

    Raises ImportMovedOnError when something else would be imported by now, ValidationError when nothing would
    be.
    """
    locked = _open(actor, batch)
    rows = [one for one in judged(locked) if one.taken]
    if fingerprint(rows) != seen:
        raise ImportChangedError
    if not rows:
        raise ValidationError(_("No row would be imported: mend some, or take them in."))
    positions = _positions(actor, rows)
    made = Candidate.objects.bulk_create([_candidate(one, positions) for one in rows], batch_size=500)
    by_number = {one.row.number: candidate for one, candidate in zip(rows, made, strict=True)}
    stored = list(locked.rows.filter(number__in=by_number))
    for row in stored:
        # The candidate holds it now.
        row.candidate, row.cells, row.mended = by_number[row.number], [], {}
    CandidateImportRow.objects.bulk_update(stored, ["candidate", "cells", "mended"], batch_size=200)
    locked.status, locked.applied_at, locked.content = Status.APPLIED, timezone.now(), None
    locked.save(update_fields=["status", "applied_at", "content"])
    told = {"import": locked.pk}
    targets = [(candidate, None, told) for candidate in made]
    record_each(actor=actor, action="candidate.create", targets=targets)
    texts = [(by_number[one.row.number], one.row.values.get(Field.NOTE, "")) for one in rows]
    create_notes(actor=actor, notes=[note for note in texts if note[1]], told=told)
    record(actor=actor, action=APPLY, target=locked, after={"candidates": len(made)})
    return len(made)


@transaction.atomic
def discard(*, actor: User, batch: CandidateImport) -> None:
    """Throw a list away that was not imported. Raises ImportMovedOnError when it was."""
    locked = _open(actor, batch)
    record(actor=actor, action="candidateimport.discard", target=locked)
    locked.delete()


def values_of(
    row: CandidateImportRow, options: Options, default: str = "", *, mended: bool = True
) -> dict[Field, str]:
    """A row's values by field; ``default`` is the position of a row that names none."""
    values = {}
    for column, field in options.columns.items():
        text = row.cells[column] if column < len(row.cells) else ""
        values[field] = text.strip() if field == Field.NOTE else " ".join(text.split())
    if mended:
        values |= {Field(field): value for field, value in row.mended.items()}
        values[Field.POSITION] = values.get(Field.POSITION) or default
    return values


def _check(actor: User) -> None:
    if not may_bring_in(actor):
        raise PermissionDenied(_("HR brings candidates in."))


def _open(actor: User, batch: CandidateImport) -> CandidateImport:
    """The list, locked. Raises ImportMovedOnError when it is no longer in its preview, or gone."""
    _check(actor)
    locked = CandidateImport.objects.select_for_update().filter(pk=batch.pk, status=Status.PREVIEW).first()
    if locked is None:
        raise ImportChangedError
    return locked


def _read(kind: guard.Kind, data: bytes, how: Reading) -> tuple[list[str], list[TableRow]]:
    """The columns' names, and the rows below the header."""
    rows: list[TableRow] = []
    for row in reading.rows(kind, data, how):
        rows.append(row)
        if len(rows) > MAX_ROWS + how.header_row + 1:
            break
    below = [row for row in rows if row.number > how.header_row]
    if len(below) > MAX_ROWS:
        raise ValidationError(
            _("The list has more than %(most)s rows. Split it and bring in the parts.") % {"most": MAX_ROWS}
        )
    if not below:
        raise ValidationError(_("There is no row below the header."))
    return column_names(rows, how.header_row), below


def _store(batch: CandidateImport, rows: Sequence[TableRow]) -> None:
    CandidateImportRow.objects.bulk_create(
        [CandidateImportRow(batch=batch, number=row.number, cells=_cells(row)) for row in rows],
        batch_size=500,
    )


def _cells(row: TableRow) -> list[str]:
    """The texts; a cell whose value the file does not hold is marked, so that it is an error and no blank."""
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


def _positions(actor: User, rows: Iterable[Judged]) -> dict[str, Position]:
    """Position by key, those that are named and not there yet entered. Raises ValidationError for a closed
    one of that name."""
    found = {name_key(one.name): one for one in Position.objects.filter(open=True)}
    closed = {name_key(one.name) for one in Position.objects.filter(open=False)}
    for row in rows:
        name = row.row.values[Field.POSITION]
        if (key := name_key(name)) in found:
            continue
        if key in closed:
            raise ValidationError(
                _("The position “%(name)s” is closed. Open it again first, or mend the rows.")
                % {"name": name}
            )
        found[key] = Position(name=name)
        save_and_record(actor=actor, instance=found[key])
    return found


def _candidate(one: Judged, positions: Mapping[str, Position]) -> Candidate:
    values = one.row.values
    return Candidate(
        name=values[Field.NAME],
        position=positions[name_key(values[Field.POSITION])],
        email=values.get(Field.EMAIL, ""),
        phone=values.get(Field.PHONE, ""),
    )


def counts(rows: Iterable[Judged]) -> dict[str, int]:
    """How many rows there are of each verdict; how many would be imported ("taken"), and how many could be
    and will not ("left")."""
    found = dict.fromkeys([*map(str, Verdict), "taken", "left", "all"], 0)
    for one in rows:
        found[str(one.verdict)] += 1
        found["taken"] += one.taken
        found["left"] += one.left
        found["all"] += 1
    return found
