"""What a person should look at in a preview: answers that may hold more than an answer, guesses, doubts.

Pure, and computed from the blocks as they are now: a flag goes when its cause has been put right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from common.messages import gettext_noop
from qbank.documents.parsing.marks import fold
from qbank.documents.parsing.reasons import NEXT_NUMBER_INSIDE, VERY_LONG_ANSWER
from qbank.sources.rules.borders import PreviewBlock
from qbank.sources.rules.upload_preview import Preview

QUESTION_INSIDE = gettext_noop("Another question seems to stand inside this answer.")
DOUBTFUL = gettext_noop("A doubtful place: it may not have been restored as it was.")

#: An answer is far longer than its neighbours from so many characters, and so many times their length.
_LONG, _TIMES, _NEIGHBOURS = 400, 6, 5
_NUMBER: Final = re.compile(
    r"\s*(?:第|题目?|问题|[Qq](?:uestion)?)?[ ]?[(【\[]?(\d{1,6})[)】\]]?[ ]?(?:[题问道])?[.、):：]?"
)
#: A line of its own that begins with a mark and asks something.
_ASKED: Final = re.compile(
    r"(?m)^[ \t]*(?:(?:\d{1,4}|[一二三四五六七八九十]{1,3})[.、)]|第?[ ]?\d{1,4}[ ]?[题、]"
    r"|[Qq]\d*[:.]|(?:问|面试官|提问)[:：])"
    r"[^\n?]{4,120}\?[ \t]*$"
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A place of a question that asks to be looked at, and why (in English, to be translated)."""

    key: str
    start: int
    end: int
    reason: str


def flags_of(preview: Preview, doubts: Sequence[tuple[int, int]] = ()) -> list[Flag]:
    """All flags, in the order of the document. ``doubts``: doubtful restorations in the preview's text."""
    folded = fold(preview.text)
    own = preview.blocks_of()
    answers = {
        key: [block for block in own[key] if block.part == "answer"]
        for question in preview.questions
        if (key := question.key) in own
    }
    flags = _doubtful(preview.blocks, doubts) + _guessed(preview)
    numbers = {key: _number(folded, own[key]) for key in answers}
    keys = list(answers)
    lengths = [sum(block.end - block.start for block in answers[key]) for key in keys]
    for index, key in enumerate(keys):
        flags += _inside(folded, key, answers[key], _missing_number(numbers, keys, index))
        around = [
            n
            for n in (
                *lengths[max(0, index - _NEIGHBOURS) : index],
                *lengths[index + 1 : index + 1 + _NEIGHBOURS],
            )
            if n
        ]
        if len(around) >= 3 and lengths[index] > max(_LONG, _TIMES * median(around)):
            flags.append(Flag(key, answers[key][0].start, answers[key][-1].end, VERY_LONG_ANSWER))
    return sorted(flags, key=lambda flag: (flag.start, flag.end))


def flags_by_key(flags: Sequence[Flag]) -> Mapping[str, list[Flag]]:
    """{key of a question: its flags}."""
    found: dict[str, list[Flag]] = defaultdict(list)
    for flag in flags:
        found[flag.key].append(flag)
    return found


def _number(folded: str, blocks: Sequence[PreviewBlock]) -> int | None:
    """The number a question begins with."""
    head = next((block for block in blocks if block.part == "question"), None)
    match = _NUMBER.match(folded, head.start, head.end) if head else None
    return int(match[1]) if match else None


def _missing_number(numbers: Mapping[str, int | None], keys: Sequence[str], index: int) -> int | None:
    """The number that should come next, where the next question has another."""
    number = numbers[keys[index]]
    if number is None:
        return None
    following = numbers[keys[index + 1]] if index + 1 < len(keys) else None
    return None if following in (number + 1, 1) or following == number else number + 1


def _inside(folded: str, key: str, blocks: Sequence[PreviewBlock], missing: int | None) -> list[Flag]:
    """Another question, or the number of the next one, in these answers; one flag for each block."""
    flags = []
    for block in blocks:
        next_number = (
            re.compile(rf"(?<![\d.]){missing}[.、)题](?!\d)").search(folded, block.start, block.end)
            if missing is not None
            else None
        )
        # The first line is the answer's own: its label may be followed by a question (答：您好，请问…？).
        first_line = folded.find("\n", block.start, block.end)
        asked = _ASKED.search(folded, first_line + 1, block.end) if first_line >= 0 else None
        if next_number:
            flags.append(Flag(key, next_number.start(), next_number.end(), NEXT_NUMBER_INSIDE))
        elif asked:
            flags.append(Flag(key, asked.start(), asked.end(), QUESTION_INSIDE))
    return flags


def _guessed(preview: Preview) -> list[Flag]:
    """Borders that were a guess, where no person has drawn one since."""
    starts = [block.start for block in preview.blocks]
    flags = []
    for start, end, reason in preview.guesses:
        block = preview.blocks[bisect_right(starts, start) - 1]
        if not block.touched:
            flags.append(Flag(block.key, start, end, reason))
    return flags


def _doubtful(blocks: Sequence[PreviewBlock], doubts: Sequence[tuple[int, int]]) -> list[Flag]:
    starts = [block.start for block in blocks]
    flags = []
    for start, end in doubts:
        block = blocks[bisect_right(starts, start) - 1] if blocks else None
        flags.append(Flag(block.key if block else "", start, end, DOUBTFUL))
    return flags
