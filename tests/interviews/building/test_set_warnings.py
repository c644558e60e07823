"""What the builder warns of, by pure rules."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interviews.building.rules.coverage import SetQuestion, Topic, by_category, by_competency
from interviews.building.rules.set_warnings import (
    PlacedQuestion,
    PlannedSection,
    asked_before,
    find_similar_pairs,
    over_plan,
    overused_in,
    sections_over,
    uncovered_topics,
)

SECTIONS = [PlannedSection(1, "开场", 10), PlannedSection(2, "情境", 20), PlannedSection(3, "收尾", None)]

#: The second asks what the first asks; so do the fourth and the third. The others share only their frame.
TEXTS = [
    "请谈谈你最大的优点和缺点。",
    "请描述一下你认为自己最大的优点和缺点是什么？",
    "请介绍一次你处理客户投诉的经历。",
    "请你介绍一次处理客户投诉的经历？",
    "如果客服热线突然排队两百人，你会如何处理？",
    "新员工第一周就想离职，你会如何处理？",
]

placed_strategy = st.lists(
    st.builds(
        PlacedQuestion,
        question=st.integers(1, 10**6),
        text=st.sampled_from(TEXTS) | st.text(max_size=40),
        minutes=st.integers(1, 120),
        section=st.sampled_from([None, 1, 2, 3]),
    ),
    unique_by=lambda placed: placed.question,
    max_size=12,
)


def place(question=1, text="", minutes=5, section=None):
    return PlacedQuestion(question, text, minutes, section)


@given(st.integers(0, 2000), st.none() | st.integers(1, 480))
def test_a_plan_is_exceeded_by_what_goes_beyond_it(minutes, planned):
    over = over_plan(minutes, planned)
    assert over >= 0
    assert (over == 0) == (planned is None or minutes <= planned)
    if over:
        assert planned is not None
        assert over + planned == minutes


def test_a_section_warns_of_its_own_minutes_only():
    placed = [place(1, minutes=8, section=1), place(2, minutes=9, section=2), place(3, minutes=120)]
    assert sections_over(placed, SECTIONS) == ()
    exceeded = sections_over([*placed, place(4, minutes=5, section=1)], SECTIONS)
    assert [(warning.section.title, warning.over) for warning in exceeded] == [("开场", 3)]


def test_a_section_without_a_plan_is_never_too_long():
    assert sections_over([place(minutes=120, section=3)], SECTIONS) == ()


@given(placed_strategy)
def test_every_minute_beyond_a_sections_plan_is_counted(placed):
    over_by_section = {warning.section.id: warning.over for warning in sections_over(placed, SECTIONS)}
    for section in SECTIONS:
        minutes = sum(item.minutes for item in placed if item.section == section.id)
        assert over_by_section.get(section.id, 0) == over_plan(minutes, section.planned)


topics_strategy = st.sets(st.sampled_from([10, 11, 12, 20, 21]))
asked_strategy = st.lists(
    st.builds(
        SetQuestion,
        minutes=st.just(5),
        weight=st.just(Decimal(1)),
        category=st.sampled_from([1, 2, 3]),
        competencies=st.frozensets(st.sampled_from([10, 11, 12, 20, 21])),
    ),
    max_size=5,
)


@given(asked_strategy, topics_strategy)
def test_a_wanted_topic_is_missing_until_something_asks_about_it(asked, wanted):
    parents = {11: 10, 12: 10, 21: 20}
    topics = [Topic(pk, str(pk), parents.get(pk), pk in wanted) for pk in (10, 11, 12, 20, 21)]
    missing = {topic.id for topic in uncovered_topics(by_competency(asked, topics))}
    families = {10: {10, 11, 12}, 20: {20, 21}}
    for topic in wanted:
        family = families.get(topic, {topic})
        assert (topic in missing) == all(not question.competencies & family for question in asked)
    assert missing <= wanted


def test_a_category_nobody_wants_is_not_missed():
    categories = [Topic(1, "动机", wanted=True), Topic(2, "专业"), Topic(3, "价值观", wanted=True)]
    asked = [SetQuestion(5, Decimal(1), 3, frozenset())]
    assert [topic.name for topic in uncovered_topics(by_category(asked, categories))] == ["动机"]


def test_questions_that_ask_the_same_are_found_and_others_are_not():
    pairs = find_similar_pairs([place(number, text) for number, text in enumerate(TEXTS)])
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 1), (2, 3)]
    assert all(58 <= pair.percent <= 100 for pair in pairs)


@given(placed_strategy)
def test_a_pair_names_two_questions_of_the_set_the_earlier_one_first(placed):
    order = [item.question for item in placed]
    pairs = find_similar_pairs(placed)
    assert all(order.index(pair.first) < order.index(pair.second) for pair in pairs)
    seconds = [pair.second for pair in pairs]
    assert len(seconds) == len(set(seconds))


@given(placed_strategy, st.dictionaries(st.integers(1, 10**6), st.dates()))
def test_only_questions_of_the_set_were_asked_before(placed, asked):
    days = asked_before(placed, asked)
    assert set(days) == {item.question for item in placed} & set(asked)
    assert all(asked[question] == day for question, day in days.items())


@given(placed_strategy, st.integers(0, 5), st.none() | st.integers(1, 6))
def test_a_question_is_overused_when_its_uses_reach_the_limit(placed, uses, limit):
    recent = {item.question: uses for item in placed[::2]}
    overused = overused_in(placed, recent, limit)
    assert set(overused) == (set(recent) if limit is not None and uses >= limit else set())
