"""When HR is asked before an interview is planned. Pure, no Django."""

from __future__ import annotations

from datetime import datetime, timedelta

#: Who plans an interview that begins now need not hurry.
LEEWAY = timedelta(minutes=5)


def is_planned_in_the_past(starts_at: datetime, before: datetime | None, now: datetime) -> bool:
    """Whether a time has passed and is newly chosen; ``before``: the one it had (None: there was none).

    Forms know minutes only.
    """
    kept = before is not None and before.replace(second=0, microsecond=0) == starts_at
    return not kept and starts_at != before and starts_at < now - LEEWAY
