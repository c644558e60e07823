"""HR invites a candidate, who answers from their telephone; what became of them stands on the interview."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from interviews.letters.services.delivery import deliver_to_candidates
from interviews.models import Interview
from tests import factories
from tests.interviews.letters.sending import company, delivered, interview_of, link, send

PHONE = {"width": 390, "height": 800}


def detail(interview: Interview) -> str:
    return reverse("interviews:interview-detail", args=[interview.pk])


def first_link(body: str) -> str:
    return next(line for line in body.splitlines() if line.startswith("http"))


def test_a_candidate_is_invited_and_confirms_from_their_telephone(page_for):
    company()
    interview = interview_of(panel=[factories.make_user()])
    page = page_for("hr", language="en")
    page.goto(detail(interview))
    page.get_by_role("link", name="Write to the candidate").click()
    page.get_by_label("Language").select_option("en")
    page.get_by_role("button", name="Show this text").click()
    text = page.get_by_label("Text")
    expect(text).to_have_value(re.compile("^Hello 李雷,"))
    text.fill("Please come.\n{confirm_link}")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("The letter is sent within a minute.")).to_be_visible()
    deliver_to_candidates()
    phone = page_for(None, viewport=PHONE)
    # Their program opens the link as it is, at this server.
    address = first_link(outbox.outbox[0].body)
    phone.goto(address[address.index("/interviews/") :])
    expect(phone.get_by_text("甲公司")).to_be_visible()
    expect(phone.locator("header.bar")).to_have_count(0)
    phone.get_by_role("button", name="I will come").click()
    expect(phone.get_by_role("status")).to_contain_text("You have confirmed.")
    expect(phone.get_by_role("button", name="I will come")).to_have_count(0)
    page.goto(detail(interview))
    expect(page.get_by_text("Candidate has confirmed")).to_be_visible()
    expect(page.get_by_text("by the link in the letter")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_who_can_not_come_says_so_and_hr_finds_it_on_the_start_page(page_for, script):
    company()
    interview = interview_of()
    keeper = factories.make_user("hr")
    letter = delivered(send(keeper, interview, language="zh-hans"))
    phone = page_for(None, viewport=PHONE, java_script_enabled=script)
    phone.goto(link(letter))
    phone.get_by_role("button", name="这个时间我不能参加").click()
    expect(phone.get_by_role("status")).to_contain_text("这个时间不便参加")
    page = page_for(keeper)
    page.goto("/")
    page.get_by_role("link", name="时间不便").click()
    expect(page.get_by_role("heading", name="候选人", exact=True)).to_be_visible()


def test_a_double_click_sends_one_letter(page_for):
    company()
    interview = interview_of()
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:interview-letter", args=[interview.pk]))
    page.get_by_role("button", name="Send", exact=True).dblclick()
    expect(page.get_by_text("The letter is sent within a minute.")).to_be_visible()
    assert interview.candidate_letters.count() == 1


def test_hr_records_that_nobody_came_and_takes_it_back(page_for):
    interview = factories.make_interview(starts_at=timezone.now() - timedelta(minutes=20))
    page = page_for("hr", language="en")
    page.goto(detail(interview))
    page.get_by_role("link", name="Candidate did not come").click()
    page.get_by_label("Note").fill("电话无人接听")
    page.get_by_role("button", name="Candidate did not come").click()
    expect(page.get_by_text("The candidate did not come to this interview.")).to_be_visible()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text("The interview takes place after all.")).to_be_visible()


def test_hr_changes_a_text_and_looks_at_it_first(page_for):
    company()
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:company"))
    page.get_by_role("link", name="Texts of letters").click()
    page.get_by_role("link", name="English Invitation").click()
    text = page.get_by_label("Text")
    text.fill("Dear {name}")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("There is no placeholder “{name}”.")).to_be_visible()
    expect(text).to_have_value("Dear {name}")
    text.fill("Dear {candidate}, see you at {company}.\n{confirm_link}")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Dear Alex Morgan, see you at 甲公司.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text(f"by {page.user}")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_can_be_used_by_everybody(page_for, theme, width):
    company()
    interview = interview_of(place="上海市静安区南京西路 1266 号恒隆广场一期 66 层 302 会议室" * 2)
    keeper = factories.make_user("hr")
    letter = delivered(send(keeper, interview))
    answered = interview_of()
    page = page_for(keeper, theme=theme, viewport={"width": width, "height": 800})
    for address in (
        link(letter),
        reverse("interviews:letter-answer", args=["x"]),
        detail(interview),
        reverse("interviews:interview-letter", args=[answered.pk]),
        reverse("interviews:letter-detail", args=[letter.pk]),
        reverse("interviews:letter-template-list"),
        reverse("interviews:letter-template-edit", args=["rejection", "zh-hans"]),
        reverse("interviews:interview-withdrew", args=[answered.pk]),
    ):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), address


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_all_of_a_day_are_invited_in_one_act(page_for, width, theme):
    company()
    at = timezone.localtime().replace(hour=10, minute=0) + timedelta(days=1)
    interview_of(starts_at=at)
    interview_of(person={"name": "韩梅", "email": "han@example.com"}, starts_at=at + timedelta(hours=1))
    interview_of(person={"name": "王芳", "email": ""}, starts_at=at + timedelta(hours=2))
    page = page_for("hr", language="en", theme=theme, viewport={"width": width, "height": 844})
    page.goto(f"{reverse('interviews:interview-day')}?date={at.date()}")
    page.get_by_role("link", name="Write to all").click()
    expect(page.get_by_text("Can’t be reached by e-mail:")).to_contain_text("王芳")
    page.get_by_label("Language: 韩梅").select_option("en")
    violations = Axe().run(page).response["violations"]
    assert [row["id"] for row in violations if row["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Send these 2 letters").click()
    expect(page.get_by_text("2 letters are sent within a minute.")).to_be_visible()
    deliver_to_candidates()
    assert sorted(mail.to[0] for mail in outbox.outbox) == ["han@example.com", "lilei@example.com"]
    assert next(mail for mail in outbox.outbox if "han" in mail.to[0]).body.startswith("Hello 韩梅")
    page.get_by_role("link", name="Write to all").click()
    expect(page.get_by_text("Told already:")).to_contain_text("李雷")
