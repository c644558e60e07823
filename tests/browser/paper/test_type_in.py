"""Typing a scorecard in from paper with the keyboard alone."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Mark, Response, Scorecard
from interviews.paper.filled.words import read_mark, read_rating, words_json
from interviews.scoring import DEFAULT_SCALE
from tests import factories
from tests.browser.room.room import cut_off, look, open_scoring, reconnect, response, saved, sign_in_as

pytestmark = pytest.mark.django_db(transaction=True)

#: A cell each, between bars.
MARKS = "1|5|0|x|X|×|✗|✘|√|✓|✔️| v |ok|½|０．５|1/2|△|.5|达到|達到|未達到|沒有|部分|partly|Met|ＮＯ|9|可||  "
RATINGS = "3|3,5|３．５|3½|½|3。5|4分|3.50|03|7|.|x|未问|未問|N/A||3.25"


def open_page(page_for, interview, *, language="en", **options):
    page = page_for(interview.members.get().user, language=language, **options)
    page.goto(reverse("interviews:scorecard-type-in", args=[interview.pk]))
    page.locator("#type-in[data-ready]").wait_for()
    return page


@pytest.fixture
def page(page_for, interview):
    return open_page(page_for, interview)


def read_on_the_server(reader, text, *more):
    """A mark, a rating as a number, "not asked", None, or "?" for what can't be read."""
    try:
        value = reader(text, *more)
    except ValueError:
        return "?"
    return value if value is None or isinstance(value, str) else float(value)


def test_the_page_reads_cells_as_the_server_does(page):
    read = """async ([words, scale, marks, ratings]) => {
      const { Reading } = await import("/static/js/paper/reading.js");
      const reading = new Reading(words, scale);
      const known = { undefined: "?", null: null, not_asked: "not asked" };
      const of = (value) => (value in known ? known[value] : Number(value) || value);
      return [marks.map((cell) => of(reading.mark(cell))), ratings.map((cell) => of(reading.rating(cell)))];
    }"""
    cells = [MARKS.split("|"), RATINGS.split("|")]
    scale = DEFAULT_SCALE.ratings()
    marks, ratings = page.evaluate(read, [words_json(), [str(rating) for rating in scale], *cells])
    assert marks == [read_on_the_server(read_mark, cell) for cell in cells[0]]
    assert ratings == [read_on_the_server(read_rating, cell, scale) for cell in cells[1]]


def test_one_types_at_once_and_a_cross_is_a_miss(page):
    first = page.locator("#q1 .mark").first
    expect(first).to_be_focused()
    press(page, "x")
    expect(first).to_have_value("0")


