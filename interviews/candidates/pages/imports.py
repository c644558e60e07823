"""What the pages of an import of candidates show: its rows, with their verdicts in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from interviews.candidates.forms.imports import FIELD_LABELS
from interviews.candidates.rules.import_rows import (
    LONGEST,
    CandidateField,
    CandidateRowProblem,
    CandidateVerdict,
    JudgedCandidateRow,
)
from interviews.candidates.services.imports import ImportOptions, judge_rows
from interviews.models import Candidate, CandidateImport
from qbank.imports.pages.lines import LinesView, TableWords, lines_view
from qbank.spreadsheets.joined_sheets import row_label

#: Rows on one page of a preview.
PER_PAGE = 100

VERDICTS = {
    CandidateVerdict.NEW: (gettext_lazy("New"), "on"),
    CandidateVerdict.KNOWN: (gettext_lazy("There already"), "warn"),
    CandidateVerdict.REPEATED: (gettext_lazy("Twice in the list"), "warn"),
    CandidateVerdict.ERROR: (gettext_lazy("Error"), "flag"),
}
LEFT = "left"
SHOW_CHOICES = {
    "": gettext_lazy("All rows"),
    **{str(verdict): name for verdict, (name, _style) in VERDICTS.items()},
    LEFT: gettext_lazy("Left out"),
}
_CANDIDATES = TableWords(
    ngettext_lazy("%(n)d candidate", "%(n)d candidates", "n"),
    gettext_lazy("Lines that are no candidates"),
    gettext_lazy(
        "These lines are no candidates and are not imported. If one of them is, change the file, or the "
        "header, and read it again."
    ),
)


@dataclass(frozen=True, slots=True)
class CandidateRowView:
    """One row as the preview shows it; ``place`` is where people find it in the file, ``known`` the candidate
    it is the same as."""

    judged: JudgedCandidateRow
    place: str
    name: str
    position: str
    contact: tuple[str, ...]
    note: str
    verdict: str
    style: str
    why: str
    known: Candidate | None

    @property
    def number(self) -> int:
        return self.judged.row.number


def step_context(batch: CandidateImport, step: str) -> dict[str, Any]:
    """The list and the step of its import, with the addresses of the steps before it while these can be
    gone back to."""
    is_open = batch.status == CandidateImport.Status.PREVIEW
    return {
        "batch": batch,
        "step": step,
        "reading_url": reverse("interviews:candidate-import-reading", args=[batch.pk]) if is_open else "",
        "columns_url": reverse("interviews:candidate-import-columns", args=[batch.pk]) if is_open else "",
    }


def list_lines(batch: CandidateImport) -> LinesView | None:
    """What became of every line of the list."""
    return lines_view(batch.options, _sheets(batch), _CANDIDATES)


def place_of_row(batch: CandidateImport, number: int) -> str:
    """A row as people find it in the file."""
    return row_label(number, _sheets(batch))


def _sheets(batch: CandidateImport) -> Sequence[str]:
    sheets: Sequence[str] = batch.options["reading"].get("sheets", ())
    return sheets


def row_views(batch: CandidateImport, rows: Sequence[JudgedCandidateRow]) -> list[CandidateRowView]:
    """The rows as the page shows them, in one query."""
    ids = [row.same for row in rows if row.verdict == CandidateVerdict.KNOWN and row.same]
    candidates = Candidate.objects.select_related("position").in_bulk(ids)
    return [
        _row_view(
            row,
            _sheets(batch),
            candidates.get(row.same or 0) if row.verdict is CandidateVerdict.KNOWN else None,
        )
        for row in rows
    ]


def _row_view(judged: JudgedCandidateRow, sheets: Sequence[str], known: Candidate | None) -> CandidateRowView:
    name, style = VERDICTS[judged.verdict]
    get = judged.row.values.get
    contact = tuple(filter(None, (get(CandidateField.EMAIL, ""), get(CandidateField.PHONE, ""))))
    return CandidateRowView(
        judged=judged,
        place=row_label(judged.row.number, sheets),
        name=get(CandidateField.NAME, ""),
        position=get(CandidateField.POSITION, ""),
        contact=contact,
        note=get(CandidateField.NOTE, ""),
        verdict=str(name),
        style=style,
        why=explain(judged, sheets, known),
        known=known,
    )


def explain(judged: JudgedCandidateRow, sheets: Sequence[str], known: Candidate | None = None) -> str:
    """Why the row has its verdict, as a sentence; "" for a new one."""
    if judged.problem is not None and judged.column is not None:
        return _problem_text(judged.problem, judged.column, judged.row.values.get(judged.column, ""))
    if judged.verdict == CandidateVerdict.KNOWN:
        if known is None:
            return _("This person is a candidate already.")
        return _("The same as %(name)s (%(position)s).") % {"name": known, "position": known.position}
    if judged.verdict == CandidateVerdict.REPEATED:
        return _("The same person as in row %(row)s of this list.") % {
            "row": row_label(judged.same or 0, sheets)
        }
    return _("Left out.") if not judged.taken else ""


def _problem_text(problem: CandidateRowProblem, column: CandidateField, value: str) -> str:
    return {
        CandidateRowProblem.NO_NAME: _("There is no name."),
        CandidateRowProblem.NOBODY: _(
            "This row names nobody: it is a note, a total or the header once more."
        ),
        CandidateRowProblem.LONG: _("%(field)s: longer than %(most)s characters."),
        CandidateRowProblem.EMAIL: _("“%(value)s” is not an e-mail address."),
        CandidateRowProblem.NO_POSITION: _(
            "It names no position. Choose one for such rows above, or mend the row."
        ),
        CandidateRowProblem.UNKNOWN_POSITION: _(
            "There is no open position “%(value)s”. Mend the row, or let new positions be entered above."
        ),
        CandidateRowProblem.UNREADABLE: _(
            "%(field)s: the file does not hold the value of this cell. Mend the row, or open the file in "
            "Excel, save it and upload it again."
        ),
    }[problem] % {"field": FIELD_LABELS[column], "most": LONGEST[column], "value": value[:60]}


def filter_rows(rows: Iterable[JudgedCandidateRow], show: str) -> list[JudgedCandidateRow]:
    """The rows that a key of SHOW_CHOICES names."""
    if show == LEFT:
        return [row for row in rows if row.left]
    return [row for row in rows if not show or row.verdict == show]


def rows_left_out(batch: CandidateImport) -> list[tuple[int | str, list[str], str]]:
    """The rows that were not, or would not be imported: number, cells with their corrections, reason."""
    columns = {field: column for column, field in ImportOptions.from_batch(batch).columns.items()}
    stored = {row.number: row for row in batch.rows.filter(candidate__isnull=True)}
    left_out: list[tuple[int | str, list[str], str]] = []
    sheets = _sheets(batch)
    for judged in judge_rows(batch):
        row = stored.get(judged.row.number)
        if row is None or (batch.status == CandidateImport.Status.PREVIEW and judged.taken):
            continue
        cells = [*row.cells, *[""] * (len(batch.names) - len(row.cells))]
        for name, value in row.mended.items():
            if (column := columns.get(CandidateField(name))) is not None:
                cells[column] = value
        number = row_label(row.number, sheets) if sheets else row.number
        left_out.append((number, cells, explain(judged, sheets)))
    return left_out
