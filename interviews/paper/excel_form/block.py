"""One question in the scoring form: its points with their marks, and beside them what is entered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from interviews import scoring
from interviews.paper.excel_form import layout
from interviews.paper.excel_form.book import FormBook, cell, height_for
from interviews.paper.excel_form.formulas import (
    MARK_UNITS,
    WholeScale,
    if_rated,
    level_begun,
    level_met,
    mark_units,
    quoted,
    rating_units,
    suggested_checklist,
    suggested_ladder,
    weight_units,
)
from interviews.paper.filled.words import mark_words, yes_word
from interviews.room.pages.scorecard import PageItem, PagePoint
from interviews.room.services.state import ItemRules, ResponseState, SheetRules
from interviews.scoring import LADDER, Mark, Point

#: The ratings that may be given stand in the hidden sheet, as numbers: a list in the cell itself would be
#: text wherever a comma is the decimal sign.
RATINGS_COLUMN = 6


def ratings_range(count: int) -> str:
    """The cells of the hidden sheet that hold the ratings."""
    first, last = cell(0, RATINGS_COLUMN), cell(count - 1, RATINGS_COLUMN)
    letter = first.rstrip("0123456789")
    return f"'{layout.IDS_SHEET}'!${letter}${first[len(letter) :]}:${letter}${last[len(letter) :]}"


class QuestionBlock:
    """Writes one question, from row ``first`` (counted from 0) to row ``last``."""

    def __init__(
        self,
        first: int,
        page_item: PageItem,
        rules: ItemRules,
        state: ResponseState,
        sheet_rules: SheetRules,
        scale: WholeScale,
    ) -> None:
        self.first, self.page_item, self.rules, self.state = first, page_item, rules, state
        self.sheet_rules, self.scale = sheet_rules, scale
        self._points: dict[int, Point] = {point.id: point for point in rules.points}
        self._shown: list[PagePoint] = [*page_item.points, *page_item.flags]
        fields = [*layout.FIELDS[1:], *([layout.FLAG_NOTE] if page_item.flags else [])]
        self._rows = {field: first + 2 + number for number, field in enumerate(fields)}
        self.last = first + 1 + max(len(self._shown), len(fields))
        suggestion = state.suggestion(rules, sheet_rules.scale)
        self.suggested = None if suggestion is None else suggestion.rating

    @property
    def result(self) -> scoring.ItemResult:
        """What the question brings to the total."""
        return scoring.ItemResult(
            item_id=self.rules.item_id,
            weight=self.rules.weight,
            rating=self.state.rating,
            category=self.rules.category,
            competencies=self.rules.competencies,
            rubric_kind=self.rules.rubric_kind,
        )

    @property
    def _units(self) -> int | None:
        rating = self.state.rating
        return None if rating is None or self.state.not_asked else int(rating * self.scale.unit)

    @property
    def gained(self) -> int:
        return 0 if self._units is None else weight_units(self.rules.weight) * self._units

    @property
    def possible(self) -> int:
        return 0 if self._units is None else weight_units(self.rules.weight) * self.scale.maximum

    @property
    def below(self) -> int:
        ladder = self.rules.rubric_kind == LADDER
        return int(ladder and self._units is not None and self._units < self.scale.floor)

    @property
    def needed(self) -> int:
        """How many of its fields still have to be filled in."""
        return sum(self._need(row, field)[2] for field, row in self._rows.items() if field != "suggested")

    def sum_cell(self, column: int) -> str:
        """The cell of the rating row that holds a part of the sums."""
        return cell(self._rows["rating"], column)

    def write(self, book: FormBook, sheet: Any) -> None:
        """Write the block; call it for one block after the other, from the top down."""
        self._write_head(book, sheet)
        self._write_wording(book, sheet)
        fields = {row: field for field, row in self._rows.items()}
        for row in range(self.first + 2, self.last + 1):
            index = row - self.first - 2
            point = self._shown[index] if index < len(self._shown) else None
            field = fields.get(row, "")
            texts = [(point.text, layout.WIDTHS[layout.TEXT])] if point else []
            if field and hasattr(self.state, field):
                texts.append((str(getattr(self.state, field) or ""), layout.WIDTHS[layout.ENTRY]))
            least = 34 if field in ("evidence", "reason", layout.FLAG_NOTE) else 21
            sheet.set_row(row, max(height_for(text, width, least) for text, width in texts or [("", 10)]))
            key = layout.RowKey(
                self.rules.position, point.id if point else None, field if field != "suggested" else ""
            )
            sheet.write_string(row, layout.KEY, str(key))
            if point:
                self._write_point(book, sheet, row, point)
            if field:
                self._write_field(book, sheet, row, field)

    def _write_head(self, book: FormBook, sheet: Any) -> None:
        item = self.page_item.item
        sheet.set_row(self.first, 20)
        weight = _("weight %(weight)s") % {"weight": f"{item.weight.normalize():f}"}
        minutes = _("%(minutes)s min") % {"minutes": item.minutes}
        parts = [f"{item.position}.", item.category, *item.competencies, item.code, minutes, weight]
        book.merged(sheet, self.first, layout.NUMBER, layout.NEEDED, " · ".join(parts), book.question)

    def _write_wording(self, book: FormBook, sheet: Any) -> None:
        row, item = self.first + 1, self.page_item.item
        text = "\n".join([item.text, *(f"– {probe}" for probe in item.probes)])
        width = sum(layout.WIDTHS[layout.NUMBER : layout.GAP])
        notes = height_for(self.state.notes, layout.WIDTHS[layout.ENTRY], 64)
        sheet.set_row(row, max(height_for(text, width * 0.9, 64, 17), notes))
        sheet.write_string(row, layout.KEY, str(layout.RowKey(item.position, None, "notes")))
        book.merged(sheet, row, layout.NUMBER, layout.MARK, text, book.wording)
        book.write(sheet, row, layout.LABEL, _("What the candidate said"), book.label)
        book.write(sheet, row, layout.ENTRY, self.state.notes, book.entry_text)

    def _write_point(self, book: FormBook, sheet: Any, row: int, point: PagePoint) -> None:
        flag = point.red_flag
        name = _("Level %(level)s") % {"level": point.level} if point.level else ""
        book.write(
            sheet,
            row,
            layout.NUMBER,
            _("Red flag") if flag else name,
            book.red_middle if flag else book.middle,
        )
        book.write(sheet, row, layout.TEXT, point.text, book.red if flag else book.cell)
        weighs = not flag and self.rules.rubric_kind != LADDER
        book.write(sheet, row, layout.WEIGHT, point.weight if weighs else "", book.middle)
        mark = self.state.marks.get(point.id)
        ticked = yes_word() if mark in (Mark.MET, Mark.PARTLY) else ""
        words = dict(mark_words())
        book.write(
            sheet,
            row,
            layout.MARK,
            ticked if flag else (words[mark] if mark is not None else ""),
            book.choice,
        )
        book.offer(sheet, row, layout.MARK, [yes_word()] if flag else list(words.values()))
        if not flag:
            self._write_units(book, sheet, row, point, mark)

    def _write_units(self, book: FormBook, sheet: Any, row: int, point: PagePoint, mark: Mark | None) -> None:
        """The hidden cells behind a point."""
        units = "" if mark is None else MARK_UNITS[mark]
        weight = weight_units(self._points[point.id].weight)
        own = cell(row, layout.UNITS)
        book.formula(sheet, row, layout.UNITS, mark_units(cell(row, layout.MARK), mark_words()), units)
        sheet.write_number(row, layout.POINT_WEIGHT, weight)
        weighed = f"=IF(ISNUMBER({own}),{own}*{cell(row, layout.POINT_WEIGHT)},0)"
        book.formula(sheet, row, layout.WEIGHED, weighed, units * weight if isinstance(units, int) else 0)
        if self.rules.rubric_kind == LADDER and point.level is not None:
            self._write_level(book, sheet, row, point.level)

    def _levels(self) -> dict[int, list[int]]:
        """The rows of each level that has points, from the lowest level up."""
        rows: dict[int, list[int]] = {}
        for number, point in enumerate(self.page_item.points):
            if point.level is not None:
                rows.setdefault(point.level, []).append(self.first + 2 + number)
        return rows

    def _write_level(self, book: FormBook, sheet: Any, row: int, level: int) -> None:
        """On the first row of a level: whether it counts, and whether it is begun."""
        levels = self._levels()
        rows = levels[level]
        if row != rows[0]:
            return
        lower = [own for other, own in levels.items() if other < level]
        below = cell(lower[-1][0], layout.LEVEL_MET) if lower else None
        marks = f"{cell(rows[0], layout.UNITS)}:{cell(rows[-1], layout.UNITS)}"
        reached = all(self._met(own) for own in (*lower, rows))
        begun = all(self._met(own) for own in lower) and not reached and self._begun(rows)
        book.formula(sheet, row, layout.LEVEL_MET, level_met(marks, len(rows), below), int(reached))
        book.formula(
            sheet, row, layout.REACHED, f"={cell(row, layout.LEVEL_MET)}*{level}", level if reached else 0
        )
        formula = level_begun(marks, cell(row, layout.LEVEL_MET), below)
        book.formula(sheet, row, layout.BEGUN, formula, int(begun))

    def _marks_in(self, rows: list[int]) -> list[Mark | None]:
        return [self.state.marks.get(self.page_item.points[row - self.first - 2].id) for row in rows]

    def _met(self, rows: list[int]) -> bool:
        return all(mark == Mark.MET for mark in self._marks_in(rows))

    def _begun(self, rows: list[int]) -> bool:
        return any(mark in (Mark.MET, Mark.PARTLY) for mark in self._marks_in(rows))

    def _write_field(self, book: FormBook, sheet: Any, row: int, field: str) -> None:
        labels = {
            "suggested": _("Suggested"),
            "rating": _("Rating"),
            "not_asked": _("Not asked"),
            "not_asked_reason": _("Why not asked"),
            "evidence": _("Evidence"),
            "reason": _("Reason for differing"),
            layout.FLAG_NOTE: _("Note on the red flag"),
        }
        book.write(sheet, row, layout.LABEL, labels[field], book.label)
        if field == "suggested":
            shown = "" if self.suggested is None else float(self.suggested)
            book.formula(sheet, row, layout.ENTRY, self._suggested(), shown, book.suggested)
        elif field == "rating":
            self._write_rating(book, sheet, row)
        elif field == "not_asked":
            book.write(sheet, row, layout.ENTRY, yes_word() if self.state.not_asked else "", book.entry_word)
            book.offer(sheet, row, layout.ENTRY, [yes_word()])
        else:
            book.write(sheet, row, layout.ENTRY, getattr(self.state, field), book.entry_text)
        if field != "suggested":
            self._write_needed(book, sheet, row, field)

    def _suggested(self) -> str:
        """The formula of the suggestion; one that stays empty where no point counts."""
        counted = [
            self.first + 2 + number
            for number, point in enumerate(self.page_item.points)
            if self.rules.rubric_kind != LADDER or point.level is not None
        ]
        total = sum(weight_units(self._points[point.id].weight) for point in self.page_item.points)
        if not counted or (self.rules.rubric_kind != LADDER and not total):
            return '=""'

        def column(number: int) -> str:
            return f"{cell(counted[0], number)}:{cell(counted[-1], number)}"

        if self.rules.rubric_kind == LADDER:
            return suggested_ladder(
                column(layout.UNITS), column(layout.REACHED), column(layout.BEGUN), self.scale
            )
        return suggested_checklist(column(layout.UNITS), column(layout.WEIGHED), total, self.scale)

    def _write_rating(self, book: FormBook, sheet: Any, row: int) -> None:
        rating, state = cell(row, layout.ENTRY), self.state
        if state.rating is None:
            sheet.write_blank(row, layout.ENTRY, None, book.entry_rating)
        else:
            sheet.write_number(row, layout.ENTRY, float(state.rating), book.entry_rating)
        ratings = ratings_range(len(self.sheet_rules.ratings))
        book.offer_range(sheet, row, layout.ENTRY, ratings)
        not_asked = cell(self._rows["not_asked"], layout.ENTRY)
        units = rating_units(rating, not_asked, yes_word(), ratings, self.scale)
        own = cell(row, layout.RATING)
        weight = weight_units(self.rules.weight)
        book.formula(sheet, row, layout.RATING, units, "" if self._units is None else self._units)
        book.formula(sheet, row, layout.GAINED, if_rated(own, f"{own}*{weight}"), self.gained)
        most = f"{self.scale.maximum * weight}"
        book.formula(sheet, row, layout.POSSIBLE, if_rated(own, most), self.possible)
        if self.rules.rubric_kind == LADDER:
            below = if_rated(own, f"IF({own}<{self.scale.floor},1,0)")
            book.formula(sheet, row, layout.BELOW, below, self.below)

    def _write_needed(self, book: FormBook, sheet: Any, row: int, field: str) -> None:
        """What the field still lacks, in words, and the field marked where it does."""
        formula, message, lacks = self._need(row, field)
        book.formula(sheet, row, layout.NEEDED, formula, message if lacks else "", book.needed)
        book.mark_wanted(sheet, row, layout.ENTRY, cell(row, layout.NEEDED))

    def _need(self, row: int, field: str) -> tuple[str, str, bool]:
        """The formula, its message, and whether it applies to what is recorded."""
        own, empty = cell(row, layout.ENTRY), f"LEN(TRIM({cell(row, layout.ENTRY)}))=0"
        rated = self.sum_cell(layout.RATING)
        asked = f"{cell(self._rows['not_asked'], layout.ENTRY)}<>{quoted(yes_word())}"
        units, state = self._units, self.state
        if field == "rating":
            message = _("give a rating")
            off = quoted(_("not on the scale"))
            formula = f'=IF({asked},IF({own}="",{quoted(message)},IF(ISNUMBER({rated}),"",{off})),"")'
            return formula, message, units is None and not state.not_asked
        if field == "not_asked":
            both, unknown = quoted(_("rated, too: take one away")), quoted(_("choose from the list"))
            rating = cell(self._rows["rating"], layout.ENTRY)
            inner = f'IF({asked},IF({own}="","",{unknown}),IF({rating}="","",{both}))'
            return f"={inner}", "", False
        conditions = {
            "not_asked_reason": (_("say why"), f"NOT({asked})", state.not_asked),
            "evidence": (
                _("needs its evidence"),
                f"IF(ISNUMBER({rated}),OR({rated}<={self.scale.evidence_low},"
                f"{rated}>={self.scale.evidence_high}),FALSE)",
                units is not None and not self.scale.evidence_low < units < self.scale.evidence_high,
            ),
            "reason": (
                _("differs: say why"),
                self._differs(rated),
                units is not None and self.suggested is not None and state.rating != self.suggested,
            ),
            layout.FLAG_NOTE: (
                _("needs a note"),
                f"AND({asked},COUNTIF({self._flag_marks()},{quoted(yes_word())})>0)",
                not state.not_asked and bool(scoring.red_flags_ticked(self.rules.points, state.marks)),
            ),
        }
        message, condition, applies = conditions[field]
        written = bool(getattr(state, field).strip())
        return f'=IF(AND({condition},{empty}),{quoted(message)},"")', message, applies and not written

    def _differs(self, rated: str) -> str:
        suggested = cell(self._rows["suggested"], layout.ENTRY)
        return (
            f"IF(ISNUMBER({rated}),IF(ISNUMBER({suggested}),"
            f"{rated}<>ROUND({suggested}*{self.scale.unit},0),FALSE),FALSE)"
        )

    def _flag_marks(self) -> str:
        first = self.first + 2 + len(self.page_item.points)
        last = first + max(len(self.page_item.flags) - 1, 0)
        return f"{cell(first, layout.MARK)}:{cell(last, layout.MARK)}"
