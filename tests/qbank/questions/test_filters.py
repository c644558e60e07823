"""The bank's filters: what each finds, and the counts beside their choices."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import translation

from qbank.models import Question
from qbank.questions.filters import BankFilter
from qbank.questions.search import reindex
from tests import factories


@pytest.fixture
def bank(db):
    with translation.override("en"):
        yield from make_bank()


def make_bank():
    chapter = factories.make_competency(parent=None, name="客户服务")
    care = factories.make_competency(parent=chapter, name="投诉处理")
    calm = factories.make_competency(parent=chapter, name="情绪管理")
    service, people = factories.make_category(name="服务"), factories.make_category(name="团队")
    make = factories.make_question
    make(code="A-1", text="投诉怎么处理？", category=service, kind="situational", competencies=[care, calm])
    make(
        code="A-2",
        text="讲一次投诉。",
        category=service,
        kind="behavioural",
        difficulty="hard",
        competencies=[care],
    )
    make(
        code="B-1",
        text="怎样带新人？",
        category=people,
        kind="behavioural",
        status="draft",
        competencies=[calm],
    )
    make(code="B-2", text="最难的投诉？", category=people, kind="behavioural", status="retired", minutes=9)
    make(code="B-3", text="价值观", category=people, kind="motivation", rubric_kind="ladder", competencies=[])
    reindex()
    yield {"service": service, "people": people, "care": care, "calm": calm, "chapter": chapter}


def keeper():
    return factories.make_user("hr")


def ask(query):
    return BankFilter(QueryDict(query), user=keeper())


def codes(query):
    return [question.code for question in ask(query).qs]


def counts(query, facet):
    matching_facet = next(f for f in ask(query).facets if f.name == facet)
    return {choice.label: choice.count.number for choice in matching_facet.choices}


def test_all_but_retired_questions_in_the_order_of_the_bank(bank):
    assert codes("") == ["A-1", "A-2", "B-1", "B-3"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=behavioural", ["A-2", "B-1"]),
        ("kind=behavioural&kind=motivation", ["A-2", "B-1", "B-3"]),
        ("kind=behavioural&difficulty=hard", ["A-2"]),
        ("status=retired", ["B-2"]),
        ("status=retired&status=draft", ["B-1", "B-2"]),
        ("rubric_kind=ladder", ["B-3"]),
        ("q=投訴", ["A-1", "A-2"]),
        ("q=投诉&status=retired", ["B-2"]),
        ("sort=-minutes&status=ready&status=retired", ["B-2", "A-1", "A-2", "B-3"]),
        ("sort=-difficulty", ["A-2", "A-1", "B-1", "B-3"]),
        ("sort=code", ["A-1", "A-2", "B-1", "B-3"]),
    ],
)
def test_filters_narrow_each_other_down(bank, query, expected):
    assert codes(query) == expected


def test_a_competency_and_its_chapter(bank):
    assert codes(f"competency={bank['care'].pk}") == ["A-1", "A-2"]
    assert codes(f"competency={bank['chapter'].pk}") == ["A-1", "A-2", "B-1"]
    assert codes(f"competency={bank['care'].pk}&category={bank['people'].pk}") == []


@pytest.mark.parametrize(
    "query",
    [
        "kind=nonsense",
        "category=abc",
        "category=-1",
        "category=" + "9" * 50,
        "sort=drop",
        "source=%00",
        "status=",
    ],
)
def test_values_that_make_no_sense_are_left_aside(bank, query):
    assert codes(query) == ["A-1", "A-2", "B-1", "B-3"]


def test_an_id_that_is_gone_finds_nothing(bank):
    assert codes("category=999999") == []


def test_counts_say_what_one_would_see_with_each_choice(bank):
    assert counts("", "category") == {"服务": 2, "团队": 2}
    assert counts("kind=behavioural", "category") == {"服务": 1, "团队": 1}
    assert counts("kind=behavioural", "kind") == {
        "Motivation": 1,
        "Behavioural": 2,
        "Situational": 1,
        "Knowledge": 0,
    }
    assert counts("q=投诉", "status") == {"Draft": 0, "Ready": 2, "Retired": 1}
    assert counts("", "competency") == {"投诉处理": 2, "情绪管理": 2}
    assert counts("kind=motivation", "competency") == {}


def test_categories_are_offered_in_their_own_order(bank):
    first = factories.make_category(name="排在最前", position=0)
    factories.make_question(category=first)
    assert next(iter(counts("", "category"))) == "排在最前"


def test_every_count_is_what_its_choice_then_lists(bank):
    for query in (
        "",
        "q=投诉",
        "kind=behavioural&status=ready&status=draft",
        f"competency={bank['care'].pk}",
    ):
        for facet in ask(query).facets:
            alone = QueryDict(query, mutable=True)
            alone.pop(facet.name, None)
            for choice in facet.choices:
                parameters = QueryDict(choice.query)
                added = set(parameters.getlist(facet.name)) ^ set(QueryDict(query).getlist(facet.name))
                only = alone.copy()
                only.setlist(facet.name, sorted(added))
                assert BankFilter(only, user=keeper()).qs.count() == choice.count.number, (
                    query,
                    facet.name,
                    choice,
                )


def test_a_choice_switches_itself_on_and_off_and_goes_back_to_page_one(bank):
    kind = next(f for f in ask("kind=behavioural&page=3&q=x").facets if f.name == "kind")
    on = {choice.label: choice.query for choice in kind.choices}
    assert on["Behavioural"] == "q=x"
    assert on["Motivation"] == "kind=behavioural&kind=motivation&q=x"


def test_what_is_on_and_what_is_left_out(bank):
    asked = ask(f"kind=behavioural&category={bank['service'].pk}")
    assert [(label, choice.label) for label, choice in asked.active] == [
        ("Category", "服务"),
        ("Kind", "Behavioural"),
    ]
    assert asked.retired_left_out is None
    assert ask("").retired_left_out.count.number == 1
    assert ask("status=ready").retired_left_out is None


@pytest.fixture
def many(db):
    """Enough questions, and statistics of them, that a database weighs its indexes as it would at work."""
    categories = [factories.make_category(name=f"分类{number}") for number in range(20)]
    Question.objects.bulk_create(
        Question(
            code=f"M-{number}",
            text="投诉怎么处理？",
            category=categories[number % 20],
            kind="behavioural" if number % 2 else "situational",
            status="ready" if number % 50 == 1 else "draft",
            difficulty="hard" if number % 40 == 0 else "easy",
            rubric_kind="ladder" if number % 40 == 0 else "points",
        )
        for number in range(2000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE qbank_question")
    return categories


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("category={category}", "question_in_category|qbank_question_category_id"),
        # Of few ready questions the index that blueprints draw from is as short a way: it holds no others.
        ("kind=behavioural&status=ready", "question_status_kind|question_draw"),
        ("difficulty=hard", "question_difficulty"),
        ("rubric_kind=ladder", "question_rubric_kind"),
        ("sort=-changed", "question_updated"),
    ],
)
def test_lists_use_their_indexes_though_they_leave_out_what_is_arriving(many, query, index):
    plan = ask(query.format(category=many[0].pk)).qs[:25].explain()
    assert re.search(index, plan), plan
    assert "question_arriving" not in plan


def test_an_import_finds_its_own_questions_by_an_index(many):
    assert "question_arriving" in Question.objects.filter(arriving=1).order_by().explain()
