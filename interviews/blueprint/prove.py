"""What no selection can be better than, and the best selection for certain.

Groups are gone through one after the other, each taking some questions or none. Two beginnings that agree
in all sums go on alike, so only the better one is kept. Looked at with most of the wishes left aside there
are few different sums, and what is best from each of them on is known quickly: a bound for the whole. The
bounds of four such looks (minutes; shares; kinds; competencies) are put together, and beginnings that can't
become better than what was found already are dropped.

A measure is one long number here, a field of bits for each part: numbers add and compare as the parts do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from interviews.blueprint.problem import Group, Measure, Problem

_BITS = 40
_FIELD = (1 << _BITS) - 1
_PARTS = len(Measure._fields)
_SHORT, _TRAITS, _UNCOVERED, _REPEATS, _OFF_MINUTES, _OFF_MIX, _COST = range(1, _PARTS)

#: Questions so far in all and in this slot (both only as far as they matter), minutes, traits, mask, easy,
#: medium.
State = tuple[int, int, int, tuple[int, ...], int, int, int]


class SearchLimitError(Exception):
    """The work allowed is used up."""


@dataclass(slots=True)
class Work:
    """How many steps may still be made."""

    left: int

    def spend(self, steps: int) -> None:
        """Raises SearchLimitError when that is more than is left."""
        self.left -= steps
        if self.left < 0:
            raise SearchLimitError


def pack(measure: Iterable[int]) -> int:
    number = 0
    for part in measure:
        number = number << _BITS | part
    return number


def unpack(number: int) -> Measure:
    return Measure(*(number >> _BITS * place & _FIELD for place in reversed(range(_PARTS))))


def _part(number: int, place: int) -> int:
    return number >> _BITS * (_PARTS - 1 - place) & _FIELD


@dataclass(frozen=True, slots=True)
class Look:
    """Which wishes a look at the problem heeds; the numbers wished for it always does."""

    minutes: bool = False
    mix: bool = False
    traits: bool = False
    competencies: bool = False

    @property
    def parts(self) -> tuple[bool, ...]:
        """For each part of a measure: whether this look says something about it."""
        return (self.minutes, True, self.traits, self.competencies, True, self.minutes, self.mix, True)


LOOKS = (Look(minutes=True), Look(mix=True), Look(traits=True), Look(competencies=True))
WHOLE = Look(minutes=True, mix=True, traits=True, competencies=True)


class Walk:
    """The problem as one look sees it: from state to state, group by group."""

    def __init__(self, problem: Problem, look: Look) -> None:
        self.look = look
        base = problem.base
        if not look.minutes:
            problem = replace(problem, aim=None, maximum=None)
        if not look.mix:
            problem = replace(problem, mix=())
        if not look.traits:
            problem = replace(problem, wanted=())
        if not look.competencies:
            problem = replace(problem, competencies=0)
        self.problem = problem
        self.groups = [self._seen(group) for group in problem.groups]
        self.counts_all = not problem.closed or bool(problem.mix)
        self.begins: State = (
            0,
            0,
            base.minutes if look.minutes else 0,
            tuple(0 for _ in problem.wanted),
            base.mask if problem.competencies else 0,
            base.easy if problem.mix else 0,
            base.medium if problem.mix else 0,
        )
        filled = {group.slot for group in self.groups}
        empty = sum(need for slot, need in enumerate(problem.needs) if slot not in filled)
        self.brought = pack((0, empty, 0, 0, base.repeats, 0, 0, base.cost))

    def _seen(self, group: Group) -> Group:
        seen = group
        if not self.look.minutes:
            seen = replace(seen, minutes=0)
        if not self.problem.mix:
            seen = replace(seen, difficulty=-1)
        if not self.look.traits:
            seen = replace(seen, traits=())
        if not self.look.competencies:
            seen = replace(seen, mask=0)
        return seen

    def merge(self) -> None:
        """Take together what this look can't tell apart."""
        together: dict[Group, list[tuple[int, int]]] = {}
        for group in self.groups:
            bare = replace(group, members=(), repeats=(), costs=())
            together.setdefault(bare, []).extend(zip(group.repeats, group.costs, strict=True))
        most = max(self.problem.room, 0)
        merged = []
        for bare, prices in together.items():
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

    def most(self, state: State, group: Group) -> int:
        """How many may be taken of a group here."""
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

    def seen_from(self, state: State) -> State:
        """A state of the whole walk as this look sees it."""
        questions, in_slot, minutes, traits, mask, easy, medium = state
        look = self.look
        return (
            questions if self.counts_all else 0,
            in_slot,
            minutes if look.minutes else 0,
            traits if look.traits else (),
            mask if look.competencies else 0,
            easy if look.mix else 0,
            medium if look.mix else 0,
        )

    def end(self, state: State) -> int:
        problem = self.problem
        questions, _, minutes, traits, mask, easy, medium = state
        mix = problem.off_mix(questions + problem.base.questions, easy, medium)
        return pack(problem.end(questions, minutes, traits, mask, mix))


