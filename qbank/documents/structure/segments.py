"""A question's text cut into its parts at their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qbank.documents.structure.labels import Label, labels_between
from qbank.documents.structure.words import LINE_ROLES, Role

_BLANK: Final = re.compile(r"\n[ \t]*\n")
_SENTENCE_END: Final = re.compile(r"[。;!?\n【]|(?<=\S) {2,}")
_STEMS: Final = frozenset({Role.STEM, Role.QUESTION, Role.SITUATION})
_FLOWS_INTO_STEM: Final = frozenset({Role.QUESTION, Role.SITUATION, Role.OPTIONS})


@dataclass(frozen=True, slots=True)
class PartSegment:
    """``mark``–``start`` is the label, ``start``–``end`` what it announces."""

    role: Role
    mark: int
    start: int
    end: int
    label: Label | None = None


def segments(folded: str, start: int, end: int, labels: Sequence[Label]) -> list[PartSegment]:
    """The parts of ``folded[start:end]``, in order; together they are the whole stretch.

    A setting (difficulty, time …) fills its line; the text after it goes on with what was there before.
    """
    return list(_cut(folded, start, end, labels_between(labels, start, end)))


def _cut(folded: str, start: int, end: int, labels: Sequence[Label]) -> Iterator[PartSegment]:
    flow, flow_label, mark = Role.STEM, None, start
    position = start
    answered = is_asked = False
    for index, label in enumerate(labels):
        if label.role == Role.QUESTION and answered:
            continue
        if label.word_at < position:
            continue
        begin = max(label.start, position)
        is_asked = is_asked or (flow in _STEMS and bool(folded[position:begin].strip()))
        if begin > position or flow_label is not None:
            yield PartSegment(flow, mark, position, begin, flow_label)
        stop = labels[index + 1].start if index + 1 < len(labels) else end
        if label.role in LINE_ROLES:
            setting_end = _setting_end(folded, label, max(label.end, min(stop, end)))
            yield PartSegment(label.role, begin, label.end, setting_end, label)
            position = mark = setting_end
            flow_label = None
        else:
            flow = label.role
            # Levels may stand before the question: 评分标准：… 面试题：…
            answered = answered or (is_asked and flow not in _FLOWS_INTO_STEM)
            flow_label, mark, position = label, begin, label.end
    if position < end or flow_label is not None:
        yield PartSegment(flow, mark, min(position, end), end, flow_label)


def _setting_end(folded: str, label: Label, stop: int) -> int:
    """Where a setting ends: with its line; if its label stands alone, with the lines up to a blank one."""
    if label.alone:
        begin = folded.find("\n", label.end, stop)
        if begin < 0:
            return stop
        if label.role == Role.COMPETENCY:
            blank = _BLANK.search(folded, begin + 1, stop)
            return blank.start() if blank else stop
        newline = folded.find("\n", begin + 1, stop)
        return stop if newline < 0 else newline
    newline = folded.find("\n", label.end, stop)
    line = stop if newline < 0 else newline
    if label.line_start and label.role in (Role.COMPETENCY, Role.NOTE, Role.FORM):
        return line
    sentence = _SENTENCE_END.search(folded, label.end + 1, line)
    return sentence.start() + (sentence.group() in "。;!?") if sentence else line
