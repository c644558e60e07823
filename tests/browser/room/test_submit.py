"""Submitting a scorecard in a real browser."""

import pytest
from playwright.sync_api import expect

from interviews.models import Scorecard, SubmittedVersion
from tests.browser.room.room import open_scoring, press, response, saved, shown, until

pytestmark = [pytest.mark.at_once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_submitting_lists_what_is_missing_then_locks(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "2", "3", "r", "5")
    page.locator("#submit").click()
    dialog = page.locator("#submit-dialog")
    expect(dialog.locator(".lacking li")).to_have_count(2)
    expect(dialog.locator("#submit-now")).to_be_disabled()
    dialog.locator(".todo a").first.click()
    until(page, "document.activeElement.dataset.field == 'evidence'")
    page.keyboard.type("复述三点并逐一确认")
    press(page, "Escape", "n", "x")
    shown(page, "[data-field=not_asked_reason]").fill("时间不够")
    page.locator("#submit").click()
    expect(dialog.locator(".ready")).to_be_visible()
    dialog.locator("#submit-now").click()
    page.get_by_text("Your scorecard is submitted and locked.").wait_for()
    assert Scorecard.objects.get().status == "submitted"
    first, second = SubmittedVersion.objects.get().content["responses"]
    assert (first["rating"], first["evidence"]) == ("5", "复述三点并逐一确认")
    assert (second["not_asked"], second["not_asked_reason"]) == (True, "时间不够")
    expect(page.locator("textarea")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('drawer:'))") == []


def test_nothing_is_submitted_while_a_change_waits(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "2", "3", "r", "5", "n", "x")
    shown(page, "[data-field=not_asked_reason]").fill("时间不够")
    saved(page)
    page.route("**/score/save/", lambda route: route.abort())
    press(page, "Escape", "p")
    shown(page, "[data-field=evidence]").fill("说了三点")
    page.locator("#submit").click()
    page.locator("#submit-now").click()
    page.locator("#submit-dialog .waiting").wait_for()
    assert Scorecard.objects.get().status == "draft"
    page.unroute("**/score/save/")
    saved(page)
    page.locator("#submit-now").click()
    page.get_by_text("Your scorecard is submitted and locked.").wait_for()
    assert response(interview).evidence == "说了三点"


def test_a_site_that_fails_at_the_submitting_itself_leaves_the_page_as_it_is(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "2", "3", "r", "5", "n", "x")
    shown(page, "[data-field=not_asked_reason]").fill("时间不够")
    press(page, "Escape", "p")
    shown(page, "[data-field=evidence]").fill("说了三点")
    saved(page)
    page.locator("#submit").click()
    for failure in (lambda route: route.abort(), lambda route: route.fulfill(status=502, body="bad gateway")):
        page.route("**/score/submit/", failure)
        page.locator("#submit-now").click()
        expect(page.locator("#submit-dialog .waiting")).to_contain_text("Not submitted")
        page.unroute("**/score/submit/")
        expect(page.locator("#submit-dialog")).to_be_visible()
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.locator("#submit-now").click()
    expect(page.locator("#sign-in [type=password]")).to_be_focused()
    page.context.add_cookies(cookies)
    page.locator("#submit").click()
    page.locator("#submit-now").click()
    page.get_by_text("Your scorecard is submitted and locked.").wait_for()
    assert Scorecard.objects.get().status == "submitted"


def test_submitted_on_another_device_the_page_says_so_and_keeps_the_text(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "2", "3", "r", "3", "n", "x")
    saved(page)
    Scorecard.objects.update(status="submitted", submitted_at=interview.created_at)
    press(page, "m")
    page.keyboard.type("too late")
    page.locator("#saved[data-state=submitted]").wait_for()
    expect(page.locator("#trouble")).to_be_visible()
    notes = shown(page, "[data-field=notes]")
    expect(notes).to_have_value("too late")
    assert notes.get_attribute("readonly") is not None
    page.locator("#unsaved-texts summary").click()
    assert "too late" in page.locator("#unsaved-texts-copy").input_value()
    assert response(interview, 2).notes == ""
