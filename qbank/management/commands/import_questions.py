"""Show what a spreadsheet would change in the bank, and import it."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common.limits import SPREADSHEET_BYTES
from common.message_texts import message_text
from qbank.imports.pages.lines import lines_sentence, unread_sentences
from qbank.imports.pages.report import sheet_report
from qbank.imports.services import (
    ImportStateError,
    accepted_count,
    apply_batch,
    configure,
    discard,
    is_waiting,
    judge_batch,
    receive,
    start_apply,
)
from qbank.imports.services.batches import batch_problem_text, proposed_mapping
from qbank.imports.services.reading_rows import sheet_lines
from qbank.imports.services.rehearsal import mapping_creating_unknown_names, rehearse, unsaved_batch
from qbank.imports.services.rejections import DOUBTS, problem_text
from qbank.models import Category, ImportBatch, ImportRow, Question
from qbank.spreadsheets.columns.header import find_header
from qbank.spreadsheets.columns.mapping import NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.columns.names import key_of_name
from qbank.spreadsheets.columns.overrides import NONE, MappingError, with_assignments
from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.encodings import ENCODINGS
from qbank.spreadsheets.files.limits import LAST_ROW
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.judging.longest import LONGEST_NAME
from qbank.spreadsheets.reading import HEAD, Inspection, head, inspect_questions, sheet_columns
from qbank.spreadsheets.unread_sheets import unread_sheets

RowVerdict, Status = ImportRow.Verdict, ImportBatch.Status

#: The return codes when rows were rejected, and when the file was not read.
SOME_REJECTED, NOT_READ = 1, 2
#: The problems that --create solves.
_UNKNOWN_NAME_CODES = {f"unknown-{field.value}" for field in NAME_FIELDS}
#: Verdicts of rows whose question is named in the output.
_ABOUT_A_QUESTION = (RowVerdict.SIMILAR, RowVerdict.CHANGED)
_CHUNK = 500
_NAME_SHOWN = 40
#: Rows named where something is said of many.
_PLACES_SHOWN = 10
_POLL_SECONDS = 0.5


class Command(BaseCommand):
    help = (
        "Show what FILE (.xlsx or .csv) would change in the bank; with --apply, import it. Ends with 1 when "
        "rows were rejected, with 2 when the file can't be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--sheet", metavar="NAME", help="sheet of a workbook (default: the first with rows)"
        )
        parser.add_argument(
            "--header-row",
            type=int,
            metavar="N",
            help="row that names the columns, 0 for none (default: found)",
        )
        parser.add_argument("--encoding", choices=list(ENCODINGS), help="of a CSV file (default: found)")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help=f"what a column holds, by its name or letter; fields: {', '.join([*Field, NONE])}",
        )
        parser.add_argument("--category", metavar="NAME", help="for rows that name none")
        parser.add_argument(
            "--create", action="store_true", help="create categories and competencies the bank doesn't have"
        )
        parser.add_argument(
            "--known",
            choices=ImportBatch.Scope.values,
            default=ImportBatch.Scope.ASK.value,
            help="questions the bank has: ask (the default) adds new ones and lists what would change known "
            "ones; add leaves these alone, update only changes them, both does both",
        )
        parser.add_argument(
            "--match",
            choices=ImportBatch.Match.values,
            default=ImportBatch.Match.CODE_OR_TEXT.value,
            help="how known questions are recognised (default: code-or-text)",
        )
        parser.add_argument("--user", metavar="NAME", help="who imports (default: the system)")
        parser.add_argument("--json", action="store_true", help="write every line with its verdict as JSON")
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--dry-run", action="store_true", help="only show the verdicts (the default)")
        mode.add_argument("--apply", action="store_true", help="import the accepted rows")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if options["json"] and options["apply"]:
            raise CommandError(
                _("--json shows what would come and writes nothing: leave one of the two out.")
            )
        data = _read_file(path)
        actor = _get_user(options["user"])
        try:
            batch = _plan_batch(path.name, data, options)
            if options["json"]:
                rejected = self._print_json(batch, data)
            else:
                self._print_reading(batch)
                rejected = (
                    self._apply(batch, data, actor) if options["apply"] else self._rehearse(batch, data)
                )
        except (SpreadsheetError, MappingError) as refusal:
            raise CommandError(
                message_text(refusal.message, refusal.params), returncode=NOT_READ
            ) from refusal
        if rejected:
            raise CommandError(
                ngettext("%(n)d row was rejected.", "%(n)d rows were rejected.", rejected) % {"n": rejected},
                returncode=SOME_REJECTED,
            )

    def _print_json(self, batch: ImportBatch, data: bytes) -> int:
        lines = sheet_lines(batch, data, Reading.from_json(batch.options))
        lines.account.max_listed = LAST_ROW
        rows = list(rehearse(batch, data, lines))
        report = {
            "file": batch.name,
            "sheets": [sheet_report(batch, rows, lines.account)],
            "unread_sheets": _unread(batch, data),
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        return sum(row.verdict == ImportRow.Verdict.ERROR for row in rows)

    def _rehearse(self, batch: ImportBatch, data: bytes) -> int:
        lines = sheet_lines(batch, data, Reading.from_json(batch.options))
        rejected = self._print_rows(rehearse(batch, data, lines))
        self._print_lines(lines.account.to_json(), _unread(batch, data))
        self.stdout.write(_("Nothing was changed: --apply imports the accepted rows."))
        return rejected

    def _apply(self, planned: ImportBatch, data: bytes, actor: User | None) -> int:
        batch = receive(name=planned.name, data=data, actor=actor)
        reading, mapping = Reading.from_json(planned.options), ColumnMapping.from_json(planned.mapping)
        configure(
            batch=batch,
            reading=reading,
            mapping=mapping,
            actor=actor,
            scope=planned.scope,
            match=planned.match,
        )
        self._run_job(batch, Status.JUDGING, judge_batch)
        if batch.status != Status.PREVIEW:
            raise CommandError(batch_problem_text(batch), returncode=NOT_READ)
        rejected = self._print_rows(batch.rows.order_by("number").iterator(chunk_size=_CHUNK))
        self._print_lines(batch.result["lines"], batch.result["unread_sheets"])
        if not accepted_count(batch):
            if not rejected:
                discard(batch=batch, actor=actor)
            self.stdout.write(_("There is nothing to import: nothing was changed."))
            return rejected
        try:
            start_apply(batch=batch, actor=actor)
        except ImportStateError as error:
            raise CommandError(_("Somebody else has taken this import on meanwhile.")) from error
        self._run_job(batch, Status.APPLYING, apply_batch)
        if batch.status != Status.APPLIED:
            raise CommandError(batch_problem_text(batch))
        figures = {name: batch.result.get(name, 0) for name in ("created", "changed")} | {"number": batch.pk}
        summary = _("Imported: %(created)d new, %(changed)d changed. The import is number %(number)d.")
        self.stdout.write(summary % figures)
        return rejected

    def _print_lines(self, account: dict[str, Any], unread: list[dict[str, Any]]) -> None:
        for sentence in (lines_sentence(account), *unread_sentences(unread)):
            self.stdout.write(sentence)

    def _run_job(self, batch: ImportBatch, working: str, job: Callable[..., None]) -> None:
        """Run the job, or wait for the worker that has it, or for another import to end."""
        has_announced_wait = False
        while True:
            job(batch_id=batch.pk)
            batch.refresh_from_db()
            if batch.status != working:
                return
            if is_waiting(batch) and not has_announced_wait:
                self.stdout.write(_("Another import is being applied just now; waiting for it to end."))
                has_announced_wait = True
            time.sleep(_POLL_SECONDS)

    def _print_reading(self, batch: ImportBatch) -> None:
        reading, names = Reading.from_json(batch.options), batch.options["names"]
        parts = [f"“{reading.sheet}”" if reading.sheet else "", ENCODINGS.get(reading.encoding, "")]
        header = (
            _("header in row %(row)d") % {"row": reading.header_row} if reading.header_row else _("no header")
        )
        self.stdout.write("  ".join(part for part in (batch.name, *parts, header) if part))
        columns = ColumnMapping.from_json(batch.mapping).columns
        unread = _("not read")
        for column, name in enumerate(names):
            self.stdout.write(f"  {column_letters(column)} {_short(name)} → {columns.get(column, unread)}")

    def _print_rows(self, rows: Iterable[ImportRow]) -> int:
        """Print each kind of problem and remark once, with the rows it is about, then the counts; returns how
        many rows were rejected."""
        counts: Counter[str] = Counter()
        messages_by_kind: dict[str, list[str]] = {}
        remarks: dict[str, list[str]] = {}
        rejected, has_unknown_names = 0, False
        rows = iter(rows)
        while chunk := list(islice(rows, _CHUNK)):
            counts.update(row.verdict for row in chunk)
            asked = {row.question_id or 0 for row in chunk if row.verdict in _ABOUT_A_QUESTION}
            questions = dict(Question.objects.filter(pk__in=asked).values_list("pk", "code")) if asked else {}
            for row in chunk:
                messages = list(_row_messages(row, questions))
                rejected += bool(messages)
                for problem in row.problems:
                    if not problem["error"]:
                        remarks.setdefault(problem["code"], []).append(
                            f"{row.number}: {problem_text(problem)}"
                        )
                has_unknown_names = has_unknown_names or any(
                    problem["code"] in _UNKNOWN_NAME_CODES for problem in row.problems
                )
                for message in messages:
                    text = message.partition(": ")[2]
                    kind = text if row.verdict == RowVerdict.ERROR else row.verdict
                    messages_by_kind.setdefault(kind, []).append(message)
        for kind_messages in (*messages_by_kind.values(), *remarks.values()):
            self.stdout.write(f"  {_said_once(kind_messages)}")
        totals = (f"{verdict.label} {counts[verdict]}" for verdict in RowVerdict)
        self.stdout.write(" · ".join(totals))
        if has_unknown_names:
            self.stdout.write(
                _("--create creates the categories and competencies that the bank doesn't have.")
            )
        return rejected


def _read_file(path: Path) -> bytes:
    """The file's bytes, at most one more than an import may have."""
    try:
        with path.open("rb") as file:
            return file.read(SPREADSHEET_BYTES + 1)
    except (OSError, ValueError) as error:
        problem = (error.strerror if isinstance(error, OSError) else "") or error
        raise CommandError(
            _("%(file)s can't be read: %(problem)s. Nothing was changed.")
            % {"file": path, "problem": problem},
            returncode=NOT_READ,
        ) from error


