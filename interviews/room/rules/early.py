"""Whether an interview has not begun: then it is asked before it is scored or submitted. Pure, no Django."""

from __future__ import annotations

from datetime import datetime, timedelta

#: Panels open their scorecards while the candidate comes in.
LEAD_TIME = timedelta(minutes=15)


def is_early(starts_at: datetime, now: datetime) -> bool:
    """Whether it begins later than in a few minutes."""
    return starts_at - LEAD_TIME > now
