"""Two devices and two tabs: what one enters the other shows, and where both changed a field it is asked."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from interviews.models import Response, Scorecard, ScoreChange
from tests.browser.room.room import (
    cut_off,
    look,
    marks,
    open_scoring,
    press,
    rating,
    reconnect,
    response,
    saved,
    shown,
    until,
)

pytestmark = [pytest.mark.at_once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def laptop(page_for, interview):
    return open_scoring(page_for, interview)


@pytest.fixture
def tablet(page_for, interview, laptop):
    return open_scoring(page_for, interview, user=laptop.user)


def write(page, text):
    press(page, "m")
    page.keyboard.type(text)
    saved(page)


def notes(page):
    return shown(page, "[data-field=notes]")


def versions(page):
    return shown(page, ".versions")


def test_another_device_shows_the_same(interview, laptop, tablet):
    press(laptop, "1")
    write(laptop, "from the laptop")
    look(tablet)
    expect(notes(tablet)).to_have_value("from the laptop")
    assert marks(tablet) == ["met"]
    press(tablet, "r", "3")
    saved(tablet)
    press(laptop, "Escape", "2")
    saved(laptop)
    laptop.locator("[data-rating='3'][aria-checked=true]").first.wait_for()
    stored = response(interview)
    assert (stored.rating, stored.marks.count(), stored.notes) == (Decimal(3), 2, "from the laptop")


def test_the_same_text_changed_on_both_keeps_both_and_asks(interview, laptop, tablet):
    write(laptop, "from the laptop")
    write(tablet, "from the tablet")
    expect(versions(tablet)).to_have_count(1)
    assert "Chrome" in versions(tablet).inner_text()
    assert "from the laptop" in versions(tablet).locator(".other").inner_text()
    # Whoever types goes on in their own text.
    tablet.keyboard.type(", going on")
    saved(tablet)
    expect(notes(tablet)).to_have_value("from the tablet, going on")
    assert response(interview).notes == "from the laptop"
    look(laptop)
    expect(versions(laptop).locator(".other")).to_have_text("from the tablet, going on")
    expect(notes(laptop)).to_have_value("from the laptop")
    laptop.locator(".versions [data-which=both]").click()
    saved(laptop)
    expect(versions(laptop)).to_have_count(0)
    look(tablet)
    expect(versions(tablet)).to_have_count(0)
    joined = "from the laptop\nfrom the tablet, going on"
    expect(notes(tablet)).to_have_value(joined)
    assert (response(interview).notes, notes(laptop).input_value()) == (joined, joined)
    assert set(ScoreChange.objects.filter(kept=True).values_list("value", flat=True)) == {
        "from the tablet",
        "from the tablet, going on",
    }


@pytest.mark.parametrize(("which", "chosen"), [("here", "from the tablet"), ("there", "from the laptop")])
def test_one_of_two_texts_is_kept_and_the_other_stays_in_the_ledger(interview, laptop, tablet, which, chosen):
    write(laptop, "from the laptop")
    write(tablet, "from the tablet")
    versions(tablet).locator(f"[data-which={which}]").click()
    expect(versions(tablet)).to_have_count(0)
    saved(tablet)
    expect(notes(tablet)).to_have_value(chosen)
    assert response(interview).notes == chosen
    assert {"from the laptop", "from the tablet"} <= set(ScoreChange.objects.values_list("value", flat=True))
    write(tablet, "!")
    look(laptop)
    expect(notes(laptop)).to_have_value(chosen + "!")
    expect(versions(laptop)).to_have_count(0)


def test_marks_ratings_and_probes_are_asked_about_too(interview, laptop, tablet):
    cut_off(tablet)
    press(laptop, "1", "r", "3")
    shown(laptop, "[data-probe]").first.check()
    saved(laptop)
    press(tablet, "x")
    shown(tablet, "[data-point]").first.get_by_role("radio", name="Partly").click()
    shown(tablet, "[data-probe]").nth(1).check()
    reconnect(tablet)
    look(tablet)
    saved(tablet)
    expect(versions(tablet)).to_have_count(3)
    stored = response(interview)
    assert (stored.rating, stored.not_asked, stored.probes_used) == (Decimal(3), False, [0])
    assert marks(tablet) == ["partly"]
    point = shown(tablet, "[data-point] .versions")
    assert point.locator("[data-which=here]").inner_text() == "Keep: Partly"
    point.get_by_role("button", name="Keep: Met").click()
    shown(tablet, ".question-wording .versions [data-which=both]").click()
    shown(tablet, "section.rating .versions").get_by_role("button", name="Keep: not asked").click()
    expect(versions(tablet)).to_have_count(0)
    saved(tablet)
    look(laptop)
    expect(shown(laptop, ".not-asked")).to_have_attribute("aria-pressed", "true")
    stored = response(interview)
    assert (stored.rating, stored.not_asked, stored.probes_used) == (None, True, [0, 1])
    assert (stored.marks.get().value, marks(laptop), rating(laptop)) == ("met", ["met"], None)


def test_the_same_entered_on_both_is_not_asked_about(interview, laptop, tablet):
    cut_off(tablet)
    for page in (laptop, tablet):
        press(page, "1", "r", "3")
    saved(laptop)
    reconnect(tablet)
    look(tablet)
    saved(tablet)
    expect(versions(tablet)).to_have_count(0)
    press(laptop, "4")
    saved(laptop)
    expect(versions(laptop)).to_have_count(0)
    assert response(interview).rating == Decimal(4)


def test_a_device_that_is_lost_leaves_its_text_to_be_chosen_on_the_other(interview, laptop, tablet):
    write(laptop, "from the laptop")
    write(tablet, "from the tablet")
    tablet.close()
    laptop.reload()
    laptop.locator("main[data-ready]").wait_for()
    assert versions(laptop).locator(".other").inner_text() == "from the tablet"
    versions(laptop).locator("[data-which=there]").click()
    saved(laptop)
    assert response(interview).notes == "from the tablet"


def test_a_choice_made_offline_goes_up_later(interview, laptop, tablet):
    write(laptop, "from the laptop")
    write(tablet, "from the tablet")
    cut_off(tablet)
    versions(tablet).locator("[data-which=both]").click()
    expect(versions(tablet)).to_have_count(0)
    tablet.locator("#saved[data-state=offline]").wait_for()
    tablet.reload()
    tablet.locator("main[data-ready]").wait_for()
    expect(versions(tablet)).to_have_count(0)
    reconnect(tablet)
    look(tablet)
    saved(tablet)
    assert response(interview).notes == "from the tablet\nfrom the laptop"


def test_nothing_is_submitted_before_it_is_chosen(interview, laptop, tablet):
    write(laptop, "from the laptop")
    write(tablet, "from the tablet")
    press(tablet, "Escape", "1", "2", "3", "3", "3", "r", "3", "n", "x")
    shown(tablet, "[data-field=not_asked_reason]").fill("no time")
    tablet.locator("#submit").click()
    expect(tablet.locator("#submit-dialog .todo li").first).to_have_text(
        re.compile("two versions, no reason$")
    )
    tablet.locator("#submit-dialog .todo a").first.click()
    until(tablet, "document.activeElement.closest('.versions') !== null")
    assert Scorecard.objects.get().status == "draft"


def test_a_second_tab_shows_at_once_what_the_first_saved(interview, laptop):
    tab = laptop.context.new_page()
    tab.goto(laptop.url)
    tab.locator("main[data-ready]").wait_for()
    press(laptop, "1")
    write(laptop, "from the first tab")
    expect(notes(tab)).to_have_value("from the first tab")
    assert marks(tab) == ["met"]


def test_a_tab_that_was_closed_offline_leaves_its_changes_to_the_one_still_open(interview, laptop):
    tab = laptop.context.new_page()
    tab.goto(laptop.url)
    tab.locator("main[data-ready]").wait_for()
    for page in (laptop, tab):
        cut_off(page)
    press(tab, "m")
    tab.keyboard.type("written in the tab")
    tab.locator("#saved[data-state=offline]").wait_for()
    assert notes(laptop).input_value() == ""
    tab.close()
    expect(notes(laptop)).to_have_value("written in the tab")
    reconnect(laptop)
    look(laptop)
    saved(laptop)
    assert response(interview).notes == "written in the tab"


def test_a_tab_that_took_over_a_change_does_not_quarrel_with_the_tab_that_made_it(interview, laptop):
    cut_off(laptop)
    press(laptop, "m")
    laptop.keyboard.type("one")
    tab = laptop.context.new_page()
    tab.goto(laptop.url)
    tab.locator("main[data-ready]").wait_for()
    expect(notes(tab)).to_have_value("one")
    saved(tab)
    laptop.keyboard.type(" two")
    reconnect(laptop)
    saved(laptop)
    expect(notes(tab)).to_have_value("one two")
    expect(versions(laptop)).to_have_count(0)
    assert Response.objects.get().notes == "one two"


def test_assistive_technology_finds_no_serious_fault_in_what_is_asked(laptop, tablet):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 (not installed where browser tests are left out)

    press(laptop, "1", "r", "3")
    write(laptop, "from the laptop")
    cut_off(tablet)
    press(tablet, "r", "4", "m")
    tablet.keyboard.type("from the tablet")
    reconnect(tablet)
    look(tablet)
    saved(tablet)
    expect(versions(tablet)).to_have_count(2)
    violations = Axe().run(tablet).response["violations"]
    assert [
        violation["id"] for violation in violations if violation["impact"] in ("serious", "critical")
    ] == []
