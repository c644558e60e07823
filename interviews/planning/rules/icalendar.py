"""Calendar files (RFC 5545): interviews as events, for mails, downloads and feeds. Pure, no Django."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//qbank//interviews//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"


class Method(StrEnum):
    """What the receiver's calendar does with the file: keep it, put a date in, take one out."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """Who invites or is invited."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """One event. Times are aware; ``uid`` never changes, ``sequence`` rises with each change that a
    receiver has to know of. ``place``, ``details`` and ``url`` may be empty."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str = ""
    details: str = ""
    url: str = ""
    cancelled: bool = False


def calendar_file(
    entries: Sequence[CalendarEntry],
    *,
    method: Method,
    now: datetime,
    name: str = "",
    zone: str = "",
    organizer: Party | None = None,
    attendee: Party | None = None,
) -> bytes:
    """The file, in UTF-8. ``name`` is what a feed is called in the calendar program, ``zone`` the time zone
    it is read in (times themselves are in UTC, which every program converts).

    ``now`` is when the file is made. Organizer and attendee go with REQUEST and CANCEL. No answer is asked
    of the attendee: nobody here would read it.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", _Text(plain(name)))
    if zone:
        calendar.add("x-wr-timezone", zone)
    if name:
        # How often to look again; the first is for Outlook, the second the standard's.
        calendar.add("x-published-ttl", "PT1H")
        calendar.add("refresh-interval;value=duration", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, method, now, organizer, attendee))
    content: bytes = calendar.to_ical()
    return content


def plain(text: str) -> str:
    """The text as a calendar file can hold it: line breaks as one character, no other control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        character
        for character in lines
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )


class _Text(vText):
    """TEXT that keeps a backslash before an N, which the library takes for a line break of its own."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")
        return escaped.encode()


def _event(
    entry: CalendarEntry, method: Method, now: datetime, organizer: Party | None, attendee: Party | None
) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", _Text(plain(entry.summary)))
    for key, text in (("location", entry.place), ("description", entry.details)):
        if text:
            event.add(key, _Text(plain(text)))
    if entry.url:
        event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.cancelled or method is Method.CANCEL else "CONFIRMED")
    if organizer:
        event.add("organizer", _address(organizer))
    if attendee:
        address = _address(attendee)
        address.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
        event.add("attendee", address)
    return event


def _address(party: Party) -> vCalAddress:
    """A name stands in a parameter, which holds one line and no quotes."""
    address = vCalAddress(f"mailto:{''.join(plain(party.email).split())}")
    if name := " ".join(plain(party.name).replace('"', "'").split()):
        address.params["CN"] = name
    return address
