"""All ways to read a text as a list of questions, weighed: the one that explains most of it wins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from qbank.documents.structure.asking import asks
from qbank.documents.structure.finding import find_labels
from qbank.documents.structure.genre import genre
from qbank.documents.structure.labels import Label, labels_between
from qbank.documents.structure.numbers import (
    COUNTING,
    LETTERS,
    Number,
    find_bullets,
    find_headings_marks,
    find_numbers,
)
from qbank.documents.structure.series import best_series
from qbank.documents.structure.sheets import answered_cases, find_sheets
from qbank.documents.structure.unnumbered import (
    asking_lines,
    before_labels,
    before_options,
    bold_lines,
    bullet_lines,
    headed,
    outer_lines,
    question,
    task_lines,
)
from qbank.documents.structure.weighing import QuestionReading, Structure, line_before, outside_of, weigh
from qbank.documents.structure.words import LINE_ROLES, PART_ROLES, Role

#: Ways to read a text that rest on how its lines sound, not on marks.
_UNMARKED: Final = ("bullets", "lines", "tasks", "heading", "bold", "parts")
#: Kinds that may number sections; the last also behind other text on their line.
_SECTIONS: Final = ("roman", "plain", "part", "cn", "cnp")
_GLUED_SECTIONS: Final = ("part", "cn", "cnp")
#: A line that is broken has so many characters at least, and does not end like a sentence.
_BROKEN_FROM: Final = 20
_ENDS: Final = '.。?!;:…)】”」』"'
#: What a section of an exam paper is called: 三、论述题(每题10分)
_SECTION: Final = re.compile(r"[^。?;:,\n]{1,12}题[ ]{0,4}(?:\([^()\n]{0,40}\))?")
_PREFIX_ROLES: Final = LINE_ROLES | {Role.SITUATION, Role.INTENT}
_OPENING_ROLES: Final = (
    Role.ANSWER,
    Role.CRITERIA,
    Role.PROBE,
    Role.COMPETENCY,
    Role.INTENT,
    Role.ANALYSIS,
    Role.OPTIONS,
)


def structure_of(folded: str) -> Structure:
    """The candidates for structure in a folded text."""
    labels = find_labels(folded)
    numbers = find_numbers(folded, labels)
    marks = find_headings_marks(folded)
    sheets = find_sheets(folded, numbers, labels, marks)
    return Structure(
        folded, labels, numbers, marks, find_bullets(folded), sheets, bool(answered_cases(numbers, labels))
    )


def best_reading(text: Structure) -> QuestionReading | None:
    """The reading that explains most of the text; None where none makes it a list of questions."""
    kind = genre(text.folded)
    readings = [weigh(text, reading) for reading in _readings(text)]
    if kind > 0:
        # A list of topics that ask nothing still explains more than no reading at all.
        readings = [reading for reading in readings if reading.count]
    # Ties go to the reading that came first: numbers before marks before lines.
    best = max(readings, key=lambda reading: reading.score, default=None)
    if best is None or not _is_bank(text, best, kind):
        return None
    return _with_leads(text, _with_others_under_headings(text, best))


def _with_others_under_headings(text: Structure, reading: QuestionReading) -> QuestionReading:
    """The reading with questions of another kind that have a heading of their own inside the stretch of one
    (## 三、论述题 / 谈谈…, ## 抗压 / 面试题：讲一次…): none belongs to the question before the heading."""
    if reading.how not in (*COUNTING, "label"):
        return reading
    places = [start.start for start in reading.starts]
    outside = outside_of(text.sheets)
    more: dict[int, Number] = {}
    for heading in _heading_ends(text, text.numbers):
        before = bisect_right(places, heading) - 1
        if before < 0 or heading <= reading.starts[before].end or not outside(heading):
            continue
        following = places[before + 1] if before + 1 < len(places) else len(text.folded)
        if (other := _asked_below(text, heading, following)) is not None:
            more.setdefault(other.start, other)
    if not more:
        return reading
    starts = sorted([*reading.starts, *more.values()], key=lambda start: start.start)
    return weigh(text, replace(reading, starts=starts))


def _asked_below(text: Structure, heading: int, end: int) -> Number | None:
    """The first question between a heading and ``end``: one with a label, or a line above an answer's."""
    for label in labels_between(text.labels, heading, end):
        if label.role == Role.QUESTION and label.line_start:
            asked = asks(text.folded, label.end, _line_end(text.folded, label.end)) > 0
            return question(label.start, label.end) if asked else None
        if label.role == Role.ANSWER and label.line_start:
            begin = (
                heading
                + len(text.folded[heading : label.start])
                - len(text.folded[heading : label.start].lstrip())
            )
            one_line = "\n" not in text.folded[begin : label.start].strip()
            return question(begin) if one_line and asks(text.folded, begin, label.start) > 0 else None
    return None


def _with_leads(text: Structure, reading: QuestionReading) -> QuestionReading:
    """The reading with situations that stand between two questions given to the second (材料：… 2.…)."""
    places = [start.start for start in reading.starts]
    borders = sorted([*places, *(heading.end for heading in reading.headings)])
    starts = list(reading.starts)
    tried: set[int] = set()
    for label in text.labels:
        index = bisect_left(places, label.start)
        if label.role != Role.SITUATION or not label.line_start or index == len(places) or index in tried:
            continue
        border = bisect_left(borders, label.start) - 1
        before = borders[border] if border >= 0 else 0
        if places[index] == label.start or not _is_complete(text, before, label.start, places):
            continue
        # Of several in one place the first counts: the others follow it.
        tried.add(index)
        between = labels_between(text.labels, label.end, places[index])
        if not any(other.role in PART_ROLES for other in between):
            starts[index] = replace(starts[index], start=label.start, lead=(label.end, places[index]))
    return replace(reading, starts=starts)


def _is_complete(text: Structure, start: int, end: int, places: Sequence[int]) -> bool:
    """Whether a question that begins at ``start`` has been asked; no question need be where none begins."""
    index = bisect_left(places, start)
    if index == len(places) or places[index] != start:
        return True
    return asks(text.folded, start, end) > 0 or text.folded[start:end].count("\n") > 1


def _is_bank(text: Structure, reading: QuestionReading, kind: int) -> bool:
    count = reading.count
    if not count:
        return False
    asking, labelled = reading.asking / count, reading.labelled / count
    if kind < 0:
        return count >= 2 and asking >= 0.6 and labelled >= 0.6
    if count == 1:
        return asking == 1 and (labelled == 1 or kind > 0)
    if kind > 0:
        return (
            asking >= 0.3
            or labelled >= 0.5
            or (reading.how in COUNTING and count >= 3 and _are_topics(text, reading))
        )
    if count >= 3 and reading.answered / count >= 0.8:
        return True
    if labelled >= 0.6 and asking >= 0.3:
        return True
    put = reading.put / count
    if reading.how in _UNMARKED and not reading.labelled:
        return count >= 3 and put >= 0.8
    return put >= 0.5 and (labelled > 0 or put >= 0.6 or count >= 4)


def _are_options(folded: str, letters: Sequence[Number]) -> bool:
    """Whether lists of letters stand below lines that ask, as the options of a choice do."""
    firsts = [letter.start for letter in letters if letter.number == 1 and letter.start]
    below = sum(asks(folded, line, first) > 0 for first in firsts for line in [line_before(folded, first)])
    return below * 3 >= len(firsts)


def _are_topics(text: Structure, reading: QuestionReading) -> bool:
    """Whether the numbers stand before short topics, not before rules and reports."""
    heads = [text.folded[start.end : start.end + 60].strip().split("\n", 1)[0] for start in reading.starts]
    return sum(len(head) <= 30 and not head.endswith(("。", ";")) for head in heads) * 10 >= 8 * len(heads)


def _readings(text: Structure) -> Iterator[QuestionReading]:
    outside = outside_of(text.sheets)
    numbers = [number for number in text.numbers if outside(number.start) and not number.answers]
    labels = [label for label in text.labels if outside(label.start)]
    borders = sorted({mark.end for mark in text.marks})
    marks = {mark.start for mark in text.marks}
    by_family: dict[str, list[Number]] = {}
    for number in numbers:
        by_family.setdefault(number.family, []).append(number)
    for family in COUNTING:
        own = by_family.get(family, [])
        if not own or (family in LETTERS and _are_options(text.folded, own)):
            continue
        others = [
            number.end
            for other in _SECTIONS
            if other != family
            for number in by_family.get(other, [])
            if number.line_start or other in _GLUED_SECTIONS
        ]
        lines = _short_lines(text.folded, own)
        sections = sorted({*borders, *others, *lines})
        yield QuestionReading(family, best_series(text.folded, own, text.labels, sections))
        for fewer in _without_nested(own, marks):
            yield QuestionReading(family, best_series(text.folded, fewer, text.labels, sections))
    asked = [label for label in labels if label.role == Role.QUESTION]
    if asked:
        yield QuestionReading("label", _with_prefixes(text.folded, labels, asked))
    for marked in headed([mark for mark in text.marks if outside(mark.start)], numbers):
        yield QuestionReading("heading", marked)
    yield QuestionReading("bold", [s for s in bold_lines(text.folded) if outside(s.start)])
    for lines_of_bullets in bullet_lines(text.folded, [b for b in text.bullets if outside(b.start)]):
        yield QuestionReading("bullets", lines_of_bullets)
    heading_ends = _heading_ends(text, numbers)
    for role in _OPENING_ROLES:
        if sum(label.role == role for label in labels) >= 1:
            parted = before_labels(text.folded, labels, role, heading_ends)
            yield QuestionReading("parts", _without_broken(text.folded, parted))
    yield QuestionReading("options", [s for s in before_options(text.folded, numbers) if outside(s.start)])
    numbered = {number.start for number in numbers if number.line_start}
    for how, asking in (("lines", asking_lines(text.folded)), ("tasks", task_lines(text.folded))):
        starts = outer_lines([start for start in asking if outside(start.start)], text.folded)
        starts = _without_broken(text.folded, starts)
        # Where lines are numbered, their numbers tell which of them are questions.
        if sum(start.start in numbered for start in starts) * 10 <= 3 * len(starts):
            yield QuestionReading(how, starts)


def _without_nested(numbers: Sequence[Number], marks: Collection[int]) -> Iterator[list[Number]]:
    """The numbers without those that count something else than the rest; ``marks``: where headings begin."""
    outer = min(number.indent for number in numbers)
    if any(number.indent > outer for number in numbers):
        # An indented list is no list of questions where the outer one is.
        yield [number for number in numbers if number.indent == outer]
    unmarked = [number for number in numbers if number.start not in marks]
    if unmarked and len(unmarked) < len(numbers):
        # Numbered headings (## 1. …) may stand over lists of the same numbers.
        yield unmarked


def _heading_ends(text: Structure, numbers: Sequence[Number]) -> list[int]:
    """Ends of lines that are headings by their mark, whatever the questions are."""
    ends = {_line_end(text.folded, mark.end) for mark in text.marks}
    for number in numbers:
        if number.kind in ("part", "cn", "cnp") and number.line_start:
            end = _line_end(text.folded, number.end)
            line = text.folded[number.end : end].strip()
            if end - number.end <= 40 and (
                _SECTION.fullmatch(line) or not asks(text.folded, number.end, end)
            ):
                ends.add(end)
    return sorted(ends)


def _without_broken(folded: str, starts: list[Number]) -> list[Number]:
    """The starts without those in the middle of a sentence, where lines are broken as on printed pages."""
    going_on = [start for start in starts if _goes_on(folded, start.start)]
    if len(going_on) < 2 or len(going_on) * 10 < 3 * len(starts):
        return starts
    return [start for start in starts if start not in going_on]


def _goes_on(folded: str, position: int) -> bool:
    """Whether the line before one is long and ends in mid-sentence."""
    if position < _BROKEN_FROM or folded[position - 1] != "\n":
        return False
    line = folded[folded.rfind("\n", 0, position - 1) + 1 : position - 1].strip()
    return len(line) >= _BROKEN_FROM and line[-1] not in _ENDS


def _short_lines(folded: str, numbers: Sequence[Number]) -> list[int]:
    """Ends of short lines right above numbers that count from 1 again: they may be titles."""
    ends = []
    for number in numbers:
        if number.number == 1 and number.line_start and number.start:
            end = number.start - 1
            while end > 0 and folded[end - 1] in " \n\t":
                end -= 1
            begin = folded.rfind("\n", max(0, end - 61), end) + 1
            line = folded[max(begin, end - 61) : end].strip()
            if 0 < len(line) <= 40 and line[-1] not in "。?!;,:" and "\t" not in line:
                ends.append(end)
    return ends


def _with_prefixes(folded: str, labels: Sequence[Label], asked: Sequence[Label]) -> list[Number]:
    """Where labelled questions begin: at what stands before the first of them (能力项1：…, 难度：…)."""
    first = bisect_left(labels, asked[0].start, key=lambda label: label.start)
    prefix: list[Role] = []
    allowed = _PREFIX_ROLES
    if not any(label.role == Role.CRITERIA and label.start > asked[-1].start for label in labels):
        # Levels stand before their question throughout: none follows the last one.
        allowed |= {Role.CRITERIA}
    for label in reversed(labels[:first]):
        if label.role not in allowed or not label.line_start:
            break
        prefix.insert(0, label.role)
    starts = []
    for label in asked:
        start = label.start
        index = bisect_left(labels, label.start, key=lambda item: item.start)
        for role in reversed(prefix):
            index -= 1
            if index < 0 or labels[index].role != role or not labels[index].line_start:
                break
            start = labels[index].start
        starts.append(question(start, label.end if start == label.start else start))
    return starts


def _line_end(folded: str, position: int) -> int:
    end = folded.find("\n", position)
    return len(folded) if end < 0 else end
