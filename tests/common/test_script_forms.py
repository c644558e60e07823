"""Forms that a script sends, and addresses that only take forms."""

import pytest
from django.urls import reverse

from interviews.models import Candidate
from tests import factories

pytestmark = pytest.mark.django_db
BY_SCRIPT = {"x-requested-with": "form"}


def test_a_script_learns_where_to_go_and_the_next_page_has_the_message(hr):
    position = factories.make_candidate().position
    fields = {"name": "林薇", "position": position.pk}
    answer = hr.post(reverse("interviews:candidate-create"), fields, headers=BY_SCRIPT)
    target = reverse("interviews:candidate-detail", args=[Candidate.objects.get(name="林薇").pk])
    assert answer.json() == {"location": target, "taken": True}
    assert 'class="notice success"' in hr.get(target).content.decode()


def test_a_form_with_mistakes_comes_back_as_the_page_it_is(hr):
    answer = hr.post(reverse("interviews:candidate-create"), {"name": ""}, headers=BY_SCRIPT)
    assert answer["Content-Type"].startswith("text/html") and b"aria-invalid" in answer.content


def test_what_comes_with_a_warning_is_not_certain_to_be_taken(hr):
    question_set = factories.make_set()
    url = reverse("interviews:set-section-add", args=[question_set.pk])
    answer = hr.post(url, {"title": ""}, headers=BY_SCRIPT)
    assert answer.json()["taken"] is False


def test_browsers_get_their_redirect(hr):
    position = factories.make_candidate().position
    assert (
        hr.post(reverse("interviews:candidate-create"), {"name": "林薇", "position": position.pk}).status_code
        == 302
    )


class TestWrongMethod:
    def test_a_page_says_so_and_leads_back(self, hr):
        url = reverse("interviews:position-close", args=[factories.make_candidate().position_id])
        answer = hr.get(url, headers={"referer": "http://testserver/interviews/positions/"})
        page = answer.content.decode()
        assert answer.status_code == 405 and answer["Allow"] == "POST"
        assert "only takes what a form sends" in page
        assert 'href="http://testserver/interviews/positions/"' in page

    def test_it_leads_to_no_other_site(self, hr):
        url = reverse("interviews:position-close", args=[factories.make_candidate().position_id])
        page = hr.get(url, headers={"referer": "https://evil.example/"}).content.decode()
        assert "evil" not in page and f'href="{reverse("home")}"' in page

    def test_scripts_get_the_plain_answer(self, hr):
        url = reverse("interviews:position-close", args=[factories.make_candidate().position_id])
        assert hr.get(url, headers={"accept": "application/json"}).content == b""
