"""Answer sheets: the questions come first, and their answers follow, by number."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qbank.documents.structure.asking import asks
from qbank.documents.structure.labels import Label, labels_between
from qbank.documents.structure.numbers import DIGITS, LineMark, Number
from qbank.documents.structure.series import best_series
from qbank.documents.structure.stems import are_wrapped, split
from qbank.documents.structure.words import Role

_ANSWERS: Final = frozenset({Role.ANSWER, Role.ANALYSIS})
_CHOICE: Final = r"(?:[A-HTF]{1,6}|[×√✓✗✘]|对|错|正确|错误)"
#: 1-5 BCBAD, 1~5：B C B A D
_RANGE: Final = re.compile(
    rf"(\d{{1,4}})[ ]?[-—–~至][ ]?(\d{{1,4}})[ ]?[:.、]?[ ]?((?:{_CHOICE}[ ,、]{{0,2}}){{2,40}})"
)
#: 1.B 2.C, 1、× 2、√, 1B2C
_SINGLE: Final = re.compile(rf"(?<![\d.])(\d{{1,4}})[ ]?[.、:)]?[ ]?({_CHOICE})(?=[\s,;。、|]|\d|$)")


#: A heading that ends, or in English begins, with what the sheet holds: XX面试 参考答案部分.
_TITLE: Final = re.compile(
    r"(?m)^[^\n。?!;:]{0,30}?(?<![及和与含附、])(?:参考|标准|正确)?答案(?:及解析|与解析|部分|要点|汇总|卷)?"
    r"[】》)*]*[ \t]*$"
    r"|^[ \t#*]*(?i:answer key|answers|(?:suggested|sample|model|reference) answers)\b[^\n.?!;:]{0,40}$"
)


#: What cases are called where they are counted: 材料一.
CASE: Final = re.compile("材料|背景|案例|情[景境]|场景|case|scenario")


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """``start``–``end`` is its heading (参考答案); up to ``stop`` its numbered answers."""

    start: int
    end: int
    stop: int


def find_sheets(
    folded: str, numbers: Sequence[Number], labels: Sequence[Label], marks: Sequence[LineMark]
) -> list[AnswerSheet]:
    """Every answer label that stands behind several unanswered questions and before numbered answers."""
    sheets: list[AnswerSheet] = []
    since = 0
    headings = {mark.start for mark in marks}
    cases = answered_cases(numbers, labels)
    for label in _openings(folded, labels, numbers):
        if label.start < since or (cases and label.start > cases[0]):
            continue
        if _opens(folded, label, numbers, headings) and _unanswered(
            folded, numbers, labels, since, label.start
        ):
            stop = _stop(folded, numbers, label, headings)
            sheets.append(AnswerSheet(label.start, label.end, stop))
            since = stop
        else:
            since = _past_own_list(folded, numbers, label)
    return sheets


def answered_cases(numbers: Sequence[Number], labels: Sequence[Label]) -> list[int]:
    """Where cases stand (材料一 … 材料二), if each has the answers to its questions."""
    cases = [number.start for number in numbers if number.kind == "label" and CASE.match(number.prefix)]
    answers = [label.start for label in labels if label.role in _ANSWERS]
    if len(cases) < 2:
        return []
    stops = [*cases[1:], answers[-1] + 1 if answers else 0]
    answered = [bisect_left(answers, a) < bisect_left(answers, b) for a, b in zip(cases, stops, strict=True)]
    return cases if all(answered) else []


def _past_own_list(folded: str, numbers: Sequence[Number], label: Label) -> int:
    """The end of an answer that is itself a list, where the questions count otherwise; else the label's."""
    first = index = bisect_left(numbers, label.end, key=lambda number: number.start)
    while (
        index < len(numbers)
        and numbers[index].number == index - first + 1
        and numbers[index].kind == numbers[first].kind
    ):
        index += 1
    if first == index or index == len(numbers) or folded[label.end : numbers[first].start].strip(" \n:*"):
        return label.end
    return numbers[index - 1].end if numbers[index].kind != numbers[first].kind else label.end


def _openings(folded: str, labels: Sequence[Label], numbers: Sequence[Number]) -> Iterator[Label]:
    """Labels for answers, headings that end with one, and numbers with one, as labels of no width."""
    numbered = [
        Label(Role.ANSWER, number.start, number.start, "", number.number, number.line_start)
        for number in numbers
        if number.answers
    ]
    answers = [label for label in labels if label.role in _ANSWERS]
    ends = {label.end for label in answers}
    titles = [
        Label(Role.ANSWER, title.start(), title.end(), "", None, True, True)
        for title in _TITLE.finditer(folded)
        if not any(end in ends for end in range(title.start(), title.end() + 1))
    ]
    yield from sorted([*answers, *numbered, *titles], key=lambda label: (label.start, label.end))


