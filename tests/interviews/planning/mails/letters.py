"""Letters and what becomes of them."""

from icalendar import Calendar

from interviews.models import OutgoingMail
from interviews.planning.services.letter_texts import RELATED, compose
from tests import factories

KINDS = ["invitation", "update", "cancellation", "removal", "reminder"]


def letter(person, kind="invitation", *, interview=None, **fields) -> OutgoingMail:
    interview = interview or factories.make_interview(panel=[person])
    fields.setdefault("number", 1 if kind == "reminder" else 0)
    return OutgoingMail.objects.create(person=person, interview=interview, kind=kind, **fields)


def state(mail) -> str:
    mail.refresh_from_db()
    return mail.state


def composed(mail):
    return compose(OutgoingMail.objects.select_related(*RELATED).get(pk=mail.pk))


def calendar_of(message):
    part = next(part for part in message.message().walk() if part.get_content_type() == "text/calendar")
    return part, Calendar.from_ical(part.get_payload(decode=True))
