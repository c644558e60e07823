"""Letters in words: one to one person, in their language, about one interview, or one set, as it is now.

Nothing that anybody recorded enters a letter: who reads it may be blind.
"""

from __future__ import annotations

import re
from email.mime.text import MIMEText
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.time_zones import is_company_time, zone_label
from interviews.common.times import when_of
from interviews.models import ApprovalRequest, Company, Interview, OutgoingMail, PanelMember
from interviews.models.mail import Outgoing
from interviews.planning.pages.calendars import entry_of, language_of, page_address
from interviews.planning.rules.icalendar import CalendarEntry, Method, Party, calendar_file
from interviews.planning.services.hr_letters import FOR_HR
from interviews.room.services.practice import practice_wanted

Kind = OutgoingMail.Kind
SUBJECTS = {
    Kind.INVITATION: gettext_lazy("Interview with %(candidate)s, %(when)s"),
    Kind.UPDATE: gettext_lazy("Changed: interview with %(candidate)s, %(when)s"),
    Kind.CANCELLATION: gettext_lazy("Cancelled: interview with %(candidate)s, %(when)s"),
    Kind.REMOVAL: gettext_lazy("You no longer sit on this panel: interview with %(candidate)s, %(when)s"),
    Kind.REMINDER: gettext_lazy("Your scorecard is still open: %(candidate)s, %(when)s"),
    Kind.STEP_BACK: gettext_lazy("A seat to fill: interview with %(candidate)s, %(when)s"),
    Kind.APPROVAL: gettext_lazy("A question set waits for approval: %(set)s"),
    Kind.COMING: gettext_lazy("Coming: interview with %(candidate)s, %(when)s"),
    Kind.SUBMITTED: gettext_lazy("All scorecards are submitted: %(candidate)s"),
    Kind.REPLY: gettext_lazy("%(candidate)s has answered: interview on %(when)s"),
    Kind.CONFIRMATION: gettext_lazy("A decision waits for a second person: %(candidate)s"),
}
#: What the receiver's calendar does with the file; a reminder has none.
METHODS = {
    Kind.INVITATION: Method.REQUEST,
    Kind.UPDATE: Method.REQUEST,
    Kind.CANCELLATION: Method.CANCEL,
    Kind.REMOVAL: Method.CANCEL,
}


#: What :func:`compose` reads of a letter's row.
RELATED = ("person", "interview__candidate__position", "interview__created_by", "question_set")


def compose(mail: OutgoingMail) -> EmailMessage:
    """The letter, ready to send. Give the row with RELATED."""
    kind, interview = Kind(mail.kind), mail.interview
    with translation.override(language_of(mail.person)), timezone.override(mail.person.zone):
        message = EmailMessage(
            subject=one_line(SUBJECTS[kind] % _subject_values(mail)),
            body=_body(mail),
            to=[mail.person.email],
            reply_to=_reply_to(interview) if interview and kind not in FOR_HR else [],
            headers={"Message-ID": message_id(mail, "mail"), "Auto-Submitted": "auto-generated"},
        )
        if interview and kind in METHODS:
            attendee = Party(name=str(mail.person), email=mail.person.email)
            message.attach(calendar_part(entry_of(interview), METHODS[kind], attendee))
    return message


def _subject_values(mail: OutgoingMail) -> dict[str, object]:
    if mail.interview is None:
        return {"set": mail.question_set}
    return {"candidate": mail.interview.candidate, "when": _start_text(mail.interview)}


def _body(mail: OutgoingMail) -> str:
    """The template's parts leave more empty lines than a letter should have."""
    context: dict[str, object] = {"person": mail.person, "company": Company.current()}
    context |= _about_interview(mail.interview, mail.person) if mail.interview else _about_set(mail)
    text = render_to_string(f"interviews/planning/mail/{mail.kind}.txt", context)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _about_interview(interview: Interview, person: User) -> dict[str, object]:
    panel = interview.members.sitting().select_related("user").order_by("-lead", "pk")
    wanted = practice_wanted(person, interview)
    return {
        "interview": interview,
        "when": when_of(interview),
        "panel": [_member_text(member) for member in panel],
        "given_up": [str(member) for member in interview.members.given_up().select_related("user")],
        "address": page_address(interview),
        "scorecard": _address("interviews:scorecard", interview.pk),
        "decision": _address("interviews:interview-decision", interview.pk),
        "debrief": _address("interviews:interview-debrief", interview.pk),
        "practice": _address("interviews:practice-try", interview.sheet_id) if wanted else "",
    }


def _about_set(mail: OutgoingMail) -> dict[str, object]:
    request = ApprovalRequest.objects.filter(question_set=mail.question_set_id).order_by("-pk").first()
    return {
        "set": mail.question_set,
        "asked_by": request.asked_by_name if request else "",
        "address": _address("interviews:set-publish", mail.question_set_id),
    }


def _address(name: str, pk: int | None) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[pk])}"


def _member_text(member: PanelMember) -> str:
    return _("%(name)s (lead)") % {"name": member} if member.lead else str(member)


def _start_text(interview: Interview) -> str:
    """With the zone where the reader's isn't the company's: subjects are short."""
    start = timezone.localtime(interview.starts_at)
    text = f"{date_format(start, 'DATE_FORMAT')} {start:%H:%M}"
    if is_company_time():
        return text
    return _("%(when)s, %(zone)s") % {
        "when": text,
        "zone": zone_label(timezone.get_current_timezone(), start),
    }


def one_line(text: str) -> str:
    """A header is one line, whatever stands in a name."""
    return " ".join(text.split())


def _reply_to(interview: Interview) -> list[str]:
    keeper = interview.created_by
    return [keeper.email] if keeper and keeper.is_active and keeper.email else []


def message_id(mail: Outgoing, name: str) -> str:
    """The same at every try: a letter that was sent twice after all can be told as one."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{name}.{mail.pk}.{mail.created_at:%Y%m%d%H%M%S%f}@{host}>"


def calendar_part(entry: CalendarEntry, method: Method, attendee: Party) -> MIMEText:
    """The calendar file as mail programs look for it: its method stands in the part's type as well."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    content = calendar_file(
        [entry],
        method=method,
        now=timezone.now(),
        zone=timezone.get_current_timezone_name(),
        organizer=Party(name=name or str(settings.SITE_NAME), email=address),
        attendee=attendee,
    )
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", method.value)
    part.add_header("Content-Disposition", "attachment", filename="interview.ics")
    return part
