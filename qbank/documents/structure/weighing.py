"""How much of a text a reading explains: what each question, heading and list that it sees is worth."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from qbank.documents.structure.asking import asks, is_put_to_a_person
from qbank.documents.structure.headings import Heading, find_headings
from qbank.documents.structure.labels import Label, labels_between
from qbank.documents.structure.numbers import COUNTING, LineMark, Number
from qbank.documents.structure.segments import segments
from qbank.documents.structure.sheets import CASE, AnswerSheet
from qbank.documents.structure.star import is_step
from qbank.documents.structure.words import PART_ROLES, Role

_DESCRIBING: Final = frozenset({Role.CRITERIA, Role.INTENT})
_STEM_ROLES: Final = frozenset({Role.STEM, Role.QUESTION, Role.SITUATION})
_AS_HEADING: Final = 2.0
_NESTED: Final = 5.0
_TAKEN_APART: Final = 8.0
_STEP: Final = 3.0
_TITLED: Final = 1.5
_LONGEST_TITLE: Final = 40
_ANY: Final = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything in a text that could give it a structure. ``sheets``: answers that follow all questions."""

    folded: str
    labels: list[Label]
    numbers: list[Number]
    marks: list[LineMark]
    bullets: list[LineMark]
    sheets: list[AnswerSheet]
    #: Whether each case (材料一 …) has the answers to its questions.
    has_cases: bool = False


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


def outside_of(sheets: Sequence[AnswerSheet]) -> Callable[[int], bool]:
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


def weigh(text: Structure, reading: QuestionReading) -> QuestionReading:
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
    outside = outside_of(text.sheets)
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
        in_cases = text.has_cases or sum(start.number == 1 for start in reading.starts) > 1
        score -= _NESTED * sum(_is_nested(text, start, in_cases=in_cases) for start in reading.starts)
    if any(not label.word for label in text.labels):
        score -= _STEP * sum(is_step(text.folded, start.start) for start in reading.starts)
    if reading.how == "bullets":
        score -= _NESTED * _below_questions(text, reading)
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
            labels = [
                label
                for label in labels_between(text.labels, heading_ends[index], start.start)
                if label.role in PART_ROLES and label.role != Role.COMPETENCY
            ]
            described = labels and labels[0].role in _DESCRIBING
            if described and not asks(text.folded, heading_ends[index], labels[0].start):
                # A competency's levels stand below its heading, not a question's.
                continue
            count += bool(labels)
        previous = start.start
    return count


def _is_nested(text: Structure, start: Number, *, in_cases: bool) -> bool:
    """Whether a list counts from 1 below a numbered question, or (``in_cases``) a case, as its parts."""
    if start.number != 1 or not start.line_start:
        return False
    index = bisect_left(text.numbers, start.start, key=lambda number: number.start) - 1
    if index < 0:
        return False
    above = text.numbers[index]
    if above.family == start.family or not above.line_start:
        return False
    is_case = in_cases and above.kind == "label" and CASE.match(above.prefix) is not None
    return is_case or asks(text.folded, above.end, start.start) > 0


def _below_questions(text: Structure, reading: QuestionReading) -> int:
    """How many lists of a reading stand right below a numbered line that asks, as its parts."""
    numbered = {number.start: number.end for number in text.numbers if number.line_start}
    places = [start.start for start in reading.starts]
    count = 0
    for place in places:
        line = line_before(text.folded, place)
        if line in numbered and line not in places:
            count += asks(text.folded, numbered[line], place) > 0
    return count


def _opening_role(labels: Sequence[Label]) -> Role | None:
    """The part that comes first after most questions: each question should have it once."""
    counts = Counter(label.role for label in labels if label.role in PART_ROLES and (label.number or 0) <= 1)
    return counts.most_common(1)[0][0] if counts else None


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
    if asked_for and stem.role == Role.STEM and _is_title(text.folded, stem.start, asked_for[0].start):
        # "1. 客户导向" above "问题：…": the number is a heading's.
        value -= _TITLED
    return value, asked, roles


def _is_title(folded: str, start: int, end: int) -> bool:
    """Whether nothing but a short line that neither asks nor ends as sentences do stands there."""
    title = folded[start:end].strip(" \n\t*#")
    return (
        0 < len(title) <= _LONGEST_TITLE
        and "\n" not in title
        and title[-1] not in "。?!;:,"
        and "\n" in folded[start:end].lstrip()
        and not asks(folded, start, end)
    )


def line_before(folded: str, position: int) -> int:
    """Where the next line above a position begins that says something, within some hundred characters."""
    begin = max(0, position - 400)
    above = folded[begin:position].rstrip()
    return begin + above.rfind("\n") + 1
