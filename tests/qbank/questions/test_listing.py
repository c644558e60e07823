"""A page of the bank's list and its numbers: right, or said to be the least they can be, in any bank."""

import itertools
from collections import Counter

import pytest
from django.db import connection
from django.db.models import Count, Q, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.folding import fold, terms_of
from qbank.models import ImportBatch, Question, QuestionTally, Source
from qbank.questions import listing
from qbank.questions.filters import SORTS
from qbank.questions.listing import COLUMNS, Listing, tagged
from qbank.questions.rules.facet_counts import windows
from qbank.questions.search import reindex, search, search_ids
from qbank.questions.tallies import recount, recount_when_due
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = ("投诉", "客户", "排班", "kpi")
READY_OR_DRAFT = {"status": ["draft", "ready"]}


def tallied() -> Counter:
    rows = QuestionTally.objects.order_by().values_list(*COLUMNS).annotate(number=Sum("number"))
    return Counter({tuple(values): number for *values, number in rows if number})


def counted() -> Counter:
    rows = Question.objects.in_bank().order_by().values_list(*COLUMNS).annotate(number=Count("pk"))
    return Counter({(*values[:-1], values[-1] or 0): number for *values, number in rows})


def test_the_tally_follows_whatever_writes_questions():
    source = Source.objects.create(name="a.xlsx", kind="spreadsheet", sha256="1" * 64)
    batch = ImportBatch.objects.create(name="a.xlsx", sha256="1" * 64)
    first, second, third = (factories.make_question(source=source) for _number in range(3))
    assert tallied() == counted()
    first.status, first.category = "retired", second.category
    first.save()
    Question.objects.filter(pk=second.pk).update(kind="knowledge", source=None)
    assert tallied() == counted()
    Question.objects.filter(pk=third.pk).update(arriving=batch)
    assert tallied() == counted()
    Question.objects.update(arriving=None, difficulty="hard")
    assert tallied() == counted()
    source.delete()
    assert tallied() == counted()
    plain = Question.objects.create(code="Z-1", text="甲", category=first.category)
    plain.delete()
    assert tallied() == counted()


def test_a_recount_leaves_one_row_for_all_that_are_alike(monkeypatch):
    category = factories.make_category()
    for _number in range(3):
        factories.make_question(category=category)
    assert QuestionTally.objects.count() == 3
    recount_when_due()
    assert QuestionTally.objects.count() == 3
    monkeypatch.setattr("qbank.questions.tallies._MOST_LOOSE", 1)
    recount_when_due()
    assert [row.number for row in QuestionTally.objects.all()] == [3]
    QuestionTally.objects.all().delete()
    recount()
    assert tallied() == counted()


