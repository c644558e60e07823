"""What is known while scoring: a sheet's rules, which never change, and one scorecard's responses.

The page, every autosave and submitting read the same values here; suggestions and requirements come
from :mod:`interviews.scoring`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, FilteredRelation, Q, QuerySet, Value

from common.composed import ComposedQuery
from common.numbers import format_decimal
from interviews import scoring
from interviews.models import ScoreChange, Sheet, SheetItem
from interviews.room.services.records import RecordState, VersionJson, read_heads, versions_json
from interviews.scoring import ChecklistSuggestion, Mark, Point, Requirement, Scale, Suggestion

TEXT_FIELDS = ("notes", "evidence", "reason", "flag_note", "not_asked_reason")
#: The columns of a response that hold what the interviewer entered.
FIELDS = (*TEXT_FIELDS, "rating", "not_asked", "probes_used", "seconds")
#: Begins the names of fields that are marks.
MARK = "mark:"


@dataclass(frozen=True, slots=True)
class ItemRules:
    """What a response to one question is judged by. ``points`` stand as the page shows them: ladder
    levels from low to high, red flags last. ``probes`` is how many there are."""

    item_id: int
    position: int
    code: str
    text: str
    weight: Decimal
    category: str
    competencies: tuple[str, ...]
    rubric_kind: str
    probes: int
    points: tuple[Point, ...]
    point_texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class SheetRules:
    """A sheet's scale, the ratings it allows, and its items (by id, in the sheet's order)."""

    scale: Scale
    ratings: tuple[Decimal, ...]
    items: Mapping[int, ItemRules]


@dataclass(slots=True)
class ResponseState(RecordState):
    """One question on one scorecard as it stands; ``marks`` by point id. ``pk`` is None when unsaved."""

    item_id: int
    pk: int | None = None
    notes: str = ""
    evidence: str = ""
    reason: str = ""
    flag_note: str = ""
    not_asked_reason: str = ""
    rating: Decimal | None = None
    not_asked: bool = False
    probes_used: list[int] = field(default_factory=list)
    seconds: int = 0
    marks: dict[int, Mark] = field(default_factory=dict)

    def has_value(self, name: str, value: Any) -> bool:
        """Whether a field has this value already; a question that was not asked has no rating, not even
        none."""
        if (point_id := point_of(name)) is not None:
            return bool(self.marks.get(point_id) == value)
        if name == "rating":
            return bool(self.rating == value) and not self.not_asked
        return bool(getattr(self, name) == value)

    def apply(self, name: str, value: Any) -> None:
        """Set a field. The last act counts: a rating, given or cleared, makes a question asked, and not
        asked clears the rating. The time spent only grows."""
        if (point_id := point_of(name)) is not None:
            if value is None:
                self.marks.pop(point_id, None)
            else:
                self.marks[point_id] = Mark(value)
            return
        if name == "seconds":
            self.seconds = max(self.seconds, value)
            return
        setattr(self, name, value)
        if name == "rating":
            self.not_asked = False
        if name == "not_asked" and value:
            self.rating = None

    def suggestion(self, rules: ItemRules, scale: Scale) -> Suggestion | None:
        """What the marks come to."""
        return scoring.suggest(rules.rubric_kind, rules.points, self.marks, scale)

    def missing(self, rules: ItemRules, scale: Scale) -> tuple[Requirement, ...]:
        """What this response still lacks before its scorecard can be submitted."""
        suggestion = self.suggestion(rules, scale)
        return scoring.requirements(
            scale=scale,
            rating=self.rating,
            suggested=suggestion.rating if suggestion else None,
            red_flag_ticked=bool(scoring.red_flags_ticked(rules.points, self.marks)),
            not_asked=self.not_asked,
            evidence=self.evidence,
            reason=self.reason,
            flag_note=self.flag_note,
            not_asked_reason=self.not_asked_reason,
        )


def point_of(name: str) -> int | None:
    """The rubric point that a field "mark:<point id>" marks; None for other fields."""
    return int(name.removeprefix(MARK)) if name.startswith(MARK) else None


def suggestion_json(suggestion: Suggestion | None) -> dict[str, Any] | None:
    """A suggestion as the page reads it. static/js/scoring/rules.js returns the same shape."""
    if suggestion is None:
        return None
    if isinstance(suggestion, ChecklistSuggestion):
        return {
            "rating": format_decimal(suggestion.rating),
            "complete": suggestion.complete,
            "total_weight": format_decimal(suggestion.total_weight),
            "met_weight": format_decimal(suggestion.met_weight),
            "partly_weight": format_decimal(suggestion.partly_weight),
        }
    return {
        "rating": format_decimal(suggestion.rating),
        "complete": suggestion.complete,
        "reached": suggestion.reached,
        "next_level": suggestion.next_level,
        "next_partly": suggestion.next_partly,
        "uncounted": list(suggestion.uncounted),
    }


def judged_json(state: ResponseState, rules: ItemRules, scale: Scale) -> dict[str, Any]:
    """What the rules say of a response: the suggestion, and what it lacks."""
    return {
        "suggestion": suggestion_json(state.suggestion(rules, scale)),
        "missing": [str(code) for code in state.missing(rules, scale)],
    }


def response_json(
    state: ResponseState, rules: ItemRules, scale: Scale, ledger: Mapping[str, VersionJson]
) -> dict[str, Any]:
    """A response as the page reads it: everything entered, what the rules say of it, and its versions."""
    return {
        **{name: getattr(state, name) for name in FIELDS},
        "rating": None if state.rating is None else format_decimal(state.rating),
        "marks": {str(point_id): str(mark) for point_id, mark in state.marks.items()},
        **judged_json(state, rules, scale),
        **versions_json(state, ledger),
    }


def rules_of(sheet: Sheet) -> SheetRules:
    """The sheet's rules, kept in memory: a published sheet never changes."""
    return _rules_of(sheet.pk, sheet.published_at)


