"""Two people in two browsers: one asks for approval, the other sends back and then approves."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from interviews.models import Company, Sheet
from tests.factories import make_question, make_set, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question_set():
    Company.objects.create(pk=1, approval_needed=True)
    texts = ["请介绍一次你处理客户投诉的经历。", "你怎样看待客服工作里的压力？"]
    questions = [make_question(code=f"KF-{number}", text=text) for number, text in enumerate(texts, start=1)]
    return make_set(questions=questions, name="华东客服中心 一面")


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_a_set_is_sent_back_corrected_approved_and_published(page_for, question_set):
    asker = page_for(make_user("hr", name="林若溪"), language="en")
    second = page_for(make_user("hr", name="王一"), language="en")

    asker.goto(f"/interviews/sets/{question_set.pk}/publish/")
    expect(button(asker, "Publish version 1")).to_have_count(0)
    button(asker, "Ask for approval").click()
    expect(asker.get_by_role("heading", name="Approval")).to_be_visible()
    expect(asker.locator(".approval")).to_contain_text("林若溪 asked for approval")
    expect(button(asker, "Approve")).to_have_count(0)

    second.goto("/")
    second.get_by_role("link", name="华东客服中心 一面").click()
    second.get_by_text("Send back…").click()
    second.get_by_label("Why it is sent back").fill("第二题时间太短")
    button(second, "Send back").click()
    expect(second.locator(".notice")).to_contain_text("Sent back.")

    asker.goto("/")
    expect(asker.get_by_text("王一: 第二题时间太短")).to_be_visible()
    asker.goto(f"/interviews/sets/{question_set.pk}/")
    minutes = asker.locator(f"#minutes-{question_set.items.get(position=2).pk}")
    minutes.fill("9")
    minutes.press("Tab")
    expect(asker.locator(".saved").first).to_be_visible()
    asker.goto(f"/interviews/sets/{question_set.pk}/publish/")
    button(asker, "Ask for approval").click()
    expect(asker.locator(".notice")).to_contain_text("Asked.")

    second.goto(f"/interviews/sets/{question_set.pk}/publish/")
    assert Axe().run(second).response["violations"] == []
    button(second, "Approve").click()
    expect(second.locator(".approval")).to_contain_text("王一 approved exactly this")

    asker.goto("/")
    asker.get_by_role("link", name="华东客服中心 一面").first.click()
    button(asker, "Publish version 1").click()
    expect(asker.get_by_text("approved by 王一")).to_be_visible()
    assert Sheet.objects.get().items.get(position=2).minutes == 9


def test_comments_beside_the_builder(page_for, question_set):
    page = page_for("hr", language="en")
    page.goto(f"/interviews/sets/{question_set.pk}/")
    page.locator("#comments-fold > summary").click()
    page.get_by_label("New comment").fill("这一题太长")
    page.get_by_label("About").select_option(label="KF-2 你怎样看待客服工作里的压力？")
    button(page, "Comment").click()
    comment = page.locator(".comment")
    expect(comment).to_contain_text("这一题太长")
    expect(comment).to_contain_text("KF-2")
    assert Axe().run(page).response["violations"] == []
    button(page, "Resolve").click()
    expect(page.get_by_text("Everything is settled.")).to_be_visible()
    page.get_by_text("1 resolved or withdrawn").click()
    button(page, "Reopen").click()
    expect(button(page, "Resolve")).to_be_visible()
    page.reload()
    expect(page.locator(".set-item").nth(1)).to_contain_text("1 comment")
