"""Signing in, the throttle, signing out, and changing one's password."""

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
SIGN_IN = "accounts:sign-in"


def sign_in(client, username, password=factories.PASSWORD, **extra):
    return client.post(reverse(SIGN_IN), {"username": username, "password": password} | extra)


def test_a_person_signs_in_and_lands_on_the_start_page(stranger):
    user = factories.make_user("hr")
    answer = sign_in(stranger, user.username)
    assert answer.status_code == 302 and answer.url == reverse("home")
    assert stranger.get(reverse("home")).status_code == 200


def test_a_person_comes_back_to_the_page_that_asked(stranger):
    user = factories.make_user("hr")
    target = reverse("interviews:interview-list")
    assert stranger.get(target).url == f"{reverse(SIGN_IN)}?next={target}"
    assert sign_in(stranger, user.username, next=target).url == target


def test_signing_in_never_leads_away_from_the_site(stranger):
    user = factories.make_user("hr")
    assert sign_in(stranger, user.username, next="https://evil.example/").url == reverse("home")


@pytest.mark.parametrize(
    "username", ["nobody", "", "a" * 500, "\x00", "<script>alert(1)</script>", "' OR 1=1 --"]
)
def test_a_wrong_name_gets_a_sentence_and_no_hint(stranger, username):
    answer = sign_in(stranger, username, "wrong")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "_auth_user_id" not in stranger.session


def test_somebody_who_left_does_not_get_in(stranger):
    user = factories.make_user("hr", is_active=False)
    assert sign_in(stranger, user.username).status_code == 200
    assert "_auth_user_id" not in stranger.session


def test_ones_own_language_comes_along_to_a_new_browser():
    user = factories.make_user("hr", language="en")
    client = Client(headers={"accept-language": "zh-CN"})
    sign_in(client, user.username)
    assert client.cookies[configured.LANGUAGE_COOKIE_NAME].value == "en"


class TestThrottle:
    @pytest.fixture(autouse=True)
    def throttled(self, settings):
        settings.THROTTLE_PASSWORDS = True

    def test_after_five_wrong_passwords_even_the_right_one_waits(self, stranger):
        user = factories.make_user("hr")
        answers = [sign_in(stranger, user.username, "wrong").status_code for _ in range(5)]
        assert answers == [200] * 5
        locked = sign_in(stranger, user.username)
        assert locked.status_code == 429
        assert "Wait 15 minutes" in locked.content.decode()
        assert "_auth_user_id" not in stranger.session

    def test_one_persons_slips_lock_nobody_else_out(self, stranger):
        clumsy, other = factories.make_user("hr"), factories.make_user("hr")
        for _ in range(6):
            sign_in(stranger, clumsy.username, "wrong")
        assert sign_in(stranger, other.username).status_code == 302

    def test_getting_in_forgets_earlier_slips(self, stranger):
        user = factories.make_user("hr")
        for _ in range(3):
            for _ in range(3):
                sign_in(stranger, user.username, "wrong")
            assert sign_in(stranger, user.username).status_code == 302
            stranger.logout()


def test_signing_out_ends_the_session(hr):
    assert hr.post(reverse("accounts:sign-out")).status_code == 302
    assert hr.get(reverse("home")).status_code == 302


def test_a_link_cannot_sign_somebody_out(hr):
    assert hr.get(reverse("accounts:sign-out")).status_code == 405
    assert hr.get(reverse("home")).status_code == 200


class TestPasswordChange:
    new = "another-good-secret"

    def change(self, client, old=factories.PASSWORD, new=new, again=new):
        fields = {"old_password": old, "new_password1": new, "new_password2": again}
        return client.post(reverse("accounts:password-change"), fields)

    def test_it_works_and_the_session_goes_on(self, interviewer):
        assert self.change(interviewer).status_code == 302
        assert interviewer.get(reverse("home")).status_code == 200
        interviewer.user.refresh_from_db()
        assert interviewer.user.check_password(self.new)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"old": "not-mine"},
            {"again": "different"},
            {"new": "short", "again": "short"},
            {"new": "1234567890", "again": "1234567890"},
            {"new": "password12", "again": "password12"},
        ],
    )
    def test_what_is_wrong_changes_nothing(self, interviewer, wrong):
        assert self.change(interviewer, **wrong).status_code == 200
        interviewer.user.refresh_from_db()
        assert interviewer.user.check_password(factories.PASSWORD)
