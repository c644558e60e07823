"""The other sheets of the scoring form: totals, reference answers, how to fill it in, whose form it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.numbers import format_decimal
from interviews import scoring
from interviews.paper.excel_form import layout
from interviews.paper.excel_form.block import RATINGS_COLUMN, QuestionBlock
from interviews.paper.excel_form.book import FormBook, cell, height_for
from interviews.paper.excel_form.content import FormIdentity, TotalCells
from interviews.paper.excel_form.formulas import percent, whole
from interviews.paper.filled.changes import field_states
from interviews.room.pages.scorecard import PageItem
from interviews.room.services.state import ResponseState, SheetRules
from interviews.scoring import Scale

_WIDTHS = (44, 16, 40)


def write_totals(
    book: FormBook, rules: SheetRules, totals: TotalCells, blocks: Sequence[QuestionBlock]
) -> None:
    """Total, band, disqualification and subtotals, as formulas over the scoring sheet."""
    sheet = book.plain_sheet(_("Totals"), _WIDTHS)
    scoring_sheet = f"'{_quote(_('Scoring'))}'!"
    total = totals.total
    book.write(sheet, 0, 0, _("Totals"), book.title)
    shown = "" if total.percent is None else float(total.percent)
    ratings = _column(blocks, layout.RATING)
    rows: list[tuple[str, str, str | float, Any]] = [
        (_("Total"), f"={scoring_sheet}{totals.percent}", shown, book.percent),
        (_("Band"), f"={scoring_sheet}{totals.band}", total.band or "", book.cell),
        (_("Questions rated"), f"=COUNT({scoring_sheet}{ratings})", len(total.asked), book.cell),
    ]
    row = 2
    for name, formula, value, style in rows:
        book.write(sheet, row, 0, name, book.cell)
        book.formula(sheet, row, 1, formula, value, style)
        row += 1
    warning = _("A level question is rated below %(floor)s: the result is %(band)s whatever the total.") % {
        "floor": format_decimal(rules.scale.floor),
        "band": rules.scale.lowest_band,
    }
    below = f'=IF({scoring_sheet}{totals.below}>0,"{_quoted(warning)}","")'
    sheet.set_row(row, 34)
    book.merged_formula(sheet, row, (0, 2), below, warning if total.disqualified_by else "", book.needed)
    row = _write_subtotals(
        book, sheet, row + 2, _Subtotals(_("By category"), total.categories, scoring_sheet), blocks, rules
    )
    row = _write_subtotals(
        book, sheet, row + 1, _Subtotals(_("By competency"), total.competencies, scoring_sheet), blocks, rules
    )
    _write_bands(book, sheet, row + 1, rules.scale)


@dataclass(frozen=True, slots=True)
class _Subtotals:
    title: str
    parts: tuple[scoring.Subtotal, ...]
    sheet: str


def _write_subtotals(
    book: FormBook,
    sheet: Any,
    row: int,
    group: _Subtotals,
    blocks: Sequence[QuestionBlock],
    rules: SheetRules,
) -> int:
    scale = whole(rules.scale)
    book.write(sheet, row, 0, group.title, book.subtitle)
    for part in group.parts:
        row += 1
        item_ids = {*part.asked, *part.not_asked}
        group_blocks = [block for block in blocks if block.rules.item_id in item_ids]
        gained = _sum(group.sheet, group_blocks, layout.GAINED)
        possible = _sum(group.sheet, group_blocks, layout.POSSIBLE)
        shown = "" if part.percent is None else float(part.percent)
        book.write(sheet, row, 0, part.name, book.cell)
        # The sums stand beside it, hidden: a long formula three times over would be too long for a cell.
        columns = (4, 5)
        for column, (formula, name) in zip(
            columns, ((gained, "gained"), (possible, "possible")), strict=True
        ):
            book.formula(
                sheet, row, column, f"={formula}", sum(getattr(block, name) for block in group_blocks)
            )
        book.formula(
            sheet, row, 1, percent(cell(row, columns[0]), cell(row, columns[1]), scale), shown, book.percent
        )
    sheet.set_column(4, 5, 9, None, {"hidden": True})
    return row + 1


def _write_bands(book: FormBook, sheet: Any, row: int, scale: Scale) -> None:
    book.write(sheet, row, 0, _("Bands"), book.subtitle)
    for number, band in enumerate(scale.bands, 1):
        book.write(sheet, row + number, 0, band.name, book.cell)
        opens = _("from %(lower)s of %(base)s (%(percent)s %%)") % {
            "lower": format_decimal(band.lower),
            "base": format_decimal(scale.band_base),
            "percent": scale.opens_at(band),
        }
        book.merged(sheet, row + number, 1, 2, opens, book.cell)
    end = row + len(scale.bands) + 1
    book.write(sheet, end, 0, scale.lowest_band, book.cell)
    book.merged(sheet, end, 1, 2, _("below that"), book.cell)


def write_answers(book: FormBook, items: Sequence[PageItem]) -> None:
    """The reference answers, for the interviewer only."""
    sheet = book.plain_sheet(_("Reference answers"), (5, 80))
    book.write(sheet, 0, 0, _("Reference answers"), book.title)
    row = 2
    for page_item in items:
        book.write(sheet, row, 0, f"{page_item.item.position}.", book.subtitle)
        sheet.set_row(row, height_for(page_item.item.text, 70, 22, 17))
        book.write(sheet, row, 1, page_item.item.text, book.wording)
        for answer in page_item.item.answers:
            row += 1
            text = answer["text"]
            if not answer.get("complete", True):
                text = f"{text}\n{_('The source cut this answer off.')}"
            sheet.set_row(row, height_for(text, 78))
            book.write(sheet, row, 1, text, book.paragraph)
        row += 2


def write_instructions(book: FormBook, rules: SheetRules) -> None:
    """How to fill the form in and what becomes of it."""
    sheet = book.plain_sheet(_("How to fill it in"), (84,))
    book.write(sheet, 0, 0, _("How to fill it in"), book.title)
    for row, text in enumerate(_instructions(rules.scale), 2):
        sheet.set_row(row, height_for(text, 80, 24))
        book.write(sheet, row, 0, text, book.paragraph)


def _instructions(scale: Scale) -> list[str]:
    numbers = {
        "lowest": format_decimal(scale.minimum),
        "highest": format_decimal(scale.maximum),
        "step": format_decimal(scale.step),
        "low": format_decimal(scale.evidence_at_or_below),
        "high": format_decimal(scale.evidence_from),
        "floor": format_decimal(scale.floor),
        "band": scale.lowest_band,
    }
    texts = (
        _(
            "1. Fill in the light yellow cells of the sheet “Scoring”; all others are locked, without a "
            "password."
        ),
        _(
            "2. Choose a mark for each point. The suggested rating follows: the share of the points’ weight "
            "that is met, or the highest level reached with all levels below it."
        ),
        _(
            "3. The rating is yours: %(lowest)s to %(highest)s in steps of %(step)s. One that differs from "
            "the suggestion needs a reason."
        ),
        _(
            "4. Ratings up to %(low)s and from %(high)s need their evidence: what the candidate said. A red "
            "flag that appeared needs a note."
        ),
        _("5. A question that was not asked leaves the total; say why it was not asked."),
        _("6. A level question rated below %(floor)s makes the result %(band)s whatever the total."),
        _("7. The column at the right says what is still missing; the total at the top follows as you go."),
        _(
            "8. When you are done, save the file and upload it to your scorecard on the site. You see what "
            "would change before anything is recorded, and you submit there."
        ),
    )
    return [text % numbers for text in texts]


def write_ids(
    book: FormBook, identity: FormIdentity, rules: SheetRules, states: Mapping[int, ResponseState]
) -> None:
    """The hidden sheet: the ratings to choose from, whose form it is, and what stood in it at first."""
    sheet = book.sheet(layout.IDS_SHEET, (12,))
    sheet.hide()
    sheet.protect("")
    rows: list[list[str]] = [
        ["version", str(layout.FORM_VERSION)],
        ["interview", "" if identity.interview is None else str(identity.interview)],
        ["seat", "" if identity.seat is None else str(identity.seat)],
        ["sheet", str(identity.sheet)],
        ["sha256", identity.sha256],
    ]
    for (item_id, field), state in field_states(states).items():
        position = str(rules.items[item_id].position)
        rows.append(["stood", position, field, state.head or "", state.value or ""])
    ratings: Sequence[Decimal] = rules.ratings
    for row in range(max(len(rows), len(ratings))):
        for column, text in enumerate(rows[row] if row < len(rows) else []):
            book.write(sheet, row, column, text, book.text)
        if row < len(ratings):
            sheet.write_number(row, RATINGS_COLUMN, float(ratings[row]))


def _column(blocks: Sequence[QuestionBlock], column: int) -> str:
    first, last = (blocks[0].first, blocks[-1].last) if blocks else (0, 0)
    return f"{cell(first, column)}:{cell(last, column)}"


def _sum(sheet: str, blocks: Sequence[QuestionBlock], column: int) -> str:
    return "+".join(sheet + block.sum_cell(column) for block in blocks) or "0"


def _quote(name: str) -> str:
    return name.replace("'", "''")


def _quoted(text: str) -> str:
    return text.replace('"', '""')
