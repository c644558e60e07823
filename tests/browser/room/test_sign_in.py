"""Signed out in the middle of an interview: signing in on the page itself while typing goes on."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.passwords.throttle import KNOWN
from interviews.models import NoteSnippet, PanelMember, Response
from tests import factories
from tests.browser.room.room import open_scoring, press, response, saved, shown, sign_in_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(page_for, interview):
    return open_scoring(page_for, interview)


def sign_out(page):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def give_password(page, password):
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in and go on").click()


def test_what_was_typed_while_signed_out_goes_up_after_signing_in_on_the_page(page, interview):
    sign_out(page)
    press(page, "1", "m")
    page.keyboard.type("while signed out")
    page.locator("#saved[data-state=signed-out]").wait_for()
    # Nothing moved, and typing goes on.
    page.keyboard.type(", and on")
    assert page.evaluate("document.activeElement.dataset.field") == "notes"
    page.locator("#unsaved-texts summary").click()
    assert "while signed out, and on" in page.locator("#unsaved-texts-copy").input_value()
    shown(page, "[data-field=notes]").focus()
    expect(page.get_by_label("Username")).to_have_value(page.user.username)
    assert page.get_by_label("Username").get_attribute("readonly") is not None
    give_password(page, factories.PASSWORD)
    saved(page)
    expect(page.locator("#trouble")).to_be_hidden()
    assert response(interview).notes == "while signed out, and on"
    assert page.get_by_label("Password").input_value() == ""
    page.keyboard.type("; later")
    saved(page)
    assert response(interview).notes == "while signed out, and on; later"


def test_phrases_saved_while_signed_out_are_stored_after_signing_in_on_the_page(page):
    press(page, "i")
    dialog = page.locator("#snippets-dialog")
    dialog.locator("input[name=text]").first.fill("举例说明了")
    sign_out(page)
    dialog.get_by_role("button", name="Save").click()
    page.locator("#saved[data-state=signed-out]").wait_for()
    expect(dialog).to_be_hidden()
    give_password(page, factories.PASSWORD)
    expect(page.locator("#trouble")).to_be_hidden()
    press(page, "i")
    expect(dialog.locator(".snippet")).to_have_text(["1 举例说明了"])
    assert NoteSnippet.objects.get().user == page.user


def test_a_wrong_password_says_so_and_loses_nothing(page, interview):
    sign_out(page)
    press(page, "1")
    page.locator("#saved[data-state=signed-out]").wait_for()
    give_password(page, "wrong")
    expect(page.locator("#sign-in .problem")).to_have_text(
        "This password is not right. Nothing is lost: try again."
    )
    assert not Response.objects.exists()
    give_password(page, factories.PASSWORD)
    saved(page)
    assert response(interview).marks.count() == 1


def test_too_many_wrong_passwords_are_throttled_as_everywhere(page, settings):
    settings.THROTTLE_PASSWORDS = True
    sign_out(page)
    press(page, "1")
    page.locator("#saved[data-state=signed-out]").wait_for()
    problem = page.locator("#sign-in .problem")
    for _ in range(KNOWN):
        with page.expect_response("**/sign-in/"):
            give_password(page, "wrong")
        expect(problem).not_to_be_empty()
    give_password(page, factories.PASSWORD)
    expect(problem).to_contain_text("Too many wrong passwords")
    assert not Response.objects.exists()


def test_somebody_else_who_signs_in_does_not_get_my_changes(page, interview):
    colleague = factories.make_user()
    PanelMember.objects.create(interview=interview, user=colleague)
    sign_in_as(page, colleague)
    press(page, "1")
    page.locator("#saved[data-state=not-yours]").wait_for()
    expect(page.locator("#trouble")).to_be_visible()
    assert not Response.objects.exists()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("main[data-ready]").wait_for()
    expect(other.locator(".segmented [aria-checked=true]")).to_have_count(0)
    other.close()
    # Signing in as oneself signs the other person out, and only then the changes go up.
    page.bring_to_front()
    give_password(page, factories.PASSWORD)
    saved(page)
    assert Response.objects.get().scorecard.member.user == page.user


def test_what_waits_is_sealed_for_its_writer_and_comes_back_when_they_sign_in_again(page, interview):
    colleague = factories.make_user()
    PanelMember.objects.create(interview=interview, user=colleague)
    page.route("**/score/**", lambda route: route.abort())
    shown(page, "[data-field=notes]").fill("只有我能看的话")
    page.locator("#handover").fill("下一轮要核实的事")
    page.locator("#saved[data-state=offline]").wait_for()
    address, mine = page.url.partition("#")[0], page.user
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/")
    sign_out(page)
    page.goto("/")

    def left_behind():
        return page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

    assert "drawer:" in left_behind()
    for words in ("只有我", "核实", "notes", "handover", "scoring:"):
        assert words not in left_behind()
    page.unroute("**/score/**")
    sign_in_as(page, colleague)
    page.goto(address)
    page.locator("main[data-ready]").wait_for()
    expect(shown(page, "[data-field=notes]")).to_have_value("")
    sign_in_as(page, mine)
    page.goto(address)
    page.locator("main[data-ready]").wait_for()
    expect(shown(page, "[data-field=notes]")).to_have_value("只有我能看的话")
    expect(page.locator("#handover")).to_have_value("下一轮要核实的事")
    saved(page)
    assert response(interview).notes == "只有我能看的话"


def test_put_off_and_asked_for_again(page):
    sign_out(page)
    press(page, "1")
    page.locator("#saved[data-state=signed-out]").wait_for()
    page.get_by_role("button", name="Later").click()
    expect(page.locator("#trouble")).to_be_hidden()
    press(page, "2")
    page.wait_for_timeout(300)
    expect(page.locator("#trouble")).to_be_hidden()
    page.locator("#saved").click()
    expect(page.locator("#trouble")).to_be_visible()
    give_password(page, factories.PASSWORD)
    saved(page)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_what_asks_for_the_password_fits_and_can_be_read_by_all(page_for, interview, width, theme):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 (not installed where browser tests are left out)

    page = open_scoring(page_for, interview, theme=theme, viewport={"width": width, "height": 800})
    sign_out(page)
    press(page, "1")
    page.locator("#saved[data-state=signed-out]").wait_for()
    give_password(page, "wrong")
    expect(page.locator("#sign-in .problem")).not_to_be_empty()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#trouble").bounding_box()["y"] > 0
    violations = Axe().run(page).response["violations"]
    assert [
        violation["id"] for violation in violations if violation["impact"] in ("serious", "critical")
    ] == []
