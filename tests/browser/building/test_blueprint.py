"""From wishes to a published sheet, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from interviews.models import QuestionSet, Sheet
from tests.factories import make_category, make_interview, make_question, make_scale, make_set, make_sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bank():
    """Two categories of four questions; two of the first were asked today."""
    make_scale()
    first, second = make_category(name="流程"), make_category(name="沟通")
    questions = [make_question(category=category, minutes=5) for category in (first, second) for _ in "1234"]
    make_interview(sheet=make_sheet(question_set=make_set(questions=questions[:2], name="早先的")))
    return questions


def test_from_a_blueprint_to_a_published_sheet(page_for, bank):
    page = page_for("hr", language="en")
    page.goto("/interviews/sets/")
    page.get_by_role("link", name="New from a blueprint").click()
    # Not before its scripts run: what is typed earlier is told to nobody.
    page.wait_for_url("**/interviews/blueprints/")
    # What the bank offers follows the rules as they are typed.
    offer = page.locator(f"#offer-category_{bank[0].category_id}")
    expect(offer).to_have_text("4 ready")
    page.get_by_label("Leave out what was asked").fill("30")
    page.get_by_label("Leave out what was asked").press("Tab")
    expect(offer).to_have_text("2 of 4 may be asked")
    page.get_by_label("流程").fill("3")
    page.get_by_label("沟通").fill("1")
    page.get_by_label("Aim for").fill("20")
    page.get_by_role("button", name="Choose questions").click()
    expect(page.get_by_text("Wanted: 3 from “流程”; 2 were found.")).to_be_visible()
    page.get_by_role("link", name="nothing asked in the last 30 days").click()
    expect(page.get_by_role("heading", name="4 questions chosen")).to_be_visible()
    expect(page.get_by_text("Not every wish can be met")).to_have_count(0)
    chosen = page.locator(".chosen li").all_inner_texts()
    page.get_by_role("link", name="Another choice").click()
    page.wait_for_url(re.compile("seed=1"))
    expect(page.locator(".chosen li")).to_have_count(4)
    assert page.locator(".chosen li").all_inner_texts() != chosen
    assert Axe().run(page).response["violations"] == []

    page.get_by_label("Name of the set").fill("华东 一面")
    page.get_by_role("button", name="Make a set from this").click()
    expect(page.get_by_role("heading", name="华东 一面")).to_be_visible()
    expect(page.locator(".set-item")).to_have_count(4)
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish version 1").click()
    page.wait_for_url("**/sheets/*/")
    assert Sheet.objects.get(name="华东 一面").items.count() == 4


def test_parallel_sets_on_a_phone_and_a_template(page_for, bank):
    page = page_for("hr", language="en", viewport={"width": 390, "height": 800})
    page.goto("/interviews/blueprints/")
    page.get_by_label("流程").fill("2")
    page.get_by_role("button", name="Choose questions").click()
    page.get_by_label("Name of the template").fill("每周一面")
    page.get_by_role("button", name="Keep as template").click()
    expect(page.get_by_role("heading", name="Blueprint “每周一面”")).to_be_visible()
    page.get_by_role("button", name="Choose parallel sets").click()
    expect(page.get_by_text("No question stands on two of them.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Name, to which").fill("周三")
    page.get_by_role("button", name="Make 2 sets").click()
    expect(page.get_by_role("link", name="周三 A", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="周三 B", exact=True)).to_be_visible()
    assert QuestionSet.objects.filter(name__startswith="周三").count() == 2
