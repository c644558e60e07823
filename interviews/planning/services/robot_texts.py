"""What a robot says in its group, in words. Nothing that anybody recorded: who reads along may be blind."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.spacing import colon, joined_list
from interviews.common.times import when_of
from interviews.models import GroupRobot, Interview, RobotMessage
from interviews.planning.pages.calendars import page_address

Kind = RobotMessage.Kind
#: What :func:`text_of` reads of a message's row.
RELATED = ("robot", "interview__candidate__position")
HEADINGS = {
    Kind.PLANNED: gettext_lazy("An interview is scheduled"),
    Kind.CHANGED: gettext_lazy("An interview has changed"),
    Kind.CANCELLED: gettext_lazy("An interview is cancelled"),
    Kind.COMING: gettext_lazy("An interview begins soon"),
    Kind.OPEN: gettext_lazy("An interview is over, and scorecards are still open"),
    Kind.SUBMITTED: gettext_lazy("All scorecards of an interview are submitted"),
}


def text_of(message: RobotMessage) -> str:
    """The message in the language of its group and the company's time zone, as the interview is now.

    Give the row with RELATED.
    """
    robot, interview = message.robot, message.interview
    with translation.override(robot.language), timezone.override(timezone.get_default_timezone()):
        if interview is None:
            sentence = _("A trial of the site for interviews: what it sends arrives in this group.")
            return f"{sentence}\n{settings.SITE_URL}"
        lines = [f"{label}{colon()}{value}" for label, value in _details(robot, interview) if value]
        return "\n".join([str(HEADINGS[Kind(message.kind)]), *lines, page_address(interview)])


def _details(robot: GroupRobot, interview: Interview) -> Iterator[tuple[str, str]]:
    yield _("Position"), str(interview.candidate.position or "")
    yield _("Round"), interview.round
    yield _("Time"), when_of(interview)
    yield _("Place"), interview.place
    if robot.names_candidate:
        yield _("Candidate"), str(interview.candidate)
    if robot.names_panel:
        panel = interview.members.sitting().select_related("user").order_by("-lead", "pk")
        yield _("Panel"), joined_list(panel)
