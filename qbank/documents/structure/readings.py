"""All ways to read a text as a list of questions, weighed: the one that explains most of it wins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from qbank.documents.structure.asking import asks, is_put_to_a_person
from qbank.documents.structure.genre import genre
from qbank.documents.structure.headings import Heading, find_headings
from qbank.documents.structure.labels import Label, find_labels, labels_between
from qbank.documents.structure.numbers import (
    COUNTING,
    LineMark,
    Number,
    find_bullets,
    find_headings_marks,
    find_numbers,
)
from qbank.documents.structure.segments import segments
from qbank.documents.structure.series import best_series
from qbank.documents.structure.sheets import AnswerSheet, find_sheets
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
from qbank.documents.structure.words import LINE_ROLES, PART_ROLES, Role

#: Ways to read a text that rest on how its lines sound, not on marks.
_UNMARKED: Final = ("bullets", "lines", "tasks", "heading", "bold", "parts")
_PREFIX_ROLES: Final = LINE_ROLES | {Role.SITUATION, Role.INTENT}
_STEM_ROLES: Final = frozenset({Role.STEM, Role.QUESTION, Role.SITUATION})
_OPENING_ROLES: Final = (
    Role.ANSWER,
    Role.CRITERIA,
    Role.PROBE,
    Role.COMPETENCY,
    Role.INTENT,
    Role.ANALYSIS,
    Role.OPTIONS,
)


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything in a text that could give it a structure. ``sheets``: answers that follow all questions."""

    folded: str
    labels: list[Label]
    numbers: list[Number]
    marks: list[LineMark]
    bullets: list[LineMark]
    sheets: list[AnswerSheet]


@dataclass(frozen=True, slots=True)
class QuestionReading:
    """One way to read a text: where its questions and headings begin, and how much that explains."""

    how: str
    starts: list[Number]
    headings: list[Heading] = field(default_factory=list)
    score: float = 0.0
    asking: int = 0
    labelled: int = 0
    answered: int = 0
    #: Questions that end in ？ or are plainly put to a person.
    put: int = 0

    @property
    def count(self) -> int:
        return len(self.starts)


def structure_of(folded: str) -> Structure:
    """The candidates for structure in a folded text."""
    labels = find_labels(folded)
    numbers = find_numbers(folded, labels)
    marks = find_headings_marks(folded)
    sheets = find_sheets(folded, numbers, labels, marks)
    return Structure(folded, labels, numbers, marks, find_bullets(folded), sheets)


def best_reading(text: Structure) -> QuestionReading | None:
    """The reading that explains most of the text; None where none makes it a list of questions."""
    kind = genre(text.folded)
    readings = [_weigh(text, reading) for reading in _readings(text)]
    if kind > 0:
        # A list of topics that ask nothing still explains more than no reading at all.
        readings = [reading for reading in readings if reading.count]
    # Ties go to the reading that came first: numbers before marks before lines.
    best = max(readings, key=lambda reading: reading.score, default=None)
    return _with_leads(text, best) if best is not None and _is_bank(text, best, kind) else None


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


def _are_topics(text: Structure, reading: QuestionReading) -> bool:
    """Whether the numbers stand before short topics, not before rules and reports."""
    heads = [text.folded[start.end : start.end + 60].strip().split("\n", 1)[0] for start in reading.starts]
    return sum(len(head) <= 30 and not head.endswith(("。", ";")) for head in heads) * 10 >= 8 * len(heads)


def _readings(text: Structure) -> Iterator[QuestionReading]:
    outside = _outside(text.sheets)
    numbers = [number for number in text.numbers if outside(number.start) and not number.answers]
    labels = [label for label in text.labels if outside(label.start)]
    borders = sorted({mark.end for mark in text.marks})
    for family in COUNTING:
        own = [number for number in numbers if number.family == family]
        if not own:
            continue
        others = [
            n.end
            for n in numbers
            if n.family != family and n.family in ("part", "cn", "cnp", "roman", "plain") and n.line_start
        ]
        glued = [
            n.end
            for n in numbers
            if n.family != family and n.family in ("cn", "cnp", "part") and not n.line_start
        ]
        lines = _short_lines(text.folded, own)
        sections = sorted({*borders, *others, *glued, *lines})
        yield QuestionReading(family, best_series(text.folded, own, text.labels, sections))
        outer = min(number.indent for number in own)
        if any(number.indent > outer for number in own):
            # An indented list is no list of questions where the outer one is.
            outermost = [number for number in own if number.indent == outer]
            yield QuestionReading(family, best_series(text.folded, outermost, text.labels, sections))
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
            yield QuestionReading("parts", before_labels(text.folded, labels, role, heading_ends))
    yield QuestionReading("options", [s for s in before_options(text.folded, numbers) if outside(s.start)])
    numbered = {number.start for number in numbers if number.line_start}
    for how, asking in (("lines", asking_lines(text.folded)), ("tasks", task_lines(text.folded))):
        starts = outer_lines([start for start in asking if outside(start.start)], text.folded)
        # Where lines are numbered, their numbers tell which of them are questions.
        if sum(start.start in numbered for start in starts) * 10 <= 3 * len(starts):
            yield QuestionReading(how, starts)


def _heading_ends(text: Structure, numbers: Sequence[Number]) -> list[int]:
    """Ends of lines that are headings by their mark, whatever the questions are."""
    ends = {_line_end(text.folded, mark.end) for mark in text.marks}
    for number in numbers:
        if number.kind in ("part", "cn", "cnp") and number.line_start:
            end = _line_end(text.folded, number.end)
            if end - number.end <= 40 and not asks(text.folded, number.end, end):
                ends.add(end)
    return sorted(ends)


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
    for label in reversed(labels[:first]):
        if label.role not in _PREFIX_ROLES or not label.line_start:
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


