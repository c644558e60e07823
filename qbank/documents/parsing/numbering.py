"""Which of the marks in a text are its questions and headings.

Questions are numbered in one style and count up; lists inside answers use numbers too. What tells them
apart: a question is put as one, or an answer mark follows it, and its number is the one expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qbank.documents.parsing.tokens import Token

ANSWERS = ("answer", "analysis")
#: Styles questions may be numbered in; the first wins a tie.
_STYLES = ("label", "ask", "dot", "comma", "paren", "cn", "cnp", "brackets")
_HEADING_KINDS = ("part", "cn", "cnp")
_LONGEST_HEADING = 30
_LONGEST_LEAD_IN = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """A category's heading; ``kind`` tells the level (第一部分 above 一、 above （一）).

    ``name`` is folded; it stands at ``name_at``.
    """

    kind: str
    start: int
    end: int
    name: str
    name_at: int


def question_styles(tokens: Sequence[Token]) -> frozenset[str]:
    """The style, or the two mixed ones, that questions are numbered in; empty where there are none."""
    scores: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    answered = 0
    for token in tokens:
        if token.kind in _STYLES:
            totals[token.kind] += 1
            scores[token.kind] += 3 * token.answered + token.asks
            answered += token.answered
    best = max(_STYLES, key=lambda style: (scores[style], -_STYLES.index(style)))
    if not scores[best] or (not answered and (scores[best] < 2 or scores[best] < 0.4 * totals[best])):
        return frozenset()
    if best in ("dot", "comma"):
        other = "comma" if best == "dot" else "dot"
        if scores[other] >= 0.5 * totals[other] > 0:
            return frozenset({best, other})
    return frozenset({best})


def find_headings(folded: str, tokens: Sequence[Token], styles: frozenset[str]) -> list[Heading]:
    """Headings: short titles that a question, or a heading of a lower level, follows."""
    headings: list[Heading] = []
    below: Token | None = None
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind not in _HEADING_KINDS or token.kind in styles or after is None:
            continue
        if after.kind in styles:
            below = after
        elif not (
            headings and headings[-1].start == after.start and _level(token.kind) < _level(headings[-1].kind)
        ):
            continue
        heading = _heading(folded, token, after)
        if heading and below and _question_may_follow(below):
            headings.append(heading)
    numbers = {token.start: token.number for token in tokens}
    return _in_sequence(headings[::-1], numbers, tokens, styles)


def _level(kind: str) -> int:
    return _HEADING_KINDS.index(kind)


def _question_may_follow(token: Token) -> bool:
    return token.number in (1, None) or token.asks or token.answered


def _heading(folded: str, token: Token, after: Token) -> Heading | None:
    newline = folded.find("\n", token.end, after.start)
    end = after.start if newline < 0 else newline
    title = folded[token.end : end]
    name = title.strip(" :、.")
    if len(name) > _LONGEST_HEADING or any(mark in name for mark in "。?!;"):
        return None
    if after.start - end > _LONGEST_LEAD_IN:
        return None
    return Heading(token.kind, token.start, end, name, token.end + title.find(name))


def _in_sequence(
    headings: list[Heading], numbers: dict[int, int | None], tokens: Sequence[Token], styles: frozenset[str]
) -> list[Heading]:
    """Keep the headings that count up; 三、 in the list of an answer comes without its 一、 and 二、."""
    questions = iter([token for token in tokens if token.kind in styles])
    question = next(questions, None)
    counts: Counter[str] = Counter()
    in_sequence: list[Heading] = []
    for heading in headings:
        while question and question.start < heading.end:
            question = next(questions, None)
        number = numbers[heading.start]
        restarts = question is not None and question.number in (1, None)
        if number == counts[heading.kind] + 1 or restarts or heading.kind == "part":
            counts[heading.kind] = number or counts[heading.kind] + 1
            for lower in _HEADING_KINDS[_level(heading.kind) + 1 :]:
                counts[lower] = 0
            in_sequence.append(heading)
    return in_sequence


def choose_questions(section: Sequence[Token], expected: int) -> list[Token]:
    """The questions among a section's question-style tokens and answer marks, in order.

    ``expected`` is the number the section may go on with; it may also begin at 1 again.
    """
    chosen: list[Token] = []
    zone: list[Token] = []
    has_answers = any(token.kind == "answer" for token in section)
    numbered = next((token.number for token in section if token.kind not in ANSWERS), None)
    expected = 1 if numbered == 1 else expected
    seen_answer = False
    for token in section:
        if token.kind not in ANSWERS:
            zone.append(token)
            continue
        if seen_answer:
            again = (token.kind == "analysis" and has_answers) or (token.number or 0) > 1
            picked = _before_answer(zone, expected, asking_only=again)
        else:
            picked = _counting_up(zone, expected) or zone[-1:]
        seen_answer = True
        chosen += picked
        expected = _following(picked, expected)
        zone = []
    return chosen + _counting_up(zone, expected)


def _following(picked: list[Token], expected: int) -> int:
    last = picked[-1].number if picked else None
    return expected if last is None else last + 1


def _counting_up(zone: Sequence[Token], expected: int) -> list[Token]:
    """Tokens that count up from ``expected`` and ask; a few lost numbers are passed over."""
    chosen: list[Token] = []
    for token in zone:
        wanted = token.asks or token.answered
        if token.number is None or token.kind == "label":
            take = wanted or token.line_start
        else:
            take = wanted and 0 <= token.number - expected <= (2 if token.line_start else 0)
        if take:
            chosen.append(token)
            expected = (token.number or expected) + 1
    return chosen


def _before_answer(zone: Sequence[Token], expected: int, *, asking_only: bool) -> list[Token]:
    """The questions between two answer marks: the last belongs to the second mark.

    The zone begins inside an answer, so its first numbers may be a list. None: the second mark opens
    another answer to the same question.
    """
    last = _last_question(zone, expected, asking_only=asking_only)
    if last is None:
        return []
    index = zone.index(last)
    for earlier, after in pairwise(zone[: index + 1]):
        if earlier.number == expected and earlier.asks and after.number == 1:
            return [earlier]
    return [*(t for t in _counting_up(zone[:index], expected) if (t.number or 0) < (last.number or 0)), last]


def _last_question(zone: Sequence[Token], expected: int, *, asking_only: bool) -> Token | None:
    asking = [token for token in zone if token.asks or (token.answered and not asking_only)]
    for token in reversed(asking):
        if token.number == expected or token.number is None or token.kind == "label":
            return token
    if asking_only:
        return None
    for token in reversed(asking):
        number = token.number or 0
        if (token.asks and (number > expected or number == 1)) or (token.line_start and number > expected):
            return token
    return None
