"""The bank in a browser: searching while typing, points and their quotes, the rows of the form."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from qbank.models import Question
from qbank.questions.search import reindex
from tests import factories
from tests.browser.room.room import until


@pytest.fixture
def question(live_server):
    question = factories.make_question(text="客户在社交媒体上抱怨，你怎么办？", code="KF-1-01")
    factories.make_question(text="你如何安排班次？", code="KF-1-02", status="retired")
    factories.make_question(text="两位成员争执，你如何介入？", code="KF-1-03")
    reindex()
    return question


def test_searching_while_typing_keeps_the_url_and_the_focus(page_for, question):
    page = page_for("hr")
    page.goto(reverse("qbank:question-list"))
    expect(page.locator(".bank-row")).to_have_count(2)
    page.locator("#bank-q").press_sequentially("社交媒體")
    page.wait_for_url("**/?q=*")
    page.locator(".bank-row mark", has_text="社交媒体").wait_for()
    expect(page.locator(".bank-row")).to_have_count(1)
    until(page, "document.activeElement.id == 'bank-q'")
    page.reload()
    expect(page.locator(".bank-row")).to_have_count(1)


def test_filters_stand_open_on_a_desk_and_fold_on_a_phone(page_for, question):
    url = reverse("qbank:question-list")
    desk, phone = page_for("hr"), page_for("hr", viewport={"width": 360, "height": 740})
    desk.goto(url)
    expect(desk.locator("#facets")).to_be_visible()
    phone.goto(url)
    expect(phone.locator("#facets")).to_be_hidden()
    phone.locator("#filter-box > summary").click()
    phone.locator("#facets a", has_text="停用").click()
    expect(phone.locator(".bank-row")).to_have_count(1)


def test_a_point_lights_up_the_words_it_rests_on(page_for, question):
    page = page_for("hr")
    page.goto(reverse("qbank:question-detail", args=[question.pk]))
    page.locator(".points li").first.hover()
    expect(page.locator("mark.highlighted")).to_have_text(["先听完"])
    page.locator("mark").first.hover()
    expect(page.locator(".points li.highlighted")).to_have_count(1)


def test_rows_are_added_quoted_moved_and_removed(page_for, question):
    page = page_for("hr")
    page.goto(reverse("qbank:question-edit", args=[question.pk]))
    points = page.locator("[data-rows=points]")
    points.locator("[data-add]").click()
    page.keyboard.type("复述一遍客户的话")
    answer = page.locator("[name=answers-0-text]")
    answer.focus()
    answer.evaluate("field => field.setSelectionRange(4, 7)")
    added = points.locator(".edit-row").last
    added.locator("[data-quote]").click()
    name = added.locator("textarea[name$=-text]").get_attribute("name")
    row = points.locator(".edit-row", has=page.locator(f"[name={name}]"))
    for _ in range(points.locator(".edit-row").count()):
        row.locator("[data-move=up]").click()
    points.locator(".edit-row").nth(1).locator("input[name$=-DELETE]").check()
    page.locator(".question-form .btn-primary").click()
    page.wait_for_url(f"**{reverse('qbank:question-detail', args=[question.pk])}")
    saved = list(
        Question.objects.get(pk=question.pk).points.filter(red_flag=False).values_list("text", "quote")
    )
    assert saved == [("复述一遍客户的话", "再复述"), ("要点 2", ""), ("要点 3", "")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_of_the_bank_has_a_serious_fault(page_for, question, theme):
    page = page_for("hr", theme=theme, viewport={"width": 360, "height": 740})
    urls = [reverse(f"qbank:{name}") for name in ("question-list", "question-create", "category-list")]
    urls += [reverse("qbank:competency-list"), reverse("qbank:passage-list")]
    urls += [reverse(f"qbank:{name}", args=[question.pk]) for name in ("question-detail", "question-edit")]
    for url in urls:
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, url
        faults = Axe().run(page).response["violations"]
        assert [
            (f["id"], f["nodes"][0]["html"]) for f in faults if f["impact"] in ("serious", "critical")
        ] == [], url
    # The checker itself adds a style, which the policy refuses.
    page.violations = [text for text in page.violations if "inline style" not in text]
