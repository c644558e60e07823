"""A bound that no selection beats, and the best selection with proof that it is.

The search (dynamic programming) goes through the groups one after the other and takes some questions of
each, or none. Two partial selections that agree in all sums can only go on alike, so only the better one is
followed. With most wishes left out (a relaxation) few different sums remain, and the best completion from
each of them is found quickly: a lower bound for the whole problem. The bounds of four
relaxations (minutes; shares; kinds; competencies) are combined, and partial selections that can't beat the
best selection known are dropped.

A measure is one long number here, a field of bits for each part: numbers add and compare as the parts do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from interviews.blueprint.problem import Measure, Problem, QuestionGroup

_BITS = 40
_FIELD = (1 << _BITS) - 1
_PARTS = len(Measure._fields)
_SHORT, _TRAITS, _UNCOVERED, _REPEATS, _OFF_MINUTES, _OFF_MIX, _COST = range(1, _PARTS)

#: Questions so far in all and in this slot (both only as far as they matter), minutes, traits, mask, easy,
#: medium.
State = tuple[int, int, int, tuple[int, ...], int, int, int]


class SearchLimitError(Exception):
    """The steps allowed are used up."""


@dataclass(slots=True)
class StepBudget:
    """How many steps of a search may still be made."""

    left: int

    def spend(self, steps: int) -> None:
        """Raises SearchLimitError when that is more than is left."""
        self.left -= steps
        if self.left < 0:
            raise SearchLimitError


def pack(measure: Iterable[int]) -> int:
    """The parts of a measure as one number; see the module."""
    number = 0
    for part in measure:
        number = number << _BITS | part
    return number


def unpack(number: int) -> Measure:
    """The measure that :func:`pack` made the number of."""
    return Measure(*(number >> _BITS * place & _FIELD for place in reversed(range(_PARTS))))


def _part(number: int, place: int) -> int:
    return number >> _BITS * (_PARTS - 1 - place) & _FIELD


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Which wishes a relaxed problem still has; the numbers of questions are always among them."""

    minutes: bool = False
    mix: bool = False
    traits: bool = False
    competencies: bool = False

    @property
    def parts(self) -> tuple[bool, ...]:
        """For each part of a measure: whether the relaxation bounds it."""
        return (self.minutes, True, self.traits, self.competencies, True, self.minutes, self.mix, True)


RELAXATIONS = (
    Relaxation(minutes=True),
    Relaxation(mix=True),
    Relaxation(traits=True),
    Relaxation(competencies=True),
)
UNRELAXED = Relaxation(minutes=True, mix=True, traits=True, competencies=True)


