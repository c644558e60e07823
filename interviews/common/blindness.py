"""Why the result of an interview is closed to a reader, in words they can follow.

Who reads it is said by interviews.models.visibility; a sentence that asks for what can't be done any more (to
submit, once one has left the panel) leads nowhere.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from interviews.models.interviews import InterviewWithOwnState


class Blindness(StrEnum):
    """What keeps the reader from the result."""

    LEFT = "left"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    OWING = "owing"


def blindness_of(interview: InterviewWithOwnState) -> Blindness | None:
    """Of a row with the reader's own state; None: the result is open to them."""
    if not interview.blind:
        return None
    if interview.left:
        return Blindness.LEFT
    if interview.called_off:
        return Blindness.CANCELLED
    return Blindness.CLOSED if interview.left_out else Blindness.OWING


def why_blind(interview: InterviewWithOwnState) -> str:
    """A sentence that says what keeps the reader from the result; "" when nothing does."""
    blindness = blindness_of(interview)
    if blindness is None:
        return ""
    return {
        Blindness.LEFT: _("You have left this panel, so its result stays closed to you."),
        Blindness.CANCELLED: _(
            "This interview does not take place; its result stays closed to panel members who have not "
            "submitted."
        ),
        Blindness.CLOSED: _(
            "The round was closed without your scorecard, so its result stays closed to you. If yours should "
            "count, ask somebody else in HR to open the round again."
        ),
        Blindness.OWING: _("Submit your own scorecard first."),
    }[blindness]
