"""Signing in, and the switches for language and theme."""

from playwright.sync_api import expect

from tests import factories


def test_signing_in_by_hand(page_for):
    user = factories.make_user("hr", username="zhoumin", name="周敏")
    page = page_for(None)
    page.goto("/")
    page.get_by_label("用户名").fill("zhoumin")
    page.get_by_label("密码").fill(factories.PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/")
    expect(page.get_by_text(user.name).first).to_be_visible()


def test_language_and_theme_are_remembered(page_for):
    page = page_for("hr", language="en")
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("summary", has_text=str(page.user)).click()
    page.get_by_role("button", name="简体中文").click()
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.locator("summary", has_text=str(page.user)).click()
    page.get_by_role("button", name="深色").click()
    page.goto("/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
