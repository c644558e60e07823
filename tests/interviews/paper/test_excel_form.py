"""The Excel scoring form calculates as the site does; LibreOffice is the judge."""

import io
import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from interviews import scoring
from interviews.models import Sheet
from interviews.paper.excel_form import layout
from interviews.paper.excel_form.content import FormHead, FormIdentity, ScoringForm
from interviews.paper.excel_form.workbook import write_scoring_form
from interviews.room.pages.scorecard import page_items
from interviews.room.services.state import ResponseState, SheetRules, rules_of
from interviews.scoring import DEFAULT_SCALE, Band, Mark, Scale
from tests import factories
from tests.office import convert_all, needs_office

pytestmark = pytest.mark.django_db

THIRDS = Scale(
    minimum=Decimal("1"),
    maximum=Decimal("4"),
    step=Decimal("0.1"),
    evidence_at_or_below=Decimal("1.3"),
    evidence_from=Decimal("3.7"),
    floor=Decimal("1.5"),
    band_base=Decimal("7"),
    bands=(Band('"A"', Decimal("5.1")), Band("B, b", Decimal("2.9"))),
    lowest_band="C",
)


def varied_sheet(dice: random.Random, scale: Scale = DEFAULT_SCALE) -> Sheet:
    """Eight questions of both kinds with uneven weights, ladders with a missing level and two on one."""
    shared = factories.make_competency()
    questions = []
    for number in range(8):
        ladder = number % 2 == 1
        question = factories.make_question(
            points=dice.randint(1, 7),
            red_flags=dice.randint(0, 2),
            rubric_kind="ladder" if ladder else "checklist",
            competencies=[shared, factories.make_competency()],
        )
        points = list(question.points.filter(red_flag=False))
        for point in points:
            point.weight = Decimal(dice.randint(1, 900)) / 100
        if ladder:
            points[1].level = dice.choice([1, 2, 3])
            points[-1].level = dice.choice([4, 5])
        for point in points:
            point.save()
        questions.append(question)
    question_set = factories.make_set(questions=questions)
    for item in question_set.items.all():
        item.weight = Decimal(dice.randint(10, 700)) / 100
        item.save()
    return factories.make_sheet(question_set=question_set, scale=scale.to_json())


def random_states(dice: random.Random, rules: SheetRules, *, fill: float) -> dict[int, ResponseState]:
    states = {}
    for item_id, item in rules.items.items():
        state = states[item_id] = ResponseState(item_id)
        likely = dice.choice([[1, 1, 1], [6, 1, 0], [1, 6, 1], [0, 0, 1]])
        for point in item.points:
            if dice.random() < fill:
                state.marks[point.id] = dice.choices(list(Mark), likely)[0]
        kind = dice.random()
        if kind < 0.1:
            state.not_asked = True
        elif kind < fill:
            suggestion = state.suggestion(item, rules.scale)
            state.rating = (
                suggestion.rating if suggestion and dice.random() < 0.5 else dice.choice(rules.ratings)
            )
        for name in ("notes", "evidence", "reason", "flag_note", "not_asked_reason"):
            if dice.random() < 0.4:
                setattr(state, name, dice.choice(["=1+1", "客户说：好。\n第二行", "  ", "@x", "<r>a</r>"]))
    return states


def form_of(sheet: Sheet, states: dict[int, ResponseState] | None = None, **more) -> bytes:
    rules = rules_of(sheet)
    file = io.BytesIO()
    form = ScoringForm(
        head=FormHead(company="", sheet=str(sheet)),
        identity=FormIdentity(sheet=sheet.pk, sha256=sheet.sha256),
        rules=rules,
        items=page_items(sheet.pk),
        states=states or {item_id: ResponseState(item_id) for item_id in rules.items},
        **more,
    )
    write_scoring_form(file, form)
    return file.getvalue()


def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, data_only=True)


def cells(book: openpyxl.Workbook) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): "" if cell.value is None else cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def expected(sheet: Sheet, states: dict[int, ResponseState]) -> scoring.Total:
    rules = rules_of(sheet)
    return scoring.total(
        [
            scoring.ItemResult(
                item_id=item.item_id,
                weight=item.weight,
                rating=states[item.item_id].rating,
                category=item.category,
                competencies=item.competencies,
                rubric_kind=item.rubric_kind,
            )
            for item in rules.items.values()
        ],
        rules.scale,
    )


