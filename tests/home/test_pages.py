"""Pages of no app: health, preferences, errors, and what every answer carries."""

import logging
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_healthz_is_open_and_asks_nobody(stranger, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = stranger.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_everything_else_asks_strangers_to_sign_in(stranger):
    answer = stranger.get(reverse("home"))
    assert answer.status_code == 302 and answer.url.startswith(reverse("accounts:sign-in"))


def test_every_answer_carries_the_policy_and_a_request_id(stranger):
    answer = stranger.get(reverse("accounts:sign-in"))
    assert answer["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert len(answer["X-Request-ID"]) == 12
    assert answer["X-Frame-Options"] == "DENY"


def test_two_requests_have_two_ids(stranger):
    ids = {stranger.get("/healthz")["X-Request-ID"] for _ in range(2)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("browser", "text"), [("zh-CN,zh;q=0.9", "登录"), ("en-US", "Sign in"), ("fr", "登录")]
)
def test_the_language_follows_the_browser(browser, text):
    answer = Client(headers={"accept-language": browser}).get(reverse("accounts:sign-in"))
    assert text in answer.content.decode()


def test_a_chosen_language_wins_and_stays_with_the_person(client_for):
    client = client_for("hr", language="zh-CN")
    answer = client.post(reverse("set-language"), {"language": "en", "next": "/"})
    assert answer.url == "/"
    client.user.refresh_from_db()
    assert client.user.language == "en"
    assert "Hello" in client.get("/").content.decode()


@pytest.mark.parametrize("value", ["xx", "", "en; Domain=evil", "\x00"])
def test_an_unknown_language_or_theme_changes_nothing(stranger, value):
    assert "language" not in stranger.post(reverse("set-language"), {"language": value}).cookies
    assert "theme" not in stranger.post(reverse("set-theme"), {"theme": value}).cookies


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_preferences_never_lead_away_from_the_site(stranger, target):
    answer = stranger.post(reverse("set-theme"), {"theme": "dark", "next": target})
    assert answer.url == reverse("home")


@pytest.mark.parametrize("name", ["set-theme", "set-language", "set-single-keys"])
@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        *(
            (target, "/")
            for target in ("foo", "accounts:sign-in", "https://evil.example", "//evil.example/a")
        ),
        *(
            (target, "/")
            for target in ("a\0b", "\\\\evil.example", "/" + "x" * 5000, "http://[", "//[", "\n/")
        ),
        *((target, "/") for target in ("javascript:alert(1)", " ", "/\\evil.example", "///evil.example")),
        ("/bank/?q=道歉", "/bank/?q=%E9%81%93%E6%AD%89"),
        ("/a\0b\r\nSet-Cookie: x=1", None),
        ("http://testserver/bank/", "http://testserver/bank/"),
    ],
)
def test_wherever_a_preference_should_lead_back_to_it_leads_to_a_page_of_ours(hr, name, target, leads_to):
    answer = hr.post(reverse(name), {"next": target})
    assert answer.status_code == 302
    assert "Set-Cookie" not in answer.headers and "\n" not in answer.url
    if leads_to is not None:
        assert answer.url == leads_to


def test_a_forged_theme_cookie_falls_back_to_auto(stranger):
    stranger.cookies["theme"] = '"><script>'
    assert b'data-theme="auto"' in stranger.get(reverse("accounts:sign-in")).content


def test_single_keys_are_switched_off_and_on_for_the_person_alone(interviewer, client_for):
    url = reverse("set-single-keys")
    other = client_for("interviewer")
    assert "data-single-keys" not in interviewer.get("/").content.decode()
    assert interviewer.post(url, {"keys": "off", "next": "/accounts/password/"}).url == "/accounts/password/"
    assert 'data-single-keys="off"' in interviewer.get("/").content.decode()
    assert "data-single-keys" not in other.get("/").content.decode()
    interviewer.post(url, {"keys": "maybe"})
    assert not User.objects.get(pk=interviewer.user.pk).single_keys
    interviewer.post(url, {"keys": "on"})
    assert User.objects.get(pk=interviewer.user.pk).single_keys


@pytest.mark.parametrize("name", ["home", "healthz", "readyz", "set-theme", "set-language"])
def test_wrong_methods_are_refused(hr, name):
    assert hr.generic("DELETE", reverse(name)).status_code == 405


def test_a_missing_page_is_friendly(hr):
    answer = hr.get("/no/such/page/")
    assert answer.status_code == 404
    assert "There is nothing here for you" in answer.content.decode()


def test_an_unexpected_error_is_logged_and_shows_only_its_number(hr, caplog):
    hr.raise_request_exception = False
    with (
        mock.patch("home.views.home_for", side_effect=ValueError("secret detail")),
        caplog.at_level(logging.ERROR),
    ):
        answer = hr.get("/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in page
    assert "secret detail" not in page and "Traceback" not in page
    assert "Internal Server Error" in caplog.text


@pytest.mark.parametrize(
    ("error", "status"), [("database is locked", 503), ("server closed", 503), ("disk is full", 500)]
)
def test_a_database_that_only_needs_a_moment_is_told_apart(hr, error, status):
    hr.raise_request_exception = False
    with mock.patch("home.views.home_for", side_effect=OperationalError(error)):
        answer = hr.get("/")
    assert answer.status_code == status
    assert answer.headers.get("X-Problem") == ("busy" if status == 503 else None)
    assert error not in answer.content.decode()


def test_a_post_without_its_token_is_explained():
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = client.post(reverse("accounts:sign-in"), {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "reload" in answer.content.decode().lower()
