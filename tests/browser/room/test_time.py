"""The clock of an interview, in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.browser.room.room import open_scoring, press, response, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_time_is_counted_per_question_and_stops_when_paused(page_for, interview):
    page = open_scoring(page_for, interview)
    expect(page.locator("#clock")).to_have_text("0:02")
    press(page, "n")
    expect(shown(page, ".time-spent .time")).not_to_have_text("0:00")
    press(page, "k")
    before = page.locator("#clock").inner_text()
    page.wait_for_timeout(1500)
    assert page.locator("#clock").inner_text() == before
    page.wait_for_timeout(1200)
    assert response(interview, 1).seconds >= 2
    assert response(interview, 2).seconds >= 1
    page.reload()
    page.locator("main[data-ready]").wait_for()
    assert page.locator("#clock").inner_text() == before
    assert page.locator("#pause").inner_text().startswith("Resume")


@pytest.mark.parametrize("start", ["entry", "button", "time"])
def test_opened_early_the_clock_waits_for_the_interview(page_for, interview, start):
    interview.starts_at = timezone.now() + timedelta(minutes=10)
    interview.save()
    page = page_for(interview.members.get().user, language="en")
    page.clock.install()
    page.goto(f"/interviews/{interview.pk}/score/")
    page.locator("main[data-ready]").wait_for()
    expect(page.locator("#time-left")).to_contain_text("The clock starts by itself at")
    page.clock.run_for(5 * 60_000)
    expect(page.locator("#clock")).to_have_text("0:00")
    if start == "entry":
        press(page, "1")
    elif start == "button":
        page.get_by_role("button", name="Start").click()
    else:
        page.clock.run_for(6 * 60_000)
    page.clock.run_for(3_000)
    expect(page.locator("#clock")).not_to_have_text("0:00")
    expect(page.locator("#pause")).to_contain_text("Pause")
    page.clock.run_for(15_000)
    page.reload()
    page.locator("main[data-ready]").wait_for()
    expect(page.locator("#pause")).to_contain_text("Pause")


def test_a_question_that_runs_over_says_so_quietly_and_what_is_left_is_counted(page_for):
    questions = [factories.make_question(minutes=6), factories.make_question(minutes=6)]
    question_set = factories.make_set(questions=questions, planned_minutes=12)
    sheet = factories.make_sheet(question_set=question_set)
    interview = factories.make_interview(sheet=sheet, starts_at=timezone.now())
    page = page_for(interview.members.get().user, language="en")
    page.clock.install()
    page.goto(f"/interviews/{interview.pk}/score/")
    page.locator("main[data-ready]").wait_for()
    # Two questions of six minutes.
    expect(page.locator("#time-left")).to_have_text("12 min left · 12 min planned for 2 unrated")
    page.clock.run_for(6 * 60_000 + 30_000)
    expect(shown(page, ".time-spent")).to_contain_text(" · 0:3")
    assert "warn" in shown(page, ".time-spent").get_attribute("class")
    expect(page.locator("#time-left")).to_have_class("time-left warned")
    press(page, "r", "3")
    page.clock.run_for(2000)
    expect(page.locator("#time-left")).to_have_text("5 min left · 6 min planned for 1 unrated")
    press(page, "n")
    page.clock.run_for(8 * 60_000)
    expect(page.locator("#clock").locator("..")).to_have_class("clock over")
    expect(page.locator("#time-left")).to_contain_text("min over the plan")
    page.clock.run_for(15_000)
    page.clock.resume()
    page.wait_for_timeout(1500)
    assert response(interview, 1).seconds >= 390
    assert response(interview, 2).seconds >= 480
