"""Time zones in words, and whose time holds where.

Pages show the reader's time; what is handed on (printed pages, files) shows the company's, which is the one
of the settings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: Zones that people call by a name of their own; the others are called as the database calls them.
NAMES = {
    "Asia/Shanghai": gettext_lazy("Beijing time"),
    "Asia/Hong_Kong": gettext_lazy("Hong Kong time"),
    "Asia/Taipei": gettext_lazy("Taipei time"),
    "Asia/Singapore": gettext_lazy("Singapore time"),
    "Asia/Tokyo": gettext_lazy("Tokyo time"),
    "Asia/Seoul": gettext_lazy("Seoul time"),
    "Asia/Kolkata": gettext_lazy("India time"),
    "Asia/Dubai": gettext_lazy("Dubai time"),
    "Europe/Moscow": gettext_lazy("Moscow time"),
    "Europe/Berlin": gettext_lazy("Berlin time"),
    "Europe/Paris": gettext_lazy("Paris time"),
    "Europe/London": gettext_lazy("London time"),
    "America/New_York": gettext_lazy("New York time"),
    "America/Chicago": gettext_lazy("Chicago time"),
    "America/Los_Angeles": gettext_lazy("Los Angeles time"),
    "Australia/Sydney": gettext_lazy("Sydney time"),
}
_AREAS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")

_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")


@lru_cache
def zone_keys() -> tuple[str, ...]:
    """The zones there are, by place."""
    return tuple(sorted(key for key in available_timezones() if key.split("/")[0] in _AREAS))


def zone_of(key: str) -> ZoneInfo | None:
    """The zone of this name; None for none, and for one that this server doesn't know (any more)."""
    return ZoneInfo(key) if key and (key in NAMES or key in zone_keys()) else None


def zone_label(zone: tzinfo, at: datetime | None = None) -> str:
    """Its name with how far it is from UTC at that moment: "Beijing time (UTC+08:00)"."""
    key = str(zone)
    name = NAMES.get(key) or key.replace("_", " ")
    return _("%(zone)s (%(offset)s)") % {"zone": name, "offset": _offset(zone, at or timezone.now())}


def _offset(zone: tzinfo, at: datetime) -> str:
    minutes = (at.astimezone(zone).utcoffset() or timedelta()) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def is_company_time() -> bool:
    """Whether the time in force is the company's."""
    return str(timezone.get_current_timezone()) == str(timezone.get_default_timezone())


def company_time(view: Callable[_Parameters, _Answer]) -> Callable[_Parameters, _Answer]:
    """For views whose answer is handed on: whoever reads it, times are the company's."""

    @wraps(view)
    def in_company_time(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Answer:
        with timezone.override(None):
            return view(*args, **kwargs)

    return in_company_time