#: Steps one beginning takes at one group, about.
_PER_LABEL = 6
_MISSING = pack((0, 1, 0, 0, 0, 0, 0, 0))


def best_from(walk: Walk, work: Work) -> list[dict[State, int]]:
    """For each group and state before it: the best that can still be added to the measure.

    The last entry holds the ends. Raises SearchLimitError.
    """
    layers: list[dict[State, int]] = [{walk.begins: 0}]
    for index, group in enumerate(walk.groups):
        reached: dict[State, int] = {}
        for state in layers[-1]:
            most = walk.most(state, group)
            work.spend(most + 1)
            for count in range(most + 1):
                reached[walk.step(state, index, count)[0]] = 0
        layers.append(reached)
    layers[-1] = {state: walk.end(state) for state in layers[-1]}
    for index in reversed(range(len(walk.groups))):
        group, prices, after = walk.groups[index], walk.prices(index), layers[index + 1]
        for state in layers[index]:
            most = walk.most(state, group)
            work.spend(most + 1)
            ways = (
                (walk.step(state, index, count), price)
                for count, price in zip(range(most + 1), prices, strict=False)
            )
            layers[index][state] = min(
                price + missing * _MISSING + after[reached] for (reached, missing), price in ways
            )
    return layers


def together(bounds: Sequence[int]) -> int:
    """One bound from those of LOOKS.

    What a look says of a part holds as long as the parts before it are as small as it says; so a look that
    was outdone in one part has nothing more to say.
    """
    speaking = list(range(len(bounds)))
    whole = 0
    for place in range(_PARTS):
        heard = {look: _part(bounds[look], place) for look in speaking if LOOKS[look].parts[place]}
        part = max(heard.values(), default=0)
        speaking = [look for look in speaking if heard.get(look, part) == part]
        whole = whole << _BITS | part
    return whole


def least(problem: Problem, steps: int) -> Measure:
    """What no selection is better than. A look that takes more than ``steps`` adds nothing to it."""
    bounds = []
    for look in LOOKS:
        walk = Walk(problem, look)
        walk.merge()
        try:
            bounds.append(best_from(walk, Work(steps))[0][walk.begins] + walk.brought)
        except SearchLimitError:
            bounds.append(0)
    return unpack(together(bounds))


#: What was taken before, the group, how many of it.
Trail = tuple["Trail | None", int, int]


def prove(
    problem: Problem, best_known: Measure, work: Work
) -> tuple[tuple[Measure, dict[int, int]] | None, bool]:
    """A selection better than ``found`` (None: none was seen), and whether nothing is better than that.

    Where there are more beginnings than the work left allows, those that promise least are let go: what comes
    out is then no longer the best for certain. Raises SearchLimitError when there is not even work for that.
    """
    looks = [Walk(problem, look) for look in LOOKS]
    ahead = [best_from(walk, work) for walk in looks]
    walk = Walk(problem, WHOLE)
    limit = pack(best_known) - walk.brought
    labels: dict[State, tuple[int, Trail | None]] = {walk.begins: (0, None)}
    complete = True
    for index, group in enumerate(walk.groups):
        prices = walk.prices(index)
        reached: dict[State, tuple[int, Trail | None]] = {}
        for state, (so_far, trail) in labels.items():
            most = walk.most(state, group)
            work.spend(most + 1)
            for count in range(most + 1):
                after, missing = walk.step(state, index, count)
                measure = so_far + prices[count] + missing * _MISSING
                best_label = reached.get(after)
                if best_label is None or measure < best_label[0]:
                    reached[after] = (measure, (trail, index, count) if count else trail)
        promise = {
            state: _promise(state, label[0], index + 1, looks, ahead, limit)
            for state, label in reached.items()
        }
        work.spend(len(reached))
        labels = {state: label for state, label in reached.items() if promise[state] < limit}
        most_labels = work.left // (_PER_LABEL * (len(walk.groups) - index)) + 1
        if len(labels) > most_labels:
            complete = False
            labels = {state: labels[state] for state in sorted(labels, key=promise.__getitem__)[:most_labels]}
    ends = [(measure + walk.end(state), trail) for state, (measure, trail) in labels.items()]
    if not ends:
        return None, complete
    number, trail = min(ends, key=lambda end: end[0])
    taken: dict[int, int] = {}
    while trail is not None:
        trail, index, count = trail
        taken[index] = count
    return (unpack(number + walk.brought), taken), complete


def _promise(
    state: State,
    so_far: int,
    index: int,
    looks: Sequence[Walk],
    ahead: Sequence[Sequence[dict[State, int]]],
    limit: int,
) -> int:
    """What nothing that begins so is better than; ``limit`` or more as soon as that is known."""
    bounds = []
    for walk, layers in zip(looks, ahead, strict=True):
        bounds.append(layers[index][walk.seen_from(state)] + so_far)
        if bounds[-1] >= limit:
            return bounds[-1]
    return together(bounds)
