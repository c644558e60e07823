"""The pages of group robots: entered, changed, tried and removed; the address is never shown again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.models import GroupRobot, RobotMessage
from interviews.planning.services.encrypted_texts import decrypt
from tests import factories
from tests.forms import writing_forms

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("interviews:robot-list"), reverse("interviews:robot-create")
ADDRESS = "https://oapi.dingtalk.com/robot/send?access_token=8f1c-geheim"


def data(**changes):
    return {
        "name": "客服面试群",
        "service": "dingtalk",
        "address": ADDRESS,
        "secret": "SEC-geheim",
        "kinds": ["planned", "cancelled"],
        "language": "zh-hans",
        "active": "on",
    } | changes


def text(page) -> str:
    return page.content.decode()


@pytest.fixture
def robot(hr) -> GroupRobot:
    hr.post(NEW, data())
    return GroupRobot.objects.get()


def edit(robot: GroupRobot) -> str:
    return reverse("interviews:robot-edit", args=[robot.pk])


def test_a_robot_is_entered_and_tried_at_once(hr):
    page = hr.post(NEW, data(), follow=True)
    robot = GroupRobot.objects.get()
    assert (decrypt(robot.encrypted_address), decrypt(robot.encrypted_secret)) == (ADDRESS, "SEC-geheim")
    assert robot.kinds == ["planned", "cancelled"] and not robot.names_candidate
    assert RobotMessage.objects.get().kind == "trial"
    assert "A trial is sent within a minute" in text(page) and "客服面试群" in text(page)


def test_address_and_secret_are_shown_nowhere(hr, admin, robot):
    pages = [hr.get(LIST), hr.get(edit(robot)), admin.get(LIST)]
    pages += [admin.get(reverse("admin:interviews_grouprobot_change", args=[robot.pk]))]
    for page in pages:
        assert page.status_code == 200
        assert "geheim" not in text(page) and robot.encrypted_address not in text(page)
    trail = str(list(AuditEvent.objects.values("action", "before", "after")))
    assert "grouprobot.create" in trail and "geheim" not in trail and robot.encrypted_address not in trail


def test_what_it_says_is_changed_without_entering_the_address_again(hr, robot):
    forms = writing_forms(text(hr.get(edit(robot))), edit(robot))
    form = next(form for form in forms if form.action == edit(robot))
    assert hr.post(form.action, form.as_shown | {"name": ["新群名"]}).status_code == 302
    robot.refresh_from_db()
    assert robot.name == "新群名"
    assert (decrypt(robot.encrypted_address), decrypt(robot.encrypted_secret)) == (ADDRESS, "SEC-geheim")
    event = AuditEvent.objects.filter(action="grouprobot.change").get()
    assert (event.before, event.after) == ({"name": "客服面试群"}, {"name": "新群名"})


def test_another_address_takes_the_secret_with_it(hr, robot):
    url = reverse("interviews:robot-address", args=[robot.pk])
    other = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
    hr.post(url, {"service": "wecom", "address": other, "secret": ""})
    robot.refresh_from_db()
    assert robot.service == "wecom" and decrypt(robot.encrypted_secret) == ""
    assert decrypt(robot.encrypted_address) == other
    event = AuditEvent.objects.filter(action="grouprobot.change").get()
    assert event.after == {"service": "wecom", "address": "…"}
    assert RobotMessage.objects.filter(kind="trial").count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"address": "http://oapi.dingtalk.com/robot/send?access_token=1"}, "begins with https://"),
        ({"address": "https://127.0.0.1/robot/send?access_token=1"}, "not an address of DingTalk"),
        ({"address": "https://oapi.dingtalk.com/"}, "incomplete"),
        ({"address": "x" * 501}, "at most 500"),
        ({"service": "wecom"}, "not an address of WeCom"),
        ({"address": ""}, "required"),
        ({"service": "irc"}, "irc is not one of the available choices"),
        ({"kinds": []}, "Choose at least one thing"),
        ({"kinds": ["trial"]}, "trial is not one of the available choices"),
        (
            {"service": "wecom", "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"},
            "sign nothing",
        ),
        ({"name": "  "}, "required"),
    ],
)
def test_what_can_not_work_is_said_and_nothing_is_stored(hr, changes, sentence):
    page = hr.post(NEW, data(**changes))
    assert page.status_code == 200 and sentence in text(page)
    assert not GroupRobot.objects.exists() and not RobotMessage.objects.exists()


def test_two_groups_do_not_share_a_name(hr, robot):
    page = hr.post(NEW, data())
    assert "already exists" in text(page) and GroupRobot.objects.count() == 1


def test_removing_asks_first(hr, robot):
    url = reverse("interviews:robot-delete", args=[robot.pk])
    assert "Remove “客服面试群”?" in text(hr.get(url))
    hr.post(url)
    assert not GroupRobot.objects.exists()
    assert AuditEvent.objects.filter(action="grouprobot.delete").get().before["name"] == "客服面试群"


def test_what_failed_says_why_and_is_sent_again(hr, robot):
    failed = factories.make_robot_message(robot=robot, interview=factories.make_interview(), error="310000")
    page = text(hr.get(LIST))
    assert "refused it with code 310000" in page and str(failed.interview.candidate) in page
    hr.post(reverse("interviews:robot-say-again", args=[failed.pk]))
    failed.refresh_from_db()
    assert failed.state == "waiting"
    again = hr.post(reverse("interviews:robot-say-again", args=[failed.pk]), follow=True)
    assert "waits to be sent, or was sent already" in text(again)


def test_whoever_may_not_see_candidates_sees_no_name_here(admin, robot):
    failed = factories.make_robot_message(robot=robot, interview=factories.make_interview())
    assert str(failed.interview.candidate) not in text(admin.get(LIST))


def test_as_many_queries_for_three_robots_as_for_one(hr, robot, django_assert_num_queries):
    with CaptureQueriesContext(connection) as queries:
        hr.get(LIST)
    for _ in range(3):
        factories.make_robot_message(interview=factories.make_interview())
    with django_assert_num_queries(len(queries)):
        hr.get(LIST)
