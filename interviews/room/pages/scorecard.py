"""What the scoring page shows: the sheet's questions, and the first state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from common.highlight import QuotePart, mark_quotes
from common.numbers import format_decimal
from interviews.models import Focus, PanelMember, Scorecard, ScoreChange, SheetItem, SheetPoint
from interviews.room.services.records import read_ledger
from interviews.room.services.state import (
    ResponseState,
    SheetRules,
    read_responses,
    response_json,
    rules_of,
)
from interviews.scoring import Scale
from qbank.questions.rules.short_titles import chosen_titles


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A rubric point or red flag; ``key`` is the key that marks it (0 the tenth, None those after it)."""

    id: int
    key: str | None
    text: str
    weight: str
    level: int | None
    red_flag: bool


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A reference answer, cut where rubric points quote it."""

    parts: tuple[QuotePart, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """Who of the panel leads a question; ``mine``: the person the page is for."""

    name: str
    mine: bool


@dataclass(frozen=True, slots=True)
class PageItem:
    """One question with everything that is on the screen with it, except what was entered.

    ``title``: the few words that tell it apart from the sheet's other questions.
    """

    item: SheetItem
    title: str
    points: tuple[PagePoint, ...]
    flags: tuple[PagePoint, ...]
    answers: tuple[PageAnswer, ...]
    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class RatingStep:
    """A button of the rating row: ``label`` is short for steps between whole numbers (.5)."""

    value: str
    label: str
    whole: bool


def leads_for(seat: PanelMember) -> dict[int, Lead]:
    """Item id → who leads it, for the scoring page of this seat."""
    focuses = Focus.objects.filter(interview=seat.interview_id, member__withdrawn_at__isnull=True)
    return {
        focus.item_id: Lead(str(focus.member), focus.member_id == seat.pk)
        for focus in focuses.select_related("member__user")
    }


def page_items(sheet_id: int, leads: Mapping[int, Lead] | None = None) -> list[PageItem]:
    """The sheet's questions in order, in two queries."""
    items = list(SheetItem.objects.filter(sheet=sheet_id).order_by("position").prefetch_related("points"))
    titles = chosen_titles([(item.short_title, item.text) for item in items])
    return [
        replace(_page_item(item, title), lead=(leads or {}).get(item.pk))
        for item, title in zip(items, titles, strict=True)
    ]


def _page_item(item: SheetItem, title: str) -> PageItem:
    ordered = sorted(item.points.all(), key=lambda point: (point.red_flag, point.level or 0, point.position))
    points = [_page_point(point, number) for number, point in enumerate(ordered, start=1)]
    quotes = {point.pk: point.quote for point in ordered}
    return PageItem(
        item=item,
        title=title,
        points=tuple(point for point in points if not point.red_flag),
        flags=tuple(point for point in points if point.red_flag),
        answers=tuple(
            PageAnswer(tuple(mark_quotes(answer["text"], quotes)), answer.get("complete", True))
            for answer in item.answers
        ),
    )


def _page_point(point: SheetPoint, number: int) -> PagePoint:
    return PagePoint(
        id=point.pk,
        key=str(number % 10) if number <= 10 else None,
        text=point.text,
        weight=format_decimal(point.weight),
        level=point.level,
        red_flag=point.red_flag,
    )


def rating_steps(scale: Scale) -> list[RatingStep]:
    """The buttons of the rating row, lowest first."""
    return [_rating_step(rating) for rating in scale.ratings()]


def _rating_step(rating: Decimal) -> RatingStep:
    value = format_decimal(rating)
    whole = rating == rating.to_integral_value()
    return RatingStep(value, value if whole else f".{value.partition('.')[2]}", whole)


def responses_of(scorecard: Scorecard | None, rules: SheetRules) -> dict[int, ResponseState]:
    """Every question's response; empty ones while there is no scorecard."""
    if scorecard is None:
        return {item_id: ResponseState(item_id) for item_id in rules.items}
    return read_responses(scorecard.pk, rules.items).responses


def state_json(seat: PanelMember, scorecard: Scorecard | None) -> dict[str, Any]:
    """What was entered so far, for the page's scripts; give the seat with its interview's sheet."""
    rules = rules_of(seat.interview.sheet)
    responses = responses_of(scorecard, rules)
    ledger = read_ledger(responses.values(), ScoreChange)
    return {
        "seat": seat.pk,
        "closed": closed_code(seat, scorecard),
        "items": {
            str(item_id): response_json(responses[item_id], item, rules.scale, ledger)
            for item_id, item in rules.items.items()
        },
    }


def closed_code(seat: PanelMember, scorecard: Scorecard | None) -> str | None:
    """Why nothing can be entered: "withdrawn" (also when the candidate's data was erased), "submitted",
    "cancelled", or None when it can."""
    if seat.withdrawn or (scorecard is not None and scorecard.status == Scorecard.Status.WITHDRAWN):
        return "withdrawn"
    if scorecard is not None and scorecard.submitted:
        return "submitted"
    return "cancelled" if seat.interview.called_off else None


def sheet_json(rules: SheetRules) -> dict[str, Any]:
    """The rules for the page's scripts: they suggest while there is no network."""
    return {
        "scale": rules.scale.to_json() | {"ratings": [format_decimal(rating) for rating in rules.ratings]},
        "items": [
            {
                "id": item.item_id,
                "position": item.position,
                "rubric_kind": item.rubric_kind,
                "points": [
                    {
                        "id": point.id,
                        "weight": format_decimal(point.weight),
                        "level": point.level,
                        "red_flag": point.red_flag,
                    }
                    for point in item.points
                ],
            }
            for item in rules.items.values()
        ],
    }
