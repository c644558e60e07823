"""The builder in a real browser: adding, dragging, sections, fields that save themselves."""

import pytest
from playwright.sync_api import expect

from interviews.building.services import sets
from tests.browser.building.builder import (
    TALL,
    codes,
    drag,
    expect_said,
    item,
    open_builder,
    order,
    wait_for_place,
    wait_until_settled,
)
from tests.factories import make_user

pytestmark = [pytest.mark.at_once, pytest.mark.django_db(transaction=True)]


def test_a_question_is_added_without_leaving_the_page(page_for, bank):
    page = open_builder(page_for, bank)
    page.evaluate("window.stayed = true")
    row = page.locator(".bank-row", has_text="KF-4")
    row.get_by_role("button", name="Add KF-4 to the set").click()
    page.locator("#set-panel").get_by_text("4 questions").first.wait_for()
    assert order(page) == ["KF-1", "KF-2", "KF-3", "KF-4"]
    expect(row.get_by_text("In the set")).to_be_visible()
    expect(row.get_by_role("button", name="Add")).to_have_count(0)
    assert page.evaluate("window.stayed")
    assert codes(bank) == ["KF-1", "KF-2", "KF-3", "KF-4"]


def test_the_bank_is_searched_while_typing(page_for, bank):
    page = open_builder(page_for, bank)
    page.get_by_role("searchbox", name="Search the bank").press_sequentially("社交媒体", delay=20)
    page.get_by_text("Clear search and filters").wait_for()
    expect(page.locator(".bank-row")).to_have_count(1)
    assert "q=%E7%A4%BE" in page.url
    page.reload()
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.locator(".set-item")).to_have_count(3)


def test_items_are_dragged_within_the_set_and_into_a_section(page_for, bank):
    section = sets.add_section(actor=make_user("hr"), question_set=bank, title="情境")
    page = open_builder(page_for, bank, viewport=TALL)
    with page.expect_response("**/move/"):
        drag(
            page,
            item(page, "KF-1").locator(".handle"),
            item(page, "KF-3"),
            "item => !item.nextElementSibling && item.previousElementSibling",
        )
    wait_for_place(page, 2, "KF-1")
    assert codes(bank) == ["KF-2", "KF-3", "KF-1"]
    with page.expect_response("**/move/"):
        drag(
            page,
            item(page, "KF-2").locator(".handle"),
            page.locator(f".set-items[data-section='{section.pk}']"),
            f"item => item.parentElement.dataset.section === '{section.pk}'",
        )
    wait_for_place(page, 2, "KF-2")
    assert bank.items.get(question__code="KF-2").section == section


def test_fields_save_themselves_and_say_so(page_for, bank):
    page = open_builder(page_for, bank)
    row = item(page, "KF-2")
    row.get_by_label("Minutes").fill("9")
    row.get_by_label("Minutes").press("Tab")
    row.get_by_label("Weight").press_sequentially("5")
    row.get_by_text("Saved").wait_for()
    page.get_by_text("21 of 45 minutes").first.wait_for()
    assert row.get_by_label("Weight").input_value() != "1"
    row.get_by_label("Weight").fill("2.5")
    row.get_by_label("Weight").press("Enter")
    page.get_by_text("weights 4.5 in all").wait_for()
    stored = bank.items.get(question__code="KF-2")
    assert (stored.minutes, str(stored.weight)) == (9, "2.50")


def test_a_refused_value_stays_and_says_why(page_for, bank):
    page = open_builder(page_for, bank)
    field = item(page, "KF-2").get_by_label("Minutes")
    field.fill("500")
    field.press("Tab")
    item(page, "KF-2").get_by_text("Not saved.").wait_for()
    expect(field).to_have_value("500")
    assert field.get_attribute("aria-invalid") == "true"
    field.fill("8")
    field.press("Tab")
    item(page, "KF-2").get_by_text("Saved", exact=True).wait_for()
    assert field.get_attribute("aria-invalid") == "false"
    assert bank.items.get(question__code="KF-2").minutes == 8


