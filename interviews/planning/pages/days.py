"""The plan of a day as it stands: its rooms, and who comes there when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from django.utils import timezone

from interviews.models import Interview

_Row = TypeVar("_Row", bound=Interview)


@dataclass(frozen=True, slots=True)
class RoomOfDay(Generic[_Row]):
    """``place`` is "" for interviews that have none."""

    place: str
    interviews: tuple[_Row, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """All who sit in it on the day, the leads first."""
        members = [member for interview in self.interviews for member in interview.sitting]
        return tuple(
            {member.user_id: str(member.user) for member in sorted(members, key=_leads_first)}.values()
        )


def _leads_first(member: object) -> bool:
    return not getattr(member, "lead", False)


def rooms_of_day(interviews: Iterable[_Row]) -> list[RoomOfDay[_Row]]:
    """By room, in the order of their names, those without a room last; within one by time."""
    rooms: dict[str, list[_Row]] = {}
    for interview in sorted(interviews, key=lambda interview: (interview.starts_at, interview.pk)):
        rooms.setdefault(interview.place, []).append(interview)
    return [
        RoomOfDay(place, tuple(rooms[place])) for place in sorted(rooms, key=lambda place: (not place, place))
    ]


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """When a day begins and ends in the zone in force."""
    zone = timezone.get_current_timezone()
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def day_from(text: str | None) -> date:
    """The day of an address, today for none and for what is no day."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return timezone.localdate()
    return day if 2000 <= day.year <= 2099 else timezone.localdate()
