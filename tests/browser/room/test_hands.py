"""Nothing moves under the hands, nothing is covered, and no key acts against a person's will."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.room.room import (
    cut_off,
    look,
    marks,
    open_scoring,
    press,
    reconnect,
    saved,
    shown,
    until,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Where to look is where the page is, not where it is still gliding to.
STILL = {"reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 780}, **STILL}
LAPTOP = {"viewport": {"width": 1280, "height": 700}, **STILL}


def top_of(locator):
    return locator.evaluate("(element) => element.getBoundingClientRect().top")


def without_help(page):
    """As in a browser that doesn't hold what is seen in its place by itself."""
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")


@pytest.mark.parametrize(
    ("language", "off", "on"),
    [("en", "Switch single keys off", "Switch single keys on"), ("zh-hans", "关闭单键操作", "开启单键操作")],
)
def test_single_keys_are_switched_off_where_they_are_explained(page_for, interview, language, off, on):
    page = open_scoring(page_for, interview, language=language)
    press(page, "1")
    assert marks(page) == ["met"]
    saved(page)
    press(page, "?")
    page.get_by_role("button", name=off).click()
    page.locator("html[data-single-keys=off] main[data-ready]").wait_for()
    press(page, "1", "2", "n", "x", "e", "l", "?")
    assert marks(page) == ["met"]
    expect(page.locator("#keys-dialog")).to_be_hidden()
    expect(page.locator("#q1")).to_be_visible()
    expect(page.locator("#extras li")).to_have_count(0)
    # What is no single character acts, and so do digits in the row of ratings that has the focus.
    press(page, "ArrowDown")
    expect(page.locator("#q2")).to_be_visible()
    shown(page, ".rate [tabindex='0']").focus()
    press(page, "3")
    expect(shown(page, ".rate [aria-checked=true]")).to_have_text("3")
    assert page.locator("[aria-keyshortcuts]").count() == 0
    saved(page)
    page.locator("#show-keys").click()
    page.get_by_role("button", name=on).click()
    page.locator("html:not([data-single-keys]) main[data-ready]").wait_for()


def test_a_mark_that_is_clicked_does_not_move(page_for, interview):
    page = open_scoring(page_for, interview, hash="#q2", **PHONE)
    without_help(page)
    points = shown(page, "[data-point]")
    points.nth(4).scroll_into_view_if_needed()
    for number in (4, 2):
        mark = points.nth(number).get_by_role("radio", name="Met")
        mark.scroll_into_view_if_needed()
        before = top_of(mark)
        mark.click()
        expect(mark).to_be_checked()
        assert abs(top_of(mark) - before) <= 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_conflict_leaves_the_text_that_is_being_written_where_it_is(page_for, interview, language):
    user = interview.members.get().user
    page = open_scoring(page_for, interview, user=user, **PHONE, language=language)
    other = open_scoring(page_for, interview, user=user, language=language)
    without_help(page)
    cut_off(page)
    press(page, "1", "2")
    page.locator("#saved[data-state=offline]").wait_for()
    press(other, "1", "1", "2", "2")
    saved(other)
    notes = shown(page, "[data-field=notes]")
    notes.focus()
    page.keyboard.type("还在写")
    before = top_of(notes)
    reconnect(page)
    look(page)
    expect(shown(page, ".versions")).to_have_count(2)
    expect(notes).to_be_focused()
    assert abs(top_of(notes) - before) <= 1


@pytest.mark.parametrize("name", ["scorecard", "scorecard-type-in"])
def test_with_the_keyboard_of_a_phone_up_nothing_stays_over_the_line_that_is_typed(page_for, interview, name):
    page = page_for(interview.members.get().user, **PHONE)
    page.goto(reverse(f"interviews:{name}", args=[interview.pk]))
    page.locator("[data-ready]").first.wait_for()
    foot = page.locator(".save-bar, article:not([hidden]) .foot")
    position = "(element) => getComputedStyle(element).position"
    assert foot.evaluate(position) in ("sticky", "fixed")
    raise_keyboard = """(height) => {
      Object.defineProperty(visualViewport, "height", { value: height, configurable: true });
      visualViewport.dispatchEvent(new Event("resize"));
    }"""
    page.evaluate(raise_keyboard, 400)
    assert foot.evaluate(position) == "static"
    page.evaluate(raise_keyboard, 780)
    assert foot.evaluate(position) in ("sticky", "fixed")


def test_the_escape_that_ends_a_word_of_an_input_method_stays_in_its_text(page_for, interview):
    page = open_scoring(page_for, interview)
    notes = shown(page, "[data-field=notes]")
    notes.focus()
    notes.evaluate(
        "(field) => field.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Escape', keyCode: 229, bubbles: true}))"
    )
    expect(notes).to_be_focused()
    press(page, "Escape")
    expect(notes).not_to_be_focused()


@pytest.mark.parametrize("screen", [PHONE, LAPTOP])
def test_what_is_missing_is_led_to_where_it_can_be_seen(page_for, interview, screen):
    page = open_scoring(page_for, interview, hash="#q2", **screen)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator("#submit").click()
    page.locator("#submit-dialog .lacking a").first.click()
    until(page, "document.activeElement.matches('#q1 *')")
    covered = """() => {
      const { top, bottom, left, width } = document.activeElement.getBoundingClientRect();
      const at = (y) => document.elementFromPoint(left + width / 2, y);
      return [top + 1, bottom - 1].filter((y) => !document.activeElement.contains(at(y)));
    }"""
    assert page.evaluate(covered) == []
