"""What helps in the room: phrases, text size, the screen, the keys for probes and for what is open."""

import re

import pytest
from playwright.sync_api import expect

from interviews.models import NoteSnippet
from tests.browser.room.room import marks, open_scoring, press, rating, response, saved, shown, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(page_for, interview):
    return open_scoring(page_for, interview)


def test_phrases_are_kept_for_the_person_and_inserted_with_a_key(page, interview, page_for):
    press(page, "i")
    dialog = page.locator("#snippets-dialog")
    fields = dialog.locator("input[name=text]")
    fields.nth(0).fill("举例说明了")
    fields.nth(2).fill("回避了问题")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".snippet")).to_have_count(2)
    assert list(NoteSnippet.objects.values_list("user", "position", "text")) == [
        (page.user.pk, 1, "举例说明了"),
        (page.user.pk, 2, "回避了问题"),
    ]
    press(page, "Escape", "m")
    page.keyboard.type("ab")
    press(page, "ArrowLeft", "Alt+i", "2")
    page.keyboard.type("!")
    expect(shown(page, "[data-field=notes]")).to_have_value("a回避了问题!b")
    saved(page)
    assert response(interview).notes == "a回避了问题!b"
    other = open_scoring(page_for, interview, user=page.user)
    press(other, "i")
    expect(other.locator(".snippet").first).to_have_text("1 举例说明了")


def test_phrases_that_could_not_be_kept_stay_in_the_dialog(page):
    page.route("**/snippets/", lambda route: route.abort())
    press(page, "i")
    dialog = page.locator("#snippets-dialog")
    dialog.locator("input[name=text]").first.fill("举例说明了")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.locator(".problem")).to_contain_text("were not saved")
    expect(dialog.locator("input[name=text]").first).to_have_value("举例说明了")
    assert not NoteSnippet.objects.exists()


def test_the_text_size_is_remembered_on_this_device(page):
    size = "getComputedStyle(document.querySelector('article:not([hidden]) h2')).fontSize"
    before = float(page.evaluate(size).removesuffix("px"))
    press(page, "z")
    assert float(page.evaluate(size).removesuffix("px")) > before
    page.locator("#text-size").click()
    page.reload()
    page.locator("main[data-ready]").wait_for()
    assert page.locator("main").get_attribute("data-text-size") == "largest"
    press(page, "z")
    assert float(page.evaluate(size).removesuffix("px")) == before


def test_the_screen_is_kept_awake_while_the_page_is_seen(page_for, interview):
    page = page_for(interview.members.get().user, language="en")
    page.add_init_script(
        """window.asked = [];
           Object.defineProperty(navigator, "wakeLock", {value: {request: async (kind) => {
             window.asked.push(kind);
             return {released: true};
           }}});"""
    )
    page.goto(f"/interviews/{interview.pk}/score/")
    page.locator("main[data-ready]").wait_for()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("window.asked") == ["screen", "screen"]


def test_probes_are_ticked_by_key(page, interview):
    press(page, "Shift+Digit2", "Shift+Digit1", "Shift+Digit2")
    saved(page)
    assert response(interview).probes_used == [0]
    assert [box.is_checked() for box in shown(page, "[data-probe]").element_handles()] == [True, False]


def test_j_goes_to_the_next_question_that_lacks_something(page):
    press(page, "r", "3")
    assert page.url.endswith("#q1")
    press(page, "j")
    assert page.url.endswith("#q2")
    press(page, "j")
    assert page.url.endswith("#q2")
    press(page, "r", "3", "n")
    expect(page.locator("#time-left")).to_contain_text("no question is open any more")


def test_focus_stays_in_the_notes_while_answers_come_back(page):
    press(page, "m")
    page.keyboard.type("first line")
    press(page, "Home")
    saved(page)
    page.keyboard.type("0")
    saved(page)
    expect(shown(page, "[data-field=notes]")).to_have_value("0first line")
    assert page.evaluate("[document.activeElement.dataset.field, document.activeElement.selectionStart]") == [
        "notes",
        1,
    ]


def test_a_moment_after_a_rating_digits_mark_points_again(page):
    press(page, "r", "3")
    expect(shown(page, ".rating.armed")).to_have_count(1)
    press(page, "4")
    assert rating(page) == "4"
    expect(shown(page, ".rating.armed")).to_have_count(0)
    press(page, "1")
    assert (rating(page), marks(page)) == ("4", ["met"])
    press(page, "r", "3", "Escape", "2")
    assert (rating(page), marks(page)) == ("3", ["met", "met"])


def test_after_a_click_on_a_rating_digits_mark_points(page):
    shown(page, "[data-rating='4']").click()
    press(page, "1")
    assert (rating(page), marks(page)) == ("4", ["met"])


def test_w_goes_to_what_has_to_be_written(page):
    field = "document.activeElement.dataset.field"
    press(page, "w")
    assert page.evaluate(field) is None
    press(page, "1", "4", "r", "5", "w")
    assert page.evaluate(field) == "flag_note"
    page.keyboard.type("what happened")
    press(page, "Alt+w")
    assert page.evaluate(field) == "reason"
    press(page, "Alt+w")
    assert page.evaluate(field) == "evidence"
    press(page, "Escape", "n", "x", "w")
    assert page.evaluate(field) == "not_asked_reason"


def test_time_and_phrases_go_where_one_is_writing(page, interview):
    press(page, "r", "5", "w")
    page.keyboard.type("said it")
    press(page, "Alt+t")
    expect(shown(page, "[data-field=evidence]")).to_have_value(re.compile(r"said it\n\[00:\d\d\] $"))
    expect(shown(page, "[data-field=notes]")).to_have_value("")
    saved(page)
    assert response(interview).evidence.startswith("said it\n[00:")
    press(page, "Escape", "e")
    page.keyboard.type("And why?")
    press(page, "Alt+t")
    expect(page.locator("#extras textarea").first).to_have_value(re.compile(r"And why\?\n\[00:\d\d\] $"))


@pytest.mark.parametrize("width", [390, 820])
def test_a_question_begins_below_what_stays_at_the_top(page_for, interview, width):
    page = open_scoring(page_for, interview, viewport={"width": width, "height": 800})
    free = """() => document.querySelector("article:not([hidden])").getBoundingClientRect().top
              - document.querySelector(".list").getBoundingClientRect().bottom"""
    page.wait_for_load_state("load")
    assert page.evaluate(free) >= 0
    page.evaluate("scrollTo({top: 600, behavior: 'instant'})")
    assert page.evaluate(free) < 0
    shown(page, "[data-step='1']").click()
    until(page, f"() => ({free})() >= 0")