def shown_in(book: openpyxl.Workbook, states: dict[int, ResponseState], sheet: Sheet) -> None:
    """The form says what the scoring module says: each suggestion, the total, the band, every subtotal."""
    rules = rules_of(sheet)
    form, totals = book["Scoring"], book["Totals"]
    suggestions = [
        row[1]
        for row in form.iter_rows(min_col=layout.LABEL + 1, max_col=layout.ENTRY + 1, values_only=True)
        if row[0] == "Suggested"
    ]
    for item, shown in zip(rules.items.values(), suggestions, strict=True):
        suggestion = states[item.item_id].suggestion(item, rules.scale)
        wanted = None if suggestion is None else float(suggestion.rating)
        assert (None if shown in (None, "") else shown) == pytest.approx(wanted, abs=1e-9)
    total = expected(sheet, states)
    said = {row[0]: row[1] for row in totals.iter_rows(values_only=True, max_col=2) if row[0]}
    for name, percent in [
        ("Total", total.percent),
        *((part.name, part.percent) for part in (*total.categories, *total.competencies)),
    ]:
        shown = said[name]
        assert (None if shown in (None, "") else shown) == pytest.approx(
            None if percent is None else float(percent), abs=1e-9
        ), name
    assert (said["Band"] or None) == total.band
    needed = sum(bool(states[item.item_id].missing(item, rules.scale)) for item in rules.items.values())
    count = int(form.cell(4, layout.NEEDED + 1).value.split()[0])
    assert (count > 0) == (needed > 0)


def plain_sheet(*weights: str) -> Sheet:
    """Questions of these weights."""
    questions = [factories.make_question(points=1, red_flags=0) for _ in weights]
    question_set = factories.make_set(questions=questions)
    for item, weight in zip(question_set.items.all(), weights, strict=True):
        item.weight = Decimal(weight)
        item.save()
    return factories.make_sheet(question_set=question_set)


def border_cards() -> list[tuple[Sheet, dict[int, ResponseState]]]:
    """On the borders of the bands and half a point below: 27, 23 and 19 of 30; and 89.96 %."""
    six_items, two_items = plain_sheet(*["1"] * 6), plain_sheet("9.96", "0.04")
    cases = [
        (six_items, ratings) for ratings in ("5 5 5 4 4 4", "5 5 5 4 4 3.5", "4 4 4 4 4 3", "4 4 4 4 4 2.5")
    ]
    cases += [(six_items, ratings) for ratings in ("4 3 3 3 3 3", "3.5 3 3 3 3 3")] + [(two_items, "4.5 4")]
    cards = []
    for sheet, ratings in cases:
        items = rules_of(sheet).items
        values = dict(zip(items, map(Decimal, ratings.split()), strict=True))
        cards.append((sheet, {item: ResponseState(item, rating=values[item]) for item in items}))
    return cards


@needs_office
def test_libreoffice_calculates_what_the_scoring_module_says(tmp_path):
    """Thirty random scorecards of eight questions each, on the usual scale and on an odd one."""
    dice = random.Random(20260722)
    cards = []
    with translation.override("en"):
        for sheet_number, scale in enumerate([DEFAULT_SCALE, DEFAULT_SCALE, THIRDS]):
            sheet = varied_sheet(dice, scale)
            for number in range(10):
                states = random_states(dice, rules_of(sheet), fill=dice.choice([0.5, 0.9, 1, 1]))
                path = tmp_path / f"{sheet_number}-{number}.xlsx"
                path.write_bytes(form_of(sheet, states))
                cards.append((sheet, states, path))
        for number, (sheet, states) in enumerate(border_cards()):
            path = tmp_path / f"border-{number}.xlsx"
            path.write_bytes(form_of(sheet, states))
            cards.append((sheet, states, path))
    calculated = convert_all([path for _, _, path in cards], "xlsx", tmp_path / "out")
    bands = set()
    for (sheet, states, path), result in zip(cards, calculated, strict=True):
        book = opened(result)
        shown_in(book, states, sheet)
        # What the file holds for viewers that don't calculate is the same, in every cell.
        assert cells(book) == cells(opened(path))
        bands.add(expected(sheet, states).band)
    assert len(bands) > 4
    shown = [expected(sheet, states) for sheet, states, _ in cards[-7:]]
    assert [(str(total.percent), total.band) for total in shown] == [
        ("90.0", "优秀"),
        ("88.3", "良好"),
        ("76.7", "良好"),
        ("75.0", "合格"),
        ("63.3", "合格"),
        ("61.7", "不合格"),
        ("89.9", "良好"),
    ]
