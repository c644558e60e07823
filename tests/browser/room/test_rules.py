"""The rules in the browser are the rules on the server."""

import json
import random
from decimal import Decimal

import pytest

from common.numbers import format_decimal
from interviews.room.services.state import suggestion_json
from interviews.scoring import (
    CHECKLIST,
    DEFAULT_SCALE,
    LADDER,
    Mark,
    Point,
    Scale,
    red_flags_ticked,
    requirements,
    suggest,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_scale(rng):
    step = rng.choice(
        [Decimal("0.5"), Decimal("0.5"), Decimal("0.25"), Decimal("0.1"), Decimal(1), Decimal(2)]
    )
    low = rng.choice([0, 0, 1, 2]) * step
    high = low + step * rng.randint(1, 20)
    return Scale(
        **{
            **{name: getattr(DEFAULT_SCALE, name) for name in ("floor", "band_base", "bands", "lowest_band")},
            "minimum": low,
            "maximum": high,
            "step": step,
            "evidence_at_or_below": rng.choice([low, low + step, Decimal("0.5")]),
            "evidence_from": rng.choice([high, high - step, Decimal(4)]),
        }
    )


def a_case(rng):
    scale = DEFAULT_SCALE if rng.random() < 0.5 else a_scale(rng)
    kind = rng.choice([CHECKLIST, LADDER])
    points = []
    for number in range(1, rng.randint(1, 8) + 1):
        flag = rng.random() < 0.2
        points.append(
            Point(
                id=number,
                weight=Decimal(0)
                if flag
                else Decimal(rng.choice([1, 2, 3, 10, "0.1", "2.5", "0.33", "99.99"])),
                level=None if flag or kind == CHECKLIST else rng.randint(1, 5),
                red_flag=flag,
            )
        )
    given = {point.id: rng.choice([None, *Mark]) for point in points}
    texts = ["", " ", "…", "。！", "好", "ok", "½", "٣", "\n\t", "_-", "é", "Ⅳ", "の"]
    response = {
        "rating": rng.choice([None, *scale.ratings()]),
        "not_asked": rng.random() < 0.2,
        **{name: rng.choice(texts) for name in ("evidence", "reason", "flag_note", "not_asked_reason")},
    }
    return scale, kind, points, {key: mark for key, mark in given.items() if mark}, response


def on_the_server(scale, kind, points, marks, response):
    suggestion = suggest(kind, points, marks, scale)
    missing = requirements(
        scale=scale,
        suggested=suggestion.rating if suggestion else None,
        red_flag_ticked=bool(red_flags_ticked(points, marks)),
        **response,
    )
    return {"suggestion": suggestion_json(suggestion), "missing": [str(code) for code in missing]}


def for_the_browser(scale, kind, points, marks, response):
    return {
        "scale": scale.to_json(),
        "kind": kind,
        "points": [
            {"id": p.id, "weight": format_decimal(p.weight), "level": p.level, "red_flag": p.red_flag}
            for p in points
        ],
        "response": {
            **response,
            "rating": None if response["rating"] is None else format_decimal(response["rating"]),
            "marks": {str(key): str(mark) for key, mark in marks.items()},
        },
    }


def test_the_rules_in_the_browser_are_those_of_the_server(page_for, live_server):
    rng = random.Random(20250207)
    cases = [a_case(rng) for _ in range(3000)]
    page = page_for(None)
    page.goto("/accounts/sign-in/")
    answers = page.evaluate(
        """async ([url, text]) => {
          const { suggest, requirements } = await import(url);
          return JSON.stringify(JSON.parse(text).map(({ scale, kind, points, response }) => {
            const suggestion = suggest(kind, points, response.marks, scale);
            return { suggestion, missing: requirements(response, suggestion, points, scale) };
          }));
        }""",
        [
            f"{live_server.url}/static/js/scoring/rules.js",
            json.dumps([for_the_browser(*case) for case in cases]),
        ],
    )
    answered = json.loads(answers)
    assert len(answered) == len(cases)
    for case, answer in zip(cases, answered, strict=True):
        assert answer == on_the_server(*case), case