def _unread(batch: ImportBatch, data: bytes) -> list[dict[str, Any]]:
    reading = Reading.from_json(batch.options)
    return [asdict(sheet) for sheet in unread_sheets(batch.options["kind"], data, reading)]


def _get_user(name: str | None) -> User | None:
    if name is None:
        return None
    user = User.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise CommandError(_("Nobody here is called %(name)s.") % {"name": name}, returncode=NOT_READ)
    return user


def _plan_batch(name: str, data: bytes, options: dict[str, Any]) -> ImportBatch:
    """The batch that the options describe, not saved. Raises SpreadsheetError, MappingError and
    CommandError."""
    inspection = inspect_questions(name, data)
    reading = _reading(inspection, data, options)
    columns = sheet_columns(inspection.kind, data, reading)
    names = list(columns.names)
    mapping, _remembered = proposed_mapping(names, reading, columns.fields)
    mapping = with_assignments(mapping, names, options["map"])
    if options["category"] is not None:
        mapping = replace(mapping, category=_category(options["category"], options["create"]))
    batch = unsaved_batch(name, data, inspection.kind, reading, names, mapping)
    batch.scope, batch.match = options["known"], options["match"]
    if options["create"]:
        batch.mapping = mapping_creating_unknown_names(batch, data).to_json()
    return batch


