"""Leaving a panel: by stepping back, and taken off it in the middle of scoring."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import Response, Scorecard, Tie
from interviews.planning.services.seats import take_off_panel
from tests import factories
from tests.browser.room.room import open_scoring

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_interviewer_who_knows_the_candidate_steps_back_in_one_click(page_for, interview):
    page = open_scoring(page_for, interview)
    page.locator(".rate [data-rating='3']").first.click()
    page.locator("#saved[data-state=saved] span:not(:empty)").wait_for(state="attached")
    page.goto(reverse("interviews:interview-detail", args=[interview.pk]))
    page.get_by_text("I know this candidate").click()
    page.get_by_label("Have worked together closely").check()
    page.get_by_label("Reason").fill("候选人曾是我的下属")
    page.get_by_role("button", name="Step back").click()
    expect(page.get_by_text("You have stepped back.")).to_be_visible()
    page.get_by_role("link", name="What I had recorded").click()
    expect(page.get_by_text("You stepped back from this panel")).to_be_visible()
    expect(page.locator(".locked .given-rating").first).to_have_text("3")
    assert Tie.objects.get().kind == "work" and Scorecard.objects.get().status == "withdrawn"


def test_who_is_taken_off_while_scoring_is_told_and_can_copy_what_they_typed(page_for, interview):
    page = open_scoring(page_for, interview)
    keeper = factories.make_user("hr")
    take_off_panel(actor=keeper, member=interview.members.get(), reason="与候选人有利益关系")
    page.locator("article:not([hidden]) [data-field=notes]").fill("最后一句")
    page.locator("article:not([hidden]) [data-field=notes]").blur()
    expect(page.locator("#trouble-text")).to_contain_text("panel")
    assert not Response.objects.exists()
    expect(page.locator("article:not([hidden]) [data-field=notes]")).to_have_value("最后一句")
    page.violations.clear()
