"""Word by word differences between two versions of a text, for showing them to people.

A word is a run of letters or digits, or one Chinese character, or one mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from diff_match_patch import diff_match_patch

_WORD = re.compile(r"[A-Za-z0-9_]+|\n|[^\S\n]+|.")

#: Seconds after which a coarser difference is good enough.
_TIMEOUT = 0.3

#: Characters of unchanged text kept on either side of a change.
_CONTEXT = 60


class DiffOperation(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    change: DiffOperation
    text: str


def word_differences(before: str, after: str) -> list[Stretch]:
    """What was kept, removed and added, in reading order.

    Kept and removed stretches joined give ``before``; kept and added ones give ``after``.
    """
    codes: dict[str, str] = {}
    words: dict[str, str] = {}

    def encode(text: str) -> str:
        for word in _WORD.findall(text):
            if word not in codes:
                codes[word] = code = chr(_code_point(len(codes)))
                words[code] = word
        return "".join(codes[word] for word in _WORD.findall(text))

    differ = diff_match_patch()
    differ.Diff_Timeout = _TIMEOUT
    differences = differ.diff_main(encode(before), encode(after), False)
    differ.diff_cleanupSemantic(differences)
    names = {0: DiffOperation.SAME, 1: DiffOperation.ADDED, -1: DiffOperation.REMOVED}
    return [Stretch(names[sign], "".join(words[code] for code in encoded)) for sign, encoded in differences]


def shortened(stretches: list[Stretch], context: int = _CONTEXT) -> list[Stretch]:
    """The same differences with long unchanged stretches cut to ``context`` characters at each change."""
    result = []
    for index, stretch in enumerate(stretches):
        text = stretch.text
        if stretch.change is DiffOperation.SAME and len(text) > 2 * context:
            head = text[:context] if index else ""
            tail = text[-context:] if index < len(stretches) - 1 else ""
            stretch = Stretch(DiffOperation.SAME, f"{head}…{tail}")
        result.append(stretch)
    return result


def _code_point(number: int) -> int:
    """One character per different word, stepping over the surrogates."""
    return number + 1 if number + 1 < 0xD800 else number + 1 + 0x800
