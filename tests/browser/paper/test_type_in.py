"""Typing a scorecard in from paper with the keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Mark, Response, Scorecard

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(page_for, interview):
    page = page_for(interview.members.get().user, language="en")
    page.goto(reverse("interviews:scorecard-type-in", args=[interview.pk]))
    return page


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
    checklist, ladder = interview.sheet.items.order_by("position")
    page.locator(".mark").first.focus()
    # Three points, one key each; the red flag; then the rating, which differs from the suggestion.
    press(page, "1", "5", "0")
    suggestion = page.locator("#q1 output")
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
    expect(page.locator("#q2 output")).to_have_text("2.5")
    expect(page.locator("#q2 .rating")).to_be_focused()
    page.keyboard.type("2,5")
    press(page, "Control+Enter")
    expect(page.get_by_text("Everything is there.")).to_be_visible()
    response = Response.objects.get(item=checklist)
    assert (str(response.rating), response.evidence) == ("4.0", "这是 evidence\n第二行")
    assert Mark.objects.filter(response=response).count() == 4
    assert Response.objects.get(item=ladder).rating is not None
    submit = page.get_by_role("button", name="Submit")
    submit.focus()
    press(page, "Enter")
    page.wait_for_url("**/score/")
    assert Scorecard.objects.get().submitted


def test_a_slip_is_taken_back_with_backspace_and_wrong_entries_are_marked(page, interview):
    page.locator(".mark").first.focus()
    press(page, "1", "Backspace")
    expect(page.locator(".mark").first).to_be_focused()
    press(page, "0", "9")
    page.locator("#q1 .rating").fill("7")
    press(page, "Control+Enter")
    expect(page.get_by_text("Nothing is saved yet: 2 entries")).to_be_visible()
    expect(page.locator("#q1 [aria-invalid=true]")).to_have_count(2)
    expect(page.locator(".mark").first).to_have_value("0")
    assert not Scorecard.objects.exists()
    page.locator("#q1 .rating").fill("3")
    page.locator("#q1 .mark").nth(1).fill("")
    press(page, "Control+Enter")
    expect(page.get_by_text("Saved: 2 entries.")).to_be_visible()
