"""What the pages of an import of candidates show: rows with their verdicts in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.candidates.imports.forms import NAMES
from interviews.candidates.imports.services import Options, judged
from interviews.candidates.rules.import_rows import LONGEST, CandidateRowProblem, Field, Judged, Verdict
from interviews.models import Candidate, CandidateImport

#: Rows on one page of a preview.
PER_PAGE = 100

VERDICTS = {
    Verdict.NEW: (gettext_lazy("New"), "on"),
    Verdict.KNOWN: (gettext_lazy("There already"), "warn"),
    Verdict.REPEATED: (gettext_lazy("Twice in the list"), "warn"),
    Verdict.ERROR: (gettext_lazy("Error"), "flag"),
}
LEFT = "left"
SHOW = {
    "": gettext_lazy("All rows"),
    **{str(verdict): name for verdict, (name, _style) in VERDICTS.items()},
    LEFT: gettext_lazy("Left out"),
}


@dataclass(frozen=True, slots=True)
class RowView:
    """One row as the preview shows it; ``known`` is the candidate it is the same as."""

    judged: Judged
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


def views_of(rows: Sequence[Judged]) -> list[RowView]:
    """The rows to show, in one query."""
    ids = [one.same for one in rows if one.verdict == Verdict.KNOWN and one.same]
    known = Candidate.objects.select_related("position").in_bulk(ids)
    return [_view(one, known.get(one.same or 0) if one.verdict == Verdict.KNOWN else None) for one in rows]


def _view(one: Judged, known: Candidate | None) -> RowView:
    name, style = VERDICTS[one.verdict]
    get = one.row.values.get
    contact = tuple(filter(None, (get(Field.EMAIL, ""), get(Field.PHONE, ""))))
    return RowView(
        judged=one,
        name=get(Field.NAME, ""),
        position=get(Field.POSITION, ""),
        contact=contact,
        note=get(Field.NOTE, ""),
        verdict=str(name),
        style=style,
        why=why(one, known),
        known=known,
    )


def why(one: Judged, known: Candidate | None = None) -> str:
    """Why a row is what it is, in a sentence; "" for a new one."""
    if one.problem is not None and one.column is not None:
        return _problem(one.problem, one.column, one.row.values.get(one.column, ""))
    if one.verdict == Verdict.KNOWN:
        if known is None:
            return _("This person is a candidate already.")
        return _("The same as %(name)s (%(position)s).") % {"name": known, "position": known.position}
    if one.verdict == Verdict.REPEATED:
        return _("The same person as in row %(row)s of this list.") % {"row": one.same}
    return _("Left out.") if not one.taken else ""


def _problem(problem: CandidateRowProblem, column: Field, value: str) -> str:
    return {
        CandidateRowProblem.NO_NAME: _("There is no name."),
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
    }[problem] % {"field": NAMES[column], "most": LONGEST[column], "value": value[:60]}


def shown(rows: Iterable[Judged], show: str) -> list[Judged]:
    """The rows of one verdict, or those that could be imported and are not."""
    if show == LEFT:
        return [one for one in rows if one.left]
    return [one for one in rows if not show or one.verdict == show]


def left_out(batch: CandidateImport) -> list[tuple[int, list[str], str]]:
    """The rows that were not, or would not be imported: number, cells as mended, reason."""
    columns = {field: column for column, field in Options.of(batch).columns.items()}
    stored = {row.number: row for row in batch.rows.filter(candidate__isnull=True)}
    found = []
    for one in judged(batch):
        row = stored.get(one.row.number)
        if row is None or (batch.status == CandidateImport.Status.PREVIEW and one.taken):
            continue
        cells = [*row.cells, *[""] * (len(batch.names) - len(row.cells))]
        for name, value in row.mended.items():
            if (column := columns.get(Field(name))) is not None:
                cells[column] = value
        found.append((row.number, cells, why(one)))
    return found
