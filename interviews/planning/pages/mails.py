"""What HR reads about letters: which did not reach whom and why, and who has no e-mail address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import CandidateLetter, Interview, OutgoingMail, PanelMember

#: Errors of a mail server that can't be reached, by class.
UNREACHABLE = frozenset(
    {"ConnectionRefusedError", "ConnectionResetError", "TimeoutError", "gaierror", "OSError", "SSLError"}
    | {"SMTPConnectError", "SMTPServerDisconnected", "SSLCertVerificationError"}
)
#: People without an address who are listed at once.
MAX_PEOPLE = 50
#: Letters about interviews that ended longer ago are not listed.
SHOWN_FOR = timedelta(days=30)


def visible_undelivered(user: User) -> QuerySet[OutgoingMail]:
    """The letters about coming and recent interviews, and about sets, that were given up, the newest first.

    :func:`attach_reasons` adds why.
    """
    since = timezone.now() - SHOWN_FOR
    recent = Q(interview__starts_at__gte=since) | Q(interview__isnull=True, created_at__gte=since)
    mails = OutgoingMail.objects.visible_to(user).undelivered().filter(recent)
    related = ("person", "interview__candidate__position", "question_set")
    return mails.select_related(*related).order_by("-pk")


def undelivered_to_candidates(user: User) -> list[CandidateLetter]:
    """The latest letters to candidates about coming and recent interviews that were given up, unless a later
    one of their kind reached them; each with its ``why``."""
    since = timezone.now() - SHOWN_FOR
    letters = CandidateLetter.objects.visible_to(user)
    later = letters.filter(
        interview=OuterRef("interview"), kind=OuterRef("kind"), pk__gt=OuterRef("pk"), state="sent"
    )
    rows = letters.filter(~Exists(later), state=CandidateLetter.State.FAILED, interview__starts_at__gte=since)
    rows = rows.select_related("interview__candidate").order_by("-pk")
    undelivered = list(rows[:MAX_PEOPLE])
    for letter in undelivered:
        letter.why = why_not_delivered(letter.error)
    return undelivered


def attach_reasons(mails: Iterable[OutgoingMail]) -> list[OutgoingMail]:
    """The letters, each with its ``why``: the reason it was not delivered, as a sentence."""
    letters = list(mails)
    for mail in letters:
        mail.why = why_not_delivered(mail.error)
    return letters


def why_not_delivered(error: str) -> str:
    """Why a letter was not delivered, as a sentence; ``error``: the letter's."""
    name = error.partition(" ")[0]
    if name == OutgoingMail.NO_ADDRESS:
        return _("There is no e-mail address for this person. An administrator can enter it.")
    if name == OutgoingMail.INTERRUPTED:
        return _("The server was stopped each time while it sent this letter.")
    if name == "SMTPRecipientsRefused":
        return _("The mail server knows no such address. Please have it checked.")
    if name == "SMTPAuthenticationError":
        return _("The mail server refuses the site's password. An administrator has to change EMAIL_URL.")
    if name in UNREACHABLE:
        return _("The mail server could not be reached for three days.")
    return _("The mail server did not take it (%(error)s).") % {"error": error}


def count_waiting_mails() -> dict[str, int]:
    """How many letters are "waiting", and how many of these the mail server has "refused" so far."""
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    return waiting.aggregate(waiting=Count("pk"), refused=Count("pk", filter=~Q(error="")))


def people_without_address() -> QuerySet[User]:
    """Who sits on the panel of a coming interview and can't be written to."""
    coming = PanelMember.objects.sitting().filter(
        user=OuterRef("pk"),
        interview__status=Interview.Status.SCHEDULED,
        interview__starts_at__gte=timezone.now(),
    )
    return User.objects.filter(Exists(coming), email="", is_active=True)
