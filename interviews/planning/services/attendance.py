"""Whether a candidate was told of their interview, and what they answered: the one writer of it.

Whether they came is said by scheduling.py, for then it did not take place.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.access import check_may_plan
from interviews.common.letters import write_to_hr
from interviews.models import Interview, OutgoingMail
from interviews.planning.services.scheduling import lock_interview


@transaction.atomic
def record_reply(*, actor: User, interview: Interview, reply: Interview.Reply) -> Interview:
    """Record what was told to the candidate, or what they answered, by telephone for example.

    Raises PermissionDenied for anybody but HR, ValidationError for an interview that is called off or over.
    """
    check_may_plan(actor)
    locked = lock_interview(interview)
    _refuse_when_past(locked)
    return save_reply(locked, reply, actor)


@transaction.atomic
def answer_by_link(*, interview: Interview, reply: Interview.Reply) -> Interview:
    """Record the candidate's own answer, and tell HR. ValidationError as above. Whoever calls this has
    checked the secret in their link."""
    if reply not in (Interview.Reply.CONFIRMED, Interview.Reply.DECLINED):
        raise PermissionDenied
    locked = lock_interview(interview)
    _refuse_when_past(locked)
    if locked.reply == reply:
        return locked
    save_reply(locked, reply, None)
    write_to_hr(OutgoingMail.Kind.REPLY, actor=None, interview=locked)
    return locked


def save_reply(interview: Interview, reply: Interview.Reply, actor: User | None) -> Interview:
    """Save it on a locked interview, where it is another; ``actor`` None: the candidate themselves."""
    if interview.reply == reply:
        return interview
    before = {"reply": interview.reply}
    interview.reply = reply
    interview.reply_at = timezone.now() if reply else None
    interview.reply_by = actor if reply else None
    interview.save(update_fields=["reply", "reply_at", "reply_by"])
    after = {"reply": str(reply)} | ({} if actor else {"by_link": True})
    record(actor=actor, action="interview.reply", target=interview, before=before, after=after)
    return interview


def _refuse_when_past(interview: Interview) -> None:
    if interview.called_off:
        raise ValidationError(interview.why_called_off)
    if interview.over:
        raise ValidationError(_("This interview is over."))
