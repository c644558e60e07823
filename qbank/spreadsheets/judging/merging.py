"""Merging a row into the question it changes: the row's values where it has any, the bank's elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from common.folding import fold
from qbank.bankfile.drafts import PointDraft, QuestionDraft
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.judging.row_drafts import QUOTES, WEIGHTS
from qbank.spreadsheets.judging.verdicts import BankQuestion, RowDraft

#: Fields of a question's draft that a row replaces as they are.
_PLAIN: Final = {
    Field.TEXT: "text",
    Field.SHORT_TITLE: "short_title",
    Field.TAGS: "tags",
    Field.KIND: "kind",
    Field.RUBRIC_KIND: "rubric_kind",
    Field.DIFFICULTY: "difficulty",
    Field.MINUTES: "minutes",
    Field.STATUS: "status",
    Field.PROBE: "probes",
    Field.COMPETENCY: "competencies",
    Field.ANSWER: "answers",
}


def merged(row: RowDraft, known: BankQuestion) -> tuple[QuestionDraft, str]:
    """The whole question, and its category, that ``row`` makes of ``known``."""
    values = {name: getattr(row.draft, name) for field, name in _PLAIN.items() if field.value in row.stated}
    category = row.category if Field.CATEGORY.value in row.stated else known.category
    points = _points(row, known.draft)
    return replace(known.draft, **values, points=points), category


def without_unchanged(row: RowDraft, reread: RowDraft) -> RowDraft:
    """``row`` without the fields that equal those of the question's own export when it is read (``reread``).

    An export is not always to the letter what the bank has.
    """
    same = {
        field.value
        for field, name in _PLAIN.items()
        if field.value in row.stated and getattr(row.draft, name) == getattr(reread.draft, name)
    }
    if row.category == reread.category:
        same.add(Field.CATEGORY.value)
    for field, flag in ((Field.POINT, False), (Field.RED_FLAG, True)):
        if _points_with_flag(row.draft.points, flag) == _points_with_flag(reread.draft.points, flag):
            same.add(field.value)
    return replace(row, stated=row.stated - same)


def _points_with_flag(points: Iterable[PointDraft], flag: bool) -> list[PointDraft]:
    return [point for point in points if point.red_flag == flag]


def _by_level(points: Iterable[PointDraft], flag: bool) -> list[PointDraft]:
    """In the order in which they are stored."""
    return sorted(_points_with_flag(points, flag), key=lambda point: point.level or 0)


def _points(row: RowDraft, known: QuestionDraft) -> tuple[PointDraft, ...]:
    """The row's points and red flags, each where the row has any; what it does not state of a point
    (weights, quotes) stays with the point of the same text."""
    if not row.stated & {Field.POINT.value, Field.RED_FLAG.value}:
        return known.points
    scored, flags = _points_with_flag(known.points, False), _points_with_flag(known.points, True)
    if Field.POINT.value in row.stated:
        scored = list(_completed(_points_with_flag(row.draft.points, False), scored, row.stated))
    if Field.RED_FLAG.value in row.stated:
        flags = list(_completed(_points_with_flag(row.draft.points, True), flags, row.stated))
    return (*scored, *flags)


def _completed(
    stated: Iterable[PointDraft], known: Iterable[PointDraft], stated_details: frozenset[str]
) -> Iterable[PointDraft]:
    by_text: dict[str, list[PointDraft]] = {}
    for point in reversed(list(known)):
        by_text.setdefault(fold(point.text), []).append(point)
    for point in stated:
        stored = by_text[key].pop() if by_text.get(key := fold(point.text)) else None
        if stored is not None:
            if not point.red_flag and WEIGHTS not in stated_details:
                point = replace(point, weight=stored.weight)
            if QUOTES not in stated_details and not point.quote:
                point = replace(point, quote=stored.quote)
            if point.level is None:
                point = replace(point, level=stored.level)
        yield point


def changed_fields(draft: QuestionDraft, category: str, known: BankQuestion) -> tuple[str, ...]:
    """The fields in which a question and its category differ from the bank's."""
    stored = known.draft
    changed = [
        field.value
        for field, name in _PLAIN.items()
        if field is not Field.COMPETENCY and getattr(draft, name) != getattr(stored, name)
    ]
    if set(draft.competencies) != set(stored.competencies):
        changed.append(Field.COMPETENCY.value)
    if category != known.category:
        changed.append(Field.CATEGORY.value)
    for field, flag in ((Field.POINT, False), (Field.RED_FLAG, True)):
        if _by_level(draft.points, flag) != _by_level(stored.points, flag):
            changed.append(field.value)
    return tuple(changed)
