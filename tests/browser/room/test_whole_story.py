"""One interview with everything that goes wrong in it: every character arrives, and once."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from interviews.models import Mark, ScoreChange
from tests import factories
from tests.browser.room.room import (
    cut_off,
    look,
    open_scoring,
    press,
    reconnect,
    response,
    saved,
    shown,
    waiting,
)

pytestmark = [pytest.mark.at_once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def type_while_time_passes(page, words):
    """Each word takes a second of the page's clock."""
    for word in words:
        page.keyboard.type(word)
        page.clock.run_for(1000)


def test_the_server_gone_for_thirty_seconds_the_page_killed_the_session_ended_and_two_devices(
    page_for, interview
):
    page = page_for(interview.members.get().user, language="en")
    page.clock.install()
    page.goto(f"/interviews/{interview.pk}/score/")
    page.locator("main[data-ready]").wait_for()
    press(page, "m")
    type_while_time_passes(page, ["before "])
    saved(page)

    # The server is gone for thirty seconds, and typing goes on all the while.
    cut_off(page)
    type_while_time_passes(page, [f"gone{second} " for second in range(30)])
    page.locator("#saved[data-state=offline]").wait_for()
    assert "changes kept here: 1" in page.locator("#saved").inner_text()
    reconnect(page)
    page.clock.run_for(40_000)
    saved(page)
    gone = "".join(f"gone{second} " for second in range(30))
    assert response(interview).notes == f"before {gone}"

    # The page is killed while the server is gone again.
    cut_off(page)
    type_while_time_passes(page, ["killed "])
    press(page, "Escape", "1", "Shift+Digit1")
    page.clock.run_for(1000)
    again = page.context.new_page()
    again.violations = []
    page.close(run_before_unload=False)
    again.goto(f"/interviews/{interview.pk}/score/")
    again.locator("main[data-ready]").wait_for()
    expect(shown(again, "[data-field=notes]")).to_have_value(f"before {gone}killed ")
    saved(again)

    # The session ends; the password is given on the page, and typing goes on before and after.
    again.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(again, "m", "End")
    again.keyboard.type("signed-out ")
    again.locator("#saved[data-state=signed-out]").wait_for()
    again.keyboard.type("still-typing ")
    again.get_by_label("Password").fill(factories.PASSWORD)
    again.get_by_role("button", name="Sign in and go on").click()
    saved(again)
    again.keyboard.type("signed-in")
    saved(again)
    text = f"before {gone}killed signed-out still-typing signed-in"
    assert response(interview).notes == text

    # Both devices write at the same time.
    tablet = open_scoring(page_for, interview, user=page.user)
    cut_off(tablet)
    press(tablet, "m", "Control+End")
    tablet.keyboard.type("\ntablet")
    press(tablet, "Escape", "2")
    again.keyboard.type("\nlaptop")
    press(again, "Escape", "3", "3")
    saved(again)
    reconnect(tablet)
    look(tablet)
    saved(tablet)
    shown(tablet, ".versions [data-which=both]").click()
    saved(tablet)
    look(again)
    expect(shown(again, "[data-field=notes]")).to_have_value(f"{text}\ntablet\nlaptop")
    expect(shown(again, ".versions")).to_have_count(0)

    stored = response(interview)
    assert stored.notes == f"{text}\ntablet\nlaptop"
    assert stored.probes_used == [0]
    assert list(stored.marks.order_by("point__position").values_list("value", flat=True)) == [
        Mark.Value.MET,
        Mark.Value.MET,
        Mark.Value.PARTLY,
    ]
    assert [waiting(device) for device in (again, tablet)] == [[], []]
    # Each act once, however often it was sent.
    probes = ScoreChange.objects.filter(field="probes_used")
    assert [change.value for change in probes] == [[0]]