def test_warnings_that_were_folded_away_stay_so(page_for, bank):
    sets.add_section(actor=make_user("hr"), question_set=bank, title="情境", planned_minutes=1)
    page = open_builder(page_for, bank)
    item(page, "KF-1").get_by_label("Section of KF-1").select_option(label="情境")
    wait_for_place(page, 2, "KF-1")
    warning = page.get_by_text("“情境” is 5 minutes longer than planned.")
    expect(warning).to_be_visible()
    page.locator(".set-warnings summary").click()
    expect(warning).to_be_hidden()
    page.get_by_role("button", name="Move KF-2 down").click()
    wait_for_place(page, 0, "KF-3")
    expect(warning).to_be_hidden()
    page.locator(".set-warnings summary").click()
    expect(warning).to_be_visible()


def test_a_question_is_dragged_out_of_the_bank_into_a_section(page_for, bank):
    section = sets.add_section(actor=make_user("hr"), question_set=bank, title="情境")
    page = open_builder(page_for, bank, viewport=TALL)
    with page.expect_response("**/items/add/"):
        drag(
            page,
            page.locator(".bank-row", has_text="KF-4").locator(".handle"),
            page.locator(f".set-items[data-section='{section.pk}']"),
            f"item => item.parentElement.dataset.section === '{section.pk}'",
        )
    expect_said(page, "KF-4 added as question 4.")
    assert order(page) == ["KF-1", "KF-2", "KF-3", "KF-4"]
    assert bank.items.get(question__code="KF-4").section == section
    row = page.locator(".bank-row", has_text="KF-4")
    expect(row).to_have_count(1)
    expect(row.get_by_text("In the set")).to_be_visible()


def test_a_sections_minutes_and_the_warnings_follow_what_is_saved(page_for, bank):
    section = sets.add_section(actor=make_user("hr"), question_set=bank, title="情境", planned_minutes=10)
    page = open_builder(page_for, bank)
    item(page, "KF-1").get_by_label("Section of KF-1").select_option(label="情境")
    wait_for_place(page, 2, "KF-1")
    expect(page.get_by_text("6 of 10 minutes")).to_be_visible()
    item(page, "KF-1").get_by_label("Minutes").fill("14")
    item(page, "KF-1").get_by_label("Minutes").press("Tab")
    expect(page.get_by_text("14 of 10 minutes, 4 too many")).to_be_visible()
    expect(page.get_by_text("“情境” is 4 minutes longer than planned.")).to_be_visible()
    page.get_by_label("Planned minutes of “情境”").fill("15")
    page.get_by_label("Planned minutes of “情境”").press("Tab")
    expect(page.get_by_text("14 of 15 minutes")).to_be_visible()
    expect(page.get_by_text("longer than planned")).to_have_count(0)
    section.refresh_from_db()
    assert section.planned_minutes == 15


def test_sections_are_kept_on_the_page(page_for, bank):
    page = open_builder(page_for, bank)
    page.get_by_label("Title of a new section").fill("情境模拟")
    page.get_by_role("button", name="Add section").click()
    page.get_by_label("Title of the section").wait_for()
    wait_until_settled(page)
    item(page, "KF-1").get_by_label("Section of KF-1").select_option(label="情境模拟")
    wait_for_place(page, 2, "KF-1")
    title = page.get_by_label("Title of the section")
    title.fill("压力情境")
    title.press("Tab")
    page.get_by_text("Saved", exact=True).wait_for()
    assert bank.sections.get().title == "压力情境"
    assert bank.items.get(question__code="KF-1").section.title == "压力情境"
    page.get_by_role("button", name="Remove the heading").click()
    title.wait_for(state="detached")
    assert codes(bank) == ["KF-2", "KF-3", "KF-1"]


def test_a_server_that_is_gone_is_reported(page_for, bank):
    page = open_builder(page_for, bank)
    page.context.set_offline(True)
    page.get_by_role("button", name="Move KF-1 down").click()
    page.get_by_role("alert").filter(has_text="Not saved: the site can't be reached.").wait_for()
    assert "Offline" in page.locator("#form-state").inner_text()
    page.context.set_offline(False)
    # It is tried again by itself.
    wait_for_place(page, 0, "KF-2")
    assert page.locator(".form-notice").count() == 0
