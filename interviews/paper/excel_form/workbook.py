"""The Excel scoring form: drop-downs, and suggestions, totals and bands that calculate themselves.

Every formula carries its value, so a viewer that can't calculate shows what Excel would.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from interviews import scoring
from interviews.paper.excel_form import layout
from interviews.paper.excel_form.block import QuestionBlock
from interviews.paper.excel_form.book import FormBook
from interviews.paper.excel_form.content import ScoringForm, TotalCells
from interviews.paper.excel_form.formulas import WholeScale, band, percent, quoted, whole
from interviews.paper.excel_form.other_sheets import (
    write_answers,
    write_ids,
    write_instructions,
    write_totals,
)

#: Rows above the questions: title, two rows of facts, the total, the headings.
_HEADINGS = 4
_TOTAL = 3


def write_scoring_form(file: IO[bytes], form: ScoringForm) -> None:
    """Write the form in the language that is active now."""
    book = FormBook(file, get_language() or "", form.head.footer)
    scale = whole(form.rules.scale)
    sheet = book.entry_sheet(_("Scoring"))
    blocks = _blocks(form, scale)
    totals = _write_head(book, sheet, form, scale, blocks)
    for block in blocks:
        block.write(book, sheet)
    last = blocks[-1].last if blocks else _HEADINGS
    book.finish_entry_sheet(sheet, _HEADINGS, last)
    write_totals(book, form.rules, totals, blocks)
    if form.answers:
        write_answers(book, form.items)
    write_instructions(book, form.rules)
    write_ids(book, form.identity, form.rules, form.states)
    book.close()


def _blocks(form: ScoringForm, scale: WholeScale) -> list[QuestionBlock]:
    blocks: list[QuestionBlock] = []
    row = _HEADINGS + 1
    for page_item in form.items:
        item_id = page_item.item.pk
        rules = form.rules.items[item_id]
        block = QuestionBlock(row, page_item, rules, form.states[item_id], form.rules, scale)
        blocks.append(block)
        row = block.last + 2
    return blocks


def _write_head(
    book: FormBook, sheet: Any, form: ScoringForm, scale: WholeScale, blocks: Sequence[QuestionBlock]
) -> TotalCells:
    head = form.head
    title = " · ".join(part for part in (head.company, _("Scoring form"), head.sheet) if part)
    sheet.set_row(0, 30)
    sheet.write_string(0, layout.KEY, layout.MAGIC)
    book.merged(sheet, 0, layout.NUMBER, layout.NEEDED, title, book.title)
    facts = (
        (_("Position"), head.position, _("Candidate"), head.candidate),
        (_("Date"), head.when, _("Interviewer"), head.interviewer),
    )
    for row, (left, left_value, right, right_value) in enumerate(facts, 1):
        sheet.set_row(row, 20)
        book.merged(sheet, row, layout.NUMBER, layout.MARK, f"{left}: {left_value}", book.fact(left_value))
        book.write(sheet, row, layout.LABEL, right, book.label)
        book.merged(sheet, row, layout.ENTRY, layout.NEEDED, right_value, book.fact(right_value))
    totals = _write_total(book, sheet, form, scale, blocks)
    headings = {
        layout.NUMBER: _("No."),
        layout.TEXT: _("Question and rubric points"),
        layout.WEIGHT: _("Weight"),
        layout.MARK: _("Mark"),
        layout.LABEL: "",
        layout.ENTRY: _("To fill in"),
        layout.NEEDED: _("Still needed"),
    }
    sheet.set_row(_HEADINGS, 20)
    for column, text in headings.items():
        book.write(sheet, _HEADINGS, column, text, book.heading)
    return totals


def _write_total(
    book: FormBook, sheet: Any, form: ScoringForm, scale: WholeScale, blocks: Sequence[QuestionBlock]
) -> TotalCells:
    """The line with the running total; the sums stand in its hidden columns."""
    total = scoring.total([block.result for block in blocks], form.rules.scale)
    last = blocks[-1].last if blocks else _HEADINGS + 1
    cells = TotalCells(
        total=total,
        gained=_absolute(_TOTAL, layout.GAINED),
        possible=_absolute(_TOTAL, layout.POSSIBLE),
        below=_absolute(_TOTAL, layout.BELOW),
        percent=_absolute(_TOTAL, layout.WEIGHT),
        band=_absolute(_TOTAL, layout.ENTRY),
    )
    sheet.set_row(_TOTAL, 24)
    book.write(sheet, _TOTAL, layout.NUMBER, "", book.total)
    book.write(sheet, _TOTAL, layout.TEXT, _("Total of what is rated so far"), book.total)
    shown = "" if total.percent is None else float(total.percent)
    formula = percent(cells.gained, cells.possible, scale)
    book.merged_formula(sheet, _TOTAL, (layout.WEIGHT, layout.MARK), formula, shown, book.total_percent)
    book.write(sheet, _TOTAL, layout.LABEL, _("Band"), book.total)
    names = [band.name for band in form.rules.scale.bands] + [form.rules.scale.lowest_band]
    formula = band(cells.gained, cells.possible, cells.below, scale, names)
    book.formula(sheet, _TOTAL, layout.ENTRY, formula, total.band or "", book.total_band)
    words = _("to fill in")
    formula = f'=SUMPRODUCT(--(LEN({_column(layout.NEEDED, last)})>0))&" "&{quoted(words)}'
    needed = sum(block.needed for block in blocks)
    book.formula(sheet, _TOTAL, layout.NEEDED, formula, f"{needed} {words}", book.total_needed)
    for column, name in ((layout.GAINED, "gained"), (layout.POSSIBLE, "possible"), (layout.BELOW, "below")):
        value = sum(getattr(block, name) for block in blocks)
        book.formula(sheet, _TOTAL, column, f"=SUM({_column(column, last)})", value)
    return cells


def _column(column: int, last: int) -> str:
    """The cells of a column from the first question to the row ``last``."""
    return f"{_absolute(_HEADINGS + 1, column)}:{_absolute(last, column)}"


def _absolute(row: int, column: int) -> str:
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
