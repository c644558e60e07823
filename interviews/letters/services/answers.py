"""What a candidate sees and does by the link in their letter, without signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.passwords.addresses import client_address
from accounts.passwords.throttle import Attempt
from interviews.letters.services.secrets import hash_of
from interviews.letters.services.writing import about
from interviews.models import CandidateLetter, Interview, LetterKind
from interviews.planning.services.attendance import answer_by_link
from interviews.planning.services.scheduling import lock_interview

#: No secret is longer.
_LONGEST: Final = 64


class ExpiredLinkError(Exception):
    """The time of the interview the letter told of is over."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """The interview a letter asks about, as it is now. ``seen`` says which plan the page shows."""

    letter: CandidateLetter
    interview: Interview
    seen: str


def invitation_by(request: HttpRequest, secret: str) -> Invitation | None:
    """The invitation this secret stands for, None for a wrong one. Those are counted like wrong passwords.

    Raises ThrottledError when too many wrong ones came from there, ExpiredLinkError.
    """
    # By the address alone: nobody's guessing keeps another candidate from answering.
    address = client_address(request)
    attempt = Attempt(account=f"letter {address}", address=address, known=False)
    attempt.check()
    letters = CandidateLetter.objects.select_related("interview__candidate__position")
    letter = letters.filter(token_sha256=hash_of(secret)).first() if len(secret) <= _LONGEST else None
    if letter is None or letter.interview.candidate.erased:
        attempt.note_wrong()
        return None
    if letter.expires_at is None or max(letter.expires_at, letter.interview.ends_at) <= timezone.now():
        raise ExpiredLinkError
    return Invitation(letter, letter.interview, about(letter.interview, LetterKind.INVITATION))


@transaction.atomic
def answer(invitation: Invitation, reply: Interview.Reply, seen: str) -> None:
    """Record the candidate's answer. ``seen``: the plan their page showed.

    Raises ValidationError when the plan has changed meanwhile, or the interview does not take place.
    """
    locked = lock_interview(invitation.interview)
    if seen != about(locked, LetterKind.INVITATION):
        raise ValidationError(
            _("The interview has been moved meanwhile. Please look at it again, then answer.")
        )
    answer_by_link(interview=locked, reply=reply)
