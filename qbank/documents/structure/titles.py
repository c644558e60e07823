"""The name of a whole document."""

from __future__ import annotations

import re
from typing import Final

TITLE: Final = re.compile(r"面试|题库|试题|题目|笔试|interview|question", re.IGNORECASE)
LONGEST_TITLE: Final = 30
#: With one of these at its end a line says something, or announces it.
_ENDS: Final = tuple("。；：？！.;:?!")


def title_of(introduction: str) -> tuple[int, int] | None:
    """Where the title stands in what comes before the first question: alone on its first line."""
    line = introduction.lstrip().partition("\n")[0].strip()
    # An English title of as many words takes three letters where a Chinese one takes a character.
    if len(line.encode()) > 3 * LONGEST_TITLE or line.endswith(_ENDS) or not TITLE.search(line):
        return None
    start = introduction.index(line)
    return start, start + len(line)
