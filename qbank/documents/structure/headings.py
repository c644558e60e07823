"""Headings that name categories: 第一部分, 一、, （二）, ##, or a short line above a question numbered 1."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from qbank.documents.structure.asking import asks
from qbank.documents.structure.labels import Label, role_of
from qbank.documents.structure.numbers import LineMark, Number
from qbank.documents.structure.unnumbered import is_title_line

_LONGEST: Final = 40
_LONGEST_LINE: Final = 20
_LONGEST_LEAD_IN: Final = 300
_LONGEST_ABOVE: Final = 90
_LONGEST_MARK: Final = 40
_MORE_LETTERS: Final = re.compile(r"[ \t][(]?[B-H][.、)]")
_FEWEST_LISTS: Final = 2
_LISTS: Final = ("plain", "brackets", "dotted", "dotted3", "label", "upper", "lower")
#: The options of a choice have such marks, too.
_STRICTLY_COUNTED: Final = ("upper",)
_RANKS: Final = {
    "part": 0,
    "cn": 1,
    "roman": 1,
    "upper": 1,
    "cnp": 2,
    "plain": 3,
    "label": 3,
    "brackets": 4,
    "dotted": 4,
    "dotted3": 5,
    "dotted4": 6,
}
#: What a heading says of its questions rather than their subject: （5题，每题10分，共50分）.
_COUNTS: Final = re.compile(
    r"[ ]?[(【\[][^()\n【】\[\]]{0,30}?(?:[题分]|questions?|points?|marks?)[^()\n【】\[\]]{0,25}[)】\]]", re.I
)
_OWN_NUMBER: Final = re.compile(
    r"^[\s#*]*(?:第?[ ]?[一二三四五六七八九十\d]{1,3}[ ]?(?:部分|大类|章|节|篇|类|单元"
    r"|模块)[、.:]?|[一二三四五六七八九十\d]{1,3}[ ]?[、.:)]"
    r"|[(][一二三四五六七八九十\d]{1,2}[)]|[IVX]{1,4}[.、])[ ]*(?=\S)"
)
_SENTENCE: Final = re.compile(r"[。?!;]")
_SENTENCE_ENDS: Final = "。?!;…”」』》)】.!"
_DECORATION: Final = " \t*#_:、.-—=【】[]《》"


@dataclass(frozen=True, slots=True)
class Heading:
    """``start``–``end`` is its line or mark and name; ``rank`` orders the levels, the highest first.

    ``name`` is folded; it stands at ``name_at``.
    """

    rank: int
    start: int
    end: int
    name: str
    name_at: int


def find_headings(
    folded: str,
    numbers: Sequence[Number],
    marks: Sequence[LineMark],
    starts: Sequence[Number],
    labels: Sequence[Label],
    *,
    colon_titles: bool = False,
) -> list[Heading]:
    """The headings above questions that begin at ``starts``. ``colon_titles``: "Communication:" is one."""
    places = [start.start for start in starts]
    taken = set(places)
    families = {start.family for start in starts if start.number}
    headings = [
        heading
        for mark in marks
        if mark.start not in taken and (heading := _marked(folded, mark, places, labels))
    ]
    marked = {heading.start for heading in headings}
    candidates = [
        number
        for number in numbers
        if not number.answers
        and number.family in _RANKS
        and number.start not in taken
        and number.start not in marked
        and (number.family not in families or number.family == "label")
        and (number.line_start or number.kind in ("part", "cn", "cnp"))
    ]
    named: list[tuple[Heading, Number]] = []
    following = {
        number.start: after
        for family in _LISTS
        for number, after in pairwise(n for n in numbers if n.family == family)
    }
    for number in candidates:
        after = following.get(number.start)
        if after is not None and bisect_left(places, number.end) == bisect_left(places, after.start):
            # Items of a list: no question stands between them.
            continue
        heading = _numbered(folded, number, numbers, places, labels)
        if heading is not None:
            named.append((heading, number))
    headings += _above_questions(folded, _in_sequence(named, starts), places)
    headings = _apart(headings)
    return _apart([*headings, *_title_lines(folded, starts, headings, labels, colon_titles=colon_titles)])


def _apart(headings: Sequence[Heading]) -> list[Heading]:
    ordered: list[Heading] = []
    for heading in sorted(headings, key=lambda h: (h.start, h.rank)):
        if not ordered or heading.start >= ordered[-1].end:
            ordered.append(heading)
    return ordered


def bare_name(name: str) -> str:
    """A heading without what it says of numbers and points, and without decoration."""
    name = name.strip(_DECORATION)
    while (match := _COUNTS.search(name)) and match.end() == len(name):
        name = name[: match.start()].strip(_DECORATION)
    return name


def without_number(title: str) -> str:
    """A heading without the number it begins with."""
    return _OWN_NUMBER.sub("", title, count=1)


def _marked(folded: str, mark: LineMark, places: Sequence[int], labels: Sequence[Label]) -> Heading | None:
    end = _line_end(folded, mark.end)
    title = folded[mark.end : end]
    name = without_number(title.strip(_DECORATION))
    name = bare_name(name)
    if not name or len(name) > 80 or role_of(name) is not None:
        return None
    following = bisect_left(places, end)
    if following == len(places):
        return None
    return Heading(mark.level - 10, mark.start, end, name, mark.end + title.find(name))


def _numbered(
    folded: str, number: Number, numbers: Sequence[Number], places: Sequence[int], labels: Sequence[Label]
) -> Heading | None:
    newline = _line_end(folded, number.end)
    following = bisect_left(numbers, number.end, key=lambda n: n.start)
    stops = [newline]
    if following < len(numbers):
        stops.append(numbers[following].start)
    question = bisect_left(places, number.end)
    if question < len(places):
        stops.append(places[question])
    label = bisect_left(labels, number.end, key=lambda item: item.start)
    if label < len(labels):
        stops.append(max(labels[label].start, number.end))
    end = min(stops)
    counts = _COUNTS.search(folded, number.end, min(newline, number.end + 80))
    if counts and "。" not in folded[number.end : counts.start()]:
        end = max(counts.end(), min(end, counts.end()))
    title = folded[number.end : end]
    name = bare_name(title)
    if not name or len(name) > (_LONGEST if name.isascii() else 30) or _SENTENCE.search(name):
        return None
    if number.kind in _STRICTLY_COUNTED and _is_option(folded, number):
        return None
    if number.family not in ("part", "cn", "cnp", "roman") and asks(folded, number.end, end):
        return None
    return Heading(_RANKS[number.family], number.start, end, name, number.end + title.find(name))


def _is_option(folded: str, number: Number) -> bool:
    """Whether a letter stands below a line that asks, or with others of its kind on one line."""
    above = _line_above(folded, number.start)
    line = folded[number.end : _line_end(folded, number.end)]
    return _MORE_LETTERS.search(line) is not None or (above is not None and asks(folded, *above) > 0)


def _above_questions(folded: str, headings: Sequence[Heading], places: Sequence[int]) -> list[Heading]:
    """Those followed by a question or another heading with little text between."""
    above: list[Heading] = []
    next_start = len(folded) + _LONGEST_LEAD_IN * 2
    for heading in reversed(headings):
        index = bisect_left(places, heading.end)
        question = places[index] if index < len(places) else next_start
        if min(question, next_start) - heading.end <= _LONGEST_LEAD_IN:
            above.append(heading)
            next_start = heading.start
    return above[::-1]


def _in_sequence(named: Sequence[tuple[Heading, Number]], starts: Sequence[Number]) -> list[Heading]:
    """Those that count up; 三、 in the list of an answer comes without its 一、 and 二、."""
    counts: Counter[int] = Counter()
    places = [start.start for start in starts]
    kept: list[Heading] = []
    for heading, number in named:
        index = bisect_left(places, heading.end)
        restarts = (
            index < len(starts) and starts[index].number in (0, 1) and number.kind not in _STRICTLY_COUNTED
        )
        if number.number == counts[heading.rank] + 1 or restarts or number.kind == "part":
            counts[heading.rank] = number.number
            for lower in [rank for rank in counts if rank > heading.rank]:
                counts[lower] = 0
            kept.append(heading)
    return kept


def _title_lines(
    folded: str,
    starts: Sequence[Number],
    headings: Sequence[Heading],
    labels: Sequence[Label],
    *,
    colon_titles: bool,
) -> list[Heading]:
    """Headings without a number: a short line right above a question that counts from 1 again."""
    ends = [heading.end for heading in headings]
    between = _between_lists(folded, starts) if colon_titles else set()
    titles: list[Heading] = []
    for before, start in zip([None, *starts], starts, strict=False):
        above = _line_above(folded, start.start)
        if above is None or (start.number and not start.line_start):
            continue
        begin, end = above
        line = folded[begin:end].strip(" \t#*_")
        bare = bare_name(line)
        is_bold = folded[begin:end].strip().startswith("**") and folded[begin:end].strip().endswith("**")
        titled = line.startswith("【") or (
            colon_titles
            and (line.endswith(":") or is_bold or begin in between or is_title_line(folded, begin, end))
        )
        if not (start.number == 1 or titled) or not bare or role_of(bare) is not None:
            continue
        longest = 60 if bare.isascii() else _LONGEST_LINE
        if len(bare) > longest or (
            line[-1] in _SENTENCE_ENDS and not _COUNTS.search(line) and not (titled and line.endswith("】"))
        ):
            continue
        if "\t" in line or ":" in bare or bare[0] in "-•|" or (asks(folded, begin, end) and not titled):
            continue
        first = before is None and not titled and not folded[:begin].strip()
        after_heading = bisect_left(ends, begin) < bisect_right(ends, start.start)
        alone = before is None or before.end < begin
        inside = before is not None and any(
            label.start == begin
            for label in labels[bisect_left(labels, begin, key=lambda item: item.start) :][:1]
        )
        if not first and not after_heading and alone and not inside:
            titles.append(Heading(90, begin, end, bare, folded.index(bare, begin)))
    return titles


def _between_lists(folded: str, starts: Sequence[Number]) -> set[int]:
    """Short lines that each stand above several questions of one line: the first of a document, too."""
    lines: set[int] = set()
    for start in starts:
        above = _line_above(folded, start.start)
        if above is None:
            continue
        line = folded[above[0] : above[1]].strip(" \t#*_")
        if 0 < len(line) <= _LONGEST_LINE and line[-1] not in _SENTENCE_ENDS and above[0] != start.start:
            lines.add(above[0])
    first = _line_above(folded, starts[0].start) if starts else None
    several = len(lines) >= _FEWEST_LISTS and 2 * len(lines) <= len(starts)
    return lines if several and first is not None and first[0] in lines else set()


def _line_end(folded: str, position: int) -> int:
    end = folded.find("\n", position)
    return len(folded) if end < 0 else end


def _line_above(folded: str, position: int) -> tuple[int, int] | None:
    """The next line with text above a position, if it is short enough for a title."""
    end = folded.rfind("\n", max(0, position - _LONGEST_MARK), position)
    while end > 0:
        begin = folded.rfind("\n", max(0, end - _LONGEST_ABOVE), end) + 1
        if begin == 0 and end > _LONGEST_ABOVE:
            return None
        if folded[begin:end].strip():
            return begin, end
        end = begin - 1
    return None
