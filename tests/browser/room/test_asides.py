"""What stands beside the sheet: added questions, the hand-over note and who leads what."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from interviews.models import AsideChange, ExtraQuestion, Focus, HandoverNote, Scorecard
from tests import factories
from tests.browser.room.room import nothing_waits, open_scoring, press, sign_in_as, waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def interview(db):
    """Three questions for one interviewer."""
    questions = [factories.make_question(points=1, red_flags=0) for _ in range(3)]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    return factories.make_interview(panel=[factories.make_user()], sheet=sheet)


def aside(page, selector):
    return page.locator(f"#asides {selector}")


def kept_here(page):
    return len(waiting(page, "aside"))


def sent(page):
    """Wait until everything beside the sheet is on the server."""
    nothing_waits(page, "aside")
    expect(aside(page, ".aside-state")).to_have_attribute("data-state", "saved")


def cut_off_asides(page):
    page.route("**/score/asides/**", lambda route: route.abort())


def add_question(page, text, notes=""):
    press(page, "e")
    page.keyboard.type(text)
    if notes:
        aside(page, "li [data-part=notes]").last.fill(notes)


def test_an_added_question_is_there_after_a_reload(page_for, interview):
    page = open_scoring(page_for, interview)
    add_question(page, "如果团队一半人反对新排班？", "先听，再谈")
    sent(page)
    page.reload()
    page.locator("#asides[data-ready]").wait_for()
    expect(aside(page, "[data-part=text]")).to_have_value("如果团队一半人反对新排班？")
    expect(aside(page, "[data-part=notes]")).to_have_value("先听，再谈")
    stored = ExtraQuestion.objects.get()
    assert (stored.text, stored.notes) == ("如果团队一半人反对新排班？", "先听，再谈")


def test_what_is_typed_offline_survives_closing_the_tab_and_goes_up_once(page_for, interview):
    page = open_scoring(page_for, interview)
    cut_off_asides(page)
    add_question(page, "断网时加问的一题")
    aside(page, "#handover").fill("简历写 25 人，自述 40 人")
    expect(aside(page, ".aside-state")).to_have_attribute("data-state", "offline")
    assert kept_here(page) >= 2 and not ExtraQuestion.objects.exists()
    page.on("dialog", lambda dialog: dialog.accept())
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.goto(reverse("interviews:scorecard", args=[interview.pk]))
    again.locator("#asides[data-ready]").wait_for()
    expect(aside(again, "[data-part=text]")).to_have_value("断网时加问的一题")
    expect(aside(again, "#handover")).to_have_value("简历写 25 人，自述 40 人")
    sent(again)
    assert ExtraQuestion.objects.get().text == "断网时加问的一题"
    assert HandoverNote.objects.get().text == "简历写 25 人，自述 40 人"
    values = list(AsideChange.objects.values_list("value", flat=True))
    assert values.count("断网时加问的一题") == 1


def test_signed_out_it_waits_and_goes_up_after_signing_in(page_for, interview):
    page = open_scoring(page_for, interview)
    page.context.clear_cookies(name="sessionid")
    aside(page, "#handover").fill("离职原因要核实")
    expect(aside(page, ".aside-state")).to_have_attribute("data-state", "signed-out")
    sign_in_as(page, interview.members.get().user)
    sent(page)
    assert HandoverNote.objects.get().text == "离职原因要核实"


def test_who_writes_beside_the_sheet_signs_in_again_on_the_page(page_for, interview):
    page = open_scoring(page_for, interview)
    page.context.clear_cookies(name="sessionid")
    aside(page, "#handover").fill("离职原因要核实")
    expect(page.locator("#trouble")).to_be_visible()
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in and go on").click()
    sent(page)
    expect(page.locator("#trouble")).to_be_hidden()
    assert HandoverNote.objects.get().text == "离职原因要核实"


def test_two_devices_keep_both_texts(page_for, interview):
    user = interview.members.get().user
    laptop, tablet = (open_scoring(page_for, interview, user=user) for _ in range(2))
    cut_off_asides(tablet)
    aside(tablet, "#handover").fill("平板上写的")
    expect(aside(tablet, ".aside-state")).to_have_attribute("data-state", "offline")
    aside(laptop, "#handover").fill("电脑上写的")
    sent(laptop)
    tablet.unroute("**/score/asides/**")
    expect(aside(tablet, "#handover")).to_have_value("电脑上写的\n平板上写的", timeout=15_000)
    nothing_waits(tablet, "aside")
    assert HandoverNote.objects.get().text == "电脑上写的\n平板上写的"


def test_a_question_is_taken_out_again(page_for, interview):
    page = open_scoring(page_for, interview)
    add_question(page, "多余的一题")
    aside(page, ".remove").click()
    sent(page)
    expect(aside(page, "li")).to_have_count(0)
    assert ExtraQuestion.objects.get().removed and ExtraQuestion.objects.get().text == "多余的一题"


def test_a_note_that_reads_like_a_rating_is_hinted_at(page_for, interview):
    page = open_scoring(page_for, interview)
    aside(page, "#handover").fill("表达能力我打 4 分")
    expect(aside(page, "#handover-warning")).to_contain_text("4 分")
    aside(page, "#handover").fill("自述带过 40 人")
    expect(aside(page, "#handover-warning")).to_be_hidden()


def test_submitting_waits_for_what_stands_beside_the_sheet(page_for, interview):
    page = open_scoring(page_for, interview)
    for _ in range(3):
        press(page, "x")
        page.locator("article:not([hidden]) [data-field=not_asked_reason]").fill("时间不够")
        press(page, "Escape", "n")
    cut_off_asides(page)
    add_question(page, "最后加问的一题")
    press(page, "Escape")
    page.locator("#submit").click()
    page.locator("#submit-now").click()
    expect(page.locator("#submit-dialog .waiting")).to_be_visible()
    assert Scorecard.objects.get().status == "draft"
    page.unroute("**/score/asides/**")
    page.locator("#submit-now").click()
    expect(page.get_by_text("最后加问的一题")).to_be_visible()
    version = Scorecard.objects.get().versions.get()
    assert version.content["added"] == [{"text": "最后加问的一题", "notes": ""}]


def test_l_goes_from_one_of_ones_own_questions_to_the_next(page_for, interview):
    items = list(interview.sheet.items.order_by("position"))
    for item in (items[1], items[2]):
        Focus.objects.create(interview=interview, item=item, member=interview.members.get())
    page = open_scoring(page_for, interview)
    opened = []
    for _ in range(3):
        press(page, "l")
        opened.append(page.locator("article.question:not([hidden])").get_attribute("id"))
    assert opened == ["q2", "q3", "q2"]
    expect(page.locator("article:not([hidden])").get_by_text("You lead this one")).to_be_visible()
