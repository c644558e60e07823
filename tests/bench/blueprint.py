"""Choosing for a blueprint: `python -m tests.bench.blueprint [--rounds 3]`.

Banks of 100, 1,000 and 10,000 questions, unused and unevenly used, under blueprints from plain to
contradictory. For each the best time of some rounds, how many times that of the smallest bank it is, and
whether the choice is proven to be the best. Exits with 1 when a blueprint that can be met takes
more than a second, or is not met.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence

from interviews.blueprint import (
    DIFFICULTIES,
    ChosenQuestions,
    OfferedQuestion,
    Wishes,
    choose,
    choose_parallel,
)

SIZES = (100, 1_000, 10_000)
SECONDS = 1.0
KINDS = ("motivation", "behavioural", "situational", "knowledge")
MIX = {"easy": 1, "medium": 2, "hard": 1}
BY_CATEGORY = dict.fromkeys(range(5), 2)
BLUEPRINTS = {
    "2 per category, 45 minutes, kinds, shares, 30 days": Wishes(
        BY_CATEGORY, aim=45, maximum=50, kinds={"behavioural": 1}, ladders=1, mix=MIX, days=30
    ),
    "10 in all, 45 minutes, kinds, shares, 30 days": Wishes(
        total=10, aim=45, maximum=50, kinds={"behavioural": 1, "situational": 2}, ladders=1, mix=MIX, days=30
    ),
    "2 per category and three competencies": Wishes(
        BY_CATEGORY, aim=60, kinds={"behavioural": 1}, mix=MIX, days=30, competencies=(1, 2, 3)
    ),
    "contradictory: 10 questions in 20 minutes": Wishes(
        BY_CATEGORY, aim=45, maximum=20, kinds={"behavioural": 9}, ladders=1, mix=MIX, days=30
    ),
}
CONTRADICTORY = "contradictory"


def bank(size: int, used: bool) -> list[OfferedQuestion]:
    dice = random.Random(size)
    return [
        OfferedQuestion(
            id=place,
            category=dice.randrange(5),
            kind=dice.choice(KINDS),
            ladder=dice.random() < 0.2,
            difficulty=dice.choice((*DIFFICULTIES, "medium")),
            minutes=dice.choice((3, 4, 5, 6, 7, 8, 10, 12)),
            competencies=frozenset(dice.sample(range(20), dice.choice((1, 1, 2, 3)))),
            place=place,
            uses=dice.randrange(6) if used else 0,
            recent=int(dice.random() < 0.2),
        )
        for place in range(size)
    ]


def timed(questions: Sequence[OfferedQuestion], wishes: Wishes, rounds: int) -> tuple[float, ChosenQuestions]:
    """The best seconds (of the processor: others may be working too) and the last choice."""
    best, choice = 1e9, choose((), Wishes())
    for seed in range(rounds):
        start = time.process_time()
        choice = choose(questions, wishes, seed=seed)
        best = min(best, time.process_time() - start)
    return best, choice


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    fine = True
    first: dict[tuple[str, bool], float] = {}
    for size in SIZES:
        for used in (False, True):
            print(f"{size:,} questions, {'used unevenly' if used else 'never used'}")
            questions = bank(size, used)
            for name, wishes in BLUEPRINTS.items():
                best, choice = timed(questions, wishes, rounds)
                ratio = best / first.setdefault((name, used), best)
                proof = "proven" if choice.proven else "best found"
                verdict = "kept" if not choice.unmet else f"{len(choice.unmet)} wishes not met"
                print(f"  {name}: {best:.2f} s, {ratio:.1f} × the smallest bank, {proof}, {verdict}")
                if not name.startswith(CONTRADICTORY):
                    fine = fine and best <= SECONDS and choice.measure.wishes_kept
        start = time.process_time()
        result = choose_parallel(questions, next(iter(BLUEPRINTS.values())), number=4)
        print(f"  4 parallel sheets: {time.process_time() - start:.2f} s, {result.shared} questions shared")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
