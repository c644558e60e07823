"""Answer sheets: the questions come first, and their answers follow, by number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qbank.documents.parsing.numbering import Heading, choose_questions
from qbank.documents.parsing.splitting import split
from qbank.documents.parsing.tokens import Token

_NUMBERS = ("label", "dot", "comma", "paren", "brackets", "cn", "cnp")


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """``start``–``end`` is its heading (参考答案), up to ``stop`` its numbered answers."""

    start: int
    end: int
    stop: int
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]


def find_sheets(
    folded: str, tokens: Sequence[Token], styles: frozenset[str], headings: Sequence[Heading]
) -> list[AnswerSheet]:
    """Every answer mark that stands after unanswered questions and before numbered answers."""
    starts = [heading.start for heading in headings]
    sheets: list[AnswerSheet] = []
    questions_before: list[Token] = []
    stop = 0
    for index, token in enumerate(tokens):
        if token.start < stop:
            continue
        if token.kind in styles:
            questions_before.append(token)
        elif token.kind in ("answer", "analysis"):
            opens = token.kind == "answer" and _opens_sheet(folded, tokens, index, starts)
            if opens and _unanswered(folded, questions_before, starts, token.start):
                inside, stop = _inside(len(folded), tokens, index + 1, styles, starts)
                below = headings[bisect_left(starts, token.end) : bisect_left(starts, stop)]
                sheets.append(AnswerSheet(token.start, token.end, stop, inside, tuple(below)))
            questions_before = []
    return sheets


def _opens_sheet(folded: str, tokens: Sequence[Token], index: int, headings: Sequence[int]) -> bool:
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or folded[token.end : after.start].strip():
        return False
    return after.number == 1 or _contains(headings, after.start)


def _contains(ordered: Sequence[int], value: int) -> bool:
    index = bisect_left(ordered, value)
    return index < len(ordered) and ordered[index] == value


def _unanswered(folded: str, questions_before: Sequence[Token], headings: Sequence[int], end: int) -> bool:
    """At least two questions, and hardly any of them followed by an answer of its own."""
    questions = (
        choose_questions(questions_before, questions_before[0].number or 1) if questions_before else []
    )
    if len(questions) < 2:
        return False
    among = headings[bisect_left(headings, questions_before[0].start) : bisect_left(headings, end)]
    borders = sorted([*(token.start for token in questions_before), *among, end])
    bodies = (folded[q.end : borders[bisect_right(borders, q.start)]] for q in questions)
    answered = sum(bool(split(body)[1]) for body in bodies)
    return answered * 5 <= len(questions)


def _inside(
    length: int, tokens: Sequence[Token], first: int, styles: frozenset[str], headings: Sequence[int]
) -> tuple[tuple[Token, ...], int]:
    """The sheet's marks, and where it stops: at a heading whose first number is put as a question."""
    inside: list[Token] = []
    heading: int | None = None
    for index in range(first, len(tokens)):
        token = tokens[index]
        if _contains(headings, token.start):
            heading = token.start
        elif heading is not None and token.kind in styles:
            if token.asks:
                return tuple(mark for mark in inside if mark.start < heading), heading
            heading = None
        inside.append(token)
    return tuple(inside), length


def read_sheet(
    text: str, sheet: AnswerSheet, expected: Sequence[int | None]
) -> Iterator[tuple[int | None, str]]:
    """The answers of a sheet, each with the index of the question it answers (None: no such question).

    ``expected`` are the numbers of the unanswered questions, in order.
    """
    cuts: list[tuple[int, int, int | None]] = [(h.start, h.end, None) for h in sheet.headings]
    cuts += [(token.start, token.end, index) for token, index in _matches(sheet, expected)]
    cuts.sort(key=lambda cut: cut[0])
    last: tuple[int, int, int | None] = (sheet.end, sheet.end, None)
    for cut in [*cuts, (sheet.stop, sheet.stop, None)]:
        answer = text[last[1] : cut[0]]
        if last[2] is not None or answer.strip():
            yield last[2], answer
        last = cut


def _matches(sheet: AnswerSheet, expected: Sequence[int | None]) -> Iterator[tuple[Token, int]]:
    headings = {heading.start for heading in sheet.headings}
    numbers = [token for token in sheet.tokens if token.kind in _NUMBERS and token.start not in headings]
    styles = {numbers[0].kind} if numbers else set()
    starts = sorted(headings)
    expected_index, passed = 0, 0
    for token in numbers:
        if token.kind not in styles:
            continue
        fresh = passed < len(starts) and starts[passed] < token.start
        while passed < len(starts) and starts[passed] < token.start:
            passed += 1
        if fresh and expected_index and token.number == 1:
            expected_index = next(
                (i for i in range(expected_index, len(expected)) if expected[i] == 1), expected_index
            )
        restarts = expected_index > 0 and token.number == 1
        if (
            expected_index < len(expected)
            and token.number == expected[expected_index]
            and (fresh or not restarts or not starts)
        ):
            yield token, expected_index
            expected_index += 1
