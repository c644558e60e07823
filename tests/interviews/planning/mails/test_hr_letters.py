"""HR is written to about what waits for them: once each, only who may see it, only while it is to be done."""

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from interviews.building.services import publishing, sets
from interviews.building.services.approvals import answer_approval, ask_approval
from interviews.models import Company, OutgoingMail
from interviews.outcome.services import decisions
from interviews.planning.services.delivery import deliver_waiting
from interviews.planning.services.scheduling import cancel_interview
from interviews.planning.services.seats import fill_seat, step_back
from tests import factories
from tests.interviews.outcome.deciding import decide
from tests.interviews.outcome.test_decisions import make_panel
from tests.interviews.planning.mails.letters import KINDS, letter, state

pytestmark = pytest.mark.django_db

REASON = "候选人曾是我的下属-77b2"


def keeper(name="林静", **fields):
    fields.setdefault("email", f"{name}@example.com")
    return factories.make_user("hr", name=name, language="en", **fields)


def written(kind) -> set[str]:
    return {str(mail.person) for mail in OutgoingMail.objects.filter(kind=kind)}


def ask(question_set, actor):
    seen = publishing.freeze(question_set, publishing.load_set_items(question_set)).sha256
    return ask_approval(actor=actor, question_set=question_set, seen_sha256=seen)


# Seats given up


def test_hr_hears_of_a_seat_to_fill_and_not_why(person):
    hr, absent = keeper(), keeper("没有邮箱", email="")
    keeper("离职的", is_active=False)
    interview = factories.make_interview(panel=[person])
    step_back(actor=person, interview=interview, reason=REASON)
    assert written("step_back") == {"林静"} and absent.email == ""
    deliver_waiting()
    (sent,) = [message for message in outbox.outbox if message.to == [hr.email]]
    assert "Stepped back: 陈昊" in sent.body and f"/interviews/{interview.pk}/" in sent.body
    assert REASON not in sent.body and not sent.attachments
    assert str(interview.candidate) in sent.subject


@pytest.mark.parametrize("what", ["filled", "cancelled"])
def test_a_seat_that_is_filled_meanwhile_needs_no_letter(person, what):
    hr = keeper()
    interview = factories.make_interview(panel=[person])
    step_back(actor=person, interview=interview, reason=REASON)
    if what == "filled":
        fill_seat(actor=hr, member=interview.members.get(), person=factories.make_user())
    else:
        cancel_interview(actor=hr, interview=interview, reason="候选人生病")
    deliver_waiting()
    assert OutgoingMail.objects.get(kind="step_back").state == "dropped"


# Sets to approve


@pytest.fixture
def asker():
    Company.objects.update(approval_needed=True)
    return keeper("提请的人")


def test_who_may_approve_hears_of_it_and_who_changed_the_set_does_not(asker):
    keeper()
    editor = keeper("改过的人")
    question_set = factories.make_set(name="华东一面")
    sets.change_set(actor=editor, question_set=question_set, changes={"name": "华东二面"})
    question_set.refresh_from_db()
    ask(question_set, asker)
    assert written("approval") == {"林静"}
    deliver_waiting()
    (sent,) = outbox.outbox
    assert sent.subject == "A question set waits for approval: 华东二面"
    assert "Asked for by: 提请的人" in sent.body
    assert f"/interviews/sets/{question_set.pk}/publish/" in sent.body


def test_what_somebody_answered_meanwhile_needs_no_letter(asker):
    hr = keeper()
    keeper("另一位")
    request = ask(factories.make_set(), asker)
    answer_approval(actor=hr, request=request, approve=True, seen_sha256=request.sha256)
    deliver_waiting()
    assert not outbox.outbox
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"dropped"}


# Decisions to confirm


def test_who_may_confirm_a_decision_hears_of_it_without_its_outcome():
    taker, second = keeper("决定的人"), keeper("第二个人")
    interview = make_panel(["1", "1"])
    blind = keeper("欠评分的")
    interview.members.create(user=blind)
    interview.closed_at, interview.closed_by, interview.close_reason = interview.starts_at, taker, "人不在"
    interview.save()
    decision = decide(taker, interview)
    assert decision.pending and written("confirmation") == {"第二个人"}
    deliver_waiting()
    (sent,) = outbox.outbox
    assert sent.to == [second.email] and f"/interviews/{interview.pk}/decision/" in sent.body
    assert "各题都稳" not in sent.body and decision.get_outcome_display() not in sent.body
    assert not OutgoingMail.objects.visible_to(blind).filter(kind="confirmation").exists()


def test_a_decision_answered_meanwhile_needs_no_letter():
    taker, second = keeper("决定的人"), keeper("第二个人")
    decision = decide(taker, make_panel(["1", "1"]))
    decisions.decline(actor=second, decision=decision, reason="再看看")
    deliver_waiting()
    assert not outbox.outbox


# All of them


def test_with_mail_switched_off_nobody_in_hr_is_written_to(person):
    keeper()
    Company.objects.update(sends_mail=False)
    step_back(actor=person, interview=factories.make_interview(panel=[person]), reason=REASON)
    assert not written("step_back")


def test_a_letter_is_about_an_interview_or_a_set_and_never_both(person):
    question_set = factories.make_set()
    for kind in ("approval", *KINDS):
        fields = {"question_set": question_set} if kind != "approval" else {}
        with pytest.raises(IntegrityError), transaction.atomic():
            letter(person, kind, **fields)


def test_one_that_failed_is_listed_with_what_it_was_about(client_for):
    hr = client_for("hr")
    question_set = factories.make_set(name="华东一面")
    mail = OutgoingMail.objects.create(
        person=hr.user, question_set=question_set, kind="approval", state="failed", error="Interrupted"
    )
    page = hr.get("/interviews/mails/").content.decode()
    assert "华东一面" in page and state(mail) == "failed"
    assert hr.get(f"/admin/interviews/outgoingmail/{mail.pk}/change/").status_code == 200
