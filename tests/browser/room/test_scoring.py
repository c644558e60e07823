"""Live scoring in a real browser: by hand and by keyboard, on every screen."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests.browser.room.room import marks, open_scoring, press, rating, response, saved, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_everything_entered_is_there_after_a_reload(page_for, interview):
    page = open_scoring(page_for, interview)
    rows = shown(page, "[data-point]")
    rows.nth(0).get_by_role("radio", name="Met").click()
    rows.nth(1).get_by_role("radio", name="Partly").click()
    rows.nth(2).get_by_role("radio", name="Missed").click()
    # weights 1, 2, 3: 5 × (1 + 1) / 6, to the nearest half
    assert (
        "Suggested by the points: 1.5. Of a weight of 6, 1 is met and 2 partly met."
        in shown(page, ".suggestion-reason").inner_text()
    )
    expect(shown(page, "[data-need=reason]")).to_be_hidden()
    shown(page, ".rate").get_by_role("radio", name="4", exact=True).click()
    shown(page, "[data-field=evidence]").fill("复述三点并逐一确认")
    shown(page, "[data-field=reason]").fill("现场应对明显更好")
    shown(page, "[data-field=notes]").fill("[02:10] 先让客户说完\n再复述")
    shown(page, ".probes input").nth(1).check()
    saved(page)
    assert page.locator("#questions a").first.inner_text().split()[-1] == "4.0"
    page.reload()
    page.locator("main[data-ready]").wait_for()
    assert marks(page) == ["met", "partly", "missed"]
    assert rating(page) == "4"
    expect(shown(page, "[data-field=notes]")).to_have_value("[02:10] 先让客户说完\n再复述")
    expect(shown(page, "[data-field=evidence]")).to_have_value("复述三点并逐一确认")
    assert [box.is_checked() for box in shown(page, ".probes input").element_handles()] == [False, True]
    stored = response(interview)
    assert (stored.rating, stored.probes_used, stored.reason) == (Decimal(4), [1], "现场应对明显更好")


def test_clicking_the_chosen_one_again_keeps_it_and_taking_back_is_an_act_of_its_own(page_for, interview):
    page = open_scoring(page_for, interview)
    row = shown(page, "[data-point]").first
    met = row.get_by_role("radio", name="Met")
    # Which waits until the page, opened at this question, has come to rest.
    met.hover()
    before = met.bounding_box()
    met.dblclick()
    three = shown(page, ".rate").get_by_role("radio", name="3", exact=True)
    three.dblclick()
    saved(page)
    assert (marks(page), rating(page)) == (["met"], "3")
    assert met.bounding_box() == before
    row.get_by_role("button", name="Take this mark back").click()
    shown(page, ".rating").get_by_role("button", name="Take the rating back").click()
    saved(page)
    assert (response(interview).marks.count(), response(interview).rating) == (0, None)


def test_by_key_a_mark_goes_round_and_backspace_takes_it_back(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "1", "1", "1")
    assert marks(page) == ["met"]
    shown(page, "[data-point]").first.get_by_role("radio", name="Met").focus()
    press(page, "Backspace")
    assert marks(page) == []


def test_before_submitting_unmarked_points_and_what_disqualifies_are_listed(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "s", "n")
    press(page, "1", "r", "0")
    floor = shown(page, ".floor")
    assert "the whole result is 不合格" in floor.inner_text()
    assert "flagged" in floor.get_attribute("class")
    page.get_by_role("button", name="Submit").first.click()
    dialog = page.locator("#submit-dialog")
    # Each question once, with all that is to be said of it.
    assert dialog.locator(".unmarked li").count() == 1
    assert "not marked" in dialog.locator(".lacking li").filter(has_text="2.").inner_text()
    assert "2." in dialog.locator(".below-floor").inner_text()
    dialog.locator(".unmarked a").first.click()
    assert page.evaluate("document.activeElement.dataset.value") == "met"


def test_fields_open_when_they_are_required_and_say_why(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "2", "3", "r", "5")
    evidence = shown(page, "[data-need=evidence]")
    assert "A rating of 4 or more needs evidence" in evidence.inner_text()
    expect(shown(page, "[data-need=reason]")).to_be_hidden()
    press(page, "3")
    expect(evidence).to_be_hidden()
    assert "differs from the suggested 5.0" in shown(page, "[data-need=reason]").inner_text()
    press(page, "0")
    assert "A rating of 0.5 or less needs evidence" in evidence.inner_text()
    shown(page, ".flag").click()
    assert "red flag" in shown(page, "[data-need=flag_note]").inner_text()
    assert page.locator("#questions a .response-state.todo").first.inner_text() == "no evidence"


def test_a_level_above_an_unmet_one_is_shown_as_not_counting(page_for, interview):
    page = open_scoring(page_for, interview, hash="#q2")
    expect(page.locator("article.question:visible")).to_have_count(1)
    press(page, "1", "2", "4")
    levels = shown(page, "[data-level]")
    assert [level.get_attribute("class") or "" for level in levels.element_handles()] == [
        "reached",
        "reached",
        "",
        "idle",
        "",
    ]
    assert "level 3 below it is not fully met" in levels.nth(3).inner_text()
    reason = shown(page, ".suggestion-reason").inner_text()
    assert "Suggested by the levels: 2.0. Met up to level 2; level 3 is not." in reason
    press(page, "3")
    assert "Suggested by the levels: 4.0" in shown(page, ".suggestion-reason").inner_text()


def test_the_whole_scorecard_by_keyboard(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "1", "2", "3", "3", "3", "r", "2", ".", "m")
    page.keyboard.type("n p x 1 2 3 ?")
    press(page, "Alt+t", "Escape", "ArrowDown")
    assert page.url.endswith("#q2")
    press(page, "x")
    shown(page, "[data-field=not_asked_reason]").focus()
    page.keyboard.type("no time")
    press(page, "Escape", "p")
    assert page.url.endswith("#q1")
    saved(page)
    stored = response(interview)
    assert stored.rating == Decimal("2.5")
    assert re.fullmatch(r"n p x 1 2 3 \?\n\[00:0\d\] ", stored.notes)
    assert [mark.value for mark in stored.marks.order_by("point__position")] == ["met", "met", "missed"]
    other = response(interview, 2)
    assert (other.not_asked, other.not_asked_reason, other.rating) == (True, "no time", None)


def test_in_the_rating_row_arrows_step_and_backspace_clears(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "r", "3", "ArrowRight")
    assert rating(page) == "3.5"
    press(page, "ArrowLeft", "ArrowLeft")
    assert rating(page) == "2.5"
    press(page, "Backspace")
    assert rating(page) is None
    press(page, "1", ".", "5")
    assert rating(page) == "1.5"
    press(page, "1")
    assert marks(page) == []
    page.locator("#show-keys").click()
    press(page, "n")
    expect(page.locator("#keys-dialog")).to_be_visible()
    press(page, "Escape")
    assert page.url.endswith("#q1")


def test_the_focus_goes_along_to_the_next_question(page_for, interview):
    page = open_scoring(page_for, interview)
    press(page, "m", "Alt+ArrowDown")
    page.keyboard.type("second")
    expect(shown(page, "[data-field=notes]")).to_have_value("second")
    assert page.url.endswith("#q2")


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1280, 1920])
def test_the_page_fits_every_screen(page_for, interview, width):
    page = open_scoring(page_for, interview, language="zh-hans", viewport={"width": width, "height": 800})
    press(page, "1", "r", "5")
    shown(page, ".flag").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown(page, "[data-step='1']").click()
    assert page.url.endswith("#q2")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_assistive_technology_finds_no_serious_fault(page_for, interview, theme):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 (not installed where browser tests are left out)

    page = open_scoring(page_for, interview, theme=theme)
    press(page, "1", "2", "2", "3", "3", "3", "4", "r", "5")
    saved(page)
    for opened in ("", "#submit", "#show-keys"):
        if opened:
            page.locator(opened).click()
        violations = Axe().run(page).response["violations"]
        assert [
            violation["id"] for violation in violations if violation["impact"] in ("serious", "critical")
        ] == []
        press(page, "Escape")
