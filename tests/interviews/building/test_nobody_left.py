"""Where everybody in HR asked for a set's approval or has changed it, nobody is left to approve it: all of
them are told, and what to do."""

import pytest
from django.urls import reverse

from interviews.building.services import publishing, sets
from interviews.building.services.approvals import answer_approval, ask_approval
from interviews.models import ApprovalRequest, Company
from tests.factories import make_question, make_set, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def company(db):
    return Company.objects.create(pk=1, approval_needed=True)


@pytest.fixture
def question_set():
    return make_set(questions=[make_question()], name="华东一面")


@pytest.fixture
def asker():
    return make_user("hr", name="林若溪")


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def ask(question_set, actor):
    question_set.refresh_from_db()
    frozen = publishing.freeze(question_set, publishing.load_set_items(question_set))
    return ask_approval(actor=actor, question_set=question_set, seen_sha256=frozen.sha256)


def test_where_nobody_is_left_to_approve_all_of_hr_are_told_and_what_to_do(question_set, asker, client_for):
    """The one who asked, and those who changed it; on the start page and on the set's."""
    second = make_user("hr", name="王一")
    item = question_set.items.get().pk
    sets.change_item(actor=second, question_set=question_set, item=item, changes={"minutes": 17})
    page = client_for(user=asker).get(url("set-publish", question_set.pk)).content.decode()
    assert "Nobody is left in HR to approve this" in page, "said before one asks in vain"
    ask(question_set, asker)
    for person in (asker, second):
        client = client_for(user=person)
        start = client.get(reverse("home")).content.decode()
        assert "华东一面" in start and "nobody left to approve it" in start
        page = client.get(url("set-publish", question_set.pk)).content.decode()
        assert "An admin can give one more person the HR role" in page
    third = make_user("hr")
    for person in (asker, second):
        client = client_for(user=person)
        assert "nobody left to approve it" not in client.get(reverse("home")).content.decode()
        assert "Nobody is left" not in client.get(url("set-publish", question_set.pk)).content.decode()
    request = ApprovalRequest.objects.get()
    answer_approval(actor=third, request=request, approve=True, seen_sha256=request.sha256)


def test_who_made_a_set_that_was_never_published_is_not_left_to_approve_it(asker, client_for):
    made = make_set(questions=[make_question()], created_by=make_user("hr"))
    ask(made, asker)
    assert "Nobody is left" in client_for(user=asker).get(url("set-publish", made.pk)).content.decode()
