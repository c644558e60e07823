"""The one path that must always work, on the real documents: from the bank to a result, by three people."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from interviews.models import Scorecard, SubmittedVersion
from qbank.models import Question
from tests import factories
from tests.browser.choosing import choose

#: Two checklist questions and one ladder.
CODES = ["KF-2-01", "KF-4-06", "LM-1"]


@pytest.fixture
def bank(transactional_db):
    call_command("load_documents", verbosity=0)
    return Question.objects.in_bulk(CODES, field_name="code")


def build_and_publish(page, bank):
    page.goto("/interviews/sets/")
    page.get_by_role("link", name="New question set").first.click()
    page.get_by_label("Name").fill("East region, first interview")
    page.get_by_label("Planned minutes").fill("30")
    page.locator("main form button.btn-primary").click()
    for code in CODES:
        page.locator("input[name=q]").first.fill(code)
        page.locator("input[name=q]").first.press("Enter")
        button = page.get_by_role("button", name=f"Add {code} to the set")
        button.click()
        page.locator(f"[data-question='{bank[code].pk}'] .used").wait_for()
    page.get_by_role("link", name="Publish").first.click()
    page.get_by_role("button", name="Publish version 1").click()
    page.wait_for_url("**/sheets/*/")
    expect(page.get_by_text(bank["KF-2-01"].text).first).to_be_visible()


def schedule(page, first, second):
    page.goto("/interviews/positions/new/")
    page.get_by_label("Name").fill("Customer service manager, East")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/positions/")
    page.goto("/interviews/new/")
    choose(page, "sheet")
    page.locator("[name=new_name]").fill("林若溪")
    choose(page, "new_position")
    start = timezone.localtime() + timedelta(minutes=10)
    page.locator("[name=starts_at]").fill(start.strftime("%Y-%m-%dT%H:%M"))
    choose(page, "lead", first.name)
    page.locator(f"[name=panel][value='{second.pk}']").check()
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile(r"/interviews/\d+/$"))


def saved(page):
    page.locator("#saved[data-state=saved]").wait_for()


def score(page, ratings):
    """Mark every point of every question as met, then give the ratings, as a person with a mouse."""
    page.goto("/")
    page.get_by_role("link", name="Start scoring").first.click()
    page.locator("main[data-ready]").wait_for()
    for index, rating in enumerate(ratings):
        question = page.locator("article.question").nth(index)
        question.wait_for()
        for button in question.locator("[data-value=met]").all():
            button.click()
        question.locator(".notes").fill(f"Said this about question {index + 1}.")
        question.locator(f"[data-rating='{rating}']").click()
        for need in ("evidence", "reason"):
            field = question.locator(f"[data-need={need}] textarea")
            if field.is_visible():
                field.fill("Named three cases, with what the customer answered.")
        if index + 1 < len(ratings):
            question.locator("[data-step='1']").click()
    saved(page)


def submit(page):
    page.locator("#submit").click()
    page.locator("#submit-now").click()
    page.locator("#submit-dialog").wait_for(state="detached")


@pytest.mark.at_once
def test_from_the_bank_to_the_result(bank, page_for):
    chen, li = factories.make_user(name="陈昊"), factories.make_user(name="李楠")
    hr = page_for("hr", language="en")
    build_and_publish(hr, bank)
    schedule(hr, chen, li)

    first, second = page_for(chen, language="en"), page_for(li, language="en")
    score(first, ["5", "4", "5"])
    submit(first)
    score(second, ["4", "3", "0.5"])

    # Nothing of the first scorecard reaches the second person before their own is submitted.
    second.goto(first.url.split("/score")[0] + "/")
    assert "Named three cases" not in second.content()

    second.goto("/")
    second.get_by_role("link", name="Continue scoring").first.click()
    second.locator("main[data-ready]").wait_for()
    notes = second.locator("article.question").first.locator(".notes")
    expect(notes).to_have_value("Said this about question 1.")
    submit(second)
    assert Scorecard.objects.filter(status="submitted").count() == 2
    assert SubmittedVersion.objects.count() == 2

    hr.goto("/")
    hr.get_by_role("link", name="All have submitted").first.click()
    hr.wait_for_url("**/debrief/")
    result = hr.locator("main").inner_text()
    # 14 of 15 and 7.5 of 15: 93.3 % and 50.0 %, their mean 71.7 %; the ladder below 1 disqualifies.
    for text in ("93.3", "50.0", "71.7", "不合格", "陈昊", "李楠"):
        assert text in result, text