@pytest.fixture(scope="module")
def bank(module_db):
    """Thirty questions of all sorts."""
    with module_db.unblock():
        categories = [factories.make_category(position=position) for position in (2, 1, 2)]
        chapter = factories.make_competency(parent=None)
        tags = [factories.make_competency(parent=chapter) for _number in range(3)]
        kinds, statuses = ("behavioural", "situational"), ("ready", "ready", "draft", "retired")
        for number in range(30):
            words = [word for place, word in enumerate(WORDS) if number % (place + 2)]
            factories.make_question(
                text="，".join([*words, f"第{number}题"]),
                answer="",
                points=1,
                red_flags=0,
                category=categories[number % 3],
                kind=kinds[number % 2],
                difficulty=("easy", "medium", "hard")[number // 3 % 3],
                status=statuses[number % 4],
                minutes=number % 5 + 1,
                competencies=[tag for place, tag in enumerate(tags) if number % (place + 2) == 0],
            )
        reindex()
        return [tag.pk for tag in tags], chapter.pk, factories.make_user("hr"), factories.make_user()


QUERIES = [
    ("", {}),
    ("", {"kind": ["situational"]}),
    ("", {"kind": ["situational"], "difficulty": ["hard", "easy"]}),
    ("", {"competency": [0]}),
    ("", {"competency": [0, "chapter"], "kind": ["behavioural"]}),
    ("客户", {}),
    ("客户 kpi", {"difficulty": ["medium"]}),
    ("投诉", {"competency": [1]}),
    ("没有", {}),
]


@pytest.mark.parametrize("most", [500, 4])
@pytest.mark.parametrize(("text", "filters"), QUERIES)
def test_numbers_are_right_or_the_least_they_can_be(bank, monkeypatch, text, filters, most):
    monkeypatch.setattr(listing, "MOST", most)
    monkeypatch.setattr(listing, "MOST_TAGGED", most)
    tags, chapter, hr, reader = bank
    chosen = {
        **READY_OR_DRAFT,
        **{
            name: [chapter if value == "chapter" else tags[value] for value in values]
            if name == "competency"
            else values
            for name, values in filters.items()
        },
    }
    for person in (hr, reader):
        listed = Listing(person, text, chosen)
        assert_least(listed.total, listed.questions.count())
        for name in (*COLUMNS, "competency"):
            others = search(Question.objects.visible_to(person), text)
            for other, values in chosen.items():
                if other != name:
                    others = others.filter(
                        tagged(values) if other == "competency" else Q(**{f"{other}__in": values})
                    )
            column = tags if name == "competency" else set(Question.objects.values_list(name, flat=True))
            for value in column:
                with_it = others.filter(tagged([value]) if name == "competency" else Q(**{name: value}))
                assert_least(listed.number_of(name, value), with_it.count())
        if most == 500:
            assert not listed.total.or_more


def assert_least(count, truth):
    assert count.number <= truth if count.or_more else count.number == truth


@pytest.mark.parametrize("most", [500, 4])
@pytest.mark.parametrize("sort", ["", *SORTS])
@pytest.mark.parametrize(("text", "filters"), QUERIES[:3])
def test_pages_are_those_of_the_whole_list_in_its_order(bank, monkeypatch, text, filters, most, sort):
    monkeypatch.setattr(listing, "MOST", most)
    listed = Listing(bank[2], text, READY_OR_DRAFT | filters, SORTS.get(sort, ()))
    everything = [question.pk for question in listed.questions]
    assert len(listed) == len(everything)
    for start in range(0, len(everything), 5):
        assert [question.pk for question in listed[start : start + 5]] == everything[start : start + 5]


def test_of_a_long_search_a_page_shows_some_that_fit(bank, monkeypatch):
    monkeypatch.setattr(listing, "MOST", 4)
    listed = Listing(bank[2], "客户", READY_OR_DRAFT | {"kind": ["situational"]})
    fitting = {question.pk for question in listed.questions}
    assert str(listed.total) == "4+"
    assert {question.pk for question in listed[0:25]} <= fitting
    assert len(listed[0:25]) == len(listed) == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.text(alphabet="投诉客户排班kpi第1题， ", min_size=1, max_size=8))
def test_a_search_finds_what_like_finds(bank, query):
    terms = terms_of(query)
    if not terms:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT question_id, folded FROM qbank_questionindex")
        expected = {pk for pk, folded in cursor.fetchall() if all(fold(term) in folded for term in terms)}
    assert set(search_ids(query, 500)) == expected
    assert set(search(Question.objects.all(), query).values_list("pk", flat=True)) == expected
    assert len(search_ids(query, 3)) == min(3, len(expected))


@given(st.lists(st.integers(0, 6), max_size=8), st.integers(0, 30), st.integers(1, 12))
def test_windows_are_the_rows_of_a_list_in_groups(sizes, start, length):
    rows = [(key, number) for key, size in enumerate(sizes) for number in range(size)]
    parts = windows(enumerate(sizes), start, start + length)
    shown = []
    for part in parts:
        group = [row for row in rows if row[0] in part.keys]
        shown += group[part.start : part.stop]
    assert shown == rows[start : start + length]
    assert len(parts) <= 3
    assert all(len(part.keys) == 1 or part.stop is None for part in parts)
    assert len(set(itertools.chain(*(part.keys for part in parts)))) == sum(len(part.keys) for part in parts)
