"""Forms in the hands of people: an ended session, a second click, leaving, the next person at the machine."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from interviews.models import Candidate
from tests import factories
from tests.browser.choosing import choose

pytestmark = [pytest.mark.at_once, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
URL = "/interviews/candidates/new/"
#: The page of a candidate, to which saving leads.
STORED = re.compile(r"/candidates/\d+/$")
WORDS = {
    "zh-hans": {"restore": "恢复填写", "retry": "重试", "unsent": "尚未提交", "other": "另一个人"},
    "en": {"restore": "Bring it back", "retry": "Try again", "unsent": "Not sent", "other": "somebody else"},
}
both_languages = pytest.mark.parametrize("language", WORDS)


def open_form(page_for, who="hr", language="en"):
    """The form of a new candidate, filled in but for the sending."""
    factories.make_candidate()
    page = page_for(who, language=language)
    page.goto(URL)
    page.wait_for_load_state("networkidle")
    page.locator("main [name=name]").fill("林薇")
    choose(page, "position")
    return page


def send(page):
    page.locator("main form .btn-primary").click()


def sign_in_again(page, password=factories.PASSWORD):
    page.locator("#sign-in-again [type=password]").fill(password)
    page.keyboard.press("Enter")


def stored_drafts(page):
    return page.evaluate("JSON.stringify(localStorage)")


def sign_in_elsewhere(page, user):
    """Another tab of the same browser, in which somebody signs in."""
    client = Client()
    client.force_login(user)
    tokens = {"sessionid": client.cookies["sessionid"].value, "csrftoken": "x" * 32}
    page.context.add_cookies(
        [
            {"name": name, "value": value, "url": page.evaluate("location.origin")}
            for name, value in tokens.items()
        ]
    )


@both_languages
def test_a_session_that_has_ended_is_mended_on_the_page_and_the_form_is_sent(page_for, language):
    page = open_form(page_for, language=language)
    Session.objects.all().delete()
    send(page)
    sign_in_again(page, "wrong")
    page.locator("#sign-in-again .problem:not([hidden])").wait_for()
    sign_in_again(page)
    page.wait_for_url(STORED)
    assert Candidate.objects.filter(name="林薇").count() == 1
    page.goto(URL)
    page.wait_for_load_state("networkidle")
    assert page.locator(".form-notice").count() == 0


def test_the_same_person_who_signed_in_in_another_tab_is_asked_nothing(page_for):
    page = open_form(page_for)
    sign_in_elsewhere(page, page.user)
    send(page)
    page.wait_for_url(STORED)
    assert Candidate.objects.filter(name="林薇").count() == 1


@both_languages
def test_nothing_is_sent_in_the_name_of_somebody_else(page_for, language):
    page = open_form(page_for, language=language)
    sign_in_elsewhere(page, factories.make_user("hr"))
    send(page)
    page.locator("#sign-in-again[open]").wait_for()
    assert WORDS[language]["other"] in page.locator("#sign-in-again").inner_text().lower()
    assert not Candidate.objects.filter(name="林薇").exists()
    sign_in_again(page)
    page.wait_for_url(STORED)
    assert Candidate.objects.filter(name="林薇").count() == 1


def test_a_part_of_a_page_sent_again_before_signing_in_says_the_same_again(
    page_for,
):
    page = page_for("hr", language="en")
    page.goto(f"/interviews/sets/{factories.make_set().pk}/comments/")
    page.wait_for_load_state("networkidle")
    page.locator("main textarea").fill("a remark")
    sign_in_elsewhere(page, factories.make_user("hr"))
    for _ in range(2):
        with page.expect_response("**/accounts/who/"):
            page.evaluate("document.querySelector('main textarea').form.requestSubmit()")
        expect(page.locator(".form-notice")).to_contain_text("somebody else", timeout=10_000)
    sign_in_again(page)
    expect(page.locator("main").get_by_text("a remark")).to_have_count(1)


def test_a_second_click_while_it_is_under_way_does_nothing(page_for):
    page = open_form(page_for)
    sent = []
    page.route(
        f"**{URL}", lambda route: sent.append(route) if route.request.method == "POST" else route.continue_()
    )
    button = page.locator("main form .btn-primary")
    button.click()
    button.click()
    page.locator("#form-state[data-state=saving]").wait_for()
    assert button.get_attribute("aria-busy") == "true"
    assert len(sent) == 1
    sent[0].continue_()
    page.wait_for_url(STORED)


@both_languages
def test_a_server_that_fails_is_said_and_tried_again_by_hand(page_for, language):
    page = open_form(page_for, language=language)
    page.route(f"**{URL}", lambda route: route.fulfill(status=500, body="broken"), times=1)
    send(page)
    page.get_by_role("alert").get_by_role("button", name=WORDS[language]["retry"]).click()
    page.wait_for_url(STORED)


def test_what_failed_on_the_way_goes_up_by_itself_when_the_network_is_back(page_for):
    page = open_form(page_for)
    page.context.set_offline(True)
    send(page)
    page.get_by_role("alert").filter(has_text="tried again by itself").wait_for()
    page.context.set_offline(False)
    page.wait_for_url(STORED)
    assert Candidate.objects.filter(name="林薇").count() == 1


def test_leaving_asks_when_something_is_not_sent_and_only_then(page_for):
    page = open_form(page_for)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**/interviews/candidates/")
    assert asked == ["beforeunload"]
    page.goto(URL)
    page.goto("/")
    assert asked == ["beforeunload"]


@both_languages
def test_what_was_typed_waits_sealed_for_its_writer_and_nobody_else(page_for, language):
    page = open_form(page_for, language=language)
    page.wait_for_timeout(600)
    assert "draft:" in stored_drafts(page) and "林薇" not in stored_drafts(page)
    other = factories.make_user("hr")
    for user, offered in ((other, 0), (page.user, 1)):
        sign_in_elsewhere(page, user)
        page.goto(URL)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        assert page.locator(".form-notice").count() == offered
    assert WORDS[language]["unsent"] in page.locator(".form-notice").inner_text()
    page.get_by_role("button", name=WORDS[language]["restore"]).press("Enter")
    assert page.locator("main [name=name]").input_value() == "林薇"
    send(page)
    page.wait_for_url(STORED)
    assert "draft:" not in stored_drafts(page)
