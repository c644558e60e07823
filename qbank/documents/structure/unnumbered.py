"""Questions without numbers: before the label of their first part, on lines that ask, or before options."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from qbank.documents.parsing.marks import sentence_ends
from qbank.documents.structure.asking import asks
from qbank.documents.structure.borders import stem_border
from qbank.documents.structure.labels import Label
from qbank.documents.structure.numbers import LineMark, Number
from qbank.documents.structure.stems import split
from qbank.documents.structure.words import PART_ROLES, Role

_LINE: Final = re.compile(r"[^\n]+")
_BOLD_LINE: Final = re.compile(r"(?m)^\*\*([^*\n]+)\*\*[ \t]*$")
_OPTION: Final = re.compile(r"(?<![A-Za-z0-9])[(]?([A-H])[.、)::][ ]?(?=\S)")
_LIST_MARK: Final = re.compile(r"[ \t]*(?:[-•●·○▪*>]+[ \t\n]+)*")
_BLANKS: Final = re.compile(r"[ \t]*")
_LONGEST_LINE: Final = 250


def question(start: int, end: int | None = None) -> Number:
    """A mark without a number."""
    return Number("unnumbered", start, start if end is None else end, 0, True)


def before_labels(folded: str, labels: Sequence[Label], role: Role, borders: Sequence[int]) -> list[Number]:
    """The paragraph before every label of a role that opens a question's parts.

    ``borders`` are the ends of headings: no question begins before them.
    """
    parts = [
        label
        for label in labels
        if label.role in PART_ROLES or label.role in (Role.DIFFICULTY, Role.TIME, Role.KIND)
    ]
    starts: list[Number] = []
    begins, heading = 0, 0
    asked = [label for label in labels if label.role == Role.QUESTION and label.line_start]
    for label in parts:
        if label.role == role and (label.number or 0) <= 1:
            while heading < len(borders) and borders[heading] <= label.start:
                begins = max(begins, borders[heading])
                heading += 1
            start = _question_before(folded, begins, label.start, first=not starts)
            named = bisect_left(asked, label.start, key=lambda item: item.start) - 1
            if named >= 0 and asked[named].start >= begins:
                start = asked[named].start, asked[named].end
            if start is not None:
                starts.append(question(*start))
        begins = label.end
    return starts


def _question_before(folded: str, begins: int, end: int, *, first: bool) -> tuple[int, int] | None:
    """Where the question begins that a label at ``end`` follows, and where its list mark ends."""
    body = folded[begins:end].rstrip()
    if not body.strip(" \n\t-•*#>"):
        return None
    stop = begins + len(body)
    line = begins + body.rfind("\n") + 1
    if line > begins or first:
        asking = _asking_run(folded, line, stop)
        if asking is not None and asking > line and not first:
            return asking, asking
        line = _paragraph_begin(folded, begins, line, stop)
        mark = _LIST_MARK.match(folded, line, stop)
        return line, mark.end() if mark else line
    asking = _asking_run(folded, begins, stop)
    return None if asking is None else (asking, asking)


def _paragraph_begin(folded: str, begins: int, line: int, stop: int) -> int:
    """Lines that only lead up to the last one belong to the question; those before a blank line do not."""
    for _ in range(3):
        if asks(folded, line, stop) == 2 or line <= begins:
            before = folded.rfind("\n", begins, max(begins, line - 1))
            above = folded[before + 1 : line - 1] if line - 1 > before else ""
            # "情景：…" above the line that asks.
            if not re.match(r"\s*(?:情[景境]|材料|背景|案例|场景|scenario|situation)", above, re.IGNORECASE):
                break
            line = before + 1
            continue
        break
    return line


def _asking_run(folded: str, start: int, end: int) -> int | None:
    """The start of the sentences ending in ？ that close the stretch."""
    begins: int | None = None
    sentence_start = start
    for stop, mark in sentence_ends(folded, start, end):
        if mark == ";":
            continue
        if mark != "?":
            begins = None
        elif begins is None:
            begins = sentence_start
        sentence_start = stop
    return begins if begins is not None and not folded[sentence_start:end].strip() else None


def asking_lines(folded: str) -> list[Number]:
    """Lines that are put as questions, where they are no exception among the lines."""
    lines = [line for line in _LINE.finditer(folded) if line.group().strip(" \t-•*#>_=")]
    asking = [
        line
        for line in lines
        if line.group().rstrip(' *_)】"”').endswith("?") and len(line.group()) < _LONGEST_LINE
    ]
    if len(asking) < 2 or len(asking) * 3 < len(lines):
        return []
    return [_on_line(folded, line) for line in asking]


def outer_lines(starts: Sequence[Number], folded: str) -> list[Number]:
    """Those of some lines that are not indented below the others: indented ones are parts of a question."""
    indents = [len(match.group()) for start in starts if (match := _BLANKS.match(folded, start.start))]
    least = min(indents, default=0)
    return [start for start, indent in zip(starts, indents, strict=True) if indent == least]


def task_lines(folded: str) -> list[Number]:
    """Lines that ask or set a task, where nearly all do, or every other one."""
    lines = [line for line in _LINE.finditer(folded) if line.group().strip(" \t-•*#>_=")]
    asking = [_is_a_question(folded, line) for line in lines]
    titles = {
        index
        for index, line in enumerate(lines[:-1])
        if not asking[index] and asking[index + 1] and is_title_line(folded, line.start(), line.end())
    }
    lines = [line for index, line in enumerate(lines) if index not in titles]
    asking = [is_asking for index, is_asking in enumerate(asking) if index not in titles]
    count = sum(asking)
    if count < 3:
        return []
    alternating = sum(a != b for a, b in pairwise(asking))
    if count * 10 >= 8 * len(lines) or alternating * 10 >= 8 * (len(lines) - 1):
        return [_on_line(folded, line) for line, is_asking in zip(lines, asking, strict=True) if is_asking]
    return []


def is_title_line(folded: str, start: int, end: int) -> bool:
    """Whether a line is short, stands behind a blank one or first, and right above another."""
    line = folded[start:end].strip(" *#\t")
    blank_above = start == 0 or not folded[folded.rfind("\n", 0, start - 1) + 1 : start - 1].strip()
    return (
        0 < len(line) <= 40
        and blank_above
        and line[-1] not in "。?!;,."
        and folded[end + 1 : end + 2] != "\n"
    )


def _is_a_question(folded: str, line: re.Match[str]) -> bool:
    """Whether a line asks, and does nothing else."""
    if len(line.group()) >= _LONGEST_LINE or not asks(folded, line.start(), line.end()):
        return False
    return not folded[split(folded, line.start(), line.end()) : line.end()].strip()


def _on_line(folded: str, line: re.Match[str]) -> Number:
    mark = _LIST_MARK.match(folded, line.start(), line.end())
    return question(line.start(), mark.end() if mark else line.start())


def bold_lines(folded: str) -> list[Number]:
    """Lines that are bold as a whole and ask."""
    return [
        question(line.start(), line.start() + 2)
        for line in _BOLD_LINE.finditer(folded)
        if asks(folded, line.start(1), line.end(1))
    ]


def bullet_lines(folded: str, bullets: Sequence[LineMark]) -> Iterator[list[Number]]:
    """For each kind of bullet and indent, its lines; where the outer ones ask, only these."""
    shapes = Counter((bullet.level, bullet.mark) for bullet in bullets)
    for shape in sorted(shapes):
        own = [bullet for bullet in bullets if (bullet.level, bullet.mark) == shape]
        if len(own) < 2:
            continue
        yield [question(bullet.start, bullet.end) for bullet in own]
        asking = sum(asks(folded, bullet.end, _line_end(folded, bullet.end)) > 0 for bullet in own)
        if asking * 2 >= len(own):
            return


def _line_end(folded: str, position: int) -> int:
    end = folded.find("\n", position)
    return len(folded) if end < 0 else end


def headed(marks: Sequence[LineMark], numbers: Sequence[Number]) -> Iterator[list[Number]]:
    """For each level of Markdown's headings, its lines; a number in the heading is the question's."""
    numbered = {number.start: number for number in numbers}
    for level in sorted({mark.level for mark in marks}):
        yield [
            Number(
                "heading",
                mark.start,
                number.end if number else mark.end,
                number.number if number else 0,
                True,
            )
            for mark in marks
            if mark.level == level
            for number in [numbered.get(mark.start)]
        ]


def before_options(folded: str, numbers: Sequence[Number]) -> list[Number]:
    """The stems of choices that have no numbers: each ends where A. begins, behind the options before it."""
    rounds = option_rounds(folded)
    if len(rounds) < 2:
        return []
    starts: list[Number] = []
    for before, options in zip([None, *rounds], rounds, strict=False):
        end = options[0][0]
        if before is None:
            line = folded.rfind("\n", 0, end) + 1
            if not folded[line:end].strip():
                line = folded.rfind("\n", 0, max(0, line - 1)) + 1
            counts = list(re.finditer(r"[题分][^()\n]{0,20}[)】]", folded[line:end]))
            start = line + counts[-1].end() if counts else line
        else:
            start = stem_border(folded, before, end)
        if start < end and folded[start:end].strip():
            starts.append(question(start))
    return starts


def option_rounds(folded: str) -> list[list[tuple[int, int]]]:
    """The options of each choice, A B C …, as (start of the mark, its end); at least two options."""
    rounds: list[list[tuple[int, int]]] = []
    expected = 0
    for match in _OPTION.finditer(folded):
        letter = ord(match[1]) - ord("A")
        if letter == 0:
            rounds.append([(match.start(), match.end())])
            expected = 1
        elif rounds and letter == expected:
            rounds[-1].append((match.start(), match.end()))
            expected += 1
    return [options for options in rounds if len(options) >= 2]
