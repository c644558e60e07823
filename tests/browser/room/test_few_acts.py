"""How many clicks and keys eight questions with notes take: counted as a person would score them.

Each has six points, of which three are met, two partly and one missed; the rating is the suggested one.
"""

import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from interviews.models import Response, Scorecard
from tests import factories
from tests.browser.room.room import open_scoring, saved, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTIONS = 8
MARKS = ["met", "met", "met", "partly", "partly", "missed"]
NOTES = "先听完客户的话，再复述一遍确认。"


@pytest.fixture
def interview(db):
    questions = [factories.make_question(points=len(MARKS), red_flags=1) for _ in range(QUESTIONS)]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    return factories.make_interview(panel=[factories.make_user()], sheet=sheet, starts_at=timezone.now())


def all_is_kept(page):
    end = time.monotonic() + 10
    while Scorecard.objects.get().status == "draft":
        assert time.monotonic() < end, "not submitted"
        page.wait_for_timeout(50)
    assert set(Response.objects.values_list("notes", flat=True)) == {NOTES}
    assert Response.objects.filter(rating__isnull=False).count() == QUESTIONS


def test_by_mouse_nine_clicks_a_question(page_for, interview):
    page = open_scoring(page_for, interview, viewport={"width": 1366, "height": 625})
    clicks = 0

    def click(locator):
        nonlocal clicks
        locator.click()
        clicks += 1

    for number in range(1, QUESTIONS + 1):
        for place, mark in enumerate(MARKS):
            click(shown(page, "[data-point]").nth(place).locator(f"[data-value={mark}]"))
        click(shown(page, ".notes"))
        page.keyboard.insert_text(NOTES)
        click(shown(page, ".rate .hint"))
        if number < QUESTIONS:
            click(shown(page, "[data-step='1']"))
    saved(page)
    click(page.locator("#submit"))
    click(page.locator("#submit-now"))
    all_is_kept(page)
    # Six marks, the notes, the rating, the next question; submitted in two.
    assert clicks == QUESTIONS * 9 + 1


def test_by_keyboard_fourteen_keys_a_question(page_for, interview):
    page = open_scoring(page_for, interview, viewport={"width": 1366, "height": 625})
    keys = 0

    def press(key):
        nonlocal keys
        page.keyboard.press(key)
        keys += 1

    for number in range(1, QUESTIONS + 1):
        for place, mark in enumerate(MARKS, start=1):
            for _ in range(["met", "partly", "missed"].index(mark) + 1):
                press(str(place))
        press("s")
        press("m")
        page.keyboard.insert_text(NOTES)
        if number < QUESTIONS:
            # Who goes on from the notes goes on writing: the next answer comes before its marks.
            press("Escape")
            press("Alt+ArrowDown")
    saved(page)
    press("Control+Enter")
    expect(page.locator("#submit-now")).to_be_focused()
    press("Enter")
    all_is_kept(page)
    # Ten for the marks, the rating, the notes, and two to go on; submitted in two.
    assert keys == QUESTIONS * 14
