"""A good selection quickly: change one question at a time, as long as that improves the measure.

In a local optimum a few questions are exchanged at random, and the search goes on from there. It ends when it
reaches the lower bound, or when its tries are used up. The same seed gives the same selection.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from interviews.blueprint.problem import Measure, Problem


class Draft:
    """A selection while it changes: ``counts`` per group, and running sums over them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.counts: dict[int, int] = {}
        self.slots = [0] * len(problem.needs)
        self.chosen = 0
        self.minutes = problem.base.minutes
        self.traits = [0] * len(problem.wanted)
        self.covered = [(problem.base.mask >> bit) & 1 for bit in range(problem.competencies)]
        self.numbers = [problem.base.easy, problem.base.medium, 0]
        self.repeats, self.cost = problem.base.repeats, problem.base.cost

    def may_add(self, index: int) -> bool:
        """Whether the group has a question left and its category (or the whole) has room for it."""
        group, problem = self.problem.groups[index], self.problem
        if self.counts.get(index, 0) >= len(group.members):
            return False
        if problem.closed:
            return self.slots[group.slot] < problem.needs[group.slot]
        return self.chosen < problem.room

    def add(self, index: int) -> None:
        count = self.counts.get(index, 0)
        self.counts[index] = count + 1
        self._change(index, 1, count)

    def remove(self, index: int) -> None:
        count = self.counts[index] - 1
        if count:
            self.counts[index] = count
        else:
            del self.counts[index]
        self._change(index, -1, count)

    def _change(self, index: int, by: int, member: int) -> None:
        group = self.problem.groups[index]
        self.slots[group.slot] += by
        self.chosen += by
        self.minutes += by * group.minutes
        self.numbers[group.difficulty] += by
        self.repeats += by * group.repeats[member]
        self.cost += by * group.costs[member]
        for trait, has in enumerate(group.traits):
            if has:
                self.traits[trait] += by
        mask, bit = group.mask, 0
        while mask:
            if mask & 1:
                self.covered[bit] += by
            mask, bit = mask >> 1, bit + 1

    def measure(self) -> Measure:
        """As Problem.measure, from the running sums."""
        problem = self.problem
        mask = sum(1 << bit for bit, count in enumerate(self.covered) if count)
        mix = problem.off_mix(self.chosen + problem.base.questions, self.numbers[0], self.numbers[1])
        over, short, traits, uncovered, _, off, mix, _ = problem.end(
            self.chosen, self.minutes, self.traits, mask, mix
        )
        for need, filled in zip(problem.needs, self.slots, strict=True):
            if need > filled:
                short += need - filled
        return Measure(over, short, traits, uncovered, self.repeats, off, mix, self.cost)


def search_locally(
    problem: Problem, *, bound: Measure, tries: int, seed: int
) -> tuple[Measure, dict[int, int]]:
    """A good selection, as its measure and how many are taken of each group.

    ``bound``: no selection is better than that; ``tries``: how many selections are looked at.
    """
    search = _LocalSearch(problem, bound, tries, seed)
    search.run()
    return search.best, search.best_counts


class _LocalSearch:
    def __init__(self, problem: Problem, bound: Measure, tries: int, seed: int) -> None:
        self.problem, self.bound, self.tries_left = problem, bound, tries
        self.random = random.Random(seed)  # noqa: S311 (a fair mix, not a secret)
        self.order = list(range(len(problem.groups)))
        self.draft = Draft(problem)
        self.current = self.best = self.draft.measure()
        self.best_counts: dict[int, int] = {}

    def run(self) -> None:
        while self.best > self.bound and self.tries_left > 0:
            self._climb()
            if self.current < self.best or not self.best_counts:
                self.best, self.best_counts = self.current, dict(self.draft.counts)
            elif self.current > self.best:
                self._restore_best()
            if not self._perturb():
                return

    def _climb(self) -> None:
        """Make improving changes, one question at a time, until none is left."""
        while (
            self.current > self.bound
            and self.tries_left > 0
            and (self._try_adding() or self._try_exchanging() or self._try_removing())
        ):
            pass

    def _shuffled(self) -> Iterator[int]:
        """All groups, from a random start on: as good as shuffling, and quicker."""
        start = self.random.randrange(len(self.order)) if self.order else 0
        yield from self.order[start:]
        yield from self.order[:start]

    def _accept_if_better(self) -> bool:
        self.tries_left -= 1
        measure = self.draft.measure()
        if measure < self.current:
            self.current = measure
            return True
        return False

    def _try_adding(self) -> bool:
        for index in self._shuffled():
            if self.draft.may_add(index):
                self.draft.add(index)
                if self._accept_if_better():
                    return True
                self.draft.remove(index)
                if self.tries_left <= 0:
                    return False
        return False

    def _try_exchanging(self) -> bool:
        chosen = list(self.draft.counts)
        self.random.shuffle(chosen)
        for old in chosen:
            self.draft.remove(old)
            for index in self._shuffled():
                if index != old and self.draft.may_add(index):
                    self.draft.add(index)
                    if self._accept_if_better():
                        return True
                    self.draft.remove(index)
                    if self.tries_left <= 0:
                        break
            self.draft.add(old)
            if self.tries_left <= 0:
                return False
        return False

    def _try_removing(self) -> bool:
        if not self.current.over:
            return False
        for index in list(self.draft.counts):
            self.draft.remove(index)
            if self._accept_if_better():
                return True
            self.draft.add(index)
        return False

    def _restore_best(self) -> None:
        for index in list(self.draft.counts):
            while index in self.draft.counts:
                self.draft.remove(index)
        for index, count in self.best_counts.items():
            for _ in range(count):
                self.draft.add(index)
        self.current = self.best

    def _perturb(self) -> bool:
        """Exchange up to three questions at random; False when there is nothing to exchange."""
        chosen = list(self.draft.counts)
        if not chosen or len(self.order) < 2:
            return False
        for old in self.random.sample(chosen, min(len(chosen), self.random.randint(1, 3))):
            self.draft.remove(old)
        for index in self._shuffled():
            if self.draft.may_add(index) and self.random.random() < 0.5:
                self.draft.add(index)
        self.current = self.draft.measure()
        self.tries_left -= 1
        return True
