"""Making parallel sheets alike: two questions change places as long as that helps.

How often each question is used over all sheets stays as it is, so what they share in all does too. The
wishes that can be kept or broken stay kept as well as they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from interviews.blueprint.choose import ChosenQuestions, unmet_wishes
from interviews.blueprint.problem import USE
from interviews.blueprint.wishes import DIFFICULTIES, OfferedQuestion, Wishes

#: Places changed at most; sheets of twenty questions need a few dozen.
_CHANGES = 300

Sheet = list[OfferedQuestion]
#: The wishes that can be broken, then the unlikeness: of difficulty, from the shares, the minutes.
Score = tuple[tuple[int, ...], tuple[int, ...]]


def balance_sheets(
    sheets: Sequence[ChosenQuestions], bank: Sequence[OfferedQuestion], wishes: Wishes
) -> list[ChosenQuestions]:
    """The sheets after all changes of places that help; those that were not touched as they are."""
    drafts = [list(sheet.chosen) for sheet in sheets]
    scores = [_score(draft, wishes) for draft in drafts]
    for _ in range(_CHANGES):
        if not _improve_once(drafts, scores, wishes):
            break
    return [
        sheet
        if {question.id for question in draft} == set(sheet.ids)
        else _rebuild_choice(sheet, draft, bank, wishes)
        for sheet, draft in zip(sheets, drafts, strict=True)
    ]


def _improve_once(drafts: list[Sheet], scores: list[Score], wishes: Wishes) -> bool:
    """Make the first change of places that helps; whether there was one."""
    for left, right in combinations(range(len(drafts)), 2):
        for from_left, from_right in _possible_exchanges(drafts[left], drafts[right], wishes):
            changed = [
                [*(question for question in drafts[left] if question.id != from_left.id), from_right],
                [*(question for question in drafts[right] if question.id != from_right.id), from_left],
            ]
            new = [_score(draft, wishes) for draft in changed]
            if _total_unlikeness(new) < _total_unlikeness([scores[left], scores[right]]) and all(
                after[0] <= before[0]
                for after, before in zip(new, (scores[left], scores[right]), strict=True)
            ):
                drafts[left], drafts[right] = changed
                scores[left], scores[right] = new
                return True
    return False


def _possible_exchanges(
    first: Sheet, second: Sheet, wishes: Wishes
) -> Iterator[tuple[OfferedQuestion, OfferedQuestion]]:
    """Two that may change places: of one category, where numbers are wished for by category."""
    in_first, in_second = {question.id for question in first}, {question.id for question in second}
    for question in first:
        if question.id in in_second:
            continue
        for other in second:
            if other.id not in in_first and (question.category == other.category or not wishes.per_category):
                yield question, other


def _total_unlikeness(scores: Sequence[Score]) -> tuple[int, ...]:
    return tuple(sum(parts) for parts in zip(*(unlike for _, unlike in scores), strict=True))


def _score(chosen: Sheet, wishes: Wishes) -> Score:
    """Squares: their sum over two sheets is least when both are alike."""
    minutes = sum(question.minutes for question in chosen)
    levels = [DIFFICULTIES.index(question.difficulty) for question in chosen]
    numbers, whole = Counter(levels), sum(wishes.mix.values())
    mix = sum(
        abs(numbers[level] * whole - len(chosen) * wishes.mix.get(name, 0))
        for level, name in enumerate(DIFFICULTIES)
    )
    aim = wishes.aim if wishes.aim is not None else 0
    return _violations(chosen, minutes, wishes), (sum(levels) ** 2, mix**2, (minutes - aim) ** 2)


def _violations(chosen: Sheet, minutes: int, wishes: Wishes) -> tuple[int, ...]:
    kinds = Counter(question.kind for question in chosen)
    categories = Counter(question.category for question in chosen)
    topics = {topic for question in chosen for topic in question.competencies}
    return (
        max(0, minutes - wishes.maximum) if wishes.maximum is not None else 0,
        sum(max(0, number - categories[key]) for key, number in wishes.per_category.items()),
        sum(max(0, number - kinds[kind]) for kind, number in wishes.kinds.items())
        + max(0, wishes.ladders - sum(question.ladder for question in chosen)),
        sum(key not in topics for key in wishes.competencies),
    )


def _rebuild_choice(
    sheet: ChosenQuestions, draft: Sheet, bank: Sequence[OfferedQuestion], wishes: Wishes
) -> ChosenQuestions:
    """The choice with other questions; its soft parts are no longer the best one sheet alone could have."""
    chosen = tuple(sorted(draft, key=lambda question: (question.place, question.id)))
    minutes = sum(question.minutes for question in chosen)
    mix = _score(draft, wishes)[1][1]
    over, short, traits, uncovered = _violations(draft, minutes, wishes)
    missing = max(0, wishes.total - len(chosen)) if wishes.total is not None else 0
    measure = sheet.measure._replace(
        over=over,
        short=short + missing,
        traits=traits,
        uncovered=uncovered,
        off_minutes=abs(minutes - wishes.aim) if wishes.aim is not None else 0,
        off_mix=round(mix**0.5),
        cost=sum(question.uses for question in chosen) * USE,
    )
    return replace(
        sheet,
        chosen=chosen,
        measure=measure,
        proven=False,
        unmet=tuple(unmet_wishes(chosen, bank, wishes)),
    )
