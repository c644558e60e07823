"""Sending what robots say: when it is due, again after a while when the service was not reached.

A message is sent twice only when a person asks for it: the services can't tell a second one from a first, so
one that got no answer is given up and shown, for it may have arrived.
"""

from __future__ import annotations

import http.client
import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from interviews.models import RobotMessage
from interviews.planning.rules.letters import MAX_TRIES, pause
from interviews.planning.rules.robots import (
    Answer,
    Message,
    Service,
    address_fault,
    message,
    read_answer,
)
from interviews.planning.services.encrypted_texts import UnreadableSecretError, decrypt
from interviews.planning.services.outbox import claim, settle
from interviews.planning.services.robot_texts import RELATED, text_of

logger = logging.getLogger(__name__)

#: Seconds until the service has to be connected, and to have answered.
TIMEOUT = 10
#: Answers are short; of a long one no more is read.
_MOST_ANSWER = 64 * 1024
State = RobotMessage.State


class UnansweredError(Exception):
    """The message was sent, and no answer came."""


def deliver_robot_messages(*, limit: int = 20) -> None:
    """Send what is due, the oldest first. Each robot takes about twenty messages a minute."""
    for _number in range(limit):
        row = claim(RobotMessage, *RELATED)
        if row is None:
            return
        _deliver(row)


def _deliver(row: RobotMessage) -> None:
    if row.tries > MAX_TRIES:
        # Only those that a worker died of come so far.
        settle(row, state=State.FAILED, error=RobotMessage.UNANSWERED)
    elif not _is_needed(row):
        settle(row, state=State.DROPPED)
    else:
        try:
            answer, code = _say(row)
        except UnreadableSecretError:
            settle(row, state=State.FAILED, error=RobotMessage.UNREADABLE)
        except UnansweredError:
            logger.warning("Message %s of a robot got no answer", row.pk)
            settle(row, state=State.FAILED, error=RobotMessage.UNANSWERED)
        except OSError as error:
            _try_later(row, type(error).__name__)
        else:
            if answer is Answer.DELIVERED:
                settle(row, state=State.SENT, sent_at=timezone.now(), error="")
            elif answer is Answer.LATER:
                _try_later(row, code)
            else:
                logger.warning("Message %s of a robot was refused: %s", row.pk, code)
                settle(row, state=State.FAILED, error=code[:80])


def _is_needed(row: RobotMessage) -> bool:
    """Whether it is still true, and the robot still speaks."""
    interview = row.interview
    if interview is None:
        return True
    if not row.robot.active or interview.candidate.erased:
        return False
    if row.kind == RobotMessage.Kind.CANCELLED:
        return interview.called_off
    if row.kind == RobotMessage.Kind.COMING and interview.starts_at <= timezone.now():
        return False
    if row.kind in (RobotMessage.Kind.PLANNED, RobotMessage.Kind.CHANGED) and interview.over:
        return False
    return not interview.called_off


def _say(row: RobotMessage) -> tuple[Answer, str]:
    """Raises OSError when nothing was sent, UnansweredError, UnreadableSecretError."""
    service = Service(row.robot.service)
    address = decrypt(row.robot.encrypted_address)
    if fault := address_fault(service, address, settings.ROBOT_HOSTS):
        # A host of one's own that is no longer allowed.
        return Answer.REFUSED, fault.value
    secret = decrypt(row.robot.encrypted_secret)
    status, body = post(message(service, address, secret, text_of(row), timezone.now()))
    return read_answer(service, status, body)


def post(sent: Message) -> tuple[int, bytes]:
    """Status and body of the answer; no redirect is followed.

    Raises OSError when the service was not reached, UnansweredError when it was and did not answer.
    """
    parts = urlsplit(sent.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=TIMEOUT)
    try:
        connection.connect()
        try:
            headers = {"Content-Type": "application/json; charset=utf-8"}
            connection.request("POST", parts._replace(scheme="", netloc="").geturl(), sent.body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read(_MOST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise UnansweredError from error
    finally:
        connection.close()


def _try_later(row: RobotMessage, code: str) -> None:
    """Plan the next try, or give up. Neither log nor row hold the address."""
    logger.warning("Message %s of a robot was not taken: %s", row.pk, code)
    wait = pause(row.tries)
    if wait is None:
        settle(row, state=State.FAILED, error=code[:80])
    else:
        settle(row, next_try_at=timezone.now() + wait, error=code[:80])
