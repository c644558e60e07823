"""A day of two rooms and six candidates each: planned, seen, scheduled, and moved up."""

import re

import pytest
from playwright.sync_api import expect

from interviews.models import Interview, Position
from tests import factories
from tests.browser.choosing import choose

pytestmark = [pytest.mark.at_once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def position(db) -> Position:
    """Its last interview says what is usual; twelve candidates wait."""
    position = Position.objects.create(name="客服经理（华东）")
    sheet = factories.make_sheet(name="一面", planned_minutes=35)
    for name in ("王芳", "李强", "周敏", "吴刚"):
        factories.make_user(name=name)
    lead = factories.make_user(name="陈静")
    last = factories.make_candidate(name="上一位", position=position)
    factories.make_interview(candidate=last, sheet=sheet, panel=[lead], place="301 室")
    for number in range(12):
        factories.make_candidate(name=f"候选人{number:02}", position=position)
    return position


def test_a_day_of_two_rooms_and_six_candidates_each(page_for, position):
    page = page_for("hr", language="en")
    page.goto(f"/interviews/day/plan/?position={position.pk}")
    # One room is the usual one. The other: its name, and who leads: the plan is there.
    grid = page.locator("#day-grid")
    expect(grid).to_contain_text("Without a place:")
    page.locator("[name=room-1-name]").fill("302 室")
    choose(page, "room-1-lead", "王芳")
    expect(grid.get_by_role("columnheader", name="302 室")).to_be_visible()
    expect(grid.locator("#cell-1 option:checked")).to_have_text("候选人01")
    # Each of the two entries asked for the plan: it stays as it is once both are answered.
    expect(page.locator(".htmx-request")).to_have_count(0)
    # Two change places: the second sees it at once.
    first, second = grid.locator("#cell-0"), grid.locator("#cell-3")
    first.focus()
    first.select_option(label="候选人03")
    expect(second.locator("option:checked")).to_have_text("候选人00")
    expect(first).to_be_focused()
    page.get_by_role("button", name="Schedule these 12 interviews").click()
    page.wait_for_url(re.compile(r"/interviews/day/\?date="))
    expect(page.locator(".day-turns li")).to_have_count(12)
    assert Interview.objects.filter(place="302 室").count() == 6
    assert Interview.objects.get(candidate__name="候选人03").place == "301 室"


def test_without_scripts_it_is_planned_as_well(page_for, position):
    page = page_for("hr", language="en", java_script_enabled=False)
    page.goto(f"/interviews/day/plan/?position={position.pk}")
    page.get_by_role("button", name="Show the plan", exact=True).last.click()
    page.locator("#cell-0").select_option(label="候选人02")
    page.get_by_role("button", name="Show the plan with these changes").click()
    expect(page.locator("#cell-2 option:checked")).to_have_text("候选人00")
    page.get_by_role("button", name="One more room").click()
    expect(page.locator(".day-room")).to_have_count(3)
    page.get_by_role("button", name="Schedule these").click()
    page.wait_for_url(re.compile(r"/interviews/day/\?date="))
    assert Interview.objects.filter(place="301 室").exclude(candidate__name="上一位").count() >= 8


def test_when_somebody_falls_out_the_rest_moves_up(page_for, position):
    page = page_for("hr", language="en")
    page.goto(f"/interviews/day/plan/?position={position.pk}")
    page.get_by_role("button", name="Schedule these").click()
    page.wait_for_url(re.compile(r"/interviews/day/\?date="))
    gone = Interview.objects.get(candidate__name="候选人01")
    free, before = gone.starts_at, Interview.objects.get(candidate__name="候选人02").starts_at
    page.goto(f"/interviews/{gone.pk}/cancel/")
    page.locator("[name=reason]").fill("病了")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(rf"/interviews/{gone.pk}/$"))
    page.goto(f"/interviews/day/?date={free:%Y-%m-%d}")
    page.get_by_role("link", name="Move the rest up").click()
    expect(page.get_by_role("row", name="候选人02")).to_contain_text(f"{before.astimezone():%M}")
    page.get_by_role("button", name=re.compile("Move these")).click()
    page.wait_for_url(re.compile(r"/interviews/day/\?date="))
    assert Interview.objects.get(candidate__name="候选人02").starts_at == free
