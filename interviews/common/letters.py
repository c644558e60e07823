"""Letters and messages of robots on their way: written in the transaction of the act that calls for them,
sent by the worker.

What they say is put into words when they are sent (interviews/planning/services/letter_texts.py and
robot_texts.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from accounts.models import User
from interviews.common.forms import MODEL_BACKEND
from interviews.models import Company, GroupRobot, Interview, OutgoingMail, QuestionSet, RobotMessage
from interviews.models.visibility import KEEP, keeps_interviews


def store_letters(letters: Iterable[OutgoingMail]) -> None:
    """Have them sent. Where the company sends none they are dropped at once, and say why."""
    letters = list(letters)
    if letters and not Company.current().sends_mail:
        for letter in letters:
            letter.state, letter.error = OutgoingMail.State.DROPPED, OutgoingMail.MAIL_OFF
    OutgoingMail.objects.bulk_create(letters)


def write_to_hr(
    kind: OutgoingMail.Kind,
    *,
    actor: User | None,
    concerns: Callable[[User], bool] = keeps_interviews,
    interview: Interview | None = None,
    question_set: QuestionSet | None = None,
) -> None:
    """Write to everybody in HR but the actor (None: nobody of ours acted) whom it concerns, where the company
    sends mail and there is an address. HR reads of it on the start page in any case."""
    if not Company.current().sends_mail:
        return
    people = User.objects.with_perm(KEEP, backend=MODEL_BACKEND).filter(is_active=True)
    sequence = interview.calendar_sequence if interview else 0
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            person=person, kind=kind, interview=interview, question_set=question_set, sequence=sequence
        )
        for person in people.exclude(pk=actor.pk if actor else 0).exclude(email="").order_by("pk")
        if concerns(person)
    )


def have_robots_say(kind: RobotMessage.Kind, interviews: list[Interview]) -> None:
    """Have every active robot that speaks of this kind say it of each interview."""
    if not interviews:
        return
    robots = [robot for robot in GroupRobot.objects.filter(active=True) if kind in robot.kinds]
    RobotMessage.objects.bulk_create(
        [
            RobotMessage(robot=robot, interview=interview, kind=kind, sequence=interview.calendar_sequence)
            for interview in interviews
            for robot in robots
        ],
        # Reminders are written once, however many workers look for them.
        ignore_conflicts=kind in (RobotMessage.Kind.COMING, RobotMessage.Kind.OPEN),
    )
