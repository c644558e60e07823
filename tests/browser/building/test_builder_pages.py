"""The builder's pages: a candidate to look at the set for, publishing, without a script, accessible."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from interviews.building.services import sets
from interviews.models import Sheet
from qbank.models import Question
from tests.browser.building.builder import (
    TEXTS,
    codes,
    item,
    open_builder,
    order,
    wait_for_place,
)
from tests.browser.choosing import choose
from tests.factories import PASSWORD, make_interview, make_sheet, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_choosing_a_candidate_marks_what_they_know_and_keeps_the_search(page_for, bank):
    day = timezone.now() - timedelta(days=2)
    candidate = make_interview(sheet=make_sheet(question_set=bank), starts_at=day).candidate
    page = open_builder(page_for, bank)
    page.get_by_role("searchbox", name="Search the bank").fill("KF-1")
    page.get_by_text("Clear search and filters").wait_for()
    page.get_by_role("link", name="Choose…").click()
    choice = page.get_by_role("combobox", name="For candidate")
    expect(choice).to_be_focused()
    choose(page, "candidate", candidate.name)
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(f"**candidate={candidate.pk}**")
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.locator(".bank-row").get_by_text("This candidate knows it")).to_be_visible()
    expect(page.get_by_text(f"{candidate.name} knows these questions")).to_be_visible()
    page.get_by_role("button", name="Move KF-1 down").click()
    wait_for_place(page, 0, "KF-2")
    expect(page.get_by_text(f"{candidate.name} knows these questions")).to_be_visible()
    page.get_by_role("link", name="Choose another…").click()
    expect(choice).to_have_value(f"{candidate} · {candidate.position}")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("link", name=f"Clear {candidate.name}").click()
    expect(page.get_by_role("link", name="Choose…")).to_be_visible()
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.get_by_text("knows these questions")).to_have_count(0)


def test_without_a_script_a_candidate_is_chosen_on_a_page_of_its_own(page_for, bank):
    day = timezone.now() - timedelta(days=2)
    candidate = make_interview(sheet=make_sheet(question_set=bank), starts_at=day).candidate
    page = page_for("hr", language="en", java_script_enabled=False)
    page.goto(f"/interviews/sets/{bank.pk}/?q=KF-1")
    page.get_by_role("link", name="Choose…").click()
    page.locator("[name=candidate-typed]").fill(candidate.name)
    page.get_by_role("button", name="Apply").click()
    page.get_by_label("For candidate", exact=True).select_option(str(candidate.pk))
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".bank-row").get_by_text("This candidate knows it")).to_be_visible()
    page.get_by_role("link", name=f"Clear {candidate.name}").click()
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.get_by_text("This candidate knows it")).to_have_count(0)


def test_somebody_signed_out_signs_in_on_the_page_and_it_goes_on(page_for, bank):
    page = open_builder(page_for, bank)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Move KF-1 down").click()
    page.locator("#sign-in-again [type=password]").fill(PASSWORD)
    assert codes(bank) == ["KF-1", "KF-2", "KF-3"]
    page.keyboard.press("Enter")
    page.locator("#sign-in-again").wait_for(state="hidden")
    page.locator(".set-item").first.get_by_text("KF-2").wait_for()
    assert codes(bank) == ["KF-2", "KF-1", "KF-3"]


def test_everything_works_without_javascript(page_for, bank):
    page = open_builder(page_for, bank, java_script_enabled=False)
    page.get_by_role("button", name="Add KF-4 to the set").click()
    page.get_by_role("button", name="Move KF-4 up").click()
    assert order(page) == ["KF-1", "KF-2", "KF-4", "KF-3"]
    item(page, "KF-1").get_by_label("Minutes").fill("11")
    item(page, "KF-1").get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Remove KF-2 from the set").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_label("Title of a new section").fill("收尾")
    page.get_by_role("button", name="Add section").click()
    item(page, "KF-3").get_by_label("Section of KF-3").select_option(label="收尾")
    item(page, "KF-3").get_by_role("button", name="Move", exact=True).click()
    assert order(page) == ["KF-1", "KF-2", "KF-4", "KF-3"]
    assert bank.items.get(question__code="KF-1").minutes == 11
    assert bank.items.get(question__code="KF-3").section.title == "收尾"


def test_a_set_is_published_and_later_changes_are_shown(page_for, bank):
    page = open_builder(page_for, bank)
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish version 1").click()
    page.get_by_text("Version 1 is published.").wait_for()
    sheet = Sheet.objects.get()
    expect(page.get_by_text(sheet.sha256)).to_be_visible()
    Question.objects.filter(code="KF-2").update(text="两位成员为排班争执不下，你会怎么办？")
    page.goto(f"/interviews/sets/{bank.pk}/")
    page.get_by_role("link", name="See the differences").click()
    expect(page.locator("ins").first).to_be_visible()
    page.goto(f"/interviews/sheets/{sheet.pk}/")
    expect(page.get_by_text(TEXTS["KF-2"])).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_are_accessible_and_fit(page_for, bank, theme, width):
    actor = make_user("hr")
    sets.add_section(actor=actor, question_set=bank, title="情境")
    page = page_for("hr", theme=theme, viewport={"width": width, "height": 900})
    candidate = make_interview(sheet=make_sheet(question_set=bank)).candidate
    for address in (
        "sets/",
        "sets/new/",
        f"sets/{bank.pk}/",
        f"sets/{bank.pk}/?candidate={candidate.pk}&category=1",
        f"sets/{bank.pk}/candidate/?candidate={candidate.pk}&category=1",
        f"sets/{bank.pk}/edit/",
        f"sets/{bank.pk}/publish/",
        f"sets/{bank.pk}/wording/",
        f"positions/{candidate.position_id}/edit/",
    ):
        page.goto(f"/interviews/{address}")
        violations = [
            (violation["id"], [node["target"] for node in violation["nodes"]])
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
        assert violations == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    # The checker adds styles of its own, which the site's policy refuses.
    page.violations.clear()
