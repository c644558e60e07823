"""Numbers as a spreadsheet program shows them: dates, percentages, codes with leading zeros."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

#: A number → the text that is shown.
Show = Callable[[float], str]

#: Formats a file only names by number; the ones left out show numbers plainly.
BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    **dict.fromkeys((14, 15, 16, 17, 30, 36, 50, 57), "yyyy-mm-dd"),
    **dict.fromkeys((27, 28, 29, 31, 51, 52, 53, 54, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "h:mm"),
    22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 46: "[h]:mm",
}  # fmt: skip

_LARGEST_SHOWN_PLAINLY: Final = 1e21
_LARGEST_FORMATTED: Final = 1e15
_LAST_DAY: Final = 2_958_466  # the day after 9999-12-31
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.I)
_OF_DATES: Final = re.compile("[ymdhs]|aaa")
_LITERALS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]{0,80}\]')
_TOKENS: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<skip>_.|\*.)|\[(?P<bracket>[^\]]{0,80})\]|(?P<one>.)', re.S
)


class FormatKind(StrEnum):
    PLAIN = "plain"
    DATE = "date"
    NUMBER = "number"


def format_kind(code: str) -> FormatKind:
    """What a format code is for; a code that isn't understood shows numbers plainly."""
    section = code.split(";", 1)[0]
    if section.strip().lower() in ("", "general", "@") or len(code) > 255:
        return FormatKind.PLAIN
    bare = _LITERALS.sub("", section).lower()
    if _ELAPSED.search(section) or _OF_DATES.search(bare.replace("general", "")):
        return FormatKind.DATE
    return FormatKind.NUMBER


def show_plainly(value: float) -> str:
    """3 rather than 3.0, 0.3 rather than 0.30000000000000004; no exponents that people would not write."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value.is_integer() and abs(value) < _LARGEST_FORMATTED:
        return str(int(value))
    shown = format(value, ".15g")
    if "e" in shown and 1e-20 < abs(value) < _LARGEST_SHOWN_PLAINLY:
        return format(Decimal(shown), "f")
    return shown


def show_by(code: str) -> Show:
    """How numbers are shown under a format of Sort.NUMBER."""
    sections = [_Section(section) for section in code.split(";")[:3]]
    if not all(section.understood for section in sections):
        return show_plainly

    def show(value: float) -> str:
        if not abs(value) < _LARGEST_FORMATTED:
            return show_plainly(value)
        if value < 0 and len(sections) > 1:
            return sections[1].show(-value).strip()
        if value == 0 and len(sections) > 2:
            return sections[2].show(0.0).strip()
        sign = "-" if value < 0 else ""
        return sign + sections[0].show(abs(value)).strip()

    return show


class _Section:
    """One of the parts of a format code: texts around and between the places of digits."""

    def __init__(self, section: str) -> None:
        #: Texts and places in order: ("text", "Q"), ("digit", "0"), ("point", "."), …
        self.parts: list[tuple[str, str]] = []
        self.understood = True
        self.decimals = 0
        self.per_cent = 0
        seen_point = False
        for match in _TOKENS.finditer(section):
            kind, text = self._part(match)
            if kind == "digit" and seen_point:
                kind = "decimal"
                self.decimals += 1
            seen_point = seen_point or kind == "point"
            self.per_cent += kind == "per cent"
            if kind:
                self.parts.append((kind, text))
        if self.per_cent > 1 or sum(kind == "point" for kind, _ in self.parts) > 1:
            self.understood = False

    def _part(self, match: re.Match[str]) -> tuple[str, str]:
        if match["quoted"] is not None or match["escaped"] is not None:
            return "text", match["quoted"] or match["escaped"] or ""
        if match["skip"] is not None:
            return "", ""
        if match["bracket"] is not None:  # a currency [$¥-804]; colours and conditions show nothing
            bracket = match["bracket"]
            if bracket[:1] in "<>=":
                self.understood = False
            return "text", bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
        return self._bare(match["one"])

    def _bare(self, mark: str) -> tuple[str, str]:
        if mark in "0#?":
            return "digit", mark
        if mark == ".":
            return "point", mark
        if mark == "%":
            return "per cent", mark
        if mark == ",":
            # Between digits it groups thousands, which people write without; at the end it divides.
            return "comma", mark
        if mark == "/" or (mark.isalpha() and mark.isascii()) or mark == "@":
            self.understood = False
        return "text", mark

    def show(self, value: float) -> str:
        """``value`` must not be negative."""
        kinds = [kind for kind, _ in self.parts]
        places = kinds.count("digit")
        if not places and not self.decimals:
            return "".join(text for kind, text in self.parts if kind in ("text", "per cent"))
        number = Decimal(format(value, ".15g")) * (100 if self.per_cent else 1)
        rounded = number.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        whole, _, fraction = format(rounded, "f").partition(".")
        return self._filled(whole if whole != "0" else "", fraction, places)

    def _filled(self, whole: str, fraction: str, places: int) -> str:
        digits = list(whole.rjust(places, "\0"))
        shown: list[str] = []
        first = True
        left = places
        decimals = list(fraction)
        optional = self._optional_decimals(fraction)
        for kind, text in self.parts:
            if kind == "digit":
                take = len(digits) - left + 1 if first else 1
                first = False
                left -= 1
                taken = "".join(digits[:take])
                del digits[:take]
                shown.append(taken.replace("\0", "0" if text == "0" else ""))
            elif kind == "decimal":
                digit = decimals.pop(0)
                shown.append(digit if len(decimals) >= optional else "")
            elif kind == "point":
                shown.append("." if len(fraction) > optional else "")
            elif kind != "comma":
                shown.append(text)
        return "".join(shown)

    def _optional_decimals(self, fraction: str) -> int:
        """How many places at the end show nothing: zeros under a # or ?."""
        marks = [text for kind, text in self.parts if kind == "decimal"]
        count = 0
        for mark, digit in zip(reversed(marks), reversed(fraction), strict=True):
            if mark == "0" or digit != "0":
                break
            count += 1
        return count


def show_date(value: float, code: str, from_1904: bool) -> str:
    """The day as ISO 8601, with the time where there is one; only the time for a time of day."""
    if not 0 <= value < _LAST_DAY:
        return show_plainly(value)
    seconds = round(value * 86_400)
    bare = _LITERALS.sub("", code.split(";", 1)[0]).lower()
    if _ELAPSED.search(code) or (seconds < 86_400 and "y" not in bare and "d" not in bare):
        return _clock(seconds)
    days, rest = divmod(seconds, 86_400)
    if not from_1904 and days < 60:
        days += 1  # spreadsheet programs believe in a 29 February 1900
    try:
        day = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        shown = (day + timedelta(days=days)).date().isoformat()
    except OverflowError:
        return show_plainly(value)
    return f"{shown} {_clock(rest)}" if rest else shown


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}:{left:02}" if left else f"{hours:02}:{minutes:02}"
