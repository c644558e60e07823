"""Reading a filled-in Excel scoring form: whose it is, what it says, and what could not be read.

Workbooks are read by the same readers as imports (qbank/spreadsheets), which refuse what is no workbook,
damaged, or unpacks too far.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.formula_safety import unescape_formula
from common.message_texts import message_text
from common.numbers import format_decimal
from interviews.paper.excel_form import layout
from interviews.paper.filled.changes import MARK, FieldKey, FieldState
from interviews.paper.filled.rows import FormRows, NoWorkbookError, form_rows, text_of
from interviews.paper.filled.words import NOT_ASKED, field_label, read_mark, read_rating, read_yes
from interviews.room.services.changes import MAX_TEXT
from interviews.room.services.state import TEXT_FIELDS, ItemRules, SheetRules
from interviews.scoring import Mark
from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Oddity, TableRow

_SHOWN = 40
#: Where the general sentence says what to do with another kind of file, none of which is a scoring form.
_NOT_EXCEL = frozenset({Reason.NAMED_XLSX, Reason.NOT_A_TABLE, Reason.DOCUMENT, Reason.WEB_PAGE})


class WrongFormError(Exception):
    """The file is no scoring form, or not the one for this scorecard; the message says so."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text; ``address`` is for people to read: Scoring!E12."""

    text: str
    address: str
    oddity: Oddity | None = None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that was not taken, and why."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as its file says it: ``cells`` and ``basis`` by question (its position on the sheet) and field.

    ``basis`` is what the fields said when the form was made.

    ``interview`` and ``seat`` are None on a form that was made for anybody with this sheet.
    """

    version: int
    sheet: int
    sha256: str
    interview: int | None
    seat: int | None
    cells: Mapping[tuple[int, str], Cell]
    basis: Mapping[tuple[int, str], FieldState]
    problems: tuple[CellProblem, ...]


@dataclass(slots=True)
class FilledValues:
    """What the form says of this sheet's fields; those that could not be read are in ``problems`` instead."""

    values: dict[FieldKey, str | None] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)


def read_form(name: str, data: bytes) -> FilledForm:
    """Read an upload. Raises WrongFormError, whatever it holds."""
    try:
        rows = form_rows(name, data)
    except NoWorkbookError as error:
        raise WrongFormError(_not_excel()) from error
    except SpreadsheetError as refusal:
        if refusal.reason in (Reason.UNPACKS_TOO_FAR, Reason.UNSAFE, Reason.TOO_MANY_COLUMNS):
            raise WrongFormError(_not_a_form()) from refusal
        if refusal.reason in _NOT_EXCEL:
            raise WrongFormError(_not_excel()) from refusal
        raise WrongFormError(message_text(refusal.message, refusal.params)) from refusal
    if rows is None:
        raise WrongFormError(_not_a_form())
    return _build_form(rows)


def _not_excel() -> str:
    return _("This is not an Excel file (.xlsx). Upload the scoring form that was filled in.")


def _not_a_form() -> str:
    return _(
        "This workbook is not a scoring form of this site, or the hidden parts that say whose form it is "
        "were deleted. Download the form again and copy what was entered into it."
    )


