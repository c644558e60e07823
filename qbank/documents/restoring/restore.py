"""Find out what damaged a text on its way, undo it, and keep what was done piece by piece.

Order matters: reviewed corrections first, as they speak of the text as received; then damage to
bytes; then swapped characters, before the conversion to simplified, which would read 鈈 as a metal;
then script and marks, over the whole text, as they look at neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from common.chinese_script import is_traditional, simplify, simplify_character
from qbank.documents.restoring import doubts, rules, shifted_bytes, swapped
from qbank.documents.restoring.punctuation import widen
from qbank.documents.restoring.segments import RestoredText, Segment, TextCorrection

Undo = Callable[[str], list[Segment]]


def restore(received: str, corrections: Sequence[TextCorrection] = ()) -> RestoredText:
    """The text as it was before it was damaged, in simplified Chinese with full-width marks.

    Any text may come: one that nothing happened to is returned as it is, but for half-width marks in
    Chinese lines. Never raises. What could not be settled is flagged as doubtful.
    """
    segments = list(_corrected(received, corrections))
    shifted = shifted_bytes.is_damaged(received, simplify_character)
    if shifted:
        segments = _each_plain(segments, _undo_shifted)
    if swapped.is_damaged("".join(s.restored for s in segments)):
        note = Segment("", "", rules.LOST_MARKS, doubtful=True, note=rules.NOTE_LOST_MARKS)
        segments = [note, *_each_plain(segments, _undo_swapped)]
    return RestoredText(tuple(doubts.flag(_dressed(segments, traditional=shifted))))


def _corrected(received: str, corrections: Sequence[TextCorrection]) -> Iterator[Segment]:
    """The text cut where a correction applies; of two that overlap, the earlier one counts."""
    start = 0
    for begin, correction in sorted(_places(received, corrections), key=lambda place: place[0]):
        if begin < start:
            continue
        if start < begin:
            yield Segment(received[start:begin], received[start:begin])
        start = begin + len(correction.damaged)
        yield Segment(correction.damaged, correction.restored, rules.CORRECTION, note=correction.reason)
    if start < len(received):
        yield Segment(received[start:], received[start:])


def _places(received: str, corrections: Iterable[TextCorrection]) -> Iterator[tuple[int, TextCorrection]]:
    for correction in corrections:
        if not correction.damaged:
            continue
        whole = correction.before + correction.damaged + correction.after
        for match in re.finditer(f"(?={re.escape(whole)})", received):
            yield match.start() + len(correction.before), correction


def _each_plain(segments: Iterable[Segment], undo: Undo) -> list[Segment]:
    """Each stretch that nothing was done to yet, undone."""
    return [new for old in segments for new in ([old] if old.rule else undo(old.restored))]


def _undo_shifted(text: str) -> list[Segment]:
    return shifted_bytes.undo(text, simplify_character)


def _undo_swapped(text: str) -> list[Segment]:
    return swapped.undo(text, simplify_character)


def _dressed(segments: Sequence[Segment], *, traditional: bool) -> Iterator[Segment]:
    """Simplified, with full-width marks; what a person corrected is left as it was written."""
    text = "".join(s.restored for s in segments)
    simplified = simplify(text) if traditional or is_traditional(text) else text
    dressed = widen(simplified)
    position = 0
    for segment in segments:
        end = position + len(segment.restored)
        if segment.rule == rules.CORRECTION:
            yield segment
        elif segment.rule:
            yield replace(segment, restored=dressed[position:end])
        else:
            yield from _changes(segment.received, dressed[position:end])
        position = end


def _changes(before: str, after: str) -> Iterator[Segment]:
    """The stretches of equal length of ``before`` and ``after``, by the rule that changed them."""
    if before == after:
        yield Segment(before, after)
        return
    for rule, group in groupby(zip(before, after, strict=True), key=_rule_of_change):
        pairs = list(group)
        yield Segment("".join(a for a, _ in pairs), "".join(b for _, b in pairs), rule)


def _rule_of_change(pair: tuple[str, str]) -> str:
    before, after = pair
    if before == after:
        return ""
    return rules.PUNCTUATION if before.isascii() else rules.SCRIPT
