"""How the cells of a workbook show their numbers: its styles, by number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from qbank.spreadsheets.files.number_formats import (
    BUILT_IN,
    FormatKind,
    format_kind,
    show_by,
    show_date,
    show_plainly,
)
from qbank.spreadsheets.files.package import Package, local_name


@dataclass(slots=True)
class Styles:
    """``shows``: {style: (how its numbers are shown, whether they are dates)}; styles left out: plainly."""

    shows: dict[str, tuple[Callable[[float], str], bool]] = field(default_factory=dict)


def read_styles(package: Package, part: str | None, from_1904: bool) -> Styles:
    codes: dict[str, str] = {}
    used: list[str] = []
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = local_name(tag)
        if tag == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            used.append(attributes.get("numFmtId", "0"))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and local_name(tag) != "cellXfs"

    if part is None or part not in package:
        return Styles()
    package.read_through(part, start, end)
    styles = Styles()
    compiled: dict[str, tuple[Callable[[float], str], bool] | None] = {}
    for number, used_id in enumerate(used):
        code = codes.get(used_id) or (BUILT_IN.get(int(used_id), "") if used_id.isdecimal() else "")
        if code not in compiled:
            compiled[code] = _compile(code, from_1904)
        show = compiled[code]
        if show is not None:
            styles.shows[str(number)] = show
    return styles


def _compile(code: str, from_1904: bool) -> tuple[Callable[[float], str], bool] | None:
    sort = format_kind(code)
    if sort is FormatKind.DATE:
        return (lambda value: show_date(value, code, from_1904)), True
    if sort is FormatKind.NUMBER:
        show = show_by(code)
        return None if show is show_plainly else (show, False)
    return None
