"""What a bank offers to a blueprint: numbers of the whole bank, and enough of it to choose from."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interviews.blueprint import UnmetWish, Wish, Wishes, choose, choose_parallel, eligible
from interviews.building.pages import supply
from interviews.building.pages.exposure import load_all_exposures
from interviews.building.pages.offers import bank_questions
from interviews.building.pages.supply import BankOffer
from qbank.models import Question
from tests import factories
from tests.bulk.questions import load_questions

pytestmark = pytest.mark.django_db

SIZE = 400


@pytest.fixture(scope="module")
def bank(module_db):
    """More than is looked at; some were used, one is ready and has no points."""
    with module_db.unblock():
        load_questions(SIZE)
        ready = list(Question.objects.filter(status="ready").order_by("pk"))[::8][:40]
        for number in range(0, 40, 10):
            question_set = factories.make_set(questions=ready[number : number + 10])
            interview = factories.make_interview(sheet=factories.make_sheet(question_set=question_set))
            interview.starts_at = timezone.now() - timedelta(days=number)
            interview.save(update_fields=["starts_at"])
        pointless = Question.objects.filter(status="ready").exclude(pk__in=[q.pk for q in ready]).first()
        pointless.points.all().delete()
    return ready


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(supply, "MOST", 100)
    monkeypatch.setattr(supply, "_LEAST", 2)


def offer(wishes, **options):
    return BankOffer(wishes, used=load_all_exposures(days=90, not_within=wishes.days), **options)


def everything(wishes):
    return bank_questions(used=load_all_exposures(days=90, not_within=wishes.days))


@pytest.mark.parametrize("fields", [{}, {"days": 5}, {"limit": 1}, {"days": 25, "limit": 1}])
def test_the_numbers_are_those_of_the_whole_bank(bank, fields):
    excluded, fixed = frozenset(q.pk for q in bank[3:6]), frozenset({bank[0].pk})
    wishes = Wishes(total=5, excluded=excluded, fixed=fixed, **fields)
    whole = everything(wishes)
    free = {question.id for question in eligible(whole, wishes)} | fixed
    offered = offer(wishes)
    wanted = [Wish("total"), Wish("ladders"), Wish("kind", "behavioural")]
    for wish in (*wanted, *(Wish("category", pk) for pk in {question.category for question in whole})):
        fitting = [
            question
            for question in whole
            if wish.name == "total"
            or (wish.name == "ladders" and question.ladder)
            or wish.about in (question.kind, question.category)
        ]
        numbers = offered.numbers(wish)
        assert (numbers.ready, numbers.free) == (
            len(fitting),
            sum(question.id in free for question in fitting),
        )


def test_a_part_is_looked_at_and_holds_what_is_fixed(bank):
    fixed = frozenset({bank[7].pk})
    questions = offer(Wishes(total=5, fixed=fixed, days=25, limit=1)).questions
    assert len(questions) < len(everything(Wishes()))
    assert fixed <= {question.id for question in questions}
    assert [question.place for question in questions] == list(range(len(questions)))


def test_of_every_sort_there_are_as_many_as_a_choice_takes(bank):
    """Those that are held back come on top."""
    wishes = Wishes(total=5, days=25)
    offered = offer(wishes)
    drawn = eligible(offered.questions, wishes)
    for sort, numbers in offered.supplies.items():
        of_sort = [
            question
            for question in drawn
            if (question.category, question.kind, question.difficulty)
            == (sort.category, sort.kind, sort.difficulty)
            and question.ladder == (sort.rubric_kind == "ladder")
        ]
        assert len(of_sort) >= min(numbers.free, supply._LEAST)


def test_wishes_for_numbers_are_met_as_by_the_whole_bank(bank):
    categories = {question.category for question in everything(Wishes())}
    for wishes in (
        Wishes(per_category=dict.fromkeys(categories, 4)),
        Wishes(total=30, kinds={"behavioural": 10, "knowledge": 5}),
        Wishes(per_category=dict.fromkeys(categories, 2), aim=60, maximum=70, mix={"easy": 1, "hard": 1}),
    ):
        assert choose(everything(wishes), wishes).measure.wishes_kept
        assert choose(offer(wishes).questions, wishes).measure.wishes_kept


def test_a_rare_competency_is_found(bank):
    rare = factories.make_competency()
    Question.objects.filter(status="ready").exclude(pk__in=[q.pk for q in bank]).last().competencies.add(rare)
    wishes = Wishes(total=3, competencies=(rare.pk,))
    for seed in range(5):
        choice = choose(offer(wishes, seed=seed).questions, wishes, seed=seed)
        assert choice.measure.uncovered == 0


def test_the_seed_decides_and_others_reach_the_rest(bank):
    wishes = Wishes(total=5)

    def drawn(seed):
        return {question.id for question in offer(wishes, seed=seed).questions}

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)
    # Where the lot puts two close together, one of them is drawn seldom.
    reached = set().union(*(drawn(seed) for seed in range(80)))
    assert len(reached) >= 0.95 * len(everything(wishes))


def test_parallel_sheets_share_nothing_where_the_bank_is_large(bank):
    wishes = Wishes(total=6)
    sheets = choose_parallel(offer(wishes, sheets=4).questions, wishes, number=4)
    assert sheets.shared == 0 and sheets.least_shared == 0


def test_what_stands_in_the_way_is_counted_in_the_whole_bank(bank):
    category = bank[0].category_id
    ready = sum(question.category == category for question in everything(Wishes()))
    wishes = Wishes(per_category={category: 5}, limit=1)
    counted = offer(wishes).counted(UnmetWish(Wish("category", category), 5, 3, offered=3))
    held = sum(question.category_id == category for question in bank)
    assert (counted.offered, counted.elsewhere, counted.held_back) == (ready - held, 0, held)
    kind = UnmetWish(Wish("kind", "behavioural"), 5, 3)
    assert offer(wishes).counted(kind).elsewhere > 0


def test_a_small_bank_is_looked_at_whole(bank, monkeypatch):
    monkeypatch.setattr(supply, "MOST", SIZE)
    wishes = Wishes(total=5)
    assert offer(wishes).questions == everything(wishes)


def test_the_number_of_queries_does_not_depend_on_the_sorts(bank):
    def queries(wishes):
        offered = offer(wishes)
        with CaptureQueriesContext(connection) as captured:
            assert offered.questions
        return len(captured)

    one = queries(Wishes(per_category={bank[0].category_id: 2}))
    assert one == queries(Wishes(total=10)) <= 6
