"""Choosing questions for a blueprint.

The measure, from what weighs most to what weighs least; less is better, and each part only counts between
selections that agree in all parts before it:

1. minutes above the maximum,
2. questions missing: in each category, and in all,
3. questions missing of the wished kinds, and of ladders,
4. wished competencies nothing asks about,
5. questions other sheets hold too (for parallel sheets),
6. minutes away from the aim,
7. distance from the shares of difficulties,
8. uses of the questions so far; then how often they were shown just before.

Days, limit and exclusions are never broken. Among equals the seed decides. ``proven`` says that no
selection is better; where the steps allowed do not suffice for a proof, it is False and the selection is the
best one seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interviews.blueprint.exact_search import SearchLimitError, StepBudget, lower_bound, prove
from interviews.blueprint.local_search import search_locally
from interviews.blueprint.problem import Measure, Problem, build_problem, eligible
from interviews.blueprint.wishes import DIFFICULTIES, OfferedQuestion, UnmetWish, Wish, Wishes, held_back

#: Selections looked at before a proof is tried; steps of the proof. About a second in all.
TRIES, STEPS = 25_000, 500_000


@dataclass(frozen=True, slots=True)
class ChosenQuestions:
    """What was chosen, in the order of the bank, and how it keeps the wishes.

    ``unmet``: the wishes it does not keep. ``ways``: the ways out: wishes of which giving up any single one
    lets all others be kept. ``proven``: see the module.
    """

    chosen: tuple[OfferedQuestion, ...]
    measure: Measure
    proven: bool
    unmet: tuple[UnmetWish, ...] = ()
    ways: tuple[Wish, ...] = ()

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(question.id for question in self.chosen)

    @property
    def minutes(self) -> int:
        return sum(question.minutes for question in self.chosen)

    @property
    def difficulty(self) -> float | None:
        """The mean of easy 1, medium 2, hard 3; None for no question."""
        return mean_difficulty(self.chosen)


def mean_difficulty(chosen: Sequence[OfferedQuestion]) -> float | None:
    """The mean of easy 1, medium 2, hard 3; None for no question."""
    if not chosen:
        return None
    return sum(DIFFICULTIES.index(question.difficulty) + 1 for question in chosen) / len(chosen)


def choose(
    bank: Sequence[OfferedQuestion],
    wishes: Wishes,
    *,
    seed: int = 0,
    taken: Mapping[int, int] | None = None,
    shown: Mapping[int, int] | None = None,
    explain: bool = True,
    tries: int = TRIES,
    steps: int = STEPS,
) -> ChosenQuestions:
    """The best selection for the wishes; see the module for what is best.

    ``explain``: also find the ways out. ``taken`` (id → number) says on how many other sheets a question
    stands already, ``shown`` how often it was in a choice just before: among equally good ones the least
    shown is chosen.
    """
    problem = build_problem(bank, wishes, seed=seed, taken=taken, shown=shown)
    measure, counts, proven = solve(problem, seed=seed, tries=tries, steps=steps)
    ids = {
        question_id
        for index, count in counts.items()
        for question_id in problem.groups[index].members[:count]
    }
    ids |= wishes.fixed
    chosen = tuple(
        sorted(
            (question for question in bank if question.id in ids),
            key=lambda question: (question.place, question.id),
        )
    )
    unmet = tuple(unmet_wishes(chosen, bank, wishes))
    ways = tuple(_ways_out(bank, wishes)) if unmet and explain else ()
    return ChosenQuestions(chosen, measure, proven, unmet, ways)


def solve(
    problem: Problem, *, seed: int, tries: int = TRIES, steps: int = STEPS
) -> tuple[Measure, dict[int, int], bool]:
    """The measure reached, how many are taken of each group, and whether nothing is better for certain."""
    bound = lower_bound(problem, steps // 10)
    best = search_locally(problem, bound=bound, tries=0, seed=seed)
    # On a small bank the exact search is quicker than the local one; hard cases get a second, longer round.
    for share in (10, 1):
        selection = search_locally(problem, bound=bound, tries=tries // share, seed=seed)
        best = min(best, selection, key=lambda candidate: candidate[0])
        if best[0] == bound:
            return (*best, True)
        try:
            better, complete = prove(problem, best[0], StepBudget(steps // share))
        except SearchLimitError:
            continue
        best = better or best
        if complete or best[0] == bound:
            return (*best, True)
    return (*best, False)


# What is not kept


def unmet_wishes(
    chosen: Sequence[OfferedQuestion], bank: Sequence[OfferedQuestion], wishes: Wishes
) -> Iterable[UnmetWish]:
    """Every wish a selection does not keep, whoever made the selection."""
    free, elsewhere = _reachable(eligible(bank, wishes), wishes)
    ruled_out = [
        question for question in bank if held_back(question, wishes) and question.id not in wishes.fixed
    ]
    fixed = [question for question in bank if question.id in wishes.fixed]

    def missing(wish: Wish, wanted: int) -> Iterable[UnmetWish]:
        got = sum(fits(question, wish) for question in chosen)
        if got < wanted:
            offered, in_other_categories, ruled_out_number = (
                sum(fits(question, wish) for question in questions)
                for questions in ((*free, *fixed), elsewhere, ruled_out)
            )
            yield UnmetWish(wish, wanted, got, offered, in_other_categories, ruled_out_number)

    minutes = sum(question.minutes for question in chosen)
    if wishes.maximum is not None and minutes > wishes.maximum:
        yield UnmetWish(Wish("maximum"), wishes.maximum, minutes)
    for key, number in wishes.per_category.items():
        yield from missing(Wish("category", key), number)
    if wishes.total is not None:
        yield from missing(Wish("total"), wishes.total)
    for kind, number in wishes.kinds.items():
        yield from missing(Wish("kind", kind), number)
    yield from missing(Wish("ladders"), wishes.ladders)
    for key in wishes.competencies:
        yield from missing(Wish("competency", key), 1)
    yield from _broken_by_fixed(chosen, bank, wishes)


def _reachable(
    free: Sequence[OfferedQuestion], wishes: Wishes
) -> tuple[Sequence[OfferedQuestion], Sequence[OfferedQuestion]]:
    """Those of categories something may be chosen from, and the others."""
    if wishes.total is not None:
        return free, ()
    wanted = {key for key, number in wishes.per_category.items() if number}
    return (
        [question for question in free if question.category in wanted],
        [question for question in free if question.category not in wanted],
    )


def fits(question: OfferedQuestion, wish: Wish) -> bool:
    """Whether a question counts towards a wish for a number of questions."""
    match wish.name:
        case "category":
            return question.category == wish.about
        case "kind":
            return question.kind == wish.about
        case "ladders":
            return question.ladder
        case "competency":
            return wish.about in question.competencies
    return wish.name == "total"


def _broken_by_fixed(
    chosen: Sequence[OfferedQuestion], bank: Sequence[OfferedQuestion], wishes: Wishes
) -> Iterable[UnmetWish]:
    """What fixed questions break by being there, or by not being there any more."""
    if wishes.total is not None and len(chosen) > wishes.total:
        yield UnmetWish(Wish("total"), wishes.total, len(chosen))
    elif wishes.total is None:
        for key, number in wishes.per_category.items():
            got = sum(question.category == key for question in chosen)
            if got > number:
                yield UnmetWish(Wish("category", key), number, got)
    for question in chosen:
        if wishes.days is not None and question.recent:
            yield UnmetWish(Wish("days", question.id), 0, question.recent)
        if wishes.limit is not None and question.counted >= wishes.limit:
            yield UnmetWish(Wish("limit", question.id), wishes.limit, question.counted)
    for question_id in sorted(wishes.fixed - {question.id for question in bank}):
        yield UnmetWish(Wish("fixed", question_id), 1, 0)


def _ways_out(bank: Sequence[OfferedQuestion], wishes: Wishes) -> Iterable[Wish]:
    """The wishes without any one of which all others can be kept."""
    for wish in _wishes_in_the_way(wishes, {question.id for question in bank}):
        fewer = wishes.without(wish)
        # Of the fixed questions something may be left to say that no choice changes.
        fixed = [question for question in bank if question.id in fewer.fixed]
        if not any(_broken_by_fixed(fixed, bank, fewer)) and _can_be_kept(bank, fewer):
            yield wish


def _can_be_kept(bank: Sequence[OfferedQuestion], wishes: Wishes) -> bool:
    """Whether a selection keeps all wishes; on a big bank a Yes is sure and a No all but sure."""
    problem = build_problem(
        [replace(question, uses=0) for question in bank], replace(wishes, aim=None, mix={})
    )
    if not lower_bound(problem, STEPS // 10).wishes_kept:
        return False
    measure, _ = search_locally(problem, bound=Measure(), tries=TRIES // 10, seed=0)
    if measure.wishes_kept:
        return True
    try:
        better, _ = prove(problem, measure, StepBudget(STEPS // 5))
    except SearchLimitError:
        return False
    return better is not None and better[0].wishes_kept


def _wishes_in_the_way(wishes: Wishes, bank_ids: Collection[int]) -> Iterable[Wish]:
    """Those that may stand in the way."""
    if wishes.days is not None:
        yield Wish("days")
    if wishes.limit is not None:
        yield Wish("limit")
    if wishes.excluded & set(bank_ids) - wishes.fixed:
        yield Wish("excluded")
    if wishes.maximum is not None:
        yield Wish("maximum")
    if wishes.total is not None and wishes.per_category:
        yield Wish("total")
    yield from (Wish("category", key) for key in wishes.per_category)
    yield from (Wish("kind", kind) for kind in wishes.kinds)
    if wishes.ladders:
        yield Wish("ladders")
    yield from (Wish("competency", key) for key in wishes.competencies)
    yield from (Wish("fixed", question_id) for question_id in sorted(wishes.fixed - set(bank_ids)))
