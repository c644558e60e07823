"""What went another way than the sheet: not asked, asked in another order, added on the spot."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from interviews.models import ExtraQuestion, Scorecard, ScoreChange
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.reports.sealed import content_to_seal
from interviews.outcome.rules.deviations import MemberDeviations, NotAsked, asked_order, is_another_order
from interviews.planning.services.seats import step_back
from interviews.room.services.asides import Asides
from interviews.room.services.responses import Responses
from interviews.room.services.saving import save
from interviews.room.services.scorecards import submit
from tests import factories

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SECRET = "临时加问的一题-3e90"


# Pure rules


@given(st.permutations(range(1, 8)))
def test_the_order_is_that_of_the_first_touches(numbers):
    touched = {number: START + timedelta(seconds=place) for place, number in enumerate(numbers)}
    order = asked_order(touched)
    assert order == tuple(numbers)
    assert is_another_order(order) is (list(numbers) != sorted(numbers))


@given(st.sets(st.integers(1, 20)))
def test_questions_of_the_same_moment_and_left_out_ones_are_no_other_order(numbers):
    order = asked_order(dict.fromkeys(numbers, START))
    assert order == tuple(sorted(numbers))
    assert not is_another_order(order)


def test_nothing_that_differs_is_nothing_to_tell():
    assert not MemberDeviations("陈思远", (), (), ())
    assert MemberDeviations("陈思远", (), (NotAsked(2, "时间不够"),), ())


# From the ledger to the report


@pytest.fixture(scope="module")
def sheet(module_db):
    with module_db.unblock():
        questions = [factories.make_question(points=1, red_flags=0) for _ in range(3)]
        return factories.make_sheet(question_set=factories.make_set(questions=questions))


@pytest.fixture
def interview(sheet):
    return factories.make_interview(panel=[factories.make_user(), factories.make_user()], sheet=sheet)


class Scorer:
    """Somebody who sits on the panel and enters things."""

    def __init__(self, interview, number=0):
        self.interview = interview
        self.seat = interview.members.order_by("pk")[number]
        self.items = list(interview.sheet.items.order_by("position"))

    def enter(self, number, **values):
        raw = [
            {"id": str(uuid4()), "item": self.items[number - 1].pk, "field": field, "value": value}
            for field, value in values.items()
        ]
        self.save(Responses, raw)

    def add(self, target=None, **values):
        target = target or str(uuid4())
        raw = [
            {"id": str(uuid4()), "item": target, "field": field, "value": value}
            for field, value in values.items()
        ]
        self.save(Asides, raw)
        return target

    def save(self, kind, raw):
        seat_id, interview_id = self.seat.pk, self.interview.pk
        save(kind, actor=self.seat.user, interview_id=interview_id, seat_id=seat_id, raw_changes=raw)

    def submit(self):
        submit(scorecard=Scorecard.objects.get(member=self.seat), actor=self.seat.user)


def test_asked_in_another_order(interview, keeper):
    scorer = Scorer(interview)
    for number in (1, 3, 2):
        scorer.enter(number, notes="说了什么")
    for number in (1, 2, 3):
        scorer.enter(number, rating="3")
    scorer.submit()
    (member,) = interview_report(interview, keeper).deviations
    assert (member.name, member.asked, member.not_asked, member.added) == (
        str(scorer.seat.user),
        (1, 3, 2),
        (),
        (),
    )


def test_looking_at_a_question_is_not_asking_it(interview, keeper):
    scorer = Scorer(interview)
    for number in (3, 2, 1):
        scorer.enter(number, seconds=20)
    for number in (1, 2, 3):
        scorer.enter(number, rating="3")
    scorer.submit()
    assert interview_report(interview, keeper).deviations == ()


def test_not_asked_with_its_reason_leaves_the_order(interview, keeper):
    scorer = Scorer(interview)
    scorer.enter(3, notes="先点开了", not_asked=True, not_asked_reason="时间不够")
    scorer.enter(1, rating="3")
    scorer.enter(2, rating="3")
    scorer.submit()
    (member,) = interview_report(interview, keeper).deviations
    assert member.asked == () and member.not_asked == (NotAsked(3, "时间不够"),)


def test_an_added_question_is_told_and_counts_nothing(interview, keeper, hr):
    scorer = Scorer(interview)
    for number in (1, 2, 3):
        scorer.enter(number, rating="3")
    taken_out = scorer.add(text="不要的一题")
    scorer.add(taken_out, removed=True)
    scorer.add(text="", notes="")
    scorer.add(text=SECRET, notes="先摸底，再分批培训")
    scorer.submit()
    report = interview_report(interview, keeper)
    (member,) = report.deviations
    assert [(added.text, added.notes) for added in member.added] == [(SECRET, "先摸底，再分批培训")]
    assert str(report.total.percent) == "60.0" and len(report.items) == 3
    page = hr.get(reverse("interviews:interview-result", args=[interview.pk])).content.decode()
    assert SECRET in page and "outside the score" in page and "不要的一题" not in page


def test_a_version_keeps_the_added_questions_it_was_submitted_with(interview):
    scorer = Scorer(interview)
    for number in (1, 2, 3):
        scorer.enter(number, rating="3")
    scorer.add(text=SECRET, notes="先摸底")
    scorer.submit()
    version = Scorecard.objects.get(member=scorer.seat).versions.get()
    assert version.content["added"] == [{"text": SECRET, "notes": "先摸底"}]


def test_the_page_says_all_three(interview, hr):
    scorer = Scorer(interview)
    scorer.enter(2, rating="3")
    scorer.enter(1, rating="3")
    scorer.enter(3, not_asked=True, not_asked_reason="时间不够")
    scorer.add(text=SECRET)
    scorer.submit()
    page = hr.get(reverse("interviews:interview-result", args=[interview.pk])).content.decode()
    for words in ("Asked in another order: 2, 1.", "Question 3 was not asked:", "时间不够", SECRET):
        assert words in page


def test_deviations_of_others_reach_nobody_who_is_blind(interview, client_for):
    scorer, blind = Scorer(interview), Scorer(interview, 1)
    for number in (2, 1, 3):
        scorer.enter(number, rating="3")
    scorer.add(text=SECRET, notes=SECRET)
    scorer.submit()
    assert interview_report(interview, blind.seat.user).deviations == ()
    assert not ExtraQuestion.objects.visible_to(blind.seat.user).exists()
    client = client_for(user=blind.seat.user)
    for name in ("interview-result", "interview-detail", "scorecard", "scorecard-asides"):
        body = client.get(reverse(f"interviews:{name}", args=[interview.pk])).content.decode()
        assert SECRET not in body and "another order" not in body
    blind.enter(1, rating="3", not_asked=True, not_asked_reason="时间不够")
    for number in (2, 3):
        blind.enter(number, rating="3")
    blind.submit()
    assert len(interview_report(interview, blind.seat.user).deviations) == 2


def test_the_ledger_alone_tells_the_order(interview, keeper):
    """Changes made offline arrive together: their order in the queue is the order of the ledger."""
    scorer = Scorer(interview)
    raw = [
        {"id": str(uuid4()), "item": scorer.items[number - 1].pk, "field": "rating", "value": "3"}
        for number in (3, 1, 2)
    ]
    scorer.save(Responses, raw)
    scorer.submit()
    assert ScoreChange.objects.count() == 3
    (member,) = interview_report(interview, keeper).deviations
    assert member.asked == (3, 1, 2)


def test_what_is_sealed_tells_the_deviations_and_who_left_but_not_why(interview, keeper):
    scorer, leaver = Scorer(interview), Scorer(interview, 1)
    for number in (2, 1):
        scorer.enter(number, rating="3")
    scorer.enter(3, not_asked=True, not_asked_reason="时间不够")
    scorer.add(text=SECRET, notes="先摸底")
    scorer.submit()
    step_back(actor=leaver.seat.user, interview=interview, reason="候选人是我表弟")
    sealed = content_to_seal(interview_report(interview, keeper), {})
    assert sealed["deviations"] == [
        {
            "name": str(scorer.seat.user),
            "asked": [2, 1],
            "not_asked": [{"number": 3, "reason": "时间不够"}],
            "added": [{"text": SECRET, "notes": "先摸底"}],
        }
    ]
    assert [member["name"] for member in sealed["left"]] == [str(leaver.seat.user)]
    assert "表弟" not in str(sealed)


def test_an_earlier_version_shows_the_questions_added_then(interview, hr):
    scorer = Scorer(interview)
    for number in (1, 2, 3):
        scorer.enter(number, rating="3")
    scorer.add(text=SECRET)
    scorer.submit()
    card = Scorecard.objects.get(member=scorer.seat)
    page = hr.get(reverse("interviews:scorecard-version", args=[card.pk, 1])).content.decode()
    assert SECRET in page and "outside the score" in page
