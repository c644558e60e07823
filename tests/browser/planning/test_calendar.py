"""A person gets the address of their calendar, copies it, and ends it; HR reads what did not arrive."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from interviews.models import Company, OutgoingMail
from tests import factories


def test_making_copying_and_ending_the_address(page_for, live_server):
    person = factories.make_user()
    factories.make_interview(panel=[person], candidate=factories.make_candidate(name="林若溪"))
    page = page_for(person, language="en", permissions=["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.locator(".bar details.menu:not(.nav-menu) > summary").click()
    page.get_by_role("link", name="My calendar").click()
    page.get_by_role("button", name="Make my address").click()
    address = page.locator("#address")
    expect(address).to_have_value(
        re.compile(rf"^{live_server.url}/interviews/calendar/[\w-]{{43}}/interviews\.ics$")
    )
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("The address is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    expect(address).to_have_value(copied)
    # Without the session, as a calendar program asks.
    anonymous = page.context.browser.new_context()
    feed = anonymous.request.get(copied)
    assert feed.ok and "林若溪" in feed.text()
    page.goto(reverse("interviews:calendar"))
    expect(page.locator("#address")).to_have_count(0)
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="End the address").click()
    expect(page.get_by_role("button", name="End the address")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="End the address").click()
    expect(page.get_by_role("button", name="Make my address")).to_be_visible()
    assert anonymous.request.get(copied).status == 404
    anonymous.close()


def test_a_device_of_another_zone_is_told_whose_time_it_reads(page_for, interview):
    member = interview.members.get().user
    for zone, named in (("America/New_York", True), ("Asia/Singapore", False)):
        page = page_for(member, language="en", timezone_id=zone)
        page.goto(f"/interviews/{interview.pk}/")
        line = page.locator("#other-time-zone")
        line.wait_for(state="visible" if named else "hidden")
        page.wait_for_load_state("networkidle")
        assert line.is_visible() == named
    assert "Beijing time (UTC+08:00); this device is set to another one" in line.text_content()


def test_a_panels_page_offers_the_calendar_file(page_for):
    interview = factories.make_interview()
    page = page_for(interview.members.get().user, language="en")
    page.goto(reverse("interviews:interview-detail", args=[interview.pk]))
    with page.expect_download() as started:
        page.get_by_role("link", name="Calendar file").click()
    assert started.value.suggested_filename == f"interview-{interview.pk}.ics"


def fits_and_has_no_serious_fault(page) -> bool:
    overflowing = [
        each for each in Axe().run(page).response["violations"] if each["impact"] in ("serious", "critical")
    ]
    # axe is put into the page by the test, not by the site.
    page.violations.clear()
    return overflowing == [] and page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_small_phone(page_for, theme):
    Company.objects.create(pk=1, sends_mail=True)
    person = factories.make_user(name="Christopher Montgomery-Featherstonehaugh")
    interview = factories.make_interview(panel=[person], place="https://meeting.example.com/" + "x" * 80)
    OutgoingMail.objects.create(
        person=person, interview=interview, kind="invitation", state="failed", error="NoAddress"
    )
    page = page_for("hr", language="en", theme=theme, viewport={"width": 360, "height": 740})
    for address in ("calendar", "mail-list"):
        page.goto(reverse(f"interviews:{address}"))
        assert fits_and_has_no_serious_fault(page), address
    page.goto(reverse("interviews:interview-detail", args=[interview.pk]))
    expect(page.get_by_text("Not informed by e-mail")).to_be_visible()
    assert fits_and_has_no_serious_fault(page)
    page.goto(reverse("interviews:calendar"))
    page.get_by_role("button", name="Make my address").click()
    expect(page.locator("#address")).to_be_visible()
    assert fits_and_has_no_serious_fault(page)


def test_sending_again_what_did_not_arrive(page_for):
    Company.objects.create(pk=1, sends_mail=True)
    person = factories.make_user(name="陈昊", email="chen@example.com")
    mail = OutgoingMail.objects.create(
        person=person, interview=factories.make_interview(panel=[person]), kind="invitation", state="failed"
    )
    page = page_for("hr", language="en")
    page.goto(reverse("interviews:mail-list"))
    page.get_by_role("button", name="Send again 陈昊").click()
    expect(page.get_by_text("The letter is sent again within a minute.")).to_be_visible()
    expect(page.get_by_text("No letter was given up.")).to_be_visible()
    mail.refresh_from_db()
    assert mail.state == "waiting" and mail.next_try_at <= timezone.now()
