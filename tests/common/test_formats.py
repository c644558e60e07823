"""Dates as people of both languages read them."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

AT = datetime(2026, 11, 2, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "form", "written"),
    [
        ("en", "SHORT_DATE_FORMAT", "Nov. 2, 2026"),
        ("en", "SHORT_DATETIME_FORMAT", "Nov. 2, 2026 17:05"),
        ("en", "DATETIME_FORMAT", "Nov. 2, 2026 17:05"),
        ("en", "TIME_FORMAT", "17:05"),
        ("zh-hans", "SHORT_DATETIME_FORMAT", "2026年11月2日 17:05"),
        ("zh-hans", "DATETIME_FORMAT", "2026年11月2日 17:05"),
    ],
)
def test_no_date_can_be_read_two_ways(language, form, written):
    with translation.override(language):
        assert date_format(AT, form) == written
