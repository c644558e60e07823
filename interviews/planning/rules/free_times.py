"""When several people are free at once. Pure, no Django."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

#: A stretch of time.
Span = tuple[datetime, datetime]


def free_spans(busy: Iterable[Span], start: datetime, end: datetime, minutes: int) -> list[Span]:
    """What is left between ``start`` and ``end`` beside the busy spans, where at least ``minutes`` fit."""
    free = []
    at = start
    for busy_from, busy_until in sorted(busy):
        if busy_from > at:
            free.append((at, min(busy_from, end)))
        at = max(at, busy_until)
    free.append((at, end))
    shortest = timedelta(minutes=minutes)
    return [(since, until) for since, until in free if until - since >= shortest]
