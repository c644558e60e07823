"""An interviewer of the demo filling in a scorecard, by the changes a browser would send."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

from accounts.models import User
from home.demo import cast
from interviews import scoring
from interviews.models import Interview, PanelMember, Scorecard
from interviews.room.services.responses import Responses
from interviews.room.services.saving import save
from interviews.room.services.scorecards import submit
from interviews.room.services.state import ItemRules, SheetRules, rules_of
from interviews.scoring import Mark

Fields = dict[str, Any]


def fill_in(interview: Interview, person: User, strength: float, random: Random, *, share: float = 1) -> None:
    """Record the first ``share`` of the questions. ``strength`` is how likely the candidate meets a rubric
    point, from 0 to 1."""
    rules = rules_of(interview.sheet)
    seat = PanelMember.objects.get(interview=interview, user=person)
    items = list(rules.items.values())
    for item in items[: round(len(items) * share)]:
        changes = [
            {"id": str(uuid4()), "item": item.item_id, "field": name, "value": value}
            for name, value in _response(item, rules, strength, random).items()
        ]
        save(Responses, actor=person, interview_id=interview.pk, seat_id=seat.pk, raw_changes=changes)


def hand_in(interview: Interview, person: User) -> None:
    """Submit what the person recorded."""
    submit(scorecard=Scorecard.objects.get(member__interview=interview, member__user=person), actor=person)


def _response(item: ItemRules, rules: SheetRules, strength: float, random: Random) -> Fields:
    marks = {point.id: _mark(point, strength, random) for point in item.points}
    suggestion = scoring.suggest(item.rubric_kind, item.points, marks, rules.scale)
    suggested = suggestion.rating if suggestion else rules.ratings[len(rules.ratings) // 2]
    rating = _rating(suggested, rules, random)
    ticked = scoring.red_flags_ticked(item.points, marks)
    return {
        **{f"mark:{point_id}": str(mark) for point_id, mark in marks.items()},
        "rating": str(rating),
        "notes": _notes(item, marks, random),
        "evidence": _evidence(rating, rules.scale, random),
        "reason": cast.ADJUSTED[rating < suggested] if rating != suggested else "",
        "flag_note": cast.FLAGGED if ticked else "",
        "seconds": random.randint(180, 420),
    }


def _mark(point: scoring.Point, strength: float, random: Random) -> Mark:
    if point.red_flag:
        return Mark.MET if random.random() > strength + 0.75 else Mark.MISSED
    # The higher the level, the harder.
    chance = strength - 0.09 * ((point.level or 3) - 3)
    drawn = random.random()
    return Mark.MET if drawn < chance else Mark.PARTLY if drawn < chance + 0.2 else Mark.MISSED


def _rating(suggested: Decimal, rules: SheetRules, random: Random) -> Decimal:
    """What the marks come to, now and then a step beside it."""
    place = rules.ratings.index(suggested) + random.choice((0, 0, 0, 0, 1, -1))
    return rules.ratings[min(max(place, 0), len(rules.ratings) - 1)]


def _evidence(rating: Decimal, scale: scoring.Scale, random: Random) -> str:
    """Where the scale wants it."""
    if rating >= scale.evidence_from:
        return random.choice(cast.EVIDENCE_HIGH)
    return random.choice(cast.EVIDENCE_LOW) if rating <= scale.evidence_at_or_below else ""


def _notes(item: ItemRules, marks: dict[int, Mark], random: Random) -> str:
    met, missed = _texts(item, marks, Mark.MET), _texts(item, marks, Mark.MISSED)
    parts = [
        random.choice(cast.OPENINGS),
        f"说到了：{'；'.join(met[:2])}。" if met else "",
        f"没有说到：{missed[0]}。" if missed else "",
        random.choice(cast.ENDINGS),
    ]
    return "".join(parts)


def _texts(item: ItemRules, marks: dict[int, Mark], wanted: Mark) -> list[str]:
    points: Iterable[scoring.Point] = (point for point in item.points if not point.red_flag)
    return [item.point_texts[point.id].rstrip("。；") for point in points if marks[point.id] == wanted]
