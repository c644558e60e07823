"""Nothing typed is ever lost: offline, failing servers, killed pages."""

import json
import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from interviews.models import ScoreChange
from tests.browser.room.room import marks, open_scoring, press, response, saved, shown

pytestmark = [pytest.mark.at_once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_entered_offline_goes_up_in_order_and_once(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1")
    saved(page)
    page.context.set_offline(True)
    press(page, "2", "r", "3", "m")
    page.keyboard.type("typed while the network was gone")
    page.locator("#saved[data-state=offline]").wait_for()
    assert "changes kept here" in page.locator("#saved").inner_text()
    assert "Suggested by the points" in shown(page, ".suggestion-reason").inner_text()
    page.context.set_offline(False)
    saved(page)
    stored = response(interview)
    assert (stored.rating, stored.notes) == (Decimal(3), "typed while the network was gone")
    assert ScoreChange.objects.filter(field="rating").count() == 1


def test_a_server_that_fails_for_a_while_loses_nothing(page_for, interview):
    page = open_scoring(page_for, interview)
    failing = True

    def save(route):
        if failing:
            route.fulfill(status=502, body="bad gateway")
        else:
            route.continue_()

    page.route("**/score/save/", save)
    press(page, "1", "m")
    page.keyboard.type("kept")
    page.locator("#saved[data-state=offline]").wait_for()
    failing = False
    saved(page)
    assert response(interview).notes == "kept"
    assert response(interview).marks.count() == 1


def test_an_answer_that_got_lost_does_not_apply_a_change_twice(page_for, interview):
    page = open_scoring(page_for, interview)
    lost = []

    def save(route):
        if not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/score/save/", save)
    press(page, "1")
    saved(page)
    assert ScoreChange.objects.exclude(field="seconds").count() == 1
    assert marks(page) == ["met"]


def test_a_page_that_was_killed_offline_has_everything_when_it_is_opened_again(page_for, interview):
    page = open_scoring(page_for, interview)
    page.route("**/score/save/", lambda route: route.abort())
    press(page, "1", "r", "3", "m")
    page.keyboard.type("before the battery was empty")
    page.locator("#saved[data-state=offline]").wait_for()
    url = page.url
    again = page.context.new_page()
    again.violations = []
    page.close(run_before_unload=False)
    again.goto(url)
    again.locator("main[data-ready]").wait_for()
    expect(shown(again, "[data-field=notes]")).to_have_value("before the battery was empty")
    saved(again)
    assert response(interview).notes == "before the battery was empty"
    assert response(interview).rating == Decimal(3)


def test_leaving_with_something_unsent_warns(page_for, interview):
    page = open_scoring(page_for, interview)
    page.route("**/score/save/", lambda route: route.abort())
    shown(page, "[data-point]").first.get_by_role("radio", name="Met").click()
    page.locator("#saved[data-state=offline]").wait_for()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.unroute("**/score/save/")
    saved(page)


def test_a_refused_change_is_named_and_not_sent_again(page_for, interview):
    page = open_scoring(page_for, interview)
    sent = []

    def save(route):
        changes = json.loads(route.request.post_data)["changes"]
        sent.extend(change["id"] for change in changes if change["field"] == "notes")
        refused = [{"id": change["id"], "code": "bad-text", "message": "Not this."} for change in changes]
        body = {"acknowledged": [], "repeated": [], "refused": refused, "items": {}, "undecided": {}}
        body["saved_at"] = "2026-01-01T00:00:00Z"
        route.fulfill(status=200, content_type="application/json", body=json.dumps(body))

    page.route("**/score/save/", save)
    shown(page, "[data-field=notes]").fill("refuse me")
    page.locator("#refusals li").wait_for()
    assert "refuse me — Not this." in page.locator("#refusals li").inner_text()
    page.wait_for_timeout(1500)
    assert len(sent) == 1


def test_a_site_restored_to_before_the_interview_says_so_and_loses_nothing(page_for, interview):
    page = open_scoring(page_for, interview)
    seat = interview.members.get()
    interview.members.all().delete()
    press(page, "1", "m")
    page.keyboard.type("heard before the crash")
    page.locator("#saved[data-state=gone]").wait_for()
    expect(page.locator("#trouble-text")).to_contain_text("restored to an earlier state")
    expect(page.locator("#sign-in")).to_be_hidden()
    expect(page.locator("#unsaved-texts-copy")).to_have_value(re.compile("heard before the crash"))
    # A later backup has it.
    seat.save(force_insert=True)
    page.evaluate("dispatchEvent(new Event('online'))")
    saved(page)
    expect(page.locator("#trouble")).to_be_hidden()
    assert response(interview).notes == "heard before the crash"