def _outside(sheets: Sequence[AnswerSheet]) -> Callable[[int], bool]:
    def outside(position: int) -> bool:
        index = bisect_left(sheets, position + 1, key=lambda sheet: sheet.start)
        return index == 0 or position >= sheets[index - 1].stop

    return outside


def ends_of(text: Structure, reading: QuestionReading) -> list[int]:
    """Where each question of a reading ends: at the next one, a heading, or the answers that follow all."""
    borders = sorted(
        {
            *(start.start for start in reading.starts),
            *(heading.start for heading in reading.headings),
            *(sheet.start for sheet in text.sheets),
            len(text.folded),
        }
    )
    return [borders[bisect_left(borders, start.start + 1)] for start in reading.starts]


def _weigh(text: Structure, reading: QuestionReading) -> QuestionReading:
    if not reading.starts:
        return reading
    headings = find_headings(
        text.folded,
        text.numbers,
        text.marks,
        reading.starts,
        text.labels,
        colon_titles=reading.how in ("bullets", "lines", "tasks", "bold", "parts"),
    )
    outside = _outside(text.sheets)
    reading = replace(reading, headings=[heading for heading in headings if outside(heading.start)])
    opening = _opening_role(text.labels)
    score = -_AS_HEADING * sum(asks(text.folded, h.name_at, h.end) > 0 for h in reading.headings)
    score -= _TAKEN_APART * _labels_between_blocks(text, reading)
    asking, labelled, answered, put = 0, 0, 0, 0
    for start, end in zip(reading.starts, ends_of(text, reading), strict=True):
        value, asked, parts = _value(text, start, end, opening)
        score += value
        asking += asked > 0
        put += asked == 2 or (
            asked == 1 and is_put_to_a_person(text.folded[start.end : min(end, start.end + 120)])
        )
        labelled += bool(parts & PART_ROLES)
        answered += Role.ANSWER in parts
    if reading.how in COUNTING and reading.count > 1:
        score += 1.0 * max(asking, labelled)
        score -= _NESTED * sum(_is_nested(text, start) for start in reading.starts)
    if text.sheets and reading.how in COUNTING:
        score += 1.0 * reading.count
        labelled = answered = reading.count
    return replace(reading, score=score, asking=asking, labelled=labelled, answered=answered, put=put)


def _labels_between_blocks(text: Structure, reading: QuestionReading) -> int:
    """How many questions begin behind a heading and a label that belongs to a question nobody read."""
    count = 0
    heading_ends = [heading.end for heading in reading.headings]
    previous = 0
    for start in reading.starts:
        index = bisect_left(heading_ends, start.start + 1) - 1
        if index >= 0 and heading_ends[index] > previous:
            labels = labels_between(text.labels, heading_ends[index], start.start)
            count += any(label.role in PART_ROLES and label.role != Role.COMPETENCY for label in labels)
        previous = start.start
    return count


def _is_nested(text: Structure, start: Number) -> bool:
    """Whether a list counts from 1 below a numbered question, as its parts."""
    if start.number != 1 or not start.line_start:
        return False
    index = bisect_left(text.numbers, start.start, key=lambda number: number.start) - 1
    if index < 0:
        return False
    above = text.numbers[index]
    return above.family != start.family and above.line_start and asks(text.folded, above.end, start.start) > 0


def _opening_role(labels: Sequence[Label]) -> Role | None:
    """The part that comes first after most questions: each question should have it once."""
    counts = Counter(label.role for label in labels if label.role in PART_ROLES and (label.number or 0) <= 1)
    return counts.most_common(1)[0][0] if counts else None


_AS_HEADING: Final = 2.0
_NESTED: Final = 5.0
_TAKEN_APART: Final = 8.0
_ANY: Final = re.compile(r"\S")


def _value(text: Structure, start: Number, end: int, opening: Role | None) -> tuple[float, int, set[Role]]:
    parts = segments(text.folded, start.end, end, text.labels)
    stems = [
        part for part in parts if part.role in _STEM_ROLES and _ANY.search(text.folded, part.start, part.end)
    ]
    roles = {part.role for part in parts}
    if not stems:
        return -2.5, 0, roles
    stem = stems[0]
    asked = max(asks(text.folded, part.start, part.end) for part in stems[:3])
    value = (-0.8, 1.3, 2.0)[asked]
    if roles & PART_ROLES:
        value += 1.5
    inside = labels_between(text.labels, start.end, end)
    again = sum(label.role == opening and (label.number or 0) <= 1 for label in inside) - 1
    asked_for = [label for label in inside if label.role == Role.QUESTION]
    # 材料：… 问题：… is one question; a second label, or one behind the answer, begins another.
    leads_in = stem.role == Role.SITUATION or not asks(text.folded, stem.start, stem.end)
    more = sum(label.start > stem.start + 1 for label in asked_for[leads_in:])
    if opening != Role.COMPETENCY:
        value -= 1.6 * max(0, again)
    value -= 1.5 * max(0, more)
    if (
        parts[-1].label is not None
        and parts[-1].role in PART_ROLES
        and parts[-1].role != Role.COMPETENCY
        and not _ANY.search(text.folded, parts[-1].start, end)
        and end < len(text.folded)
    ):
        # What the label announces was taken for the next question.
        value -= _TAKEN_APART
    if not asked and stem.end - stem.start > 300:
        value -= 1.0
    return value, asked, roles


def _line_end(folded: str, position: int) -> int:
    end = folded.find("\n", position)
    return len(folded) if end < 0 else end
