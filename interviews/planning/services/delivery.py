"""Sending letters: each when it is due, again after a while when the mail server does not take it.

A letter is delivered at least once. It is sent twice only when a worker dies, or loses the database,
between the mail server's answer and writing it down; both copies then carry the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import Company, OutgoingMail, PanelMember, Scorecard
from interviews.models.mail import Outgoing
from interviews.models.visibility import keeps_interviews
from interviews.planning.rules.letters import MAX_TRIES, pause
from interviews.planning.services.hr_letters import FOR_HR, is_still_asked
from interviews.planning.services.letter_texts import RELATED, compose
from interviews.planning.services.outbox import claim, settle

logger = logging.getLogger(__name__)

Kind, State = OutgoingMail.Kind, OutgoingMail.State


def deliver_waiting(*, limit: int = 50) -> int:
    """Send what is due, the oldest first; returns how many letters were looked at (at most ``most``)."""
    for number in range(limit):
        mail = claim(OutgoingMail, *RELATED)
        if mail is None:
            return number
        _deliver(mail)
    return limit


def check_may_resend(actor: User, mail: OutgoingMail) -> None:
    """Raises PermissionDenied for anybody but HR."""
    if not keeps_interviews(actor):
        raise PermissionDenied(_("HR sends letters again."))


def resend(*, actor: User, mail: OutgoingMail) -> None:
    """Let the worker try a letter again that was given up.

    Raises PermissionDenied for anybody but HR, ValidationError when it was not given up.
    """
    check_may_resend(actor, mail)
    given_up = OutgoingMail.objects.filter(pk=mail.pk, state=State.FAILED)
    if not given_up.update(state=State.WAITING, tries=0, next_try_at=timezone.now(), error=""):
        raise ValidationError(_("This letter waits to be sent, or was sent already."))


def _deliver(mail: OutgoingMail) -> None:
    if mail.tries > MAX_TRIES:
        # Only those that a worker died of come so far.
        settle(mail, state=State.FAILED, error=OutgoingMail.INTERRUPTED)
    elif not Company.current().sends_mail:
        settle(mail, state=State.DROPPED, error=OutgoingMail.MAIL_OFF)
    elif not _is_needed(mail):
        settle(mail, state=State.DROPPED)
    elif not mail.person.email:
        settle(mail, state=State.FAILED, error=OutgoingMail.NO_ADDRESS)
    else:
        try:
            compose(mail).send()
        except Exception as error:
            handle_failure(mail, error)
        else:
            about_plan = mail.interview is not None and mail.kind in OutgoingMail.ABOUT_THE_PLAN
            sequence = mail.interview.calendar_sequence if mail.interview and about_plan else None
            settle(mail, state=State.SENT, sent_at=timezone.now(), told=sequence, error="")


def _is_needed(mail: OutgoingMail) -> bool:
    """Whether what the letter says is still true, and new to the person."""
    if not mail.person.is_active:
        return False
    interview = mail.interview
    if mail.kind in FOR_HR or interview is None:
        return is_still_asked(mail)
    seat = PanelMember.objects.sitting().filter(interview=interview, user=mail.person)
    expected = not interview.called_off and seat.exists()
    if mail.kind == Kind.REMINDER:
        submitted = Scorecard.objects.filter(member__in=seat, status=Scorecard.Status.SUBMITTED)
        return expected and not interview.closed and not submitted.exists()
    if mail.kind == Kind.INVITATION and interview.ends_at <= timezone.now():
        return False
    if mail.kind == Kind.COMING:
        is_coming = interview.starts_at > timezone.now()
        return expected and is_coming and mail.sequence == interview.calendar_sequence
    if expected == (mail.kind in (Kind.CANCELLATION, Kind.REMOVAL)):
        return False
    later_letters = OutgoingMail.objects.filter(
        person=mail.person, interview=interview, told__gte=mail.sequence
    )
    return not later_letters.exists()


def handle_failure(mail: Outgoing, error: Exception) -> None:
    """Plan the next try, or give up. The log and the row name the error's class alone: its text holds
    addresses."""
    if isinstance(error, (smtplib.SMTPException, OSError)):
        logger.warning("%s %s was not sent: %s", type(mail).__name__, mail.pk, type(error).__name__)
    else:
        logger.error("%s %s can't be sent: %s", type(mail).__name__, mail.pk, type(error).__name__)
    wait = None if _is_permanent(error) else pause(mail.tries)
    if wait is None:
        settle(mail, state=State.FAILED, error=_error_summary(error))
    else:
        settle(mail, next_try_at=timezone.now() + wait, error=_error_summary(error))


def _is_permanent(error: Exception) -> bool:
    """Whether each try would fail: no such mailbox, or an address that can't stand in a letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, ValueError)


def _error_summary(error: Exception) -> str:
    code = f" {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"[:80]
