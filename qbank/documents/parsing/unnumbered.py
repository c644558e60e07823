"""Questions without numbers, recognised by the answer mark after them or the ？ that ends their line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qbank.documents.parsing.marks import sentence_ends
from qbank.documents.parsing.numbering import ANSWERS
from qbank.documents.parsing.tokens import Token

_LINE = re.compile(r"[^\n]+")


def find_unnumbered(folded: str, tokens: Sequence[Token]) -> list[Token]:
    """Marks of no width before each question, with the answer marks; empty where nothing asks."""
    answers = [token for token in tokens if token.kind in ANSWERS]
    return _before_answers(folded, answers) if answers else _asking_lines(folded)


def _before_answers(folded: str, answers: Sequence[Token]) -> list[Token]:
    marks: list[Token] = []
    begins = 0
    for answer in answers:
        start = _last_question(folded, begins, answer.start, first=not marks)
        if start is not None and answer.kind == "answer":
            marks.append(Token("unnumbered", start, start, None, False, True, True))
        marks.append(answer)
        begins = answer.end
    return marks


def _last_question(folded: str, start: int, end: int, *, first: bool) -> int | None:
    """Where the question begins that the mark at ``end`` answers, or None."""
    body = folded[start:end].rstrip()
    if not body.strip():
        return None
    line = start + body.rfind("\n") + 1
    if line > start or first:
        asking = _asking_run(folded, line, start + len(body))
        return asking if asking is not None else line
    return _asking_run(folded, start, start + len(body))


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


def _asking_lines(folded: str) -> list[Token]:
    """Lines that end in ？, where there are at least two and they are no exception."""
    lines = [line for line in _LINE.finditer(folded) if not line.group().isspace()]
    asking = [line for line in lines if line.group().rstrip().endswith("?")]
    if len(asking) < 2 or len(asking) * 3 < len(lines):
        return []
    return [Token("unnumbered", line.start(), line.start(), None, True, True) for line in asking]
