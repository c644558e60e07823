"""How long a question takes, as people write it: 5, 5分钟, 3-5分钟, 五分钟, 300秒, 一刻钟, 0.5小时, 00:05."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from common.folding import fold

_CN_DIGITS: Final = "零一二三四五六七八九"
_CN_NUMBER: Final = re.compile(r"[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]")
_NUMBER: Final = r"(\d{1,4}(?:\.\d{1,3})?)"
_UNIT: Final = (
    r"(小时|个小时|时|hours?|hrs?|h|分钟|分|minutes?|mins?|min|m|'|′|秒钟|秒|seconds?|secs?|s|\"|″)?"
)
_AROUND: Final = r"(?:约|大约|大概|不超过|最多|至多|限时|限|<=|≤|<|~|up\s?to|about|max\.?|approx\.?)?"
_AFTER: Final = r"(?:左右|以内|内|之内|/题|每题|per\s?question|max)?"
_SINGLE: Final = re.compile(f"{_AROUND}{_NUMBER}{_UNIT}{_AFTER}")
_RANGE: Final = re.compile(f"{_AROUND}{_NUMBER}{_UNIT}(?:-|~|–|—|～|至|到|to){_NUMBER}{_UNIT}{_AFTER}")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
#: Hours and their parts without a figure of minutes: {how they are written: minutes}.
_IN_WORDS: Final = (
    (re.compile(r"半个?(?:小时|钟头|钟)|half(?:\s?an?)?\s?hour"), 30),
    (re.compile(r"1刻钟?|(?:a\s?)?quarter\s?(?:of\s?)?an\s?hour"), 15),
    (re.compile(r"3刻钟?|three\s?quarters\s?of\s?an\s?hour"), 45),
    (re.compile(r"2刻钟?"), 30),
    (re.compile(r"1个?半(?:小时|钟头)|(?:one|1)\s?and\s?a\s?half\s?hours?"), 90),
    (re.compile(r"(?:1个?|an\s?|one\s?)(?:小时|钟头|hour)"), 60),
)
_MINUTE_AND_A_HALF: Final = re.compile(r"(\d{1,3})分(?:钟)?(?:半|(\d{1,2})秒)")
_WITHOUT_AROUND: Final = re.compile(f"^{_AROUND}|{_AFTER}$")
_SECONDS: Final = re.compile(r"秒|\bsec(?:ond)?s?\b")


@dataclass(frozen=True, slots=True)
class Minutes:
    """``exact``: whether that is what stands there; a range and a part of a minute are not."""

    minutes: int
    exact: bool = True


def is_in_seconds(name: str) -> bool:
    """Whether bare numbers below this name of a column are seconds."""
    return _SECONDS.search(fold(name)) is not None


@lru_cache(maxsize=256)
def read_minutes(text: str, in_seconds: bool = False) -> Minutes | None:
    """The minutes that a cell says: of a range the upper end, parts of a minute rounded. None when it says
    no time. ``in_seconds``: bare numbers are seconds."""
    folded = fold(text[:60]).replace(" ", "")
    if in_seconds and folded.isdigit():
        folded += "s"
    folded = _CN_NUMBER.sub(lambda match: str(_cn_number(match[0])), folded)
    for written, minutes in _IN_WORDS:
        if written.fullmatch(_WITHOUT_AROUND.sub("", folded)):
            return Minutes(minutes)
    if match := _SINGLE.fullmatch(folded):
        return _rounded(Decimal(match[1]), match[2])
    if match := _RANGE.fullmatch(folded):
        unit = match[4] or match[2]
        upper = _rounded(max(Decimal(match[1]), Decimal(match[3])), unit)
        return None if upper is None else Minutes(upper.minutes, exact=False)
    if match := _MINUTE_AND_A_HALF.fullmatch(folded):
        seconds = int(match[2] or 30)
        return Minutes(int(match[1]) + (seconds >= 30), exact=False)
    return _by_clock(folded)


def _cn_number(text: str) -> int:
    text = text.replace("两", "二")
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _CN_DIGITS.index(text)
    return 10 * (_CN_DIGITS.index(tens) if tens else 1) + (_CN_DIGITS.index(ones) if ones else 0)


def _rounded(number: Decimal, unit: str | None) -> Minutes | None:
    unit = unit or ""
    if unit in ("小时", "个小时", "时") or unit.startswith("h"):
        number *= 60
    elif unit.startswith(("秒", "sec")) or unit in ("s", '"', "″"):
        number /= 60
    whole = number.quantize(Decimal(1), ROUND_HALF_UP)
    if number and not whole:
        whole = Decimal(1)
    return Minutes(int(whole), exact=whole == number)


def _by_clock(text: str) -> Minutes | None:
    """00:05 and 00:05:00 are five minutes; 05:00 too, since no question takes five hours."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    first, second, third = int(match[1]), int(match[2]), match[3]
    if third is None and first and not second:
        return Minutes(first, exact=False)
    minutes = first * 60 + second
    return Minutes(minutes, exact=True) if not third or third == "00" else Minutes(minutes + 1, exact=False)
