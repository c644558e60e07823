"""An edit form knows what it was opened on; what others changed meanwhile is decided field by field."""

from __future__ import annotations

import pytest
from django.urls import reverse

from interviews.models import Candidate, Interview, Position
from tests import factories
from tests.forms import COMING_DAY, writing_forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate() -> Candidate:
    return factories.make_candidate(name="张伟", phone="13800000000", email="")


@pytest.fixture
def url(candidate) -> str:
    return reverse("interviews:candidate-edit", args=[candidate.pk])


def opened(client, url):
    (form,) = [form for form in writing_forms(client.get(url).content.decode(), url) if form.action == url]
    return form


def test_a_phone_entered_meanwhile_is_not_wiped_by_an_older_tab(client_for, candidate, url):
    mine, theirs = client_for("hr"), client_for("hr")
    older = opened(mine, url)
    opened(theirs, url).send(theirs, phone="13911112222", email="a@example.com")
    answer = older.send(mine, email="b@example.com").content.decode()
    candidate.refresh_from_db()
    assert (candidate.phone, candidate.email) == ("13911112222", "a@example.com")
    assert str(theirs.user) in answer
    for text in ("13911112222", "a@example.com", "b@example.com"):
        assert text in answer


def test_each_field_is_decided_by_itself(client_for, candidate, url):
    mine, theirs = client_for("hr"), client_for("hr")
    older = opened(mine, url)
    opened(theirs, url).send(theirs, phone="13911112222", email="a@example.com")
    (again,) = [
        form
        for form in writing_forms(older.send(mine, email="b@example.com").content.decode(), url)
        if form.action == url
    ]
    assert again.fields["phone-meanwhile"][-1] == "theirs"
    chosen = {"phone-meanwhile": "theirs", "email-meanwhile": "mine"}
    assert again.send(mine, **chosen).status_code == 302
    candidate.refresh_from_db()
    assert (candidate.phone, candidate.email) == ("13911112222", "b@example.com")


def asked(client, form, url):
    """The form as it comes back with the question."""
    page = form.send(client).content.decode()
    (again,) = [form for form in writing_forms(page, url) if form.action == url]
    return again


def test_without_a_choice_it_is_asked_again(client_for, candidate, url):
    mine, theirs = client_for("hr"), client_for("hr")
    older = opened(mine, url)
    opened(theirs, url).send(theirs, phone="13911112222")
    again = asked(mine, older, url)
    assert again.send(mine, **{"phone-meanwhile": "asked"}).status_code == 200
    candidate.refresh_from_db()
    assert candidate.phone == "13911112222"


def test_what_changes_while_one_decides_is_asked_about_too(client_for, candidate, url):
    mine, theirs = client_for("hr"), client_for("hr")
    older = opened(mine, url)
    opened(theirs, url).send(theirs, phone="13911112222")
    again = asked(mine, older, url)
    opened(theirs, url).send(theirs, phone="13933334444")
    assert "13933334444" in again.send(mine, **{"phone-meanwhile": "mine"}).content.decode()
    candidate.refresh_from_db()
    assert candidate.phone == "13933334444"


def test_what_both_wrote_alike_needs_no_question(client_for, candidate, url):
    mine, theirs = client_for("hr"), client_for("hr")
    older = opened(mine, url)
    opened(theirs, url).send(theirs, phone="13911112222")
    assert older.send(mine, phone="13911112222").status_code == 302


def test_an_interview_is_not_moved_back(client_for):
    """Time and place of somebody else stay, and so does the panel."""
    interview = factories.make_interview(place="一号会议室")
    url = reverse("interviews:interview-edit", args=[interview.pk])
    mine, theirs = client_for("hr"), client_for("hr")
    older = opened(mine, url)
    moved = {"place": "三号会议室", "starts_at": f"{COMING_DAY}T10:00"}
    assert opened(theirs, url).send(theirs, **moved).status_code == 302
    answer = older.send(mine, note="带上作品").content.decode()
    assert "三号会议室" in answer and f"{COMING_DAY} 10:00" in answer and "带上作品" in answer
    assert Interview.objects.get().place == "三号会议室"


@pytest.mark.parametrize("sent", ["", "x", "[]", '{"fields": 3}', '{"fields": {"name": 5}}', "[" * 100_000])
def test_fingerprints_nobody_made_break_nothing(hr, sent):
    position = Position.objects.create(name="客服经理")
    url = reverse("interviews:position-edit", args=[position.pk])
    assert opened(hr, url).send(hr, opened_on=sent, name="客服主管").status_code in (200, 302)


def test_a_new_object_was_opened_on_nothing(hr):
    url = reverse("interviews:position-create")
    assert "opened_on" not in opened(hr, url).fields


def test_what_was_typed_stays_where_the_set_was_archived_meanwhile(hr):
    question_set = factories.make_set()
    url = reverse("interviews:set-edit", args=[question_set.pk])
    older = opened(hr, url)
    hr.post(reverse("interviews:set-archive", args=[question_set.pk]))
    page = older.send(hr, note="第二题换掉").content.decode()
    assert "archived" in page and "第二题换掉" in page
    question_set.refresh_from_db()
    assert question_set.note == ""


def test_what_was_typed_stays_where_the_interview_was_cancelled_meanwhile(hr):
    interview = factories.make_interview(panel=[factories.make_user()])
    url = reverse("interviews:interview-edit", args=[interview.pk])
    older = opened(hr, url)
    hr.post(reverse("interviews:interview-cancel", args=[interview.pk]), {"reason": "候选人生病"})
    page = older.send(hr, note="带上作品").content.decode()
    assert "Restore it first, then change it" in page and "带上作品" in page
