"""The link in a letter: a secret that stands for its candidate, and a page that shows what they must know."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews.letters.services.secrets import hash_of, secret_for
from interviews.models import CandidateLetter, Interview, OutgoingMail
from interviews.planning.services.scheduling import call_off_for_candidate
from interviews.privacy.services.erasure import erase_candidate
from tests import factories
from tests.interviews.letters.sending import company, delivered, interview_of, link, send

pytestmark = pytest.mark.django_db
NOTE, ROUND = "别提薪酬-9c1", "终面-4f2"


@pytest.fixture
def invited(hr) -> CandidateLetter:
    company()
    panel = [factories.make_user(name="陈面试官")]
    return delivered(send(hr.user, interview_of(panel=panel, note=NOTE, round=ROUND)))


def page(response: Any) -> str:
    return response.content.decode()


def reply(letter: CandidateLetter) -> tuple[str, Any]:
    interview = Interview.objects.get(pk=letter.interview_id)
    return interview.reply, interview.reply_by


def answer(client: Client, letter: CandidateLetter, choice: str) -> Any:
    seen = client.get(link(letter)).context["seen"]
    return client.post(link(letter), {"answer": choice, "seen": seen}, follow=True)


def test_the_page_shows_what_the_candidate_must_know_and_nothing_else(invited, stranger):
    shown = page(stranger.get(link(invited)))
    assert "甲公司" in shown and "302 室" in shown and "60 minutes" in shown and "Beijing time" in shown
    for hidden in (NOTE, ROUND, "陈面试官", "李雷", "lilei@example.com", str(invited.interview.sheet)):
        assert hidden not in shown
    assert 'class="bar"' not in shown


def test_looking_changes_nothing_however_often_a_scanner_follows_the_link(invited, stranger):
    for _time in range(3):
        assert stranger.get(link(invited)).status_code == 200
        assert stranger.head(link(invited)).status_code == 200
        stranger.get(link(invited), {"answer": "confirm"})
    assert reply(invited)[0] == "invited"


def test_no_copy_is_kept_and_no_engine_finds_it(invited, stranger):
    bad = reverse("interviews:letter-answer", args=["x" * 43])
    for address in (link(invited), bad):
        headers = stranger.get(address).headers
        assert "no-store" in headers["Cache-Control"]
        assert "noindex" in headers["X-Robots-Tag"] and headers["Referrer-Policy"] == "same-origin"


def test_the_candidate_confirms_and_hr_is_told(invited, stranger):
    keeper = factories.make_user("hr", email="hr@example.com")
    assert "You have confirmed." in page(answer(stranger, invited, "confirm"))
    assert reply(invited) == ("confirmed", None)
    assert OutgoingMail.objects.get(person=keeper).kind == "reply"


def test_they_may_change_their_mind_until_it_is_over(invited, stranger):
    answer(stranger, invited, "confirm")
    assert "We will get in touch with you." in page(answer(stranger, invited, "decline"))
    assert reply(invited) == ("declined", None)
    Interview.objects.filter(pk=invited.interview_id).update(starts_at=timezone.now() - timedelta(hours=2))
    CandidateLetter.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    gone = stranger.post(link(invited), {"answer": "confirm"})
    assert gone.status_code == 410 and "no longer holds" in page(gone)
    assert reply(invited) == ("declined", None)


@pytest.mark.parametrize("choice", ["", "invited", "no_show", "确认", "CONFIRM"])
def test_an_answer_nobody_offers_is_refused(invited, stranger, choice):
    seen = stranger.get(link(invited)).context["seen"]
    refused = stranger.post(link(invited), {"answer": choice, "seen": seen})
    assert refused.status_code == 409 and "Please press one of the two buttons." in page(refused)
    assert reply(invited)[0] == "invited"


def test_an_answer_about_another_time_is_not_taken(invited, stranger):
    seen = stranger.get(link(invited)).context["seen"]
    Interview.objects.filter(pk=invited.interview_id).update(place="501 室")
    refused = stranger.post(link(invited), {"answer": "confirm", "seen": seen})
    assert refused.status_code == 409 and "501 室" in page(refused)
    assert "has been moved meanwhile" in page(refused)
    assert reply(invited)[0] == "invited"


def test_an_interview_that_is_called_off_says_only_that(invited, stranger, hr):
    seen = stranger.get(link(invited)).context["seen"]
    interview = Interview.objects.get(pk=invited.interview_id)
    call_off_for_candidate(
        actor=hr.user, interview=interview, status=Interview.Status.WITHDREW, note="态度恶劣"
    )
    shown = page(stranger.get(link(invited)))
    assert "does not take place" in shown and "302 室" not in shown and "态度恶劣" not in shown
    assert stranger.post(link(invited), {"answer": "confirm", "seen": seen}).status_code == 409


def test_the_secret_stands_nowhere_in_the_database(invited, tmp_path):
    secret = secret_for(invited)
    assert len(secret) == 43 and invited.token_sha256 == hash_of(secret)
    target = tmp_path / "dump.json"
    call_command("dumpdata", "interviews", "accounts", output=str(target))
    assert secret not in target.read_text() and invited.token_sha256 in target.read_text()


def test_two_letters_have_two_secrets(hr):
    company()
    letters = [send(hr.user, interview_of()) for _number in range(2)]
    assert secret_for(letters[0]) != secret_for(letters[1])


@pytest.mark.parametrize("secret", ["x", "x" * 43, "x" * 5000, "确认", "..%2f..", "%00", "0'--"])
def test_a_wrong_secret_opens_nothing(invited, stranger, secret):
    for refused in (
        stranger.get(f"/interviews/answer/{secret}/"),
        stranger.post(f"/interviews/answer/{secret}/", {"answer": "confirm"}),
    ):
        assert refused.status_code == 404
    hashed = reverse("interviews:letter-answer", args=[invited.token_sha256])
    assert stranger.get(hashed).status_code == 404


def test_guessing_is_slowed_down_where_it_comes_from_and_nowhere_else(invited, stranger, settings):
    settings.THROTTLE_PASSWORDS = True
    wrong = reverse("interviews:letter-answer", args=["x" * 43])
    codes = [stranger.get(wrong, REMOTE_ADDR="203.0.113.9").status_code for _time in range(7)]
    assert codes == [404] * 5 + [429] * 2
    locked = stranger.get(link(invited), REMOTE_ADDR="203.0.113.9")
    assert locked.status_code == 429 and "302 室" not in page(locked)
    assert stranger.get(link(invited), REMOTE_ADDR="203.0.113.10").status_code == 200


def test_an_answer_without_the_forms_own_token_is_refused(invited):
    client = Client(enforce_csrf_checks=True)
    assert client.post(link(invited), {"answer": "confirm"}).status_code == 403
    assert reply(invited)[0] == "invited"


def test_erasing_the_candidate_takes_letters_and_links(invited, stranger, hr):
    Interview.objects.filter(pk=invited.interview_id).update(starts_at=timezone.now() - timedelta(days=2))
    address = link(invited)
    erasure = erase_candidate(actor=hr.user, candidate=invited.interview.candidate)
    assert erasure.counts["letters"] == 1
    assert not CandidateLetter.objects.exists()
    assert stranger.get(address).status_code == 404
