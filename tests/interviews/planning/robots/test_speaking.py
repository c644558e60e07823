"""What robots say when, to a service on this machine: once each, only what is true, only what HR allows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interviews.models import Company, GroupRobot, Interview, OutgoingMail, Response, RobotMessage, Scorecard
from interviews.planning.rules.letters import MAX_TRIES
from interviews.planning.services.delivery import deliver_waiting
from interviews.planning.services.encrypted_texts import encrypt
from interviews.planning.services.reminders import create_reminders
from interviews.planning.services.robot_delivery import deliver_robot_messages
from interviews.planning.services.robots import say_again, try_robot
from interviews.planning.services.scheduling import (
    cancel_interview,
    change_interview,
    restore_interview,
    schedule_interview,
)
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.planning.mails.letters import letter
from tests.interviews.planning.test_letters import changed, plan

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(RobotMessage.objects.order_by("pk").values_list("kind", flat=True))


def message(robot: GroupRobot, kind: str = "planned", **fields) -> RobotMessage:
    return factories.make_robot_message(
        robot=robot, interview=factories.make_interview(), kind=kind, state="waiting", **fields
    )


def not_asked(card: Scorecard) -> None:
    for item in card.member.interview.sheet.items.all():
        Response.objects.create(scorecard=card, item=item, not_asked=True, not_asked_reason="时间不够")


def due_again(row: RobotMessage) -> None:
    RobotMessage.objects.filter(pk=row.pk).update(next_try_at=timezone.now())


def state(row: RobotMessage) -> tuple[str, str]:
    row.refresh_from_db()
    return row.state, row.error


def test_a_group_hears_of_an_interview_and_of_every_change(robot, service):
    hr = factories.make_user("hr")
    made = plan(factories.make_user(name="陈昊"), note="只给面试官", round="终面")
    candidate = factories.make_candidate(name="张伟")
    interview = schedule_interview(actor=hr, candidate=candidate, plan=made)
    deliver_robot_messages()
    change_interview(actor=hr, interview=interview, plan=changed(made, note="换一句"))
    change_interview(actor=hr, interview=interview, plan=changed(made, place="302"))
    deliver_robot_messages()
    cancel_interview(actor=hr, interview=interview, reason="候选人生病")
    deliver_robot_messages()
    restore_interview(actor=hr, interview=interview)
    deliver_robot_messages()
    assert kinds() == ["planned", "changed", "cancelled", "planned"]
    assert [text.splitlines()[0] for text in service.texts] == [
        "An interview is scheduled",
        "An interview has changed",
        "An interview is cancelled",
        "An interview is scheduled",
    ]
    said = "\n".join(service.texts)
    assert "Round: 终面" in said and "Place: 302" in said and f"/interviews/{interview.pk}/" in said
    for private in ("张伟", "陈昊", "只给面试官", "换一句", "候选人生病"):
        assert private not in said


def test_names_are_named_where_hr_allows_it(robot, service):
    robot.names_candidate = robot.names_panel = True
    robot.language = "zh-hans"
    robot.save()
    interview = factories.make_interview(
        panel=[factories.make_user(name="陈昊")], candidate=factories.make_candidate(name="张伟")
    )
    factories.make_robot_message(robot=robot, interview=interview, state="waiting")
    deliver_robot_messages()
    assert "候选人：张伟" in service.texts[0] and "陈昊" in service.texts[0]


def test_a_robot_speaks_of_what_it_is_asked_to_alone(robot):
    GroupRobot.objects.create(name="安静的", service="wecom", kinds=["planned"], active=False)
    robot.kinds = ["cancelled"]
    robot.save()
    schedule_interview(
        actor=factories.make_user("hr"),
        candidate=factories.make_candidate(),
        plan=plan(factories.make_user()),
    )
    assert not RobotMessage.objects.exists()


def test_the_last_of_a_panel_to_submit_lets_group_and_hr_know(robot, service):
    Company.objects.create(pk=1, sends_mail=True)
    factories.make_user("hr", email="hr@example.com")
    first, second = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[first, second])
    for person in (first, second):
        assert not RobotMessage.objects.exists() and not OutgoingMail.objects.exists()
        card = factories.make_scorecard(interview=interview, user=person)
        not_asked(card)
        submit(scorecard=card, actor=person, early=True)
    assert kinds() == ["submitted"]
    assert OutgoingMail.objects.get().kind == "submitted"
    deliver_waiting()
    deliver_robot_messages()
    assert OutgoingMail.objects.get().state == "sent" and len(service.texts) == 1


def test_open_scorecards_are_spoken_of_once(robot):
    past = timezone.now() - timedelta(hours=30)
    factories.make_interview(panel=[factories.make_user(), factories.make_user()], starts_at=past)
    create_reminders()
    create_reminders()
    assert kinds() == ["open"]


def test_before_an_interview_group_and_panel_are_reminded_once(robot):
    Company.objects.create(pk=1, sends_mail=True, coming_hours=24)
    soon = timezone.now() + timedelta(hours=20)
    interview = factories.make_interview(panel=[factories.make_user(email="a@example.com")], starts_at=soon)
    planned_at = timezone.now() - timedelta(days=3)
    Interview.objects.filter(pk=interview.pk).update(created_at=planned_at)
    # Invited long ago; what HR was told today about its panel is no news of its plan.
    invitation = letter(interview.members.get().user, interview=interview, state="dropped")
    OutgoingMail.objects.filter(pk=invitation.pk).update(created_at=planned_at)
    letter(factories.make_user("hr"), "step_back", interview=interview, state="dropped")
    factories.make_interview(panel=[factories.make_user()], starts_at=soon + timedelta(days=2))
    create_reminders()
    create_reminders()
    assert kinds() == ["coming"]
    (reminder,) = OutgoingMail.objects.filter(kind="coming")
    assert reminder.interview == interview
    deliver_waiting()
    reminder.refresh_from_db()
    assert reminder.state == "sent"


def test_who_was_invited_within_that_time_is_not_reminded(robot):
    Company.objects.create(pk=1, sends_mail=True, coming_hours=48)
    schedule_interview(
        actor=factories.make_user("hr"),
        candidate=factories.make_candidate(),
        plan=plan(factories.make_user()),
    )
    create_reminders()
    assert "coming" not in kinds()
    assert not OutgoingMail.objects.filter(kind="coming").exists()


@pytest.mark.parametrize("why", ["cancelled", "erased", "silent", "begun", "over"])
def test_what_is_no_longer_true_is_not_said(robot, service, why):
    row = message(robot, "coming" if why == "begun" else "planned")
    interview = row.interview
    if why == "cancelled":
        interview.status, interview.cancel_reason = Interview.Status.CANCELLED, "候选人生病"
    elif why == "erased":
        interview.candidate.erased_at = timezone.now()
        interview.candidate.save()
    elif why == "silent":
        GroupRobot.objects.update(active=False)
    elif why == "over":
        interview.starts_at = timezone.now() - timedelta(hours=2)
    else:
        interview.starts_at = timezone.now() - timedelta(minutes=1)
    interview.save()
    deliver_robot_messages()
    assert state(row) == ("dropped", "") and not service.sent


# When it does not arrive


@pytest.mark.parametrize(
    ("status", "answer"), [(503, {}), (429, {}), (200, {"errcode": 45009, "errmsg": "too often"})]
)
def test_a_service_that_can_not_take_it_now_is_asked_again_and_hears_it_once(robot, service, status, answer):
    service.status, service.answer = status, answer
    row = message(robot)
    deliver_robot_messages()
    assert state(row)[0] == "waiting" and row.next_try_at > timezone.now()
    service.status, service.answer = 200, {"errcode": 0}
    due_again(row)
    deliver_robot_messages()
    due_again(row)
    deliver_robot_messages()
    assert state(row) == ("sent", "") and len(service.sent) == 2


def test_a_service_that_is_not_reached_is_asked_again(robot, service):
    row = message(robot)
    robot.encrypted_address = encrypt("http://127.0.0.1:9/cgi-bin/webhook/send?key=1")
    robot.save()
    service_hosts = {"ROBOT_HOSTS": ["127.0.0.1:9"]}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.ROBOT_HOSTS", service_hosts["ROBOT_HOSTS"])
        deliver_robot_messages()
    assert state(row) == ("waiting", "ConnectionRefusedError")


def test_what_got_no_answer_is_not_sent_twice_but_by_a_person(robot, service):
    service.status = None
    row = message(robot)
    deliver_robot_messages()
    due_again(row)
    deliver_robot_messages()
    assert state(row) == ("failed", RobotMessage.UNANSWERED) and len(service.sent) == 1
    service.status = 200
    say_again(row)
    deliver_robot_messages()
    assert state(row) == ("sent", "") and len(service.sent) == 2


def test_what_is_refused_is_shown_with_its_code(robot, service):
    service.answer = {"errcode": 93000, "errmsg": "invalid webhook url"}
    row = message(robot)
    deliver_robot_messages()
    assert state(row) == ("failed", "93000")


def test_a_slow_service_does_not_hold_the_worker(robot, service, monkeypatch):
    monkeypatch.setattr("interviews.planning.services.robot_delivery.TIMEOUT", 0.05)
    row = message(robot)
    # Connected, and nobody accepts what is said.
    service.server.shutdown()
    deliver_robot_messages()
    assert state(row) == ("failed", RobotMessage.UNANSWERED)


def test_a_redirect_is_not_followed(robot, service):
    service.status = 302
    row = message(robot)
    deliver_robot_messages()
    assert state(row) == ("failed", "HTTP 302") and len(service.sent) == 1


def test_a_host_that_is_no_longer_allowed_is_not_called(robot, service, settings):
    row = message(robot)
    settings.ROBOT_HOSTS = []
    deliver_robot_messages()
    assert state(row)[0] == "failed" and not service.sent


def test_on_a_site_with_another_key_the_address_is_entered_anew(robot, service, settings):
    row = message(robot)
    settings.SECRET_KEY = "another-key-of-another-site"
    deliver_robot_messages()
    assert state(row) == ("failed", RobotMessage.UNREADABLE) and not service.sent


def test_a_message_that_kills_workers_is_given_up(robot, service):
    row = message(robot, tries=MAX_TRIES)
    deliver_robot_messages()
    assert state(row) == ("failed", RobotMessage.UNANSWERED) and not service.sent


def test_a_trial_is_said_whatever_it_speaks_of(robot, service):
    GroupRobot.objects.update(active=False, kinds=[])
    try_robot(robot)
    deliver_robot_messages()
    assert service.texts[0].startswith("A trial of the site for interviews")


def test_neither_log_nor_database_hold_the_address(robot, service, caplog):
    service.answer = {"errcode": 93000}
    message(robot)
    deliver_robot_messages()
    assert "key=1" not in caplog.text and service.host not in caplog.text
    assert "key=1" not in str([*GroupRobot.objects.values(), *RobotMessage.objects.values()])
