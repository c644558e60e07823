"""The builder by keyboard alone, and what undo and redo take back."""

import pytest
from playwright.sync_api import expect

from interviews.building.services import sets
from tests.browser.building.builder import (
    codes,
    expect_said,
    item,
    open_builder,
    order,
    wait_for_place,
    wait_until_settled,
)
from tests.browser.room.room import until
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_items_move_by_button_and_keep_the_focus(page_for, bank):
    page = open_builder(page_for, bank)
    down = page.get_by_role("button", name="Move KF-1 down")
    down.focus()
    page.keyboard.press("Enter")
    wait_for_place(page, 0, "KF-2")
    assert order(page) == ["KF-2", "KF-1", "KF-3"]
    until(page, "document.activeElement.getAttribute('aria-label') == 'Move KF-1 down'")
    page.keyboard.press("Enter")
    wait_for_place(page, 2, "KF-1")
    assert codes(bank) == ["KF-2", "KF-3", "KF-1"]


def test_a_removal_is_undone(page_for, bank):
    page = open_builder(page_for, bank)
    page.get_by_role("button", name="Remove KF-2 from the set").click()
    expect(page.locator(".set-item")).to_have_count(2)
    wait_until_settled(page)
    expect(item(page, "KF-3")).to_be_focused()
    assert order(page) == ["KF-1", "KF-3"]
    page.get_by_role("button", name="Undo").click()
    wait_for_place(page, 1, "KF-2")
    assert order(page) == ["KF-1", "KF-2", "KF-3"]
    assert codes(bank) == ["KF-1", "KF-2", "KF-3"]
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    page.get_by_role("button", name="Redo").click()
    expect(page.locator(".set-item")).to_have_count(2)
    assert codes(bank) == ["KF-1", "KF-3"]


def test_a_set_is_built_by_keyboard_alone(page_for, bank):
    actor = make_user("hr")
    sets.add_section(actor=actor, question_set=bank, title="开场")
    section = sets.add_section(actor=actor, question_set=bank, title="情境")
    page = open_builder(page_for, bank)
    page.locator(".bank-row .used").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Add KF-4 to the set")).to_be_focused()
    page.keyboard.press("Enter")
    expect_said(page, "KF-4 added as question 4.")
    expect(page.locator(".bank-row", has_text="KF-4").locator(".used")).to_be_focused()
    item(page, "KF-1").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect_said(page, "KF-1 is question 2 now.")
    expect(item(page, "KF-1")).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect_said(page, "KF-1 is question 3 now, in “开场”.")
    expect(item(page, "KF-1")).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect_said(page, "KF-1 is question 3 now, in “情境”.")
    page.keyboard.press("Alt+ArrowDown")
    expect_said(page, "KF-1 is question 4 now, in “情境”.")
    page.keyboard.press("ArrowUp")
    expect(item(page, "KF-4")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect_said(page, "KF-4 is question 3 now, in “开场”.")
    page.keyboard.press("Delete")
    expect_said(page, "KF-4 is out of the set. “Undo” brings it back.")
    expect(item(page, "KF-1")).to_be_focused()
    assert codes(bank) == ["KF-2", "KF-3", "KF-1"]
    assert bank.items.get(question__code="KF-1").section == section


def test_acts_are_taken_back_and_done_again_by_keyboard(page_for, bank):
    page = open_builder(page_for, bank)
    item(page, "KF-1").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect_said(page, "KF-1 is question 2 now.")
    page.keyboard.press("Delete")
    expect_said(page, "KF-1 is out of the set. “Undo” brings it back.")
    page.keyboard.press("Control+z")
    expect_said(page, "Undone: Remove a question: KF-1.")
    page.keyboard.press("Control+z")
    expect_said(page, "Undone: Move a question: KF-1.")
    assert codes(bank) == ["KF-1", "KF-2", "KF-3"]
    page.keyboard.press("Control+Shift+z")
    expect_said(page, "Done again: Move a question: KF-1.")
    page.keyboard.press("Control+y")
    expect_said(page, "Done again: Remove a question: KF-1.")
    assert codes(bank) == ["KF-2", "KF-3"]


def test_a_field_takes_its_own_typing_back_before_the_set_is_touched(page_for, bank):
    page = open_builder(page_for, bank)
    field = item(page, "KF-2").get_by_label("Minutes")
    field.fill("9")
    field.press("Control+z")
    expect(field).to_have_value("6")
    field.fill("11")
    field.press("Enter")
    item(page, "KF-2").get_by_text("Saved").wait_for()
    wait_until_settled(page)
    field.press("Control+z")
    expect_said(page, "Undone: Change minutes or weight: KF-2.")
    expect(field).to_have_value("6")
    expect(field).to_be_focused()
    assert bank.items.get(question__code="KF-2").minutes == 6


def test_typing_in_the_search_is_not_undone_in_the_set(page_for, bank):
    page = open_builder(page_for, bank)
    page.get_by_role("button", name="Move KF-1 down").click()
    wait_for_place(page, 0, "KF-2")
    search = page.get_by_role("searchbox", name="Search the bank")
    search.press_sequentially("社", delay=20)
    search.press("Control+z")
    expect(search).to_have_value("")
    assert codes(bank) == ["KF-2", "KF-1", "KF-3"]