def _reading(inspection: Inspection, data: bytes, options: dict[str, Any]) -> Reading:
    reading = inspection.guess
    sheet, encoding, header_row = options["sheet"], options["encoding"], options["header_row"]
    if sheet is not None and inspection.kind == "csv":
        raise CommandError(_("A CSV file has no sheets: leave out --sheet."), returncode=NOT_READ)
    if encoding is not None and inspection.kind == "xlsx":
        raise CommandError(_("A workbook has no encoding: leave out --encoding."), returncode=NOT_READ)
    if sheet is not None or encoding is not None:
        reading = replace(reading, sheet=sheet or "", encoding=encoding or "")
        first = head(inspection.kind, data, reading, HEAD)
        reading = replace(reading, header_row=find_header(first))
    if header_row is None:
        return reading
    if not 0 <= header_row <= LAST_ROW:
        raise CommandError(_("There is no row %(row)d.") % {"row": header_row}, returncode=NOT_READ)
    return replace(reading, header_row=header_row)


def _category(name: str, create: bool) -> str:
    existing_names = list(Category.objects.values_list("name", flat=True))
    for existing_name in existing_names:
        if key_of_name(existing_name) == key_of_name(name):
            return existing_name
    if create and 0 < len(name.strip()) <= LONGEST_NAME and name.isprintable():
        return name.strip()
    message = _("The bank has no category “%(name)s”. It has: %(names)s.")
    raise CommandError(message % {"name": name, "names": ", ".join(existing_names)}, returncode=NOT_READ)


