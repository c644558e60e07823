"""Levels between a heading and its questions, as in dictionaries of competencies: they are for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qbank.documents.parsing.marks import fold
from qbank.documents.parts.cleaning import unmarked
from qbank.documents.parts.levels import anchors_place, levels_of
from qbank.documents.parts.read import ReadQuestion, Span


def share_levels(
    text: str, headings: Sequence[Span], questions: Sequence[ReadQuestion]
) -> Iterator[tuple[int, int]]:
    """Give the levels above the first question of a heading to all its questions that have no points.

    Yields the places of those that more than one question got. The place itself belongs to the first.
    """
    folded = fold(text)
    starts = [question.start for question in questions]
    borders = [*sorted(headings, key=lambda heading: heading.start), Span(len(text), len(text), "heading")]
    for heading, following in pairwise(borders):
        first = bisect_left(starts, heading.end)
        own = questions[first : bisect_left(starts, following.start)]
        place = anchors_place(folded, heading.end, own[0].start) if own else None
        points = levels_of(unmarked(text[slice(*place)])) if place else []
        lacking = [question for question in own if not question.points]
        if not place or not points or not lacking:
            continue
        for question in lacking:
            question.points += points
        lacking[0].spans.append(Span(*place, "point"))
        if len(lacking) > 1:
            yield place
