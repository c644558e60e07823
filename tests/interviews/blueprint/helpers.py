"""What the tests of blueprints share: banks and wishes to draw, and the measure computed independently."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st

from interviews.blueprint import DIFFICULTIES, OfferedQuestion, Wishes, eligible
from interviews.blueprint.problem import Measure

KINDS = ("motivation", "behavioural", "situational")
CATEGORIES = (1, 2, 3)
TOPICS = (10, 11, 12)

bank_questions = st.builds(
    OfferedQuestion,
    id=st.just(0),
    category=st.sampled_from(CATEGORIES),
    kind=st.sampled_from(KINDS),
    ladder=st.booleans(),
    difficulty=st.sampled_from(DIFFICULTIES),
    minutes=st.sampled_from((2, 3, 5, 8, 20)),
    competencies=st.frozensets(st.sampled_from(TOPICS), max_size=2),
    uses=st.integers(0, 3),
    recent=st.sampled_from((0, 0, 1)),
    counted=st.integers(0, 3),
)
banks = st.lists(bank_questions, max_size=9).map(
    lambda questions: [
        replace(question, id=100 + place, place=place) for place, question in enumerate(questions)
    ]
)
shares = st.dictionaries(st.sampled_from(DIFFICULTIES), st.integers(0, 3), max_size=3)
any_wishes = st.builds(
    Wishes,
    per_category=st.dictionaries(st.sampled_from(CATEGORIES), st.integers(0, 3), max_size=3),
    total=st.none() | st.integers(1, 6),
    aim=st.none() | st.integers(5, 40),
    maximum=st.none() | st.integers(5, 40),
    kinds=st.dictionaries(st.sampled_from(KINDS), st.integers(1, 2), max_size=2),
    ladders=st.integers(0, 2),
    mix=shares,
    competencies=st.lists(st.sampled_from(TOPICS), unique=True, max_size=3).map(tuple),
    days=st.none() | st.just(30),
    limit=st.none() | st.integers(1, 3),
    fixed=st.frozensets(st.integers(100, 109), max_size=2),
    excluded=st.frozensets(st.integers(100, 109), max_size=2),
)


def measure_of(chosen, wishes):
    """The measure in the form of comparable(), computed from the selection alone."""
    minutes = sum(question.minutes for question in chosen)
    categories = Counter(question.category for question in chosen)
    kinds = Counter(question.kind for question in chosen)
    short = sum(max(0, number - categories[key]) for key, number in wishes.per_category.items())
    if wishes.total is not None:
        short += max(0, wishes.total - len(chosen))
    traits = sum(max(0, number - kinds[kind]) for kind, number in wishes.kinds.items())
    traits += max(0, wishes.ladders - sum(question.ladder for question in chosen))
    seen = {topic for question in chosen for topic in question.competencies}
    off_mix, whole = 0, sum(wishes.mix.values())
    for name in DIFFICULTIES:
        number = sum(question.difficulty == name for question in chosen)
        off_mix += abs(number * whole - len(chosen) * wishes.mix.get(name, 0))
    return (
        max(0, minutes - wishes.maximum) if wishes.maximum is not None else 0,
        short,
        traits,
        len(set(wishes.competencies) - seen),
        abs(minutes - wishes.aim) if wishes.aim is not None else 0,
        off_mix,
        sum(question.uses for question in chosen),
    )


def allowed_selections(bank, wishes):
    """Every selection the wishes allow at all, by trying all."""
    fixed = [question for question in bank if question.id in wishes.fixed]
    free = eligible(bank, wishes)
    for size in range(len(free) + 1):
        for added in combinations(free, size):
            chosen = [*fixed, *added]
            if wishes.total is not None:
                if added and len(chosen) > wishes.total:
                    continue
            else:
                by_category = Counter(question.category for question in added)
                have = Counter(question.category for question in fixed)
                if any(
                    number > max(0, wishes.per_category.get(key, 0) - have[key])
                    for key, number in by_category.items()
                ):
                    continue
            yield chosen


def comparable(measure: Measure):
    """The parts of a single sheet's measure, with plain uses instead of the cost."""
    return (*measure[:4], measure.off_minutes, measure.off_mix, measure.uses)


def bank_question(question_id, category=1, **about):
    return OfferedQuestion(
        **{
            "id": question_id,
            "category": category,
            "kind": "situational",
            "ladder": False,
            "place": question_id,
        }
        | {"difficulty": "medium", "minutes": 5}
        | about
    )
