"""Comments on a set: who writes, resolves and withdraws them, and what is kept."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.building.pages.builder import SetBoard
from interviews.building.services import sets
from interviews.building.services.comments import create_comment, resolve_comment, withdraw_comment
from interviews.models import QuestionSet, SetComment
from interviews.models.review import LONGEST_COMMENT
from tests.factories import make_question, make_set, make_user
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def question_set():
    return make_set(questions=[make_question(code="KF-1"), make_question(code="KF-2")], name="华东一面")


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def verbs():
    events = AuditEvent.objects.filter(action__startswith="setcomment.").order_by("pk")
    return [event.action.split(".")[1] for event in events]


# The rules


def test_a_comment_is_about_the_set_or_one_of_its_questions(question_set):
    hr, question = make_user("hr"), question_set.items.first().question
    create_comment(actor=hr, question_set=question_set, text=" 时间太紧 ")
    about = create_comment(actor=hr, question_set=question_set, text="太像第二题", question=question)
    assert list(question_set.comments.values_list("text", "question__code")) == [
        ("时间太紧", None),
        ("太像第二题", "KF-1"),
    ]
    assert QuestionSet.objects.get().open_comment_count == 2
    assert [item.open_comment_count for item in SetBoard(make_user("hr"), question_set).items] == [1, 0]
    event = AuditEvent.objects.get(object_id=str(about.pk), action="setcomment.create")
    assert event.after == {"set": question_set.pk, "question": "KF-1", "text": "太像第二题"}


@pytest.mark.parametrize("text", ["", " \n ", "甲" * (LONGEST_COMMENT + 1)])
def test_empty_and_endless_comments_are_refused(question_set, text):
    with pytest.raises(ValidationError):
        create_comment(actor=make_user("hr"), question_set=question_set, text=text)
    assert not SetComment.objects.exists() and not verbs()


def test_a_question_of_another_set_is_refused(question_set):
    with pytest.raises(ValidationError, match="no longer in the set"):
        create_comment(actor=make_user("hr"), question_set=question_set, text="x", question=make_question())


def test_an_archived_set_is_not_commented_on(question_set):
    hr = make_user("hr")
    sets.set_archived(actor=hr, question_set=question_set, archived=True)
    with pytest.raises(ValidationError, match="archived"):
        create_comment(actor=hr, question_set=question_set, text="x")


def test_anybody_resolves_and_reopens_and_doing_so_twice_changes_nothing(question_set):
    writer, other = make_user("hr"), make_user("hr")
    comment = create_comment(actor=writer, question_set=question_set, text="x")
    for resolved in (True, True, False, False):
        resolve_comment(actor=other, comment=comment, resolved=resolved)
        comment.refresh_from_db()
        assert (comment.resolved, comment.resolved_by) == (resolved, other if resolved else None)
    assert verbs() == ["create", "resolve", "reopen"]


def test_only_its_writer_withdraws_a_comment_and_it_is_kept(question_set):
    writer = make_user("hr")
    comment = create_comment(actor=writer, question_set=question_set, text="说错了")
    with pytest.raises(PermissionDenied):
        withdraw_comment(actor=make_user("hr"), comment=comment)
    for _ in range(2):
        withdraw_comment(actor=writer, comment=comment)
    comment.refresh_from_db()
    assert comment.withdrawn and comment.text == "说错了"
    with pytest.raises(ValidationError, match="withdrawn"):
        resolve_comment(actor=writer, comment=comment, resolved=True)
    assert verbs() == ["create", "withdraw"]
    assert QuestionSet.objects.get().open_comment_count == 0


def test_a_comment_outlives_its_question_in_the_set(question_set, hr):
    item = question_set.items.first()
    create_comment(actor=hr.user, question_set=question_set, text="x", question=item.question)
    sets.remove_item(actor=hr.user, question_set=question_set, item=item.pk)
    page = hr.get(url("set-comments", question_set.pk)).content.decode()
    assert "KF-1" in page and "no longer in the set" in page


def test_commenting_is_no_change_of_the_set(question_set):
    before = QuestionSet.objects.get().updated_at
    create_comment(actor=make_user("hr"), question_set=question_set, text="x")
    assert QuestionSet.objects.get().updated_at == before


# The pages


def test_hr_writes_resolves_and_withdraws(hr, question_set):
    page = url("set-comments", question_set.pk)
    question = question_set.items.first().question_id
    assert "Nobody has said anything yet" in hr.get(page).content.decode()
    answer = hr.post(url("set-comment-add", question_set.pk), {"text": "时间太紧", "question": question})
    assert (answer.status_code, answer.url) == (302, page)
    comment = SetComment.objects.get()
    assert (comment.by, comment.question_id) == (hr.user, question)
    assert "时间太紧" in hr.get(page).content.decode()
    hr.post(url("set-comment-resolve", question_set.pk, comment.pk))
    assert f"Resolved by {hr.user}" in hr.get(page).content.decode()
    hr.post(url("set-comment-reopen", question_set.pk, comment.pk))
    assert "Resolved by" not in hr.get(page).content.decode()
    hr.post(url("set-comment-withdraw", question_set.pk, comment.pk))
    assert "<s>时间太紧</s>" in hr.get(page).content.decode()


def test_with_htmx_the_answer_is_the_thread_alone(hr, question_set):
    answer = hr.post(
        url("set-comment-add", question_set.pk), {"text": "时间太紧"}, headers={"hx-request": "true"}
    )
    assert answer.status_code == 200
    assert "时间太紧" in answer.content.decode() and "<html" not in answer.content.decode()


def test_a_refused_comment_stays_in_the_form(hr, question_set):
    far = "甲" * (LONGEST_COMMENT + 1)
    answer = hr.post(url("set-comment-add", question_set.pk), {"text": far})
    assert answer.status_code == 200
    assert far in answer.content.decode()
    assert not SetComment.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "a\0b"},
        {"text": "x", "question": "99999999999999999999"},
        {"text": "x", "question": "甲"},
    ],
)
def test_garbage_is_refused_beside_its_field(hr, question_set, data):
    answer = hr.post(url("set-comment-add", question_set.pk), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not SetComment.objects.exists()


def test_what_is_written_is_escaped(hr, question_set):
    create_comment(actor=hr.user, question_set=question_set, text="<img src=x onerror=alert(1)>")
    page = hr.get(url("set-comments", question_set.pk)).content.decode()
    assert "<img" not in page and "&lt;img" in page


def test_a_comment_is_reached_through_its_own_set_only(hr, question_set):
    comment = create_comment(actor=hr.user, question_set=question_set, text="x")
    for name in ("set-comment-resolve", "set-comment-withdraw"):
        assert hr.post(url(name, make_set().pk, comment.pk)).status_code == 404
    assert verbs() == ["create"]


def test_somebody_elses_comment_is_not_withdrawn(hr, question_set):
    comment = create_comment(actor=make_user("hr"), question_set=question_set, text="x")
    assert hr.post(url("set-comment-withdraw", question_set.pk, comment.pk)).status_code == 403
    assert "Withdraw</button>" not in hr.get(url("set-comments", question_set.pk)).content.decode()


@pytest.mark.parametrize("role", ["interviewer", "admin"])
def test_nobody_but_hr_reads_or_writes_comments(client_for, role, question_set):
    comment = create_comment(actor=make_user("hr"), question_set=question_set, text="x")
    client = client_for(role)
    assert client.get(url("set-comments", question_set.pk)).status_code == 404
    assert client.post(url("set-comment-add", question_set.pk), {"text": "y"}).status_code == 404
    assert client.post(url("set-comment-resolve", question_set.pk, comment.pk)).status_code == 404
    assert verbs() == ["create"]


@pytest.mark.parametrize("question", ["0", "x", "9" * 30, "1\0"])
def test_the_page_of_a_question_that_is_none_shows_everything(hr, question_set, question):
    create_comment(actor=hr.user, question_set=question_set, text="时间太紧")
    page = hr.get(url("set-comments", question_set.pk), {"question": question})
    assert page.status_code == 200 and "时间太紧" in page.content.decode()


def test_the_page_of_one_question_shows_its_comments_and_writes_about_it(hr, question_set):
    first, second = (item.question for item in question_set.items.all())
    create_comment(actor=hr.user, question_set=question_set, text="第一题的", question=first)
    create_comment(actor=hr.user, question_set=question_set, text="第二题的", question=second)
    page = hr.get(url("set-comments", question_set.pk), {"question": first.pk}).content.decode()
    assert "第一题的" in page and "第二题的" not in page
    assert f'<option value="{first.pk}" selected>' in page


def test_the_pages_of_sets_count_open_comments(hr, question_set):
    assert "open comment" not in hr.get(url("set-list")).content.decode()
    for _ in range(2):
        create_comment(actor=hr.user, question_set=question_set, text="x")
    for page in (url("set-list"), url("set-detail", question_set.pk), url("set-publish", question_set.pk)):
        assert "2 open comments" in hr.get(page).content.decode()


def test_the_builder_counts_the_open_comments_of_each_question(hr, question_set):
    first, second = question_set.items.all()
    elsewhere = make_set(questions=[first.question])
    create_comment(actor=hr.user, question_set=elsewhere, text="x", question=first.question)
    for _ in range(2):
        create_comment(actor=hr.user, question_set=question_set, text="x", question=second.question)
    create_comment(actor=hr.user, question_set=question_set, text="x")
    done = create_comment(actor=hr.user, question_set=question_set, text="x", question=first.question)
    resolve_comment(actor=hr.user, comment=done, resolved=True)
    response = hr.get(url("set-detail", question_set.pk))
    assert [item.open_comment_count for item in response.context["board"].items] == [0, 2]
    page = on_one_line(response.content.decode())
    assert "3 open comments" in page
    assert f'?question={second.question_id}">2 comments' in page
    assert f"?question={first.question_id}" not in page


def test_the_number_of_queries_does_not_grow(hr, question_set, django_assert_max_num_queries):
    counts = []
    for more in (1, 3):
        for item in question_set.items.select_related("question"):
            for _ in range(more):
                first = make_user("hr")
                comment = create_comment(
                    actor=first, question_set=question_set, text="x", question=item.question
                )
                resolve_comment(actor=make_user("hr"), comment=comment, resolved=True)
                create_comment(actor=first, question_set=question_set, text="y", question=item.question)
        with django_assert_max_num_queries(15) as counted:
            hr.get(url("set-comments", question_set.pk))
        counts.append(len(counted))
    assert counts[0] == counts[1]