class StateSpace:
    """A relaxed problem as states: after each group, what its questions so far add up to."""

    def __init__(self, problem: Problem, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        base = problem.base
        if not relaxation.minutes:
            problem = replace(problem, aim=None, maximum=None)
        if not relaxation.mix:
            problem = replace(problem, mix=())
        if not relaxation.traits:
            problem = replace(problem, wanted=())
        if not relaxation.competencies:
            problem = replace(problem, competencies=0)
        self.problem = problem
        self.groups = [self._relax(group) for group in problem.groups]
        self.counts_all = not problem.closed or bool(problem.mix)
        self.start: State = (
            0,
            0,
            base.minutes if relaxation.minutes else 0,
            tuple(0 for _ in problem.wanted),
            base.mask if problem.competencies else 0,
            base.easy if problem.mix else 0,
            base.medium if problem.mix else 0,
        )
        filled = {group.slot for group in self.groups}
        empty = sum(need for slot, need in enumerate(problem.needs) if slot not in filled)
        self.fixed_measure = pack((0, empty, 0, 0, base.repeats, 0, 0, base.cost))

    def _relax(self, group: QuestionGroup) -> QuestionGroup:
        relaxed = group
        if not self.relaxation.minutes:
            relaxed = replace(relaxed, minutes=0)
        if not self.problem.mix:
            relaxed = replace(relaxed, difficulty=-1)
        if not self.relaxation.traits:
            relaxed = replace(relaxed, traits=())
        if not self.relaxation.competencies:
            relaxed = replace(relaxed, mask=0)
        return relaxed

    def merge(self) -> None:
        """Merge the groups that don't differ in this relaxation."""
        prices_by_group: dict[QuestionGroup, list[tuple[int, int]]] = {}
        for group in self.groups:
            bare = replace(group, members=(), repeats=(), costs=())
            prices_by_group.setdefault(bare, []).extend(zip(group.repeats, group.costs, strict=True))
        most = max(self.problem.room, 0)
        merged = []
        for bare, prices in prices_by_group.items():
            prices = sorted(prices)[:most]
            repeats, costs = zip(*prices, strict=True) if prices else ((), ())
            merged.append(replace(bare, members=(0,) * len(prices), repeats=repeats, costs=costs))
        self.groups = sorted(merged, key=lambda group: group.slot)

    def prices(self, index: int) -> list[int]:
        """What taking 0, 1, 2 … of a group adds to the measure."""
        group, sums = self.groups[index], [0]
        for repeats, cost in zip(group.repeats, group.costs, strict=True):
            sums.append(sums[-1] + pack((0, 0, 0, 0, repeats, 0, 0, cost)))
        return sums

    def most(self, state: State, group: QuestionGroup) -> int:
        """How many questions of a group may be taken in this state."""
        if self.problem.closed:
            return min(len(group.members), self.problem.needs[group.slot] - state[1])
        return min(len(group.members), self.problem.room - state[0])

    def step(self, state: State, index: int, count: int) -> tuple[State, int]:
        """Where taking ``count`` of a group leads, and what is then missing in its slot for good."""
        group = self.groups[index]
        questions, in_slot, minutes, traits, mask, easy, medium = state
        need = self.problem.needs[group.slot]
        if count:
            questions += count if self.counts_all else 0
            in_slot = min(need, in_slot + count)
            minutes += count * group.minutes
            if group.traits:
                traits = tuple(
                    min(want, got + count * has)
                    for want, got, has in zip(self.problem.wanted, traits, group.traits, strict=True)
                )
            mask |= group.mask
            easy += count if group.difficulty == 0 else 0
            medium += count if group.difficulty == 1 else 0
        missing = 0
        if index + 1 == len(self.groups) or self.groups[index + 1].slot != group.slot:
            missing, in_slot = need - in_slot, 0
        return (questions, in_slot, minutes, traits, mask, easy, medium), missing

    def project(self, state: State) -> State:
        """The state of this relaxation that a state of the unrelaxed problem falls on."""
        questions, in_slot, minutes, traits, mask, easy, medium = state
        relaxation = self.relaxation
        return (
            questions if self.counts_all else 0,
            in_slot,
            minutes if relaxation.minutes else 0,
            traits if relaxation.traits else (),
            mask if relaxation.competencies else 0,
            easy if relaxation.mix else 0,
            medium if relaxation.mix else 0,
        )

    def end(self, state: State) -> int:
        problem = self.problem
        questions, _, minutes, traits, mask, easy, medium = state
        mix = problem.off_mix(questions + problem.base.questions, easy, medium)
        return pack(problem.end(questions, minutes, traits, mask, mix))


#: About how many steps one partial selection takes at one group.
_PER_LABEL = 6
_MISSING = pack((0, 1, 0, 0, 0, 0, 0, 0))


def best_completions(space: StateSpace, budget: StepBudget) -> list[dict[State, int]]:
    """For each group and state before it: the least that completing the selection adds to the measure.

    The last entry holds the ends. Raises SearchLimitError.
    """
    layers: list[dict[State, int]] = [{space.start: 0}]
    for index, group in enumerate(space.groups):
        reached: dict[State, int] = {}
        for state in layers[-1]:
            most = space.most(state, group)
            budget.spend(most + 1)
            for count in range(most + 1):
                reached[space.step(state, index, count)[0]] = 0
        layers.append(reached)
    layers[-1] = {state: space.end(state) for state in layers[-1]}
    for index in reversed(range(len(space.groups))):
        group, prices, after = space.groups[index], space.prices(index), layers[index + 1]
        for state in layers[index]:
            most = space.most(state, group)
            budget.spend(most + 1)
            options = (
                (space.step(state, index, count), price)
                for count, price in zip(range(most + 1), prices, strict=False)
            )
            layers[index][state] = min(
                price + missing * _MISSING + after[reached] for (reached, missing), price in options
            )
    return layers


def combine_bounds(bounds: Sequence[int]) -> int:
    """One (packed) bound from those of RELAXATIONS.

    A relaxation bounds a part only while the parts before it are as small as its own bound says; so one whose
    bound was exceeded in a part says nothing about the parts after it.
    """
    tight = list(range(len(bounds)))
    combined = 0
    for place in range(_PARTS):
        parts = {index: _part(bounds[index], place) for index in tight if RELAXATIONS[index].parts[place]}
        part = max(parts.values(), default=0)
        tight = [index for index in tight if parts.get(index, part) == part]
        combined = combined << _BITS | part
    return combined


def lower_bound(problem: Problem, steps: int) -> Measure:
    """A measure that no selection beats. A relaxation that takes more than ``steps`` adds nothing to it."""
    bounds = []
    for relaxation in RELAXATIONS:
        space = StateSpace(problem, relaxation)
        space.merge()
        try:
            bounds.append(best_completions(space, StepBudget(steps))[0][space.start] + space.fixed_measure)
        except SearchLimitError:
            bounds.append(0)
    return unpack(combine_bounds(bounds))


#: A linked list of what was taken: what came before, the index of the group, how many of it.
Trail = tuple["Trail | None", int, int]


def prove(
    problem: Problem, best_known: Measure, budget: StepBudget
) -> tuple[tuple[Measure, dict[int, int]] | None, bool]:
    """A selection better than ``best_known`` (None: none was found); whether nothing beats the best.

    Where there are more partial selections than the steps left allow, those with the worst bounds are
    dropped, and the result is no longer the best for certain. Raises SearchLimitError when there are not even
    steps for that.
    """
    relaxed_spaces = [StateSpace(problem, relaxation) for relaxation in RELAXATIONS]
    completions = [best_completions(space, budget) for space in relaxed_spaces]
    space = StateSpace(problem, UNRELAXED)
    limit = pack(best_known) - space.fixed_measure
    labels: dict[State, tuple[int, Trail | None]] = {space.start: (0, None)}
    complete = True
    for index, group in enumerate(space.groups):
        prices = space.prices(index)
        reached: dict[State, tuple[int, Trail | None]] = {}
        for state, (so_far, trail) in labels.items():
            most = space.most(state, group)
            budget.spend(most + 1)
            for count in range(most + 1):
                after, missing = space.step(state, index, count)
                measure = so_far + prices[count] + missing * _MISSING
                best_label = reached.get(after)
                if best_label is None or measure < best_label[0]:
                    reached[after] = (measure, (trail, index, count) if count else trail)
        label_bounds = {
            state: _bound_from(state, label[0], index + 1, relaxed_spaces, completions, limit)
            for state, label in reached.items()
        }
        budget.spend(len(reached))
        labels = {state: label for state, label in reached.items() if label_bounds[state] < limit}
        most_labels = budget.left // (_PER_LABEL * (len(space.groups) - index)) + 1
        if len(labels) > most_labels:
            complete = False
            labels = {
                state: labels[state] for state in sorted(labels, key=label_bounds.__getitem__)[:most_labels]
            }
    ends = [(measure + space.end(state), trail) for state, (measure, trail) in labels.items()]
    if not ends:
        return None, complete
    number, trail = min(ends, key=lambda end: end[0])
    taken: dict[int, int] = {}
    while trail is not None:
        trail, index, count = trail
        taken[index] = count
    return (unpack(number + space.fixed_measure), taken), complete


def _bound_from(
    state: State,
    so_far: int,
    index: int,
    relaxed_spaces: Sequence[StateSpace],
    completions: Sequence[Sequence[dict[State, int]]],
    limit: int,
) -> int:
    """A bound on every selection that goes on from the state; may stop early at ``limit`` or more."""
    bounds = []
    for space, layers in zip(relaxed_spaces, completions, strict=True):
        bounds.append(layers[index][space.project(state)] + so_far)
        if bounds[-1] >= limit:
            return bounds[-1]
    return combine_bounds(bounds)
