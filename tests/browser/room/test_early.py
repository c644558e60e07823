"""Nothing is lost that is entered before the page's scripts listen: until then nothing can be entered."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_can_be_entered_before_it_would_be_kept(page_for, interview):
    page = page_for(interview.members.get().user, language="en")
    late = []
    page.route("**/js/room/page.js", lambda route: late.append(route))
    page.goto(reverse("interviews:scorecard", args=[interview.pk]), wait_until="commit")
    notes = page.locator("article:not([hidden]) [data-field=notes]")
    notes.wait_for()
    notes.evaluate("(field) => field.focus()")
    page.keyboard.type("写得太早")
    expect(notes).to_have_value("")
    late[0].continue_()
    page.locator("main[data-ready]").wait_for()
    notes.fill("先让客户说完")
    expect(notes).to_have_value("先让客户说完")
