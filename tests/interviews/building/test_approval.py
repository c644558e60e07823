"""A second person's approval before publishing: of exactly what is published, and never one's own."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import AppendOnlyError, AuditEvent
from interviews.building.services import publishing, sets
from interviews.building.services.approval_state import ApprovalState, approval_of
from interviews.building.services.approvals import answer_approval, ask_approval
from interviews.building.services.publishing import PublishRefusedError, SetChangedError, publish
from interviews.models import ApprovalAnswer, ApprovalRequest, Company
from qbank.models import Question
from tests.factories import make_question, make_set, make_user
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def company(db):
    return Company.objects.create(pk=1, approval_needed=True)


@pytest.fixture
def question_set():
    return make_set(questions=[make_question(code="KF-1"), make_question(code="KF-2")], name="华东一面")


@pytest.fixture
def asker():
    return make_user("hr", name="林若溪")


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def sha256(question_set):
    question_set.refresh_from_db()
    return publishing.freeze(question_set, publishing.load_set_items(question_set)).sha256


def ask(question_set, actor):
    return ask_approval(actor=actor, question_set=question_set, seen_sha256=sha256(question_set))


def answer(request, actor, approve=True, reason=""):
    seen = request.sha256
    return answer_approval(actor=actor, request=request, approve=approve, seen_sha256=seen, reason=reason)


def change(question_set, actor):
    item = question_set.items.first().pk
    sets.change_item(actor=actor, question_set=question_set, item=item, changes={"minutes": 17})


def state(question_set):
    return approval_of(question_set, sha256(question_set)).state


# The rules


def test_nothing_is_published_without_approval_of_exactly_this(question_set, asker):
    second = make_user("hr", name="王一")
    with pytest.raises(PublishRefusedError, match="A second person has to approve"):
        publish(actor=asker, question_set=question_set)
    request = ask(question_set, asker)
    with pytest.raises(PublishRefusedError, match="林若溪 asked for approval"):
        publish(actor=second, question_set=question_set)
    answer(request, second)
    sheet = publish(actor=asker, question_set=question_set)
    assert sheet.sha256 == request.sha256
    event = AuditEvent.objects.get(action="sheet.publish")
    assert event.after["approved_by"] == "王一"
    asked, approved = AuditEvent.objects.filter(action__startswith="approvalrequest.").order_by("pk")
    assert (asked.action, asked.actor) == ("approvalrequest.ask", asker)
    assert (approved.action, approved.actor) == ("approvalrequest.approve", second)
    assert approved.after == {"set": question_set.pk, "sha256": sheet.sha256}


def test_where_the_company_does_not_want_it_nobody_is_asked(question_set, asker, company):
    company.approval_needed = False
    company.save()
    with pytest.raises(ValidationError, match="publish it"):
        ask(question_set, asker)
    assert publish(actor=asker, question_set=question_set).version == 1
    assert AuditEvent.objects.get(action="sheet.publish").after["approved_by"] == ""


def test_nobody_approves_what_they_asked_for(question_set, asker):
    request = ask(question_set, asker)
    with pytest.raises(PermissionDenied):
        answer(request, asker)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApprovalAnswer.objects.create(request=request, kind="approved", asked_by=asker, by=asker)
    assert state(question_set) is ApprovalState.WAITING


def test_nobody_approves_what_they_have_changed(question_set, asker, client_for):
    """Since the last version: before that somebody else approved it."""
    editor, _third = client_for("hr"), make_user("hr")
    change(question_set, editor.user)
    request = ask(question_set, asker)
    page = editor.get(url("set-publish", question_set.pk)).content.decode()
    assert "You have changed this set since its last version" in on_one_line(page)
    assert not [waiting for waiting in editor.get("/").context["home"].approvals if not waiting.answered]
    with pytest.raises(ValidationError, match="somebody who has not has to approve it"):
        answer(request, editor.user)
    answer(request, editor.user, approve=False, reason="题太难")
    change_weight(question_set, asker)
    answer(ask(question_set, asker), make_user("hr"))
    publish(actor=asker, question_set=question_set)
    change_name(question_set, asker)
    assert answer(ask(question_set, asker), editor.user).kind == "approved"


def test_who_made_a_set_does_not_approve_its_first_version(asker):
    maker = make_user("hr")
    question_set = make_set(created_by=maker)
    request = ask(question_set, asker)
    with pytest.raises(ValidationError):
        answer(request, maker)


def test_the_administration_refuses_it_with_the_same_sentence(question_set, asker, client_for):
    editor = client_for("hr")
    change(question_set, editor.user)
    ask(question_set, asker)
    address = reverse("admin:interviews_questionset_act", args=[question_set.pk, "approve"])
    seen = editor.get(address).context["form"]["seen"].value()
    assert "somebody who has not has to approve it" in editor.post(address, {"seen": seen}).content.decode()
    assert state(question_set) is ApprovalState.WAITING


def change_weight(question_set, actor):
    item = question_set.items.first().pk
    sets.change_item(actor=actor, question_set=question_set, item=item, changes={"weight": 3})


def change_order(question_set, actor):
    sets.step_item(actor=actor, question_set=question_set, item=question_set.items.first().pk, by=1)


def change_name(question_set, actor):
    sets.change_set(actor=actor, question_set=question_set, changes={"name": "华北一面"})


def change_wording(question_set, actor):
    Question.objects.filter(code="KF-1").update(text="另一个问法？")


@pytest.mark.parametrize("changing", [change, change_weight, change_order, change_name, change_wording])
def test_any_later_change_voids_the_approval(question_set, asker, changing):
    answer(ask(question_set, asker), make_user("hr"))
    changing(question_set, asker)
    assert state(question_set) is ApprovalState.CHANGED
    with pytest.raises(PublishRefusedError, match="that approval no longer holds"):
        publish(actor=asker, question_set=question_set)
    answer(ask(question_set, asker), make_user("hr"))
    assert publish(actor=asker, question_set=question_set).version == 1


def test_what_was_changed_back_is_what_was_approved(question_set, asker):
    answer(ask(question_set, asker), make_user("hr"))
    change_order(question_set, asker)
    change_order(question_set, asker)
    assert state(question_set) is ApprovalState.APPROVED


def test_a_request_about_something_else_is_not_answered(question_set, asker):
    request = ask(question_set, asker)
    change(question_set, asker)
    with pytest.raises(SetChangedError):
        answer(request, make_user("hr"))
    assert not ApprovalAnswer.objects.exists()
    assert state(question_set) is ApprovalState.CHANGED


def test_what_was_seen_is_what_is_asked_about_and_approved(question_set, asker):
    with pytest.raises(SetChangedError):
        ask_approval(actor=asker, question_set=question_set, seen_sha256="0" * 64)
    request = ask(question_set, asker)
    with pytest.raises(SetChangedError):
        answer_approval(actor=make_user("hr"), request=request, approve=True, seen_sha256="")
    assert not ApprovalAnswer.objects.exists()


def test_it_is_sent_back_with_a_reason_and_asked_for_again(question_set, asker):
    second = make_user("hr", name="王一")
    request = ask(question_set, asker)
    for reason in ("", "  ", "甲" * 2001):
        with pytest.raises(ValidationError):
            answer(request, second, approve=False, reason=reason)
    answer(request, second, approve=False, reason="缺少应急类题目")
    assert state(question_set) is ApprovalState.RETURNED
    with pytest.raises(PublishRefusedError, match=r"王一 sent it back on .*: “缺少应急类题目”"):
        publish(actor=asker, question_set=question_set)
    with pytest.raises(ValidationError, match="answered this already"):
        answer(request, second)
    again = ask(question_set, asker)
    answer(again, second)
    assert state(question_set) is ApprovalState.APPROVED


@pytest.mark.parametrize("approve", [None, True])
def test_asking_twice_is_refused(question_set, asker, approve):
    request = ask(question_set, asker)
    if approve:
        answer(request, make_user("hr"))
    with pytest.raises(ValidationError):
        ask(question_set, make_user("hr"))
    assert ApprovalRequest.objects.count() == 1


def test_what_cannot_be_published_is_not_asked_about(asker):
    with pytest.raises(PublishRefusedError, match="still a draft"):
        ask_approval(
            actor=asker, question_set=make_set(questions=[make_question(status="draft")]), seen_sha256=""
        )


def test_requests_and_answers_are_written_once(question_set, asker):
    request = ask(question_set, asker)
    approval_answer = answer(request, make_user("hr"))
    for row in (request, approval_answer):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(AppendOnlyError):
            row.delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time anyway")
def test_of_two_who_answer_at_once_one_is_told(question_set, asker):
    request = ask(question_set, asker)
    people, outcomes = [make_user("hr"), make_user("hr")], []

    def act(person):
        try:
            answer(ApprovalRequest.objects.get(pk=request.pk), person)
        except ValidationError:
            outcomes.append(person)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1 and ApprovalAnswer.objects.count() == 1


# The pages


def seen_in(page):
    return {"sha256": page.context["sheet"].sha256}


def test_two_people_publish_on_the_site(hr, client_for, question_set):
    second = client_for("hr")
    page_url = url("set-publish", question_set.pk)
    page = hr.get(page_url)
    assert "Ask for approval" in on_one_line(page.content.decode())
    assert "Publish version 1</button>" not in on_one_line(page.content.decode())
    assert hr.post(url("set-approval-ask", question_set.pk), seen_in(page)).url == page_url
    own_page = on_one_line(hr.get(page_url).content.decode())
    assert "Approve</button>" not in own_page and "Ask for approval</button>" not in own_page
    page = second.get(page_url)
    assert "Approve</button>" in on_one_line(page.content.decode())
    request = ApprovalRequest.objects.get()
    assert second.post(url("set-approval-give", question_set.pk, request.pk), seen_in(page)).url == page_url
    page = hr.get(page_url)
    assert "Publish version 1</button>" in on_one_line(page.content.decode())
    published = hr.post(page_url, seen_in(page))
    assert f"approved by {second.user}" in hr.get(published.url).content.decode()


def test_a_forged_publish_is_refused_with_the_reason(hr, question_set):
    answered = hr.post(
        url("set-publish", question_set.pk), seen_in(hr.get(url("set-publish", question_set.pk)))
    )
    assert answered.status_code == 200
    assert "A second person has to approve this set" in answered.content.decode()
    assert not question_set.sheets.exists()


def test_sending_back_needs_a_reason_and_keeps_the_page(client_for, question_set, asker):
    second, request = client_for("hr"), ask(question_set, asker)
    target = url("set-approval-return", question_set.pk, request.pk)
    for reason in ("", "a\0b", "甲" * 2001):
        answered = second.post(target, {"sha256": request.sha256, "reason": reason})
        assert answered.status_code == 200 and answered.context["send_back"].errors
    assert not ApprovalAnswer.objects.exists()
    second.post(target, {"sha256": request.sha256, "reason": "<b>缺题</b>"})
    page = second.get(url("set-publish", question_set.pk)).content.decode()
    assert "&lt;b&gt;缺题&lt;/b&gt;" in page and "<b>缺题</b>" not in page


def test_ones_own_request_is_forbidden_to_answer(hr, question_set):
    request = ask(question_set, hr.user)
    data = {"sha256": request.sha256, "reason": "x"}
    for name in ("set-approval-give", "set-approval-return"):
        assert hr.post(url(name, question_set.pk, request.pk), data).status_code == 403
    assert not ApprovalAnswer.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"sha256": ""}, {"sha256": "0" * 64}, {"sha256": "\0"}])
def test_what_nobody_saw_is_neither_asked_about_nor_approved(client_for, question_set, asker, sent):
    client = client_for("hr")
    assert client.post(url("set-approval-ask", question_set.pk), sent).status_code == 302
    assert not ApprovalRequest.objects.exists()
    request = ask(question_set, asker)
    answered = client.post(url("set-approval-give", question_set.pk, request.pk), sent, follow=True)
    assert "changed in the meantime" in answered.content.decode()
    assert not ApprovalAnswer.objects.exists()


def test_a_request_is_reached_through_its_own_set_only(client_for, question_set, asker):
    request = ask(question_set, asker)
    answered = client_for("hr").post(
        url("set-approval-give", make_set().pk, request.pk), {"sha256": request.sha256}
    )
    assert answered.status_code == 404


@pytest.mark.parametrize(
    ("role", "asks", "answers"), [("interviewer", 404, 403), ("panelist", 404, 404), ("admin", 404, 404)]
)
def test_strangers_to_a_set_neither_ask_nor_approve(client_for, role, asks, answers, question_set, asker):
    client, request = client_for(role), ask(question_set, asker)
    for target, status in (
        (url("set-approval-ask", question_set.pk), asks),
        (url("set-approval-give", question_set.pk, request.pk), answers),
        (url("set-approval-return", question_set.pk, request.pk), answers),
    ):
        assert client.post(target, {"sha256": request.sha256, "reason": "x"}).status_code == status


# What waits for whom


def waiting(client):
    home = client.get("/").context["home"]
    return [
        (str(approval.request), approval.request.answered and approval.request.answered.kind)
        for approval in home.approvals
    ]


def test_the_start_page_says_that_what_was_approved_has_changed_since(hr, client_for, question_set):
    answer(ask(question_set, hr.user), client_for("hr").user)
    assert "can be published" in hr.get("/").content.decode()
    question = question_set.items.first().question
    question.points.update(text="换了说法")
    question.save()
    page = hr.get("/").content.decode()
    assert "changed since" in page and "can be published" not in page


def test_the_start_page_tells_the_second_person_and_then_who_asked(hr, client_for, question_set, company):
    second = client_for("hr")
    request = ask(question_set, hr.user)
    assert (waiting(hr), waiting(second)) == ([], [("华东一面", None)])
    assert "to approve" in second.get("/").content.decode()
    answer(request, second.user, approve=False, reason="缺题")
    assert (waiting(hr), waiting(second)) == ([("华东一面", "returned")], [])
    assert "缺题" in hr.get("/").content.decode()
    answer(ask(question_set, hr.user), second.user)
    assert (waiting(hr), waiting(second)) == ([("华东一面", "approved")], [])
    publish(actor=hr.user, question_set=question_set)
    assert (waiting(hr), waiting(second)) == ([], [])


def test_archived_sets_and_a_company_that_wants_none_leave_the_start_page(hr, question_set, asker, company):
    ask(question_set, asker)
    assert waiting(hr)
    sets.set_archived(actor=asker, question_set=question_set, archived=True)
    assert not waiting(hr)
    sets.set_archived(actor=asker, question_set=question_set, archived=False)
    company.approval_needed = False
    company.save()
    assert not waiting(hr)


def test_the_number_of_queries_does_not_grow(hr, asker, django_assert_max_num_queries):
    counts = []
    for more in (1, 3):
        for _ in range(more):
            ask(make_set(), asker)
        with django_assert_max_num_queries(20) as counted:
            hr.get("/")
        counts.append(len(counted))
    assert counts[0] == counts[1]
