"""An interviewer builds a set and asks HR, who publishes; then the company lets interviewers publish."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from interviews.models import Company, QuestionSet, Sheet
from qbank.questions.search import reindex
from tests.factories import make_question, make_scale, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_an_interviewer_assembles_and_hr_publishes(page_for):
    Company.objects.create(pk=1)
    make_scale()
    make_question(code="KF-1", text="请介绍一次你处理客户投诉的经历。")
    make_question(code="KF-2", text="还没写完的草稿题。", status="draft")
    reindex()
    interviewer = page_for(make_user(name="张三"), language="en")
    interviewer.goto("/")
    interviewer.get_by_role("link", name="New question set").click()
    interviewer.get_by_label("Name of the set").fill("华东 一面")
    button(interviewer, "Create and choose questions").click()
    expect(interviewer.locator("#bank-results .bank-row")).to_have_count(1)
    button(interviewer, "Add KF-1 to the set").click()
    expect(interviewer.locator(".set-item")).to_contain_text("KF-1")
    assert Axe().run(interviewer).response["violations"] == []
    interviewer.get_by_role("link", name="To HR…").click()
    expect(button(interviewer, "Publish version 1")).to_have_count(0)
    button(interviewer, "Ask for approval").click()
    expect(interviewer.locator(".approval")).to_contain_text("张三 asked for approval")

    keeper = page_for(make_user("hr", name="王一"), language="en")
    keeper.goto("/")
    keeper.get_by_role("link", name="华东 一面").first.click()
    button(keeper, "Approve").click()
    expect(keeper.get_by_text("王一 approved exactly this")).to_be_visible()
    button(keeper, "Publish version 1").click()
    expect(keeper.get_by_text("approved by 王一")).to_be_visible()
    assert Sheet.objects.get().question_set.created_by.name == "张三"

    Company.objects.update(interviewers_publish=True)
    question_set = QuestionSet.objects.get()
    interviewer.goto(f"/interviews/sets/{question_set.pk}/edit/")
    interviewer.get_by_label("Note").fill("改过")
    interviewer.get_by_label("Planned minutes").fill("30")
    button(interviewer, "Save").click()
    interviewer.get_by_role("link", name="Publish…").click()
    button(interviewer, "Publish version 2").click()
    interviewer.wait_for_url("**/sheets/*/")
    expect(interviewer.get_by_role("heading", name="Version 2")).to_be_visible()
    assert Sheet.objects.count() == 2
