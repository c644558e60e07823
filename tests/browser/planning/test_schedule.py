"""Planning an interview by typing: what is usual comes by itself; what was filled in stays."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from interviews.models import Interview
from tests import factories
from tests.browser.choosing import choose

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_interview_of_a_position_is_three_entries_away(page_for):
    lead, member = factories.make_user(name="王芳"), factories.make_user(name="李强")
    sheet = factories.make_sheet(name="一面", planned_minutes=35)
    start = timezone.localtime() + timedelta(days=1)
    start = start.replace(hour=10, minute=0, second=0, microsecond=0)
    last = factories.make_interview(sheet=sheet, panel=[lead, member], starts_at=start, place="3 号会议室")
    last.members.filter(user=member).update(lead=False)
    last.members.filter(user=lead).update(lead=True)
    page = page_for("hr", language="en")
    page.goto("/interviews/new/")
    field = page.locator(".searched:has([name=candidate]) [data-typed]")
    # Who is not there yet is made on the spot, under the name that was typed.
    field.fill("张伟")
    page.get_by_role("option", name="New candidate: 张伟").click()
    expect(page.locator("[name=new_name]")).to_have_value("张伟")
    page.locator("[name=place]").fill("总部")
    choose(page, "new_position", str(last.candidate.position))
    expect(page.locator("[name=minutes]")).to_have_value("35")
    expect(page.locator(".searched:has([name=sheet]) [data-typed]")).to_have_value(f"{sheet}")
    expect(page.locator(f"[name=panel][value='{member.pk}']")).to_be_checked()
    expect(page.locator("[name=place]")).to_have_value("总部")
    page.locator("[name=starts_at]").fill((start + timedelta(minutes=15)).strftime("%Y-%m-%dT%H:%M"))
    page.locator("[name=starts_at]").blur()
    expect(page.locator(".busy-day .clash")).to_contain_text("王芳")
    page.get_by_role("button", name="Schedule").click()
    page.get_by_label("Yes, it takes place all the same").check()
    page.get_by_role("button", name="Schedule").click()
    page.wait_for_url(re.compile(r"/interviews/\d+/$"))
    interview = Interview.objects.exclude(pk=last.pk).get()
    assert (interview.candidate.name, interview.sheet, interview.place) == ("张伟", sheet, "总部")
    page.goto("/interviews/new/")
    choose(page, "candidate", "zw")
    expect(page.locator(".searched:has([name=lead]) [data-typed]")).to_have_value(f"{lead} ({lead.username})")
