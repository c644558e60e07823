"""Times out of a sealed report: ``{{ sealed.decision.at|moment|date }}``."""

from datetime import datetime

from django import template
from django.utils.dateparse import parse_datetime

register = template.Library()


@register.filter
def moment(text: object) -> datetime | None:
    """The time an ISO text names; None for anything else (a seal that was broken holds anything)."""
    try:
        return parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