def _build_form(form: FormRows) -> FilledForm:
    facts = {text_of(row, 0): text_of(row, 1) for row in form.ids}
    cells, problems = _cells(form.sheet, form.rows)
    version, made_for = _number(facts.get("version")), _number(facts.get("sheet"))
    if version is None or made_for is None:
        raise WrongFormError(_not_a_form())
    return FilledForm(
        version=version,
        sheet=made_for,
        sha256=facts.get("sha256", ""),
        interview=_number(facts.get("interview")),
        seat=_number(facts.get("seat")),
        cells=cells,
        basis=_basis_cells(form.ids),
        problems=tuple(problems),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 19 else None


def _basis_cells(ids: list[TableRow]) -> dict[tuple[int, str], FieldState]:
    states = {}
    for row in ids:
        position = _number(text_of(row, 1)) if text_of(row, 0) == "stood" else None
        if position is not None:
            value, head = unescape_formula(text_of(row, 4)), text_of(row, 3)
            states[position, text_of(row, 2)] = FieldState(value or None, head or None)
    return states


def _cells(sheet: str, rows: list[TableRow]) -> tuple[dict[tuple[int, str], Cell], list[CellProblem]]:
    """Every cell to fill in, by its row's key; of a row that is there twice the first counts."""
    cells: dict[tuple[int, str], Cell] = {}
    problems = []
    for row in rows:
        key = layout.read_key(text_of(row, layout.KEY))
        if key is None:
            continue
        mark = f"{MARK}{key.point}" if key.point is not None else ""
        for name, column in ((mark, layout.MARK), (key.field, layout.ENTRY)):
            if not name:
                continue
            cell = Cell(
                unescape_formula(text_of(row, column)).strip(),
                f"{sheet}!{column_letters(column)}{row.number}",
                row.odd.get(column),
            )
            if (first := cells.setdefault((key.position, name), cell)) is not cell:
                problems.append(
                    CellProblem(
                        cell.address,
                        _("This row stands in the form twice; %(cell)s counts.") % {"cell": first.address},
                    )
                )
    return cells, problems


def read_values(form: FilledForm, rules: SheetRules) -> FilledValues:
    """What the form's cells mean for the questions of its sheet."""
    filled = FilledValues(problems=list(form.problems))
    for item in rules.items.values():
        for point in item.points:
            cell = form.cells.get((item.position, f"{MARK}{point.id}"))
            if cell is not None:
                _read_mark(filled, cell, (item.item_id, f"{MARK}{point.id}"), point.red_flag)
        for name in TEXT_FIELDS:
            cell = form.cells.get((item.position, name))
            if cell is not None:
                _read_text(filled, cell, (item.item_id, name))
        _read_rating(filled, form, item, rules)
        if missing := _missing(form, item):
            filled.problems.append(CellProblem(_("Question %(number)s") % {"number": item.position}, missing))
    return filled


def _missing(form: FilledForm, item: ItemRules) -> str:
    """That rows of the question were deleted from the form, as a sentence; "" when all are there."""
    labels = {f"{MARK}{point.id}": item.point_texts[point.id][:_SHOWN] for point in item.points}
    fields = [name for name in layout.FIELDS if name != "suggested"]
    if any(point.red_flag for point in item.points):
        fields.append(layout.FLAG_NOTE)
    labels |= {name: field_label(name) for name in fields}
    missing = [label for name, label in labels.items() if (item.position, name) not in form.cells]
    if len(missing) == len(labels):
        return _("Its rows were deleted from the form: the scorecard keeps what it says there.")
    if not missing:
        return ""
    sentence = _("Rows were deleted from the form (%(rows)s): the scorecard keeps what it says there.")
    return sentence % {"rows": pgettext("between names", ", ").join(missing)}


def read_basis(form: FilledForm, rules: SheetRules) -> dict[FieldKey, FieldState]:
    """What the form's fields said when it was made, for the questions of its sheet."""
    return {
        (item.item_id, name): state
        for item in rules.items.values()
        for (position, name), state in form.basis.items()
        if position == item.position
    }


def _cell_problem(cell: Cell, *, date_is_text: bool = False) -> str | None:
    """Why the cell's value can't be used; None when it can."""
    if cell.oddity is Oddity.FORMULA:
        return _("The cell holds a formula without its result: type the value itself.")
    if cell.oddity is Oddity.ERROR_VALUE:
        return _("The cell shows the error %(error)s.") % {"error": cell.text[:_SHOWN]}
    if cell.oddity is Oddity.TOO_LONG or len(cell.text) > MAX_TEXT:
        return _("This text is too long: 20,000 characters are the most.")
    if cell.oddity is Oddity.DATE and not date_is_text:
        return _("The spreadsheet program has made a date of it (%(date)s): type it again.") % {
            "date": cell.text[:_SHOWN]
        }
    return None


def _read_text(filled: FilledValues, cell: Cell, key: FieldKey) -> None:
    if problem := _cell_problem(cell, date_is_text=True):
        filled.problems.append(CellProblem(cell.address, problem))
    else:
        filled.values[key] = cell.text or None


def _read_mark(filled: FilledValues, cell: Cell, key: FieldKey, red_flag: bool) -> None:
    problem = _cell_problem(cell)
    if problem is None:
        try:
            if red_flag:
                filled.values[key] = str(Mark.MET) if read_yes(cell.text) else None
            else:
                mark = read_mark(cell.text)
                filled.values[key] = None if mark is None else str(mark)
            return
        except ValueError:
            kind = (
                _("“%(text)s” is neither yes nor no.")
                if red_flag
                else _("“%(text)s” is not a mark: met, partly or missed.")
            )
            problem = kind % {"text": cell.text[:_SHOWN]}
    filled.problems.append(CellProblem(cell.address, problem))


def _read_rating(filled: FilledValues, form: FilledForm, item: ItemRules, rules: SheetRules) -> None:
    """The rating and whether the question was asked are one answer: both or neither are taken."""
    rating_cell = form.cells.get((item.position, "rating"))
    if rating_cell is None:
        return
    not_asked_cell = form.cells.get((item.position, "not_asked"))
    rating, problem = _rating_value(rating_cell, rules)
    if problem:
        filled.problems.append(CellProblem(rating_cell.address, problem))
        return
    not_asked, unreadable = _not_asked_value(not_asked_cell)
    if unreadable and not_asked_cell is not None:
        filled.problems.append(CellProblem(not_asked_cell.address, unreadable))
        return
    if not_asked and rating not in (None, NOT_ASKED):
        both = _("Rated, and not asked as well: take one of them away (the other is in %(cell)s).")
        filled.problems.append(
            CellProblem(
                rating_cell.address,
                both % {"cell": not_asked_cell.address if not_asked_cell else rating_cell.address},
            )
        )
        return
    filled.values[item.item_id, "rating"] = NOT_ASKED if not_asked else rating


def _rating_value(cell: Cell, rules: SheetRules) -> tuple[str | None, str | None]:
    """The rating or NOT_ASKED, and what is wrong with it."""
    if problem := _cell_problem(cell):
        return None, problem
    try:
        rating = read_rating(cell.text, rules.ratings)
    except ValueError:
        return None, not_a_rating(cell.text, rules)
    return (rating if rating is None or isinstance(rating, str) else format_decimal(rating)), None


def not_a_rating(text: str, rules: SheetRules) -> str:
    """The sentence for what is no rating of the sheet's scale."""
    scale = rules.scale
    return _("“%(text)s” is not a rating between %(lowest)s and %(highest)s in steps of %(step)s.") % {
        "text": text[:_SHOWN],
        "lowest": format_decimal(scale.minimum),
        "highest": format_decimal(scale.maximum),
        "step": format_decimal(scale.step),
    }


def _not_asked_value(cell: Cell | None) -> tuple[bool, str | None]:
    if cell is None:
        return False, None
    if problem := _cell_problem(cell):
        return False, problem
    try:
        return read_yes(cell.text), None
    except ValueError:
        return False, _("“%(text)s” is neither yes nor no.") % {"text": cell.text[:_SHOWN]}
