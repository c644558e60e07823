"""What HR reads about letters to a candidate: which were sent, by whom, when, and which did not arrive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.access import may_plan
from interviews.letters.services.templates import ANSWERED
from interviews.letters.services.writing import ON_THEIR_WAY, about, kinds_for
from interviews.models import Candidate, CandidateLetter, Company, Interview, LetterKind
from interviews.planning.pages.mails import why_not_delivered

State = CandidateLetter.State
#: Letters that a candidate's page lists.
SHOWN = 30


@dataclass(frozen=True, slots=True)
class LettersOfInterview:
    """``letters``: the newest first, each with its ``why``. ``next_kinds``: those that make sense now.
    ``untold``: why the candidate does not know how the interview stands, "" when they do or need not."""

    interview: Interview
    letters: list[CandidateLetter]
    next_kinds: list[LetterKind]
    untold: str


def letters_of(interview: Interview, user: User) -> LettersOfInterview:
    """Those of the interview that the user may see."""
    letters = CandidateLetter.objects.visible_to(user).filter(interview=interview)
    rows = attach_reasons(letters.select_related("sent_by").order_by("-pk"))
    kinds = kinds_for(interview, user) if may_plan(user) and not interview.candidate.erased else []
    return LettersOfInterview(interview, rows, kinds, _why_untold(interview, rows))


def letters_to(candidate: Candidate, user: User) -> list[CandidateLetter]:
    """The latest to a candidate that the user may see, about all their interviews."""
    letters = CandidateLetter.objects.visible_to(user).filter(interview__candidate=candidate)
    return attach_reasons(letters.select_related("interview", "sent_by").order_by("-pk")[:SHOWN])


def attach_reasons(letters: Iterable[CandidateLetter]) -> list[CandidateLetter]:
    """The letters, each with its ``why``: why it did not arrive, or is not there yet, as a sentence."""
    rows = list(letters)
    for letter in rows:
        letter.why = _why(letter)
    return rows


def _why(letter: CandidateLetter) -> str:
    if letter.state == State.SENT:
        printed = settings.EMAIL_BACKEND.endswith("console.EmailBackend")
        return (
            _("No mail server is set up: letters are only printed to the server’s console.")
            if printed
            else ""
        )
    if letter.state == State.FAILED:
        return why_not_delivered(letter.error)
    if letter.error == CandidateLetter.MAIL_OFF:
        return _("E-mail was switched off when the letter was due.")
    if letter.error == CandidateLetter.OUTDATED:
        return _("What it says was no longer so when it was due.")
    if letter.state == State.WAITING and letter.error:
        return _("The mail server has not taken the letter yet; it is tried again by itself.")
    return ""


def _why_untold(interview: Interview, letters: list[CandidateLetter]) -> str:
    """Of an interview ahead: nobody has told the candidate of it as it is planned now."""
    if interview.called_off or interview.over or interview.reply:
        return ""
    current = [letter for letter in letters if letter.kind in ANSWERED]
    plan = about(interview, LetterKind.INVITATION)
    if any(letter.state in ON_THEIR_WAY and letter.about == plan for letter in current):
        return ""
    if not interview.candidate.email:
        return _("The candidate has no e-mail address. Enter it on their page, or tell them by telephone.")
    if not Company.current().sends_mail:
        return _("E-mail is switched off in the company settings: tell the candidate by telephone.")
    if any(letter.state == State.SENT for letter in current):
        return _("The candidate was told of another time or place. Send them the change.")
    return ""
