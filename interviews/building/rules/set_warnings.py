"""What to warn of in a set: too long, a gap, a repetition, a question the candidate knows. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interviews.building.rules.coverage import Topic, TopicCoverage
from qbank.similarity.index import SimilarIndex


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A part of a set by its id; ``planned``: its minutes, None without a plan."""

    id: int
    title: str
    planned: int | None


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question of a set. ``section``: the id of its section, None outside of all."""

    question: int
    text: str
    minutes: int
    section: int | None = None


@dataclass(frozen=True, slots=True)
class SectionOver:
    """``over``: minutes beyond the section's plan."""

    section: PlannedSection
    over: int


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two questions of a set, the earlier one first, that ask nearly the same; ``percent``: how nearly."""

    first: int
    second: int
    percent: int


@dataclass(frozen=True, slots=True)
class SetWarnings:
    """All there is to say about a set but its totals. ``asked``: question → the day this candidate was or
    will be asked it; ``overused``: question → its recent uses, where they reach the limit."""

    sections: tuple[SectionOver, ...]
    categories: tuple[Topic, ...]
    competencies: tuple[Topic, ...]
    similar_pairs: tuple[SimilarPair, ...]
    asked: Mapping[int, date]
    overused: Mapping[int, int]


def over_plan(minutes: int, planned: int | None) -> int:
    """Minutes beyond a plan; without one there is nothing to exceed."""
    return 0 if planned is None else max(minutes - planned, 0)


def sections_over(
    placed: Sequence[PlacedQuestion], sections: Iterable[PlannedSection]
) -> tuple[SectionOver, ...]:
    """The sections that take longer than they may, in the given order."""
    used = (
        (section, sum(item.minutes for item in placed if item.section == section.id)) for section in sections
    )
    return tuple(
        SectionOver(section, over)
        for section, minutes in used
        if (over := over_plan(minutes, section.planned))
    )


def uncovered_topics(covered: Iterable[TopicCoverage]) -> tuple[Topic, ...]:
    """The wanted topics (chapters, their sections, categories) no question of the set is about."""
    topics: list[Topic] = []
    for coverage in covered:
        topics += [part.topic for part in (coverage, *coverage.parts) if part.topic.wanted and part.missing]
    return tuple(topics)


def find_similar_pairs(placed: Sequence[PlacedQuestion]) -> tuple[SimilarPair, ...]:
    """Each question that asks nearly what an earlier one asks, with the one it is most like."""
    index, pairs = SimilarIndex(), []
    for item in placed:
        earlier = index.find(item.text)
        if earlier is not None:
            pairs.append(SimilarPair(earlier[0], item.question, earlier[1]))
        index.add(item.question, item.text)
    return tuple(pairs)


def asked_before(placed: Iterable[PlacedQuestion], asked: Mapping[int, date]) -> dict[int, date]:
    """Those of the set's questions that are among the ones a candidate was asked."""
    return {item.question: asked[item.question] for item in placed if item.question in asked}


def overused_in(
    placed: Iterable[PlacedQuestion], recent: Mapping[int, int], limit: int | None
) -> dict[int, int]:
    """Those of the set's questions whose recent uses reach the limit (None: there is no limit)."""
    if limit is None:
        return {}
    uses = ((item.question, recent.get(item.question, 0)) for item in placed)
    return {question: number for question, number in uses if number >= limit}
