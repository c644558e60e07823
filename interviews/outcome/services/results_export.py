"""The results of a position or of a period as a file, and who took it on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Company, Interview, Position
from interviews.models.visibility import keeps_interviews
from interviews.outcome.pages.results_table import count_rows, exportable, header, table_rows, widest_panel
from qbank.spreadsheets.writing.export import write_csv
from qbank.spreadsheets.writing.own_rows import Cell
from qbank.spreadsheets.writing.sheets import WorkbookWriter

#: What is written while somebody waits.
MOST_ROWS = 5_000
EXPORT = "company.export"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which interviews: of a position, of days from ``since`` to ``until``, both included, or both."""

    position: Position | None = None
    since: date | None = None
    until: date | None = None


@transaction.atomic
def export_results(*, actor: User, wanted: Wanted, kind: str) -> IO[bytes]:
    """A temporary file, "xlsx" or "csv", at its beginning; closing it deletes it. The trail keeps what was
    asked for and how many interviews are in it, and of each that the actor has read its scores.

    Raises PermissionDenied for anybody but HR, ValidationError where there is nothing, or too much.
    """
    if not keeps_interviews(actor) or not actor.has_perm("interviews.view_candidate"):
        raise PermissionDenied(_("HR keeps the results of interviews."))
    interviews = exportable(_wanted(wanted), actor)
    number = count_rows(interviews)
    if number > MOST_ROWS:
        raise ValidationError(
            _("These are %(number)s rows, and a file holds %(most)s: choose one position, or fewer days.")
            % {"number": number, "most": MOST_ROWS}
        )
    people, read = widest_panel(interviews), set[int]()

    def rows() -> Iterable[list[Cell]]:
        yield list(header(people))
        for interview, cells in table_rows(interviews, actor, people):
            read.add(interview)
            yield list(cells)

    file = TemporaryFile()  # noqa: SIM115 (the answer closes it)
    try:
        _write(file, rows(), kind, people)
        if not read:
            raise ValidationError(_("Nobody has submitted a scorecard there that you may see."))
    except BaseException:
        file.close()
        raise
    note_scores_seen(actor, read)
    after: dict[str, Any] = {
        "position": str(wanted.position) if wanted.position else None,
        "since": wanted.since.isoformat() if wanted.since else None,
        "until": wanted.until.isoformat() if wanted.until else None,
        "interviews": len(read),
        "kind": kind,
    }
    record(actor=actor, action=EXPORT, target=Company.current(), after=after)
    file.seek(0)
    return file


def _wanted(wanted: Wanted) -> Any:
    interviews = Interview.objects.all()
    if wanted.position:
        interviews = interviews.filter(candidate__position=wanted.position)
    if wanted.since:
        interviews = interviews.filter(starts_at__gte=_midnight(wanted.since))
    if wanted.until:
        interviews = interviews.filter(starts_at__lt=_midnight(wanted.until + timedelta(days=1)))
    return interviews


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _write(file: IO[bytes], rows: Iterable[list[Cell]], kind: str, people: int) -> None:
    language = get_language() or ""
    if kind == "csv":
        write_csv(file, rows, language)
        return
    book = WorkbookWriter(file, language)
    widths = [14, 18, 12, 12, 22, 8, 8, 12, 46, 18, 18, 8, *[14, 8] * people, *[8] * 4, 10, 10, 12, 12]
    sheet = book.sheet(_("Results"), widths, frozen_columns=1)
    last = 0
    for last, cells in enumerate(rows):
        book.write_row(sheet, last, cells, book.text if last else book.header)
    sheet.autofilter(0, 0, last, len(widths) - 1)
    book.close()