def _row_messages(row: ImportRow, questions: dict[int, str]) -> Iterator[str]:
    """Why a row is not imported; nothing for accepted rows. ``questions``: {id: code}."""
    place = _("row %(row)d") % {"row": row.number}
    if row.verdict == RowVerdict.ERROR:
        for problem in row.problems:
            if problem["error"]:
                column = problem["column"]
                where = place if column is None else f"{column_letters(column)}{row.number}"
                yield f"{where}: {problem_text(problem)}"
    elif row.verdict == RowVerdict.REPEATED:
        message = _("asks the same as row %(row)d. Leave one of them out.") % {"row": row.repeats}
        yield f"{place}: {message}"
    elif row.verdict == RowVerdict.CHANGED and row.batch.scope == ImportBatch.Scope.ASK:
        message = _("would change %(code)s. Import it with --known both or --known update to allow that.")
        yield f"{place}: {message % {'code': questions.get(row.question_id or 0, '?')}}"
    elif row.verdict == RowVerdict.CONFLICT:
        for problem in row.problems:
            if problem["code"] in DOUBTS:
                yield f"{place}: {problem_text(problem)}"
    elif row.verdict == RowVerdict.SIMILAR:
        message = _(
            "looks like %(code)s (%(similarity)d %%). Give the row that code to change it, or import the "
            "file on the site to take both."
        ) % {"code": questions.get(row.question_id or 0, "?"), "similarity": row.similarity}
        yield f"{place}: {message}"


def _said_once(messages: Sequence[str]) -> str:
    """What is said about several rows ("B5: …"), once: the first of them, how often, and where."""
    if len(messages) == 1:
        return messages[0]
    places = [message.partition(": ")[0] for message in messages]
    more = "…" if len(places) > _PLACES_SHOWN else ""
    text = messages[0].partition(": ")[2]
    return f"{len(messages)} × {text} [{', '.join(places[:_PLACES_SHOWN])}{more}]"


def _short(text: str) -> str:
    return text if len(text) <= _NAME_SHOWN else f"{text[:_NAME_SHOWN]}…"
