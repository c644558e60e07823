"""How often a password may be tried: no stranger guesses it, and none locks anybody out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, WrongPassword
from accounts.passwords import hashing, throttle
from accounts.passwords.addresses import client_address
from accounts.passwords.hashing import BoundedPBKDF2PasswordHasher, HashingBusyError, in_process
from common.middleware.waited import seconds_waited
from tests import factories

pytestmark = pytest.mark.django_db
SIGN_IN = reverse("accounts:sign-in")


@pytest.fixture(autouse=True)
def throttled(settings: Any) -> None:
    settings.THROTTLE_PASSWORDS = True
    settings.PROXIES = 1


def attempt(user: User, password: str, address: str = "203.0.113.1", client: Client | None = None) -> int:
    sent = {"username": user.username, "password": password}
    client = client or Client()
    return client.post(SIGN_IN, sent, headers={"x-forwarded-for": address}).status_code


def test_a_stranger_is_stopped_by_account_and_address_and_nobody_else_is() -> None:
    victim, other = factories.make_user("hr"), factories.make_user("hr")
    assert [attempt(victim, "wrong") for _ in range(throttle.PAIR)] == [200] * throttle.PAIR
    assert attempt(victim, factories.PASSWORD) == 429
    assert attempt(other, factories.PASSWORD) == 302
    assert attempt(victim, factories.PASSWORD, "203.0.113.2") == 302


def test_behind_a_proxy_addresses_are_told_apart_and_what_a_stranger_writes_counts_for_nothing() -> None:
    """They can put anything before what our proxy adds."""
    victim = factories.make_user("hr")
    for number in range(throttle.PAIR):
        attempt(victim, "wrong", f"198.51.100.{number}, 203.0.113.1")
    assert attempt(victim, factories.PASSWORD, "198.51.100.77, 203.0.113.1") == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_the_client_is_who_the_outermost_proxy_of_ours_saw(
    proxies: int, forwarded: str, address: str, settings: Any
) -> None:
    settings.PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers)) == address


def test_one_address_does_not_try_many_accounts() -> None:
    WrongPassword.objects.bulk_create(
        WrongPassword(account=f"a{number}", address="203.0.113.1", known=False)
        for number in range(throttle.ADDRESS)
    )
    person = factories.make_user("hr")
    assert attempt(person, factories.PASSWORD) == 429
    assert attempt(person, factories.PASSWORD, "203.0.113.2") == 302


def test_many_addresses_are_stopped_at_an_account_but_its_person_gets_in() -> None:
    """From the browser in which they signed in before: a stranger can't lock them out."""
    victim, own = factories.make_user("hr"), Client()
    assert attempt(victim, factories.PASSWORD, client=own) == 302
    own.get(reverse("home"))
    own.post(reverse("accounts:sign-out"))
    WrongPassword.objects.bulk_create(
        WrongPassword(account=victim.username, address=f"198.51.100.{number}", known=False)
        for number in range(throttle.ACCOUNT)
    )
    assert attempt(victim, factories.PASSWORD, "203.0.113.50") == 429
    assert attempt(victim, factories.PASSWORD, client=own) == 302


def test_a_known_browser_guesses_no_more_than_a_few_either() -> None:
    victim, own = factories.make_user("hr"), Client()
    attempt(victim, factories.PASSWORD, client=own)
    own.get(reverse("home"))
    own.post(reverse("accounts:sign-out"))
    assert {attempt(victim, "wrong", client=own) for _ in range(throttle.KNOWN)} == {200}
    assert attempt(victim, factories.PASSWORD, client=own) == 429


def test_the_old_password_is_tried_no_more_often_where_it_is_changed(interviewer: Any) -> None:
    new = "another-good-secret"
    sent = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    place = reverse("accounts:password-change")
    interviewer.get(reverse("home"))
    assert {interviewer.post(place, sent).status_code for _ in range(throttle.KNOWN)} == {200}
    assert interviewer.post(place, sent | {"old_password": factories.PASSWORD}).status_code == 429


def test_the_page_says_how_long_to_wait_and_then_it_is_over(stranger: Any) -> None:
    user = factories.make_user("hr")
    for _ in range(throttle.PAIR):
        attempt(user, "wrong")
    WrongPassword.objects.update(at=timezone.now() - timedelta(minutes=5))
    sent = {"username": user.username, "password": factories.PASSWORD}
    page = stranger.post(SIGN_IN, sent, headers={"x-forwarded-for": "203.0.113.1"})
    assert "Wait 10 minutes" in page.content.decode()
    WrongPassword.objects.update(at=timezone.now() - throttle.WINDOW)
    assert attempt(user, factories.PASSWORD) == 302


def test_what_counts_no_more_is_cleared() -> None:
    factories.make_user("hr")
    WrongPassword.objects.create(account="a", address="b", known=False)
    throttle.forget_wrong_passwords()
    assert WrongPassword.objects.count() == 1
    WrongPassword.objects.update(at=timezone.now() - throttle.KEPT - timedelta(seconds=1))
    throttle.forget_wrong_passwords()
    assert not WrongPassword.objects.exists()


def test_in_one_process_one_password_is_hashed_at_once(
    settings: Any, tmp_path: Any, monkeypatch: Any
) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(hashing, "PATIENCE", 0.01)
    hasher = BoundedPBKDF2PasswordHasher()
    assert hasher.verify("a", hasher.encode("a", "salt" * 6, 1))
    with in_process, pytest.raises(HashingBusyError):
        hasher.encode("a", "salt" * 6, 1)
    assert hasher.encode("a", "salt" * 6, 1)


def test_colleagues_who_sign_in_at_the_same_minute_wait_for_each_other(
    stranger: Any, interviewer: Any, caplog: Any
) -> None:
    """A browser that nobody has signed in from is sent away after a while: it may belong to a flood."""
    interviewer.get("/")
    interviewer.post(reverse("accounts:sign-out"))
    sent = {"username": interviewer.user.username, "password": factories.PASSWORD}
    before = seconds_waited.set(hashing.PATIENCE + 0.1)
    try:
        assert stranger.post(SIGN_IN, sent).status_code == 503
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        # Passwords of tests are hashed by another hasher, which waits for nobody.
        assert interviewer.post(SIGN_IN, sent).status_code == 302
    finally:
        seconds_waited.reset(before)
    assert stranger.post(SIGN_IN, sent).status_code == 302


def test_who_comes_when_all_are_busy_is_asked_to_try_again(monkeypatch: Any, stranger: Any) -> None:
    def busy(*_args: Any, **_options: Any) -> bool:
        raise HashingBusyError

    monkeypatch.setattr(User, "check_password", busy)
    user = factories.make_user("hr")
    answer = stranger.post(SIGN_IN, {"username": user.username, "password": "x"})
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "try again" in answer.content.decode() and not WrongPassword.objects.exists()


@pytest.mark.parametrize("password", ["short-11-ch", "123456789012345", "qwerty123456"])
def test_passwords_are_long_and_not_common(password: str, interviewer: Any, admin: Any) -> None:
    sent = {"old_password": factories.PASSWORD, "new_password1": password, "new_password2": password}
    assert interviewer.post(reverse("accounts:password-change"), sent).status_code == 200
    other = reverse("admin:auth_user_password_change", args=[interviewer.user.pk])
    admin.post(other, {"password1": password, "password2": password, "usable_password": "true"})
    interviewer.user.refresh_from_db()
    assert interviewer.user.check_password(factories.PASSWORD)
