"""What a set covers is counted by pure rules."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interviews.building.rules.coverage import SetQuestion, Topic, by_category, by_competency, totals

CATEGORIES = [Topic(1, "动机"), Topic(2, "专业"), Topic(3, "价值观")]
COMPETENCIES = [
    Topic(10, "服务意识"),
    Topic(11, "同理心", 10),
    Topic(12, "服务理念", 10),
    Topic(20, "投诉处理"),
    Topic(21, "情绪安抚", 20),
]

asked_strategy = st.builds(
    SetQuestion,
    minutes=st.integers(1, 120),
    weight=st.decimals("0.1", "100", places=2),
    category=st.sampled_from([1, 2, 3]),
    competencies=st.frozensets(st.sampled_from([10, 11, 12, 20, 21])),
)


def ask(minutes=5, weight="1", category=1, competencies=()):
    return SetQuestion(minutes, Decimal(weight), category, frozenset(competencies))


def test_totals_are_sums_against_the_plan():
    result = totals([ask(minutes=20, weight="1.5"), ask(minutes=30)], planned=45)
    assert (result.questions, result.minutes, result.weight) == (2, 50, Decimal("2.5"))
    assert (result.over, result.left, result.share) == (5, 0, 100)


def test_an_empty_set_uses_nothing():
    result = totals([], planned=45)
    assert (result.questions, result.minutes, result.weight, result.over, result.left, result.share) == (
        *(0, 0, Decimal(0)),
        *(0, 45, 0),
    )


def test_the_meter_is_full_only_when_the_plan_is():
    assert totals([ask(minutes=44)], planned=45).share == 97
    assert totals([ask(minutes=45)], planned=45).share == 100


def test_a_category_without_questions_is_missing():
    first, second, third = by_category([ask(category=1), ask(category=1), ask(category=3)], CATEGORIES)
    assert (first.questions, second.questions, third.questions) == (2, 0, 1)
    assert [topic.missing for topic in (first, second, third)] == [False, True, False]


def test_a_question_about_two_sections_counts_once_for_their_chapter():
    service, complaints = by_competency([ask(minutes=6, competencies=[11, 12])], COMPETENCIES)
    assert (service.questions, service.minutes, service.gaps) == (1, 6, 0)
    assert [part.questions for part in service.parts] == [1, 1]
    assert complaints.missing
    assert complaints.gaps == 1


def test_a_question_about_a_whole_chapter_leaves_its_sections_open():
    service, _ = by_competency([ask(competencies=[10])], COMPETENCIES)
    assert service.questions == 1
    assert service.gaps == 2


@given(st.lists(asked_strategy, max_size=12))
def test_every_question_counts_in_exactly_one_category(asked):
    covered = by_category(asked, CATEGORIES)
    assert sum(category.questions for category in covered) == len(asked)
    assert sum(category.minutes for category in covered) == totals(asked, planned=45).minutes


@given(st.lists(asked_strategy, max_size=12), asked_strategy)
def test_adding_a_question_never_uncovers_anything(asked, more):
    def counts(questions):
        chapters = by_competency(questions, COMPETENCIES)
        return [topic.questions for chapter in chapters for topic in (chapter, *chapter.parts)]

    assert all(before <= after for before, after in zip(counts(asked), counts([*asked, more]), strict=True))


@given(st.lists(asked_strategy, max_size=12))
def test_a_chapter_has_no_fewer_questions_than_any_of_its_sections(asked):
    for chapter in by_competency(asked, COMPETENCIES):
        assert chapter.questions >= max(part.questions for part in chapter.parts)
        assert chapter.questions <= len(asked)
