"""What becomes of requests whose session has ended: nothing typed is lost, and nobody else is shown it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.context_processors import draft_key
from accounts.unsent import MOST_CHARACTERS, SESSION_KEY, UnsentForm
from interviews.models import Candidate
from tests import factories
from tests.forms import PageForm, writing_forms

pytestmark = pytest.mark.django_db
TEXT = "她先安抚了客户。\r\n然后给出了方案。"


@pytest.fixture
def position():
    return factories.make_candidate().position


@pytest.fixture
def writer(client_for):
    """Somebody who has a page of ours open."""
    client = client_for("hr")
    client.get(reverse("home"))
    return client


def end_session(client: Client) -> None:
    del client.cookies[settings.SESSION_COOKIE_NAME]


def waiting_keys(client: Client) -> list[str]:
    return [form["key"] for form in client.session[SESSION_KEY]]


def waiting_forms(client: Client) -> list[PageForm]:
    """The forms on the page of what waits: of each the one that sends it, then the one that discards it."""
    url = reverse("accounts:unsent")
    forms = writing_forms(client.get(url).content.decode(), url)
    return [form for form in forms if "unsent" in form.fields]


def sign_in(client: Client, user, **extra):
    return client.post(
        reverse("accounts:sign-in"), {"username": user.username, "password": factories.PASSWORD} | extra
    )


def candidate(position, **fields):
    return {"name": "林薇", "position": position.pk, "note": TEXT, "form_token": "1" * 36} | fields


class TestWithoutScripts:
    url = "/interviews/candidates/new/"

    def test_what_was_typed_is_shown_after_signing_in_and_goes_where_it_was_going(self, writer, position):
        end_session(writer)
        asked = writer.post(self.url, candidate(position))
        assert asked.url == f"{reverse('accounts:sign-in')}?next={reverse('accounts:unsent')}"
        assert sign_in(writer, writer.user, next=reverse("accounts:unsent")).url == reverse("accounts:unsent")
        page = writer.get(reverse("accounts:unsent")).content.decode()
        assert "林薇" in page and "她先安抚了客户。" in page and f'action="{self.url}"' in page
        assert "1" * 36 not in page
        sent = waiting_forms(writer)[0].send(writer)
        assert sent.status_code == 302
        note = Candidate.objects.get(name="林薇").notes.get()
        assert note.text.splitlines() == TEXT.splitlines()
        assert writer.get(reverse("accounts:unsent")).url == reverse("home")

    def test_fields_have_the_names_people_know(self, writer, position):
        end_session(writer)
        writer.post(self.url, candidate(position))
        sign_in(writer, writer.user)
        page = writer.get(reverse("accounts:unsent")).content.decode()
        assert "<dt>note</dt>" in page.lower() and "csrfmiddlewaretoken</dt>" not in page

    def test_rows_are_called_by_what_they_hold_and_what_was_chosen_by_its_name(self):
        fields = {
            "revision": "3",
            "kind": "situational",
            "competencies": "25",
            "answers-0-text": "先听完",
            "answers-0-complete": "on",
            "points-1-text": "复述",
            "points-1-red_flag": "on",
            "rating-12": "3.5",
            "stood": "eyJzZWF0IjoxfQ:1x:y",
        }
        with override("en"):
            shown = list(UnsentForm("", "", list(fields.items())).typed)
        assert shown == [
            ("kind", "Situational"),
            ("reference answer", "先听完"),
            ("complete", "yes"),
            ("rubric point", "复述"),
            ("red flag", "yes"),
            ("rating", "3.5"),
        ]

    def test_nobody_else_is_shown_it_or_sends_it(self, writer, position):
        other = factories.make_user("hr")
        end_session(writer)
        writer.post(self.url, candidate(position))
        sign_in(writer, other)
        page = writer.get(reverse("accounts:unsent")).content.decode()
        assert "林薇" not in page and "安抚" not in page and "Somebody else" in page
        writer.post(reverse("accounts:sign-out"))
        sign_in(writer, writer.user)
        assert "林薇" in writer.get(reverse("accounts:unsent")).content.decode()

    def test_one_takes_the_place_of_no_other_whoever_typed_it(self, writer, position):
        other = factories.make_user("hr")
        end_session(writer)
        writer.post(self.url, candidate(position))
        writer.post(self.url, candidate(position, name="王强"))
        sign_in(writer, other)
        writer.get(reverse("home"))
        forget = {"unsent": waiting_keys(writer)[0]}
        assert writer.post(reverse("accounts:unsent"), forget).status_code == 302
        # Their session ends as well, with something of theirs.
        waiting = writer.session[SESSION_KEY]
        writer.post(reverse("accounts:sign-out"))
        assert len(waiting) == 2
        writer.post(self.url, candidate(position, name="李四"))
        # An ordinary sign-in leads there, wherever one was going.
        assert sign_in(writer, writer.user, next="/bank/").url == reverse("accounts:unsent")
        page = writer.get(reverse("accounts:unsent")).content.decode()
        assert "林薇" in page and "王强" in page and "李四" not in page
        waiting_forms(writer)[0].send(writer)
        assert Candidate.objects.filter(name="王强").exists()
        page = writer.get(reverse("accounts:unsent")).content.decode()
        assert "林薇" in page and "王强" not in page

    def test_it_can_be_discarded(self, writer, position):
        end_session(writer)
        writer.post(self.url, candidate(position))
        sign_in(writer, writer.user)
        assert waiting_forms(writer)[1].send(writer).url == reverse("home")
        assert SESSION_KEY not in writer.session

    def test_strangers_fill_no_sessions(self, stranger, position):
        asked = stranger.post(self.url, candidate(position))
        assert asked.url == f"{reverse('accounts:sign-in')}?next={reverse('home')}"
        assert settings.SESSION_COOKIE_NAME not in stranger.cookies

    def test_a_forged_cookie_says_nothing(self, stranger, position):
        stranger.cookies["person"] = "1:forged"
        stranger.post(self.url, candidate(position))
        assert SESSION_KEY not in stranger.session

    def test_what_is_too_large_and_passwords_do_not_wait(self, writer, position):
        end_session(writer)
        writer.post(self.url, candidate(position, note="字" * MOST_CHARACTERS))
        assert SESSION_KEY not in writer.session
        writer.post(reverse("accounts:password-change"), {"old_password": "a", "new_password1": "b"})
        assert SESSION_KEY not in writer.session

    def test_one_comes_back_to_the_page_and_never_to_an_address_that_only_takes_forms(
        self, stranger, position
    ):
        url = reverse("interviews:position-close", args=[position.pk])
        before = "http://testserver/interviews/positions/?open=1"
        asked = stranger.post(url, headers={"referer": before})
        assert asked.url.endswith("?next=/interviews/positions/%3Fopen%3D1")
        asked = stranger.post(url, headers={"referer": "https://evil.example/x"})
        assert asked.url.endswith(f"?next={reverse('home')}")

    def test_a_token_that_ended_shows_what_was_typed_to_whoever_sent_it(self, position):
        client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
        client.force_login(factories.make_user("hr"))
        ours = client.post(self.url, candidate(position), headers={"origin": "http://testserver"})
        page = ours.content.decode()
        assert ours.status_code == 403 and ours["X-Problem"] == "csrf"
        assert "林薇" in page and f'action="{self.url}"' in page
        client.get(reverse("home"))
        end_session(client)
        waiting = client.post(self.url, candidate(position), headers={"origin": "http://testserver"})
        assert waiting.status_code == 302 and SESSION_KEY in client.session
        theirs = client.post(self.url, candidate(position), headers={"origin": "https://evil.example"})
        assert theirs.status_code == 403 and "林薇" not in theirs.content.decode()


@pytest.mark.parametrize(
    "headers",
    [{"hx-request": "true"}, {"x-requested-with": "form"}, {"accept": "application/json"}],
    ids=["htmx", "form", "json"],
)
def test_scripts_are_never_given_a_sign_in_page(stranger, headers):
    for answer in (
        stranger.get(reverse("interviews:candidate-list"), headers=headers),
        stranger.post(reverse("interviews:candidate-create"), {"name": "a"}, headers=headers),
    ):
        assert answer.status_code == 401
        assert answer.json()["csrf"]


def test_scripts_learn_whose_session_it_is(hr, stranger):
    url = reverse("accounts:who")
    answer = hr.get(url)
    assert (answer.status_code, answer.json()["person"]) == (200, hr.user.pk)
    assert "no-store" in answer["Cache-Control"]
    assert stranger.get(url).status_code == 401
    assert stranger.get(url).json()["csrf"]


def test_everybody_has_a_key_of_their_own_which_only_their_pages_hold(hr, stranger):
    other = factories.make_user("hr")
    page = hr.get(reverse("home")).content.decode()
    assert draft_key(hr.user) in page
    assert draft_key(other) != draft_key(hr.user) and draft_key(other) not in page
    assert len(draft_key(other)) == 64
    assert "forms-config" not in stranger.get(reverse("accounts:sign-in")).content.decode()


def test_the_admin_has_it_too(admin):
    page = admin.get(reverse("admin:index")).content.decode()
    assert draft_key(admin.user) in page and "js/forms/page.js" in page
