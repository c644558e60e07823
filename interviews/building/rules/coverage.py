"""What a set of questions covers: minutes, weights, categories and competencies. Pure; no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """One question of a set: what it weighs, how long it takes, what it gives evidence of (by id)."""

    minutes: int
    weight: Decimal
    category: int
    competencies: frozenset[int]


@dataclass(frozen=True, slots=True)
class Topic:
    """A category, a chapter, or (with a parent) a section of a chapter. ``wanted``: the position asks for
    it."""

    id: int
    name: str
    parent: int | None = None
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """``planned`` and ``minutes`` in minutes; ``share`` is how much of the plan is used, 0 to 100."""

    questions: int
    minutes: int
    planned: int
    weight: Decimal

    @property
    def over(self) -> int:
        """Minutes beyond the plan; 0 within it."""
        return max(self.minutes - self.planned, 0)

    @property
    def left(self) -> int:
        return max(self.planned - self.minutes, 0)

    @property
    def share(self) -> int:
        return min(self.minutes * 100 // self.planned, 100) if self.planned else 100


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """How many questions (and minutes) give evidence of a topic; ``parts`` are its sections."""

    topic: Topic
    questions: int
    minutes: int
    parts: tuple[TopicCoverage, ...] = ()

    @property
    def missing(self) -> bool:
        return self.questions == 0

    @property
    def gaps(self) -> int:
        """Sections nothing in the set asks about."""
        return sum(part.missing for part in self.parts)


def totals(questions: Sequence[SetQuestion], *, planned: int) -> Totals:
    """Sums over the whole set, against its planned minutes."""
    return Totals(
        questions=len(questions),
        minutes=sum(question.minutes for question in questions),
        planned=planned,
        weight=sum((question.weight for question in questions), Decimal(0)),
    )


def by_category(questions: Sequence[SetQuestion], categories: Iterable[Topic]) -> tuple[TopicCoverage, ...]:
    """Every category in the given order, those without a question included."""
    return tuple(
        _covered(topic, [question for question in questions if question.category == topic.id])
        for topic in categories
    )


def by_competency(
    questions: Sequence[SetQuestion], competencies: Sequence[Topic]
) -> tuple[TopicCoverage, ...]:
    """Every chapter with its sections.

    A question about a section is also one about its chapter, and counts there once however many of
    its sections it touches.
    """
    covered = []
    for chapter in (topic for topic in competencies if topic.parent is None):
        sections = [topic for topic in competencies if topic.parent == chapter.id]
        family = {chapter.id, *(section.id for section in sections)}
        parts = tuple(
            _covered(section, [question for question in questions if section.id in question.competencies])
            for section in sections
        )
        covered.append(
            _covered(chapter, [question for question in questions if question.competencies & family], parts)
        )
    return tuple(covered)


def _covered(
    topic: Topic, questions: Sequence[SetQuestion], parts: tuple[TopicCoverage, ...] = ()
) -> TopicCoverage:
    return TopicCoverage(topic, len(questions), sum(question.minutes for question in questions), parts)
