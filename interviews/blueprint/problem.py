"""A blueprint as numbers: groups of questions that are as good as each other, and the measure.

Questions of one category that agree in everything the wishes look at form a group. Which of a group are
taken makes no difference but for how often they were used, so only how many are taken is a question.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interviews.blueprint.wishes import DIFFICULTIES, OfferedQuestion, Wishes, held_back

#: What one use weighs beside having been shown just before (at most 9, on fewer than 100 questions).
USE = 1000


class Measure(NamedTuple):
    """How far a selection is from what was wished; compared from left to right, less is better.

    over: minutes above the maximum.
    short: questions missing, in categories and in all.
    traits: questions missing of the kinds and of ladders.
    uncovered: competencies nothing asks about.
    repeats: questions other sheets hold as well, counted once for each of them.
    off_minutes: minutes away from the aim.
    off_mix: distance from the shares, Σ over difficulties of |number × Σ shares − questions × share|.
    cost: uses of all questions, and (below them) how often they were shown just before.
    """

    over: int = 0
    short: int = 0
    traits: int = 0
    uncovered: int = 0
    repeats: int = 0
    off_minutes: int = 0
    off_mix: int = 0
    cost: int = 0

    @property
    def uses(self) -> int:
        return self.cost // USE

    @property
    def wishes_kept(self) -> bool:
        """Whether every wish that can be kept or broken is kept (days, limit and exclusions always are)."""
        return self[:4] == (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions that are as good as each other, the best to take first.

    ``slot``: index into Problem.needs. ``traits``: 1 or 0 for every wished kind and for ladders. ``mask``:
    a bit for every wished competency. ``difficulty``: index into DIFFICULTIES. What nothing is wished about
    is 0. ``repeats`` and ``costs`` belong to the members one by one.
    """

    slot: int
    traits: tuple[int, ...]
    mask: int
    difficulty: int
    minutes: int
    members: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    costs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FixedPart:
    """What the fixed questions bring along: they are in every selection."""

    questions: int
    minutes: int
    mask: int
    easy: int
    medium: int
    repeats: int
    cost: int


@dataclass(frozen=True, slots=True)
class Problem:
    """``needs``: questions still wanted per slot (a category; the last slot holds all other categories).

    ``room``: how many may still be chosen in all. ``closed``: a slot takes no more than it needs.
    ``wanted``: traits still wanted. ``mix``: shares by difficulty, or () for none.
    """

    groups: tuple[QuestionGroup, ...]
    needs: tuple[int, ...]
    room: int
    closed: bool
    wanted: tuple[int, ...]
    competencies: int
    mix: tuple[int, ...]
    aim: int | None
    maximum: int | None
    base: FixedPart

    def end(self, questions: int, minutes: int, traits: Sequence[int], mask: int, mix: int) -> Measure:
        """The measure of a whole selection but for what adds up: short of slots, repeats and cost.

        ``questions`` chosen besides the fixed ones, all ``minutes``, ``mix`` as :meth:`off_mix` gives it.
        """
        return Measure(
            over=max(0, minutes - self.maximum) if self.maximum is not None else 0,
            short=0 if self.closed else max(0, self.room - questions),
            traits=sum(max(0, want - got) for want, got in zip(self.wanted, traits, strict=True)),
            uncovered=self.competencies - mask.bit_count(),
            off_minutes=abs(minutes - self.aim) if self.aim is not None else 0,
            off_mix=mix,
        )

    def off_mix(self, questions: int, easy: int, medium: int) -> int:
        """The distance from the shares; the numbers count the fixed questions."""
        if not self.mix:
            return 0
        whole = sum(self.mix)
        numbers = (easy, medium, questions - easy - medium)
        return sum(
            abs(number * whole - questions * share) for number, share in zip(numbers, self.mix, strict=True)
        )

    def measure(self, taken: Mapping[int, int]) -> Measure:
        """The measure of a selection: how many are taken of each group, by its index."""
        slots = [0] * len(self.needs)
        traits = [0] * len(self.wanted)
        numbers = [self.base.easy, self.base.medium, 0]
        mask, minutes = self.base.mask, self.base.minutes
        repeats, cost = self.base.repeats, self.base.cost
        for index, count in taken.items():
            group = self.groups[index]
            slots[group.slot] += count
            traits = [number + count * has for number, has in zip(traits, group.traits, strict=True)]
            numbers[group.difficulty] += count
            minutes += count * group.minutes
            mask |= group.mask if count else 0
            repeats += sum(group.repeats[:count])
            cost += sum(group.costs[:count])
        chosen = sum(slots)
        mix = self.off_mix(chosen + self.base.questions, numbers[0], numbers[1])
        end = self.end(chosen, minutes, traits, mask, mix)
        missing = sum(max(0, need - filled) for need, filled in zip(self.needs, slots, strict=True))
        return end._replace(short=end.short + missing, repeats=repeats, cost=cost)


