"""When an interview is, in words."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.time_zones import zone_label
from interviews.models import Interview


def when_of(interview: Interview) -> str:
    """Day and time in the zone in force, which it names."""
    start, end = timezone.localtime(interview.starts_at), timezone.localtime(interview.ends_at)
    return _("%(weekday)s, %(date)s, %(start)s–%(end)s, %(zone)s") % {
        "weekday": date_format(start, "l"),
        "date": date_format(start, "DATE_FORMAT"),
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "zone": zone_label(timezone.get_current_timezone(), start),
    }
