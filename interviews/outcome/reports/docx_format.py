"""How the Word reports write numbers and times, and how wide their columns are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from docx.shared import Length, Mm

from interviews.paper.docx import WordDocument


def format_percent(percent: Decimal | None) -> str:
    """ "–" for None."""
    return "–" if percent is None else f"{percent}%"


def format_time(moment: datetime | None) -> str:
    """In local time, as the language writes it; "–" for None."""
    return date_format(localtime(moment), "DATETIME_FORMAT") if moment is not None else "–"


def column_width(word: WordDocument, columns: Sequence[object]) -> Length:
    """The width of each of these columns, beside a first one that takes at least a third of the page."""
    return Length(min(Mm(32), int(word.width * 2 / 3 / max(len(columns), 1))))
