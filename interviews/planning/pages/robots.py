"""Robots with what they said last, and why something did not arrive, as a sentence."""

from __future__ import annotations

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import GroupRobot, RobotMessage
from interviews.models.visibility import keeps_interviews

#: Messages of a robot that are listed.
LATEST = 5


class ListedMessage:
    """A message, whether it is to be linked with its interview, and why it was not delivered."""

    def __init__(self, message: RobotMessage, *, linked: bool) -> None:
        self.message, self.linked = message, linked and message.interview_id is not None
        self.why = why_not_delivered(message.error) if message.error else ""


def robots_with_latest(user: User) -> list[tuple[GroupRobot, list[str], list[ListedMessage]]]:
    """Every robot, the kinds of news it speaks of in words, and its latest messages, the newest first."""
    latest = RobotMessage.objects.select_related("interview__candidate__position").order_by("-pk")[:LATEST]
    robots = GroupRobot.objects.prefetch_related(Prefetch("messages", latest, to_attr="latest"))
    labels = dict(RobotMessage.Kind.choices)
    linked = keeps_interviews(user)
    return [
        (
            robot,
            [str(labels[kind]) for kind in robot.kinds if kind in labels],
            [ListedMessage(message, linked=linked) for message in robot.latest],
        )
        for robot in robots
    ]


def why_not_delivered(error: str) -> str:
    """``error``: the message's."""
    if error == RobotMessage.UNANSWERED:
        return _("No answer came, so it may have arrived. Look into the group before you send it again.")
    if error == RobotMessage.UNREADABLE:
        return _("The address was stored by a site with another secret key. Enter it again.")
    if error.startswith("HTTP") or not error.lstrip("-").isdigit():
        return _("The service could not be reached (%(error)s).") % {"error": error}
    return _(
        "The service refused it with code %(error)s. Check the address, the secret and the keywords."
    ) % {"error": error}
