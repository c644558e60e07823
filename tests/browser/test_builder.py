"""The builder in a real browser: adding, dragging, fields that save themselves, undo, publishing."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from interviews.building.services import sets
from interviews.models import Sheet
from qbank.models import Question
from qbank.questions.search import reindex
from tests.browser.room.room import until
from tests.factories import make_interview, make_question, make_scale, make_set, make_sheet, make_user

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = {
    "KF-1": "请介绍一次你处理客户投诉的经历：当时客户的诉求是什么？你做了什么？结果如何？",
    "KF-2": "团队里两位成员为排班起了争执，你会怎么办？",
    "KF-3": "客户在社交媒体上公开批评我们的服务，你第一步做什么？",
    "KF-4": "你怎样看待客服工作里的压力？",
}


@pytest.fixture
def bank():
    """Four ready questions; the first three stand in a set."""
    questions = [make_question(code=code, text=text, minutes=6) for code, text in TEXTS.items()]
    reindex()
    return make_set(questions=questions[:3], name="华东客服中心 一面", scale=make_scale())


#: High enough for a whole set: the pointer reaches only what is in sight.
TALL = {"width": 1280, "height": 1500}


def opened(page_for, question_set, **options):
    page = page_for("hr", language="en", **options)
    page.goto(f"/interviews/sets/{question_set.pk}/")
    return page


def order(page):
    return [text.split()[0] for text in page.locator(".set-item .item-summary .dots").all_inner_texts()]


def wait_for_place(page, index, code):
    expect(page.locator(".set-item .item-summary .dots").nth(index)).to_contain_text(code)
    settled(page)


def settled(page):
    """Until what came last from the server answers to the keyboard and the mouse."""
    expect(page.locator(".htmx-added, .htmx-swapping, .htmx-settling, .htmx-request")).to_have_count(0)


def codes(question_set):
    return list(question_set.items.order_by("position").values_list("question__code", flat=True))


def item(page, code):
    return page.locator(".set-item", has=page.get_by_text(code, exact=True))


def drag(page, handle, target, landed):
    """Drag ``handle`` onto ``target``, and let go once the page shows the item there.

    ``landed``: a condition on the item, in JavaScript. A busy machine answers late to the pointer, so
    the pointer keeps to its place, moving a little, until the item has followed.
    """
    dragged = handle.locator("xpath=ancestor::li[1]").element_handle()
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for attempt in range(40):
        goal = target.bounding_box()
        page.mouse.move(goal["x"] + 20 + attempt % 3, goal["y"] + goal["height"] * 0.7, steps=6)
        if dragged.evaluate(landed):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the item did not follow the pointer")
    page.mouse.up()


def test_a_question_is_added_without_leaving_the_page(page_for, bank):
    page = opened(page_for, bank)
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
    page = opened(page_for, bank)
    page.get_by_role("searchbox", name="Search the bank").press_sequentially("社交媒体", delay=20)
    page.get_by_text("Clear search and filters").wait_for()
    expect(page.locator(".bank-row")).to_have_count(1)
    assert "q=%E7%A4%BE" in page.url
    page.reload()
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.locator(".set-item")).to_have_count(3)


def test_items_move_by_button_and_keep_the_focus(page_for, bank):
    page = opened(page_for, bank)
    down = page.get_by_role("button", name="Move KF-1 down")
    down.focus()
    page.keyboard.press("Enter")
    wait_for_place(page, 0, "KF-2")
    assert order(page) == ["KF-2", "KF-1", "KF-3"]
    until(page, "document.activeElement.getAttribute('aria-label') == 'Move KF-1 down'")
    page.keyboard.press("Enter")
    wait_for_place(page, 2, "KF-1")
    assert codes(bank) == ["KF-2", "KF-3", "KF-1"]


def test_items_are_dragged_within_the_set_and_into_a_section(page_for, bank):
    section = sets.add_section(actor=make_user("hr"), question_set=bank, title="情境")
    page = opened(page_for, bank, viewport=TALL)
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
    page = opened(page_for, bank)
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
    page = opened(page_for, bank)
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


def test_a_removal_is_undone(page_for, bank):
    page = opened(page_for, bank)
    page.get_by_role("button", name="Remove KF-2 from the set").click()
    expect(page.locator(".set-item")).to_have_count(2)
    settled(page)
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


def said(page, text):
    expect(page.locator("#builder-said")).to_have_text(text)
    settled(page)


def test_a_set_is_built_by_keyboard_alone(page_for, bank):
    actor = make_user("hr")
    sets.add_section(actor=actor, question_set=bank, title="开场")
    section = sets.add_section(actor=actor, question_set=bank, title="情境")
    page = opened(page_for, bank)
    page.locator(".bank-row .used").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Add KF-4 to the set")).to_be_focused()
    page.keyboard.press("Enter")
    said(page, "KF-4 added as question 4.")
    expect(page.locator(".bank-row", has_text="KF-4").locator(".used")).to_be_focused()
    item(page, "KF-1").focus()
    page.keyboard.press("Alt+ArrowDown")
    said(page, "KF-1 is question 2 now.")
    expect(item(page, "KF-1")).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowDown")
    said(page, "KF-1 is question 3 now, in “开场”.")
    expect(item(page, "KF-1")).to_be_focused()
    page.keyboard.press("Alt+Shift+ArrowDown")
    said(page, "KF-1 is question 3 now, in “情境”.")
    page.keyboard.press("Alt+ArrowDown")
    said(page, "KF-1 is question 4 now, in “情境”.")
    page.keyboard.press("ArrowUp")
    expect(item(page, "KF-4")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    said(page, "KF-4 is question 3 now, in “开场”.")
    page.keyboard.press("Delete")
    said(page, "KF-4 is out of the set. “Undo” brings it back.")
    expect(item(page, "KF-1")).to_be_focused()
    assert codes(bank) == ["KF-2", "KF-3", "KF-1"]
    assert bank.items.get(question__code="KF-1").section == section


def test_acts_are_taken_back_and_done_again_by_keyboard(page_for, bank):
    page = opened(page_for, bank)
    item(page, "KF-1").focus()
    page.keyboard.press("Alt+ArrowDown")
    said(page, "KF-1 is question 2 now.")
    page.keyboard.press("Delete")
    said(page, "KF-1 is out of the set. “Undo” brings it back.")
    page.keyboard.press("Control+z")
    said(page, "Undone: Remove a question: KF-1.")
    page.keyboard.press("Control+z")
    said(page, "Undone: Move a question: KF-1.")
    assert codes(bank) == ["KF-1", "KF-2", "KF-3"]
    page.keyboard.press("Control+Shift+z")
    said(page, "Done again: Move a question: KF-1.")
    page.keyboard.press("Control+y")
    said(page, "Done again: Remove a question: KF-1.")
    assert codes(bank) == ["KF-2", "KF-3"]


def test_a_field_takes_its_own_typing_back_before_the_set_is_touched(page_for, bank):
    page = opened(page_for, bank)
    field = item(page, "KF-2").get_by_label("Minutes")
    field.fill("9")
    field.press("Control+z")
    expect(field).to_have_value("6")
    field.fill("11")
    field.press("Enter")
    item(page, "KF-2").get_by_text("Saved").wait_for()
    settled(page)
    field.press("Control+z")
    said(page, "Undone: Change minutes or weight: KF-2.")
    expect(field).to_have_value("6")
    expect(field).to_be_focused()
    assert bank.items.get(question__code="KF-2").minutes == 6


def test_warnings_that_were_folded_away_stay_so(page_for, bank):
    sets.add_section(actor=make_user("hr"), question_set=bank, title="情境", planned_minutes=1)
    page = opened(page_for, bank)
    item(page, "KF-1").get_by_label("Section of KF-1").select_option(label="情境")
    wait_for_place(page, 2, "KF-1")
    told = page.get_by_text("“情境” is 5 minutes longer than planned.")
    expect(told).to_be_visible()
    page.locator(".set-warnings summary").click()
    expect(told).to_be_hidden()
    page.get_by_role("button", name="Move KF-2 down").click()
    wait_for_place(page, 0, "KF-3")
    expect(told).to_be_hidden()
    page.locator(".set-warnings summary").click()
    expect(told).to_be_visible()


def test_typing_in_the_search_is_not_undone_in_the_set(page_for, bank):
    page = opened(page_for, bank)
    page.get_by_role("button", name="Move KF-1 down").click()
    wait_for_place(page, 0, "KF-2")
    search = page.get_by_role("searchbox", name="Search the bank")
    search.press_sequentially("社", delay=20)
    search.press("Control+z")
    expect(search).to_have_value("")
    assert codes(bank) == ["KF-2", "KF-1", "KF-3"]


def test_a_question_is_dragged_out_of_the_bank_into_a_section(page_for, bank):
    section = sets.add_section(actor=make_user("hr"), question_set=bank, title="情境")
    page = opened(page_for, bank, viewport=TALL)
    with page.expect_response("**/items/add/"):
        drag(
            page,
            page.locator(".bank-row", has_text="KF-4").locator(".handle"),
            page.locator(f".set-items[data-section='{section.pk}']"),
            f"item => item.parentElement.dataset.section === '{section.pk}'",
        )
    said(page, "KF-4 added as question 4.")
    assert order(page) == ["KF-1", "KF-2", "KF-3", "KF-4"]
    assert bank.items.get(question__code="KF-4").section == section
    row = page.locator(".bank-row", has_text="KF-4")
    expect(row).to_have_count(1)
    expect(row.get_by_text("In the set")).to_be_visible()


def test_a_sections_minutes_and_the_warnings_follow_what_is_saved(page_for, bank):
    section = sets.add_section(actor=make_user("hr"), question_set=bank, title="情境", planned_minutes=10)
    page = opened(page_for, bank)
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


def test_choosing_a_candidate_marks_what_they_know_and_keeps_the_search(page_for, bank):
    held = timezone.now() - timedelta(days=2)
    candidate = make_interview(sheet=make_sheet(question_set=bank), starts_at=held).candidate
    page = opened(page_for, bank)
    page.get_by_role("searchbox", name="Search the bank").fill("KF-1")
    page.get_by_text("Clear search and filters").wait_for()
    page.get_by_role("link", name="Choose…").click()
    choice = page.get_by_label("For candidate", exact=True)
    expect(choice).to_be_focused()
    choice.select_option(str(candidate.pk))
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(f"**candidate={candidate.pk}**")
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.locator(".bank-row").get_by_text("This candidate knows it")).to_be_visible()
    expect(page.get_by_text(f"{candidate.name} knows these questions")).to_be_visible()
    page.get_by_role("button", name="Move KF-1 down").click()
    wait_for_place(page, 0, "KF-2")
    expect(page.get_by_text(f"{candidate.name} knows these questions")).to_be_visible()
    page.get_by_role("link", name="Choose another…").click()
    expect(choice).to_have_value(str(candidate.pk))
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("link", name=f"Clear {candidate.name}").click()
    expect(page.get_by_role("link", name="Choose…")).to_be_visible()
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.get_by_text("knows these questions")).to_have_count(0)


def test_without_a_script_a_candidate_is_chosen_on_a_page_of_its_own(page_for, bank):
    held = timezone.now() - timedelta(days=2)
    candidate = make_interview(sheet=make_sheet(question_set=bank), starts_at=held).candidate
    page = page_for("hr", language="en", java_script_enabled=False)
    page.goto(f"/interviews/sets/{bank.pk}/?q=KF-1")
    page.get_by_role("link", name="Choose…").click()
    page.get_by_label("For candidate", exact=True).select_option(str(candidate.pk))
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".bank-row").get_by_text("This candidate knows it")).to_be_visible()
    page.get_by_role("link", name=f"Clear {candidate.name}").click()
    expect(page.locator(".bank-row")).to_have_count(1)
    expect(page.get_by_text("This candidate knows it")).to_have_count(0)


def test_sections_are_kept_on_the_page(page_for, bank):
    page = opened(page_for, bank)
    page.get_by_label("Title of a new section").fill("情境模拟")
    page.get_by_role("button", name="Add section").click()
    page.get_by_label("Title of the section").wait_for()
    settled(page)
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
    page = opened(page_for, bank)
    page.context.set_offline(True)
    page.get_by_role("button", name="Move KF-1 down").click()
    page.get_by_text("the server could not be reached").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Move KF-1 down").click()
    wait_for_place(page, 0, "KF-2")
    assert page.locator("#builder-problem").inner_text() == ""


def test_somebody_signed_out_is_sent_to_sign_in(page_for, bank):
    page = opened(page_for, bank)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Move KF-1 down").click()
    page.wait_for_url("**/accounts/**")
    assert codes(bank) == ["KF-1", "KF-2", "KF-3"]


def test_everything_works_without_javascript(page_for, bank):
    page = opened(page_for, bank, java_script_enabled=False)
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
    page = opened(page_for, bank)
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish version 1").click()
    page.get_by_text("Version 1 is published.").wait_for()
    sheet = Sheet.objects.get()
    expect(page.get_by_text(sheet.sha256)).to_be_visible()
    Question.objects.filter(code="KF-2").update(text="两位成员为排班争执不下，你会怎么办？")
    page.goto(f"/interviews/sets/{bank.pk}/")
    page.get_by_role("link", name="See the differences").click()
    assert page.locator("ins").count() >= 1
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
        found = [
            (one["id"], [node["target"] for node in one["nodes"]])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert found == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    # The checker adds styles of its own, which the site's policy refuses.
    page.violations.clear()
