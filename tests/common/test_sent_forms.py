"""A form with a token does what it does once; a second sending is answered as the first."""

from __future__ import annotations

import re
import threading
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common import sent_forms
from common.models import SentForm
from interviews.models import Candidate, Position
from tests import factories

POSITION = {"name": "客服经理"}


def token() -> dict[str, str]:
    return {sent_forms.FIELD: str(uuid.uuid4())}


@pytest.fixture
def address() -> str:
    return reverse("interviews:position-create")


@pytest.mark.django_db
def test_a_second_sending_changes_nothing_and_is_answered_as_the_first(hr, address):
    form = POSITION | token()
    first, second = hr.post(address, form), hr.post(address, form)
    assert Position.objects.filter(name="客服经理").count() == 1
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert first.cookies["messages"].value == second.cookies["messages"].value


@pytest.mark.django_db
def test_without_a_token_every_sending_counts(hr, address):
    """A script that writes has its own way to say that it is the same (the scorecard's changes have ids)."""
    hr.post(address, POSITION)
    assert hr.post(address, POSITION).status_code == 200
    assert not SentForm.objects.exists()


@pytest.mark.django_db
def test_another_content_another_address_and_another_person_are_other_forms(hr, client_for, address):
    mark = token()
    other = client_for("hr")
    hr.post(address, POSITION | mark)
    hr.post(address, {"name": "客服主管"} | mark)
    other.post(address, {"name": "客服主管"} | mark)
    assert set(Position.objects.values_list("name", flat=True)) == {"客服经理", "客服主管"}
    assert SentForm.objects.count() == 3


@pytest.mark.django_db
def test_a_file_with_another_content_is_another_form(rf, hr):
    """Corrected, with the name and the size it had."""
    seen = []
    mark = token()
    middleware = sent_forms.OnceMiddleware(
        lambda request: HttpResponse(seen.append(request.FILES["a"].read()))
    )
    for content in (b"4,5", b"3,5", b"3,5"):
        request = rf.post("/", mark | {"a": SimpleUploadedFile("a.csv", content)})
        request.user = hr.user
        if middleware.process_view(request) is None:
            middleware(request)
    assert seen == [b"4,5", b"3,5"]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [403, 404, 409])
def test_what_was_refused_may_be_sent_again(rf, hr, status):
    """The reason may be gone by then."""
    answers = iter([HttpResponse(status=status), HttpResponse(status=302, headers={"Location": "/"})])
    request = rf.post("/", token())
    request.user = hr.user
    middleware = sent_forms.OnceMiddleware(lambda _request: next(answers))
    for expected in (status, 302):
        request.__dict__.pop("_sent_form", None)
        assert middleware.process_view(request) is None
        assert middleware(request).status_code == expected
    assert SentForm.objects.get().answer["status"] == 302


@pytest.mark.django_db
def test_a_form_whose_end_nobody_knows_is_refused_in_words(hr, address, monkeypatch):
    """The server was stopped while it carried it out."""
    monkeypatch.setattr(sent_forms, "PATIENCE", 0)
    form = POSITION | token()
    hr.post(address, form)
    SentForm.objects.update(answer=None)
    answer = hr.post(address, form)
    assert answer.status_code == 409 and "sent already" in answer.content.decode()


@pytest.mark.django_db
def test_answers_are_forgotten_after_a_while(hr, address):
    hr.post(address, POSITION | token())
    assert sent_forms.forget_old() == 0
    SentForm.objects.update(at=timezone.now() - sent_forms.MEMORY - timedelta(seconds=1))
    assert sent_forms.forget_old() == 1


@pytest.mark.django_db
def test_the_parts_of_a_page_are_answered_again_too(hr):
    """With htmx the answer is the part that changed."""
    question_set = factories.make_set()
    address = reverse("interviews:set-comment-add", args=[question_set.pk])
    form = {"text": "第二题太长"} | token()
    first, second = (hr.post(address, form, headers={"hx-request": "true"}) for _ in range(2))
    assert first.status_code == 200 and first.content == second.content
    assert question_set.comments.count() == 1


@pytest.mark.django_db
def test_every_form_of_a_page_has_the_token_and_two_pages_have_two(hr, address):
    found = [
        set(re.findall(r'name="form_token" value="([^"]+)"', hr.get(address).content.decode())) for _ in "12"
    ]
    assert all(len(tokens) == 1 for tokens in found) and found[0] != found[1]


@pytest.mark.django_db
def test_the_administration_has_it_too(client_for):
    page = client_for("admin").get(reverse("admin:qbank_category_add")).content.decode()
    assert page.count('name="form_token"') == page.count('name="csrfmiddlewaretoken"') > 0


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one(client_for):
    position = Position.objects.create(name="客服经理")
    client = client_for("hr")
    form = {"name": "张伟", "position": str(position.pk)} | token()
    answers = []

    def send() -> None:
        own = Client()
        own.cookies = client.cookies
        answers.append(own.post(reverse("interviews:candidate-create"), form))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Candidate.objects.filter(name="张伟").count() == 1
    assert {answer.status_code for answer in answers} == {302} and len(
        {answer.headers["Location"] for answer in answers}
    ) == 1