def _opens(folded: str, label: Label, numbers: Sequence[Number], headings: set[int]) -> bool:
    if label.start == label.end:
        return label.number == 1
    index = bisect_left(numbers, label.end, key=lambda number: number.start)
    following = numbers[index] if index < len(numbers) else None
    begin = label.end
    while begin < len(folded) and folded[begin] in " \n\t*:":
        begin += 1
    if begin in headings:
        return True
    if _RANGE.match(folded, begin) or _SINGLE.match(folded, begin):
        return True
    if following is None or folded[label.end : following.start].strip(" \n\t*:#"):
        return label.alone and bool(
            re.match(r"[^\n]{1,30}\n\s*(?:1[.、)]|第[一1]题|\(1\)|\(?一)", folded[begin : begin + 50])
        )
    return following.number == 1 or following.kind in ("part", "cn", "cnp")


def _unanswered(
    folded: str, numbers: Sequence[Number], labels: Sequence[Label], start: int, end: int
) -> bool:
    """At least two questions, and hardly any of them followed by an answer of its own."""
    first = bisect_left(numbers, start, key=lambda number: number.start)
    last = bisect_left(numbers, end, key=lambda number: number.start)
    stretch = [number for number in numbers[first:last] if not number.answers]
    chains = [best_series(folded, [n for n in stretch if n.family == family], [], []) for family in DIGITS]
    chain = max(chains, key=len)
    if len(chain) < 2:
        return False
    places = [*(number.start for number in stretch), end]
    stops = [places[bisect_left(places, number.end)] for number in chain]
    asking = sum(asks(folded, number.end, stop) > 0 for number, stop in zip(chain, stops, strict=True))
    if asking * 2 < len(chain):
        return False
    borders = sorted(
        {
            *(number.start for number in stretch if number.kind in ("part", "cn", "cnp")),
            *(n.start for n in chain),
            end,
        }
    )
    bodies = [(number.end, borders[bisect_left(borders, number.end)]) for number in chain]
    wrapped = are_wrapped(folded, bodies)
    answered = 0
    for begin, stop in bodies:
        inside = labels_between(labels, begin, stop)
        # What stands behind a label is what the label says.
        unmarked = inside[0].start if inside else stop
        answered += bool(folded[split(folded, begin, unmarked, wrapped=wrapped) : unmarked].strip())
        answered += any(label.role in _ANSWERS for label in inside)
    return answered * 5 <= len(chain)


def _stop(folded: str, numbers: Sequence[Number], label: Label, headings: set[int]) -> int:
    """Where the sheet stops: at a heading whose first number is put as a question of its own, or where what
    was counted before it goes on (材料一 … 参考答案 … 材料二)."""
    from_here = bisect_left(numbers, label.end, key=lambda number: number.start)
    counted = {number.prefix: number.number for number in numbers[:from_here] if number.kind == "label"}
    heading: int | None = None
    for number in numbers[from_here:]:
        if (
            number.kind == "label"
            and number.line_start
            and not number.answers
            and number.number == counted.get(number.prefix, -1) + 1
        ):
            return number.start
        if (
            number.kind in ("part", "cn", "cnp")
            and number.line_start
            and len(_line(folded, number.end)) <= 40
        ):
            heading = number.start
        elif heading is not None:
            if not number.answers and _line(folded, number.end).rstrip().endswith("?"):
                return heading
            heading = None
    return len(folded)