def eligible(bank: Iterable[OfferedQuestion], wishes: Wishes) -> list[OfferedQuestion]:
    """Those that may be chosen; the fixed questions are not among them."""
    return [
        question for question in bank if question.id not in wishes.fixed and not held_back(question, wishes)
    ]


def build_problem(
    bank: Sequence[OfferedQuestion],
    wishes: Wishes,
    *,
    seed: int = 0,
    taken: Mapping[int, int] | None = None,
    shown: Mapping[int, int] | None = None,
) -> Problem:
    """The wishes on this bank. ``seed`` shuffles what is equally good.

    ``taken`` says on how many other sheets a question stands already, ``shown`` how often it was in a
    choice just before.
    """
    taken, shown = taken or {}, shown or {}
    fixed = [question for question in bank if question.id in wishes.fixed]
    reader = _WishReader(wishes)
    ranked = eligible(bank, wishes)
    random.Random(seed).shuffle(ranked)  # noqa: S311 (a fair mix, not a secret)

    def price(question: OfferedQuestion) -> tuple[int, int]:
        return taken.get(question.id, 0), question.uses * USE + min(shown.get(question.id, 0), 9)

    members: dict[QuestionGroup, list[OfferedQuestion]] = {}
    for question in ranked:
        group = reader.group(question)
        if group is not None:
            members.setdefault(group, []).append(question)
    groups = []
    for group, questions in members.items():
        questions.sort(key=price)
        groups.append(_group_with_members(group, questions, [price(question) for question in questions]))
    groups.sort(key=lambda group: group.slot)
    numbers = Counter(question.category for question in fixed)
    needs = [max(0, number - numbers[key]) for key, number in wishes.per_category.items()]
    room = sum(needs) if wishes.total is None else max(0, wishes.total - len(fixed))
    return Problem(
        groups=tuple(groups),
        needs=(*needs, 0),
        room=room,
        closed=wishes.total is None,
        wanted=reader.still_wanted(fixed),
        competencies=len(wishes.competencies),
        mix=reader.mix,
        aim=wishes.aim,
        maximum=wishes.maximum,
        base=_fixed_part(reader, fixed, price),
    )


class _WishReader:
    """What of a question the wishes look at."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.slots = {key: index for index, key in enumerate(wishes.per_category)}
        self.rest = len(self.slots)
        self.mix = tuple(wishes.mix.get(name, 0) for name in DIFFICULTIES) if any(wishes.mix.values()) else ()
        self.timed = wishes.aim is not None or wishes.maximum is not None
        self.kinds = tuple(wishes.kinds)
        self.bits = {key: 1 << index for index, key in enumerate(wishes.competencies)}

    def traits(self, question: OfferedQuestion) -> tuple[int, ...]:
        ladder = (int(question.ladder),) if self.wishes.ladders else ()
        return (*(int(question.kind == kind) for kind in self.kinds), *ladder)

    def mask(self, question: OfferedQuestion) -> int:
        return sum(bit for key, bit in self.bits.items() if key in question.competencies)

    def difficulty(self, question: OfferedQuestion) -> int:
        return DIFFICULTIES.index(question.difficulty) if self.mix else 0

    def minutes(self, question: OfferedQuestion) -> int:
        return question.minutes if self.timed else 0

    def group(self, question: OfferedQuestion) -> QuestionGroup | None:
        """The empty group a question belongs to; None where no wish asks for its category."""
        slot = self.slots.get(question.category, self.rest)
        if self.wishes.total is None and (slot == self.rest):
            return None
        return QuestionGroup(
            slot,
            self.traits(question),
            self.mask(question),
            self.difficulty(question),
            self.minutes(question),
        )

    def still_wanted(self, fixed: Sequence[OfferedQuestion]) -> tuple[int, ...]:
        ladders = (self.wishes.ladders,) if self.wishes.ladders else ()
        wanted = (*self.wishes.kinds.values(), *ladders)
        have = [self.traits(question) for question in fixed]
        return tuple(max(0, want - sum(row[i] for row in have)) for i, want in enumerate(wanted))


def _group_with_members(
    group: QuestionGroup, members: Sequence[OfferedQuestion], prices: Sequence[tuple[int, int]]
) -> QuestionGroup:
    return QuestionGroup(
        group.slot,
        group.traits,
        group.mask,
        group.difficulty,
        group.minutes,
        tuple(question.id for question in members),
        tuple(repeats for repeats, _ in prices),
        tuple(cost for _, cost in prices),
    )


def _fixed_part(
    reader: _WishReader, fixed: Sequence[OfferedQuestion], price: Callable[[OfferedQuestion], tuple[int, int]]
) -> FixedPart:
    mask = 0
    for question in fixed:
        mask |= reader.mask(question)
    prices = [price(question) for question in fixed]
    return FixedPart(
        questions=len(fixed),
        minutes=sum(reader.minutes(question) for question in fixed),
        mask=mask,
        easy=sum(reader.difficulty(question) == 0 for question in fixed),
        medium=sum(reader.difficulty(question) == 1 for question in fixed),
        repeats=sum(repeats for repeats, _ in prices),
        cost=sum(cost for _, cost in prices),
    )
