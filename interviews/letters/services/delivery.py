"""Sending letters to candidates: each when it is due, again after a while when the mail server does not take
it, and none whose words are no longer true."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from interviews.letters.rules.placeholders import fill_link
from interviews.letters.services.secrets import hash_of, secret_for
from interviews.letters.services.templates import ANSWERED
from interviews.letters.services.writing import about
from interviews.models import CandidateLetter, Company, Interview, LetterKind
from interviews.planning.pages.calendars import uid_of
from interviews.planning.rules.icalendar import CalendarEntry, Method, Party
from interviews.planning.rules.letters import MAX_TRIES
from interviews.planning.services.attendance import save_reply
from interviews.planning.services.delivery import handle_failure
from interviews.planning.services.letter_texts import calendar_part, message_id, one_line
from interviews.planning.services.outbox import claim, settle

State = CandidateLetter.State
_RELATED = ("interview__candidate__position", "sent_by")


def deliver_to_candidates(*, limit: int = 50) -> int:
    """Send what is due, the oldest first; returns how many letters were looked at (at most ``limit``)."""
    for number in range(limit):
        letter = claim(CandidateLetter, *_RELATED)
        if letter is None:
            return number
        _deliver(letter)
    return limit


def _deliver(letter: CandidateLetter) -> None:
    if letter.tries > MAX_TRIES:
        # Only those that a worker died of come so far.
        settle(letter, state=State.FAILED, error=CandidateLetter.INTERRUPTED)
    elif not Company.current().sends_mail:
        settle(letter, state=State.DROPPED, error=CandidateLetter.MAIL_OFF)
    elif not _holds(letter):
        settle(letter, state=State.DROPPED, error=CandidateLetter.OUTDATED)
    else:
        try:
            compose(letter).send()
        except Exception as error:
            handle_failure(letter, error)
        else:
            settle(letter, state=State.SENT, sent_at=timezone.now(), error="")
            if letter.kind in ANSWERED:
                _note_invited(letter)


def _holds(letter: CandidateLetter) -> bool:
    """Whether what it says is still so."""
    interview, kind = letter.interview, LetterKind(letter.kind)
    if interview.candidate.erased or about(interview, kind) != letter.about:
        return False
    if kind in ANSWERED:
        return not interview.called_off and not interview.over
    if kind == LetterKind.CANCELLATION:
        return interview.status == Interview.Status.CANCELLED
    return not interview.called_off


@transaction.atomic
def _note_invited(letter: CandidateLetter) -> None:
    """Whoever answered meanwhile, or was told by telephone, has more than an invitation."""
    interview = Interview.objects.select_for_update(of=("self",)).get(pk=letter.interview_id)
    if not interview.reply and about(interview, LetterKind(letter.kind)) == letter.about:
        save_reply(interview, Interview.Reply.INVITED, letter.sent_by)


def compose(letter: CandidateLetter) -> EmailMessage:
    """The letter, ready to send: in the words its sender saw, with its link and its calendar entry."""
    sender = letter.sent_by
    with translation.override(letter.language), timezone.override(None):
        message = EmailMessage(
            subject=one_line(letter.subject),
            body=fill_link(letter.body, _link(letter)) + "\n",
            to=[letter.address],
            reply_to=[sender.email] if sender.is_active and sender.email else [],
            headers={"Message-ID": message_id(letter, "candidate"), "Auto-Submitted": "auto-generated"},
        )
        if letter.kind in (*ANSWERED, LetterKind.CANCELLATION):
            method = Method.CANCEL if letter.kind == LetterKind.CANCELLATION else Method.REQUEST
            candidate = letter.interview.candidate
            attendee = Party(name=candidate.name, email=letter.address)
            message.attach(calendar_part(_entry(letter.interview), method, attendee))
    return message


def _link(letter: CandidateLetter) -> str:
    """The address by which the candidate answers; "" where the letter has none. Its hash is written anew
    where the site has another secret key since."""
    if letter.token_sha256 is None:
        return ""
    secret = secret_for(letter)
    if hash_of(secret) != letter.token_sha256:
        CandidateLetter.objects.filter(pk=letter.pk).update(token_sha256=hash_of(secret))
    return f"{settings.SITE_URL}{reverse('interviews:letter-answer', args=[secret])}"


def _entry(interview: Interview) -> CalendarEntry:
    """The interview in the candidate's own calendar: nothing of what the panel is told."""
    company = Company.current().name
    position = interview.candidate.position.name
    summary = _("Interview: %(position)s") % {"position": position}
    if company:
        summary = _("Interview at %(company)s: %(position)s") % {"company": company, "position": position}
    return CalendarEntry(
        uid=f"candidate-{uid_of(interview)}",
        sequence=interview.calendar_sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        summary=summary,
        place=interview.place,
        cancelled=interview.called_off,
    )