# The time of publishing is in the key because a database that was restored may use an id again.
@lru_cache(maxsize=128)
def _rules_of(sheet_id: int, _published_at: datetime) -> SheetRules:
    rows = (
        SheetItem.objects.filter(sheet=sheet_id)
        .order_by("position", "points__red_flag", "points__level", "points__position")
        .values(
            *("id", "position", "code", "text", "weight", "category", "competencies", "rubric_kind"),
            *("probes", "sheet__scale"),
            *("points__id", "points__text", "points__weight", "points__level", "points__red_flag"),
        )
    )
    grouped: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["id"], []).append(row)
    scale = Scale.from_json(rows[0]["sheet__scale"])
    return SheetRules(
        scale=scale,
        ratings=scale.ratings(),
        items={item_id: _item_rules(item_rows) for item_id, item_rows in grouped.items()},
    )


def _item_rules(rows: list[dict[str, Any]]) -> ItemRules:
    first, points = rows[0], [row for row in rows if row["points__id"] is not None]
    return ItemRules(
        item_id=first["id"],
        position=first["position"],
        code=first["code"],
        text=first["text"],
        weight=first["weight"],
        category=first["category"],
        competencies=tuple(first["competencies"]),
        rubric_kind=first["rubric_kind"],
        probes=len(first["probes"]),
        points=tuple(
            Point(
                id=row["points__id"],
                weight=row["points__weight"],
                level=row["points__level"],
                red_flag=row["points__red_flag"],
            )
            for row in points
        ),
        point_texts={row["points__id"]: row["points__text"] for row in points},
    )


@dataclass(frozen=True, slots=True)
class LoadedResponses:
    """Responses by item id; ``repeats``: one of the changes asked about is in the ledger already."""

    responses: dict[int, ResponseState]
    repeats: bool


def _responses_to(
    scorecard_id: int, item_ids: Collection[int], changes: Collection[UUID] | None = None
) -> QuerySet[Any, Any]:
    known = Exists(ScoreChange.objects.filter(pk__in=changes)) if changes else Value(False)
    rows: QuerySet[Any, Any] = (
        SheetItem.objects.filter(pk__in=item_ids)
        .annotate(
            response=FilteredRelation("responses", condition=Q(responses__scorecard=scorecard_id)),
            repeats=known,
        )
        .order_by("position")
        .values_list(
            *("id", "repeats", "response__marks__point_id", "response__marks__value"),
            *("response__id", "response__revision", "response__heads"),
            *(f"response__{name}" for name in FIELDS),
        )
    )
    return rows


_RESPONSES = ComposedQuery(_responses_to)


def read_responses(
    scorecard_id: int, item_ids: Collection[int], *, changes: Collection[UUID] = ()
) -> LoadedResponses:
    """The responses to these items in one query; items without a response come out empty."""
    responses: dict[int, ResponseState] = {}
    repeated = False
    if not item_ids:
        return LoadedResponses(responses, repeated)
    asked = (scorecard_id, item_ids, changes) if changes else (scorecard_id, item_ids)
    for item_id, repeats, point_id, mark, *entered in _RESPONSES.rows(*asked):
        repeated = repeated or bool(repeats)
        if item_id not in responses:
            responses[item_id] = _response(item_id, *entered)
        if point_id is not None:
            responses[item_id].marks[point_id] = Mark(mark)
    return LoadedResponses(responses, repeated)


def _response(item_id: int, pk: int | None, revision: int, heads: Any, *values: Any) -> ResponseState:
    """What was stored; without an id nothing was."""
    if pk is None:
        return ResponseState(item_id)
    return ResponseState(
        item_id,
        pk=pk,
        revision=revision,
        heads=read_heads(heads),
        **dict(zip(FIELDS, values, strict=True)),
    )