def _line(folded: str, start: int) -> str:
    end = folded.find("\n", start)
    return folded[start : len(folded) if end < 0 else end]


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One answer of a sheet: the index of the question it answers (None: of no question), and its place."""

    question: int | None
    mark: int
    start: int
    end: int


def read_sheet(
    folded: str, sheet: AnswerSheet, numbers: Sequence[Number], expected: Sequence[int | None]
) -> list[SheetEntry]:
    """The answers of a sheet. ``expected`` are the numbers of the unanswered questions, in order.

    Its sections (一、单选题 …) are read one by one: some give a key, others whole answers.
    """
    inside = [number for number in numbers if sheet.end <= number.start < sheet.stop]
    style = _style(inside, expected)
    titles = [
        number
        for number in inside
        if number.kind in ("part", "cn", "cnp")
        and number.family != style
        and (_is_title(folded, number) or _counts_at_once(folded, number))
    ]
    ones = [index for index, number in enumerate(expected) if number == 1]
    entries: list[SheetEntry] = []
    index, mark, begin = 0, sheet.start, sheet.end
    for title in [*titles, None]:
        stop = title.start if title else sheet.stop
        first = bisect_left(inside, begin, key=lambda number: number.start)
        own = inside[first : bisect_left(inside, stop, key=lambda number: number.start)]
        chunk = AnswerSheet(mark, begin, stop)
        read = _read_section(folded, chunk, own, style, expected, index)
        entries += read
        index = max((entry.question + 1 for entry in read if entry.question is not None), default=index)
        if title is not None:
            counts_on = _counts_at_once(folded, title)
            begin = mark = title.end if counts_on else _line_end(folded, title.end, sheet.stop)
            entries.append(SheetEntry(None, title.start, begin, begin))
            # The next section answers the questions that count from 1 again, where there are some.
            following = bisect_left(ones, index)
            if index and following < len(ones) and _first_number(folded, begin) == 1:
                index = ones[following]
    return entries


_FIRST_NUMBER: Final = re.compile(r"[\s(【第]*(\d{1,4}|一)")


def _first_number(folded: str, position: int) -> int | None:
    match = _FIRST_NUMBER.match(folded, position)
    return None if match is None else 1 if match[1] == "一" else int(match[1])


def _read_section(
    folded: str,
    sheet: AnswerSheet,
    inside: Sequence[Number],
    style: str,
    expected: Sequence[int | None],
    index: int,
) -> list[SheetEntry]:
    key = _read_key(folded, sheet, expected, index)
    entries = _by_number(folded, sheet, inside, style, expected, index)
    answered = sum(entry.question is not None for entry in entries)
    is_short = sheet.stop - sheet.end < 12 * len(key)
    return key if len(key) > answered or (len(key) >= 2 and len(key) == answered and is_short) else entries


def _read_key(
    folded: str, sheet: AnswerSheet, expected: Sequence[int | None], index: int
) -> list[SheetEntry]:
    """A key: nothing but numbers and choices."""
    places, covered = _ranges(folded, sheet)
    if not places:
        for match in _SINGLE.finditer(folded, sheet.end, sheet.stop):
            places.append((int(match[1]), match.start(2), match.end(2)))
            covered += match.end() - match.start()
    body = len(re.sub(r"\s", "", folded[sheet.end : sheet.stop]))
    if len(places) < 2 or covered * 10 < body * 7:
        return []
    entries: list[SheetEntry] = []
    mark = sheet.start
    for number, start, end in places:
        while index < len(expected) and expected[index] != number and (expected[index] or 0) < number:
            index += 1
        matches = index < len(expected) and expected[index] == number
        entries.append(SheetEntry(index if matches else None, mark, start, end))
        index += matches
        mark = end
    if folded[mark : sheet.stop].strip():
        entries.append(SheetEntry(None, mark, mark, sheet.stop))
    return entries


def _ranges(folded: str, sheet: AnswerSheet) -> tuple[list[tuple[int, int, int]], int]:
    """The choices of ranges (1-5 BCBAD) as (number, start, end), and how many characters they cover."""
    places: list[tuple[int, int, int]] = []
    covered = 0
    for match in _RANGE.finditer(folded, sheet.end, sheet.stop):
        first, last = int(match[1]), int(match[2])
        choices = list(re.finditer(_CHOICE, match[3]))
        if len(choices) != last - first + 1:
            choices = list(re.finditer(r"[A-HTF×√✓✗✘对错]", match[3]))
        if len(choices) == last - first + 1:
            offset = match.start(3)
            places += [(first + i, offset + c.start(), offset + c.end()) for i, c in enumerate(choices)]
        covered += match.end() - match.start()
    return places, covered


def _by_number(
    folded: str,
    sheet: AnswerSheet,
    inside: Sequence[Number],
    style: str,
    expected: Sequence[int | None],
    index: int,
) -> list[SheetEntry]:
    cuts: list[tuple[int, int, int | None]] = []
    for number in inside:
        if number.family != style or index >= len(expected):
            continue
        skipped = index + 1 < len(expected) and number.line_start and number.number == expected[index + 1]
        if number.number == expected[index]:
            cuts.append((number.start, number.end, index))
            index += 1
        elif skipped:
            cuts.append((number.start, number.end, index + 1))
            index += 2
    entries: list[SheetEntry] = []
    last: tuple[int, int, int | None] = (sheet.start, sheet.end, None)
    for cut in [*cuts, (sheet.stop, sheet.stop, None)]:
        if last[2] is not None or folded[last[1] : cut[0]].strip():
            entries.append(SheetEntry(last[2], last[0], last[1], cut[0]))
        last = cut
    return entries


def _is_title(folded: str, number: Number) -> bool:
    title = _line(folded, number.end).strip()
    return number.line_start and 0 < len(title) <= 40 and not re.search(r"[。;]", title)


def _counts_at_once(folded: str, number: Number) -> bool:
    """一、1.B 2.A: a section's number with its first answer's number right behind it."""
    return (
        number.line_start and re.match(r"[ ]?\d{1,3}[.、)]", folded[number.end : number.end + 5]) is not None
    )


def _line_end(folded: str, position: int, stop: int) -> int:
    end = folded.find("\n", position, stop)
    return stop if end < 0 else end


def _style(inside: Sequence[Number], expected: Sequence[int | None]) -> str:
    """The family whose numbers answer most questions."""
    best, most = "", 0
    for family in dict.fromkeys(number.family for number in inside):
        index = 0
        for number in inside:
            if number.family == family and index < len(expected) and number.number == expected[index]:
                index += 1
        if index > most:
            best, most = family, index
    return best