def test_the_enter_that_ends_a_word_of_an_input_method_stays_in_its_field(page):
    """Safari tells of it after the composition has ended; only the old code of the key says what it was."""
    rating = page.locator("#q1 .rating")
    rating.focus()
    rating.evaluate(
        "(field) => field.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"
    )
    expect(rating).to_be_focused()
    press(page, "Enter")
    expect(rating).not_to_be_focused()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_a_scorecard_is_typed_in_and_submitted_by_keyboard_alone(page, interview):
    checklist = interview.sheet.items.get(position=1)
    page.locator(".mark").first.focus()
    # Three points, one key each; the red flag; then the rating, which differs from the suggestion.
    press(page, "1", "5", "0")
    suggestion = page.locator("#q1 .suggestion output")
    expect(suggestion).to_have_text("1.5")
    press(page, "Space", "Enter")
    expect(page.locator("#q1 .rating")).to_be_focused()
    press(page, "4", "Enter")
    # What is called for follows, each in its turn.
    for name in ("evidence", "reason", "flag_note"):
        expect(page.locator(f"#{name}-{checklist.pk}")).to_be_focused()
        page.keyboard.type(f"这是 {name}")
        if name == "evidence":
            press(page, "Shift+Enter")
            page.keyboard.type("第二行")
        press(page, "Enter")
    # Then the next question: a ladder, whose levels count from below.
    expect(page.locator("#q2 .mark").first).to_be_focused()
    press(page, "1", "1", "5", "0", "0")
    expect(page.locator("#q2 .suggestion output")).to_have_text("2.5")
    expect(page.locator("#q2 .rating")).to_be_focused()
    page.keyboard.type("2,5")
    press(page, "Control+Enter")
    saved(page)
    expect(page.locator("#q2 .rating")).to_have_value("2.5")
    first = response(interview)
    assert (str(first.rating), first.evidence) == ("4.0", "这是 evidence\n第二行")
    assert Mark.objects.filter(response=first).count() == 4
    assert str(response(interview, 2).rating) == "2.5"
    assert set(Scorecard.objects.get().changes.values_list("device", flat=True)) == {"Typed in from paper"}
    press(page, "Enter")
    expect(page.locator("#submit")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#submit-dialog .ready")).to_be_visible()
    press(page, "Enter")
    page.wait_for_url("**/score/")
    assert Scorecard.objects.get().submitted


@pytest.mark.parametrize(
    ("language", "said"), [("en", ["Missed", "Met", "Partly"]), ("zh-hans", ["未达到", "达到", "部分"])]
)
def test_each_cell_shows_at_once_what_it_was_read_as_and_saves_itself(page_for, interview, language, said):
    page = open_page(page_for, interview, language=language)
    first, second, third = page.locator("#q1 .marks li:has(.mark)").all()
    for row, typed, words in zip((first, second, third), ("✗", "√", "half"), said, strict=True):
        row.locator("input").focus()
        page.keyboard.insert_text(typed)
        expect(row.locator("output")).to_have_text(words)
    page.locator("#q1 textarea").last.focus()
    page.keyboard.type("她先听完")
    saved(page)
    stored = response(interview)
    assert stored.notes == "她先听完"
    marks = stored.marks.order_by("point__position").values_list("value", flat=True)
    assert list(marks) == ["missed", "met", "partly"]


def test_what_is_typed_offline_is_kept_and_goes_up_from_the_scoring_page_too(page_for, page, interview):
    cut_off(page)
    page.locator("#q1 .rating").fill("3")
    page.locator("#q1 textarea").last.fill("断网时写的")
    page.locator("#saved[data-state=offline]").wait_for()
    assert "changes kept here" in page.locator("#saved").inner_text()
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(reverse("interviews:scorecard", args=[interview.pk]))
    again.locator("main[data-ready]").wait_for()
    saved(again)
    assert (str(response(interview).rating), response(interview).notes) == ("3.0", "断网时写的")


def test_signed_out_one_signs_in_on_the_page_and_what_was_typed_goes_up(page, interview):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#q1 textarea").last.fill("会话结束后写的")
    page.locator("#saved[data-state=signed-out]").wait_for()
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in and go on").click()
    saved(page)
    assert response(interview).notes == "会话结束后写的"


def test_what_another_device_wrote_is_kept_beside_and_asked_about(page_for, page, interview):
    other = open_scoring(page_for, interview, user=page.user)
    cut_off(page)
    page.locator("#q1 .rating").fill("3")
    page.locator("#q1 textarea").last.fill("纸上写的")
    page.locator("#saved[data-state=offline]").wait_for()
    other.locator("article:not([hidden]) [data-field=notes]").fill("现场写的")
    other.locator("article:not([hidden]) [data-rating='2']").click()
    saved(other)
    reconnect(page)
    look(page)
    asked = page.locator("#q1 .versions")
    expect(asked).to_have_count(2)
    expect(page.locator("#q1 textarea").last).to_have_value("纸上写的")
    page.locator("#q1 .words .versions").get_by_role("button", name="Keep both").click()
    page.locator("#q1 .rate-cell .versions").get_by_role("button", name="Keep: 3.0").click()
    expect(asked).to_have_count(0)
    saved(page)
    stored = response(interview)
    assert str(stored.rating) == "3.0"
    assert set(stored.notes.split("\n")) == {"纸上写的", "现场写的"}


def test_somebody_else_who_signs_in_gets_nothing_of_it(page, interview):
    sign_in_as(page, factories.make_user())
    page.locator("#q1 .rating").fill("3")
    page.locator("#saved[data-state=not-yours]").wait_for()
    assert not Scorecard.objects.exists()


def test_what_was_typed_before_the_scripts_listened_is_taken(page_for, interview):
    page = page_for(interview.members.get().user, language="en")
    late = []
    page.route("**/js/paper/type-in.js", lambda route: late.append(route))
    page.goto(reverse("interviews:scorecard-type-in", args=[interview.pk]), wait_until="commit")
    page.locator("#q1 .rating").fill("3")
    late[0].continue_()
    saved(page)
    assert str(response(interview).rating) == "3.0"


def test_a_slip_is_taken_back_with_backspace_and_wrong_entries_are_marked(page, interview):
    page.locator(".mark").first.focus()
    press(page, "1", "Backspace")
    expect(page.locator(".mark").first).to_be_focused()
    press(page, "0", "9")
    wrong = page.locator("#q1 [aria-invalid=true]")
    expect(wrong).to_have_count(0)
    page.locator("#q1 .rating").fill("7")
    expect(wrong).to_have_count(1)
    expect(page.get_by_text("Type 1 for met, 5 for partly, 0 for missed.")).to_be_visible()
    press(page, "Enter")
    expect(wrong).to_have_count(2)
    expect(page.get_by_text("“7” is not a rating between 0 and 5")).to_be_visible()
    expect(page.locator("#unread")).to_have_text("Can't be read and is not saved: 2")
    # All else is saved; what can't be read is in the way of submitting, and of leaving unasked.
    saved(page)
    assert list(Mark.objects.values_list("value", flat=True)) == ["missed"]
    page.locator("#submit").click()
    expect(page.locator("#submit-dialog .lacking")).to_contain_text("an entry can't be read")
    page.locator("#submit-dialog .lacking a").first.click()
    expect(page.locator("#q1 .mark").nth(1)).to_be_focused()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_event("dialog") if not asked else None
    assert asked == ["beforeunload"]
    page.locator("#q1 .rating").fill("3")
    page.locator("#q1 .mark").nth(1).fill("")
    press(page, "Control+Enter")
    expect(wrong).to_have_count(0)
    expect(page.locator("#unread")).to_be_empty()
    saved(page)
    assert str(Response.objects.get().rating) == "3.0"
