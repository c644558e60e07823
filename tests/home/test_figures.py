"""HR's start page: the interviews of the week by day, and how long it takes until a decision."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from home.figures import (
    MOST_IN_A_WEEK,
    MOST_WAITING,
    day_figures,
    hiring_figures,
    in_words,
    span_figures,
    wait_figures,
)
from interviews.common.waiting import Waits
from interviews.models import PanelMember
from tests import factories
from tests.interviews.outcome.deciding import decide
from tests.interviews.panels import make_panel

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SPANS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400))


def test_the_week_begins_on_monday_and_the_fullest_day_is_the_highest():
    wednesday = date(2026, 12, 2)
    days = day_figures(wednesday, [date(2026, 11, 30)] * 4 + [wednesday])
    assert [(day.day.day, day.number) for day in days[:4]] == [(30, 4), (1, 0), (2, 1), (3, 0)]
    assert [day.height for day in days] == [100, 0, 25, 0, 0, 0, 0]
    assert [day.is_today for day in days].index(True) == 2


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(), "不到 1 小时"),
        (HOUR, "1 小时"),
        (29.6 * HOUR, "30 小时"),
        (2 * DAY, "2 天"),
        (3 * DAY + 13 * HOUR, "3.5 天"),
    ],
)
def test_spans_are_said_as_people_say_them(span, said):
    assert in_words(span) == said


@given(st.lists(st.tuples(SPANS, SPANS, SPANS), min_size=1, max_size=9))
def test_the_parts_of_the_bar_fill_it_and_none_is_too_small_to_be_seen(passed):
    spans = span_figures(passed)
    assert sum(span.width for span in spans) == pytest.approx(100, abs=0.2)
    assert min(span.width for span in spans) > 3
    assert [span.left for span in spans] == sorted(span.left for span in spans)


def test_without_decisions_nothing_is_said_about_how_long_they_take():
    assert span_figures([]) == ()


@pytest.mark.django_db
def test_cancelled_interviews_and_those_of_other_weeks_are_not_counted():
    keeper = factories.make_user("hr")
    now = timezone.now()
    factories.make_interview(starts_at=now)
    factories.make_interview(starts_at=now + timedelta(days=7))
    factories.make_interview(starts_at=now, status="cancelled", cancel_reason="病了")
    figures = hiring_figures(keeper)
    assert figures.number == 1 and not figures.more and len(figures.days) == 7
    assert [day.number for day in figures.days if day.is_today] == [1]
    assert MOST_IN_A_WEEK == 1_000


def test_what_waits_is_drawn_beside_the_most_and_never_counted_to_the_end():
    waits = wait_figures({Waits.PANEL: 0, Waits.SCORECARDS: MOST_WAITING + 1, Waits.DEBRIEF: 50})
    assert [(wait.what, wait.number, wait.more, wait.width) for wait in waits] == [
        (Waits.SCORECARDS, 99, True, 100),
        (Waits.DEBRIEF, 50, False, 50),
    ]


@pytest.mark.django_db
def test_what_a_blind_keeper_may_not_read_tells_them_nothing():
    keeper, blind = factories.make_user("hr"), factories.make_user("hr")
    interview = make_panel(["3", "3", "3"], starts_at=timezone.now() - 2 * DAY)
    decide(keeper, interview, "hire")
    assert hiring_figures(keeper).decided == 1
    PanelMember.objects.create(interview=interview, user=blind)
    assert hiring_figures(blind).decided == 0 and hiring_figures(blind).spans == ()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("hr", 200), ("interviewer", 404), ("admin", 404)])
def test_only_those_who_keep_interviews_are_shown_them(client, role, status):
    client.force_login(factories.make_user(role))
    assert client.get("/figures/").status_code == status
    assert ('hx-get="/figures/"' in client.get("/").text) is (status == 200)


@pytest.mark.django_db
def test_the_start_page_gets_the_part_and_a_reader_without_scripts_the_page(client):
    client.force_login(factories.make_user("hr"))
    assert "<html" in client.get("/figures/").text
    part = client.get("/figures/", headers={"HX-Request": "true"}).text
    assert "<html" not in part and 'id="week"' in part


@pytest.mark.django_db
def test_it_takes_as_many_queries_however_many_there_are(django_assert_num_queries):
    keeper = factories.make_user("hr")
    keeper.has_perm("interviews.add_interview")
    for _ in range(3):
        decide(factories.make_user("hr"), make_panel(["3", "3", "3"], starts_at=timezone.now() - DAY), "hire")
        with django_assert_num_queries(2 + len(Waits)):
            hiring_figures(keeper)
