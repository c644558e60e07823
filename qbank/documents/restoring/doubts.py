"""Flag repairs that a person should read: the text itself shows what is usual in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from common.chinese_script import simplify_character
from qbank.documents.restoring import rules
from qbank.documents.restoring.segments import QUIET_RULES, Segment


def flag(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments, flagged as doubtful where a repair gives text that occurs nowhere else.

    Rules alone can give wrong text that looks plausible. A run read from shifted bytes is doubtful
    when it has a character found nowhere else, or a mark made of two damaged bytes; a look-alike
    turned back, when neither neighbour is found beside it elsewhere. A traditional form needs no doubt.
    """
    everything = list(segments)
    sound = QUIET_RULES | {rules.CORRECTION}
    if all(s.rule in sound for s in everything):
        yield from everything
        return
    text = "".join(s.restored for s in everything)
    characters = Counter(c for s in everything if s.rule in sound for c in s.restored)
    pairs = Counter(pairwise(text))
    position = 0
    for segment in everything:
        end = position + len(segment.restored)
        note = ""
        if segment.rule in (rules.SPLIT_PINYIN, rules.LOST_LEAD) and not segment.note:
            note = _doubt_about_run(segment.restored, characters)
        elif segment.rule == rules.SWAP and simplify_character(segment.received) != segment.restored:
            near = text[max(position - 1, 0) : end + 1]
            if all(pairs[pair] < 2 for pair in pairwise(near)):
                note = rules.NOTE_UNFAMILIAR
        yield replace(segment, doubtful=True, note=note) if note else segment
        position = end


def _doubt_about_run(restored: str, elsewhere: Counter[str]) -> str:
    if any("\uff01" <= c <= "\uff5e" for c in restored[1:]):
        return rules.NOTE_MARK
    if any(not elsewhere[c] for c in restored):
        return rules.NOTE_UNFAMILIAR
    return ""
